"""The method in plain words, its limits, and every parameter with where it comes from."""

from collections.abc import Iterator

from metrocli.casefile import CaseFile
from metrocli.model import Notice
from metrocli.report.dossier.ledger import FORMS, Ledger
from metrocli.report.dossier.paper import Block, Cell, Form, Items, Role, Section, Table
from metrocli.report.words import (
    LEVELS,
    UNITS,
    WEIGHTINGS,
    Words,
    figure,
    measure,
    norm_title,
    parameter_title,
    source_name,
)
from metrocli.text import Text, text


def method(case: CaseFile, ledger: Ledger) -> Section:
    """Return how the figures were worked out, and what they cannot tell."""
    blocks: list[Block] = [
        ledger.items(
            [
                (text("Footprints"), list(_footprints(case))),
                (text("Gaps"), list(_gaps(case))),
                (text("Continuum"), list(_continuum(case))),
                (text("Verdict"), list(_verdict())),
            ]
        ),
        _parameters(case, ledger),
    ]
    notes = _parameter_notes(case, ledger)
    if notes.entries:
        blocks.append(notes)
    return Section(ledger.say(text("Method")), tuple(blocks))


def limits(case: CaseFile, ledger: Ledger) -> Section:
    """Return what the reader must bear in mind, and what the inputs gave rise to say."""
    blocks: list[Block] = [ledger.paragraph(limit) for limit in _limits(case)]
    blocks += [ledger.paragraph(notice.message, role=Role.NOTICE) for notice in _notices(case)]
    return Section(ledger.say(text("Limits")), tuple(blocks))


def _notices(case: CaseFile) -> list[Notice]:
    found = [*case.result.notices, *(case.comparison.notices if case.comparison else ())]
    return list(dict.fromkeys(found))


def _footprints(case: CaseFile) -> Iterator[Words]:
    yield text(
        "What is built up comes from layers of blocks, zones or buildings: {count:,d} of them in "
        "the communes and around.",
        count=len(case.ground.footprints),
    )
    yield text(
        "A commune weighs what its footprints do: {weight}.",
        weight=WEIGHTINGS[case.result.weighting],
    )


def _gaps(case: CaseFile) -> Iterator[Words]:
    yield text(
        "Gaps are measured from edge to edge, in metres, on a plane whose scale is off by less "
        "than 0.1 % wherever Chile has buildings."
    )
    if case.result.floor:
        yield text(
            "Gaps of up to {floor} are not told apart.", floor=measure(case.result.floor, "m")
        )


def _continuum(case: CaseFile) -> Iterator[Words]:
    yield text(
        "At {gap}, and with {majority} of every commune in it, it is what the norm asks for.",
        gap=measure(case.ground.max_gap, "m"),
        majority=measure(case.sweep.settings.majority, "share"),
    )
    yield text(
        "Only footprints of the communes of the area make its patches: a way round through another "
        "commune does not join them."
    )
    yield text(
        "No buffer is drawn: the least set of gaps that joins all footprints (a minimum spanning "
        "tree) holds the patches at every gap at once, so that the distances are exact."
    )


def _verdict() -> Iterator[Words]:
    yield text(
        "An area is eligible if it meets every criterion that decides; it is not if it fails one; "
        "and it is undetermined if the data do not tell. Criteria that need papers do not decide "
        "until these are there."
    )


def _limits(case: CaseFile) -> Iterator[Words]:
    yield text(
        "This report applies a method to data. It replaces neither the consultation of the mayors, "
        "nor the agreement of the regional council, nor the studies that the law asks for."
    )
    if case.result.norm.binding:
        yield text(
            "Decreto 98 of 2019 (Interior, published 30-09-2020) fixes the minimum standards. Its "
            "articles could not be read: no number here may be cited as a number of it."
        )
    yield text(
        "Census figures may be suppressed in small zones, and scattered rural people are in no "
        "footprint: the urban and continuum readings count them neither in nor out."
    )
    if case.result.norm.note:
        yield case.result.norm.note


def _parameters(case: CaseFile, ledger: Ledger) -> Table:
    rows = [
        (
            ledger.words(parameter_title(item)),
            _value(ledger, k, item.unit),
            ledger.words(UNITS.get(item.unit, "")),
            ledger.words(LEVELS[item.level]),
            ledger.words(source_name(item.source)),
        )
        for k, item in enumerate(case.result.parameters)
    ]
    return ledger.table(
        "parameters",
        text("The parameters in force, and how firm each is"),
        text("Parameters"),
        [
            ledger.column(text("Parameter"), share=1.3),
            ledger.numbers(text("Value")),
            ledger.column(text("Unit"), share=0.7),
            ledger.column(text("Level"), share=0.6),
            ledger.column(text("Source"), share=2.4),
        ],
        rows,
        source=_norm(case),
    )


def _value(ledger: Ledger, k: int, unit: str) -> Cell:
    pointer = f"/parameters/{k}/value"
    value = ledger.at(pointer)
    if isinstance(value, str):
        return Cell(value, ledger.say(figure(value, unit)), None, pointer)
    return ledger.figure(pointer, FORMS.get(unit, Form.WHOLE))


def _norm(case: CaseFile) -> Text:
    norm = case.result.norm
    return text("{norm} ({id}).", norm=norm_title(norm), id=norm.name)


def _parameter_notes(case: CaseFile, ledger: Ledger) -> Items:
    return ledger.items(
        [(parameter_title(item), [item.note]) for item in case.result.parameters if item.note]
    )

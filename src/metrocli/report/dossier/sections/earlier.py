"""The comparison with an earlier census: people then and now, and where the change comes from."""

from collections.abc import Iterator, Sequence

from metrocli.model import AssessmentComparison, Reading
from metrocli.report.dossier.ledger import Ledger
from metrocli.report.dossier.paper import Block, Cell, Column, Form, Role, Section, Table
from metrocli.report.dossier.sections.shared import INHABITANTS, sourced
from metrocli.report.words import (
    AREA_VERDICTS,
    READINGS,
    UNKNOWN,
    Words,
    measure,
    parameter_name,
    signed,
    whole,
)
from metrocli.text import Text, text

PLACE = "/comparison/area"

GROUND = ("gained", "lost", "same")


def earlier(result: AssessmentComparison, ledger: Ledger) -> Section:
    """Return what changed since the earlier study."""
    blocks: list[Block] = [ledger.paragraph(*_told(result))]
    blocks += [ledger.paragraph(doubt, role=Role.NOTICE) for doubt in _doubts(result)]
    blocks += [_people(result, ledger), _ground(result, ledger)]
    title = text("Comparison with the earlier census")
    return Section(ledger.say(title), tuple(blocks))


def _censuses(result: AssessmentComparison) -> tuple[Words, Words]:
    then, now = result.base.vintage, result.current.vintage
    return (then, now) if then and now and then != now else (text("Base"), text("Current"))


def _told(result: AssessmentComparison) -> Iterator[Words]:
    (change,) = result.areas[:1]
    base, current = change.base, change.current
    yield text(
        "Then: {base}. Now: {current}.",
        base=result.base.study_title,
        current=result.current.study_title,
    )
    if base is not None and current is not None:
        yield text(
            "The verdict was {base}, and now it is {current}.",
            base=AREA_VERDICTS[base.verdict],
            current=AREA_VERDICTS[current.verdict],
        )
    then, now = change.people(Reading.CONTINUUM)
    if then is not None and now is not None:
        yield text(
            "The inhabitants of the continuum went from {then} to {now} ({change}).",
            then=whole(then),
            now=whole(now),
            change=signed(now - then),
        )
    ground = change.ground
    if ground is not None:
        yield text(
            "Of that change, {gained} live on ground that was not in the continuum, {lost} on "
            "ground that has left it, and {same} on ground that is in both.",
            gained=signed(ground.gained),
            lost=signed(ground.lost),
            same=signed(ground.same),
        )


def _doubts(result: AssessmentComparison) -> Iterator[Text]:
    for item in result.parameters:
        then, now = (
            UNKNOWN if side is None else measure(side.value, side.unit)
            for side in (item.base, item.current)
        )
        yield text(
            "Not decided on the same terms: {parameter}, {then} then and {now} now.",
            parameter=parameter_name(item.either.id),
            then=then,
            now=now,
        )
    if not result.same_norm:
        yield text("The two were not decided by the same text of the norm.")
    yield text(
        "The footprints of the two studies may be of different kinds (zones and blocks): part of "
        "the change of distances and of ground comes from that, and not from what was built."
    )


def _people(result: AssessmentComparison, ledger: Ledger) -> Table:
    members = [f"{PLACE}/members/{k}" for k in range(len(ledger.at(f"{PLACE}/members")))]
    rows = [
        (
            ledger.given(f"{place}/code"),
            ledger.given(f"{place}/name"),
            ledger.words(READINGS[reading]),
            *_figures(ledger, f"{place}/population/{reading}"),
        )
        for place in members
        for reading in Reading
    ]
    rows += [
        (
            ledger.words(""),
            ledger.words(text("Total")),
            ledger.words(READINGS[reading]),
            *_figures(ledger, f"{PLACE}/population/{reading}"),
        )
        for reading in Reading
    ]
    return ledger.table(
        "earlier",
        text("Inhabitants then and now, by commune and reading"),
        text("Earlier census"),
        [
            *_communes(ledger),
            ledger.column(text("Reading")),
            *(
                Column(ledger.say(name), ledger.say(INHABITANTS), numeric=True)
                for name in _censuses(result)
            ),
            ledger.numbers(text("Change"), INHABITANTS),
        ],
        rows,
        source=_source(result),
    )


def _communes(ledger: Ledger) -> tuple[Column, Column]:
    return ledger.column(text("Code"), share=0.6), ledger.column(text("Commune"), share=1.6)


def _figures(ledger: Ledger, place: str) -> Sequence[Cell]:
    return (
        ledger.figure(f"{place}/base", Form.WHOLE),
        ledger.figure(f"{place}/current", Form.WHOLE),
        ledger.figure(f"{place}/change", Form.CHANGE),
    )


def _ground(result: AssessmentComparison, ledger: Ledger) -> Table:
    members = [f"{PLACE}/members/{k}" for k in range(len(ledger.at(f"{PLACE}/members")))]
    rows: list[Sequence[Cell]] = [
        (
            ledger.given(f"{place}/code"),
            ledger.given(f"{place}/name"),
            *_grounds(ledger, place),
        )
        for place in members
    ]
    rows.append((ledger.words(""), ledger.words(text("Total")), *_grounds(ledger, PLACE)))
    return ledger.table(
        "ground",
        text("Where the change of the people of the continuum comes from"),
        text("Ground"),
        [
            *_communes(ledger),
            ledger.numbers(text("Ground gained"), INHABITANTS),
            ledger.numbers(text("Ground lost"), INHABITANTS),
            ledger.numbers(text("Same ground"), INHABITANTS),
        ],
        rows,
        source=_source(result),
        total=True,
    )


def _grounds(ledger: Ledger, place: str) -> list[Cell]:
    """Return the three parts of a change; where the ground is not known, none of them is."""
    known = ledger.at(f"{place}/ground") is not None
    return [
        ledger.figure(f"{place}/ground/{part}" if known else f"{place}/ground", Form.CHANGE)
        for part in GROUND
    ]


def _source(result: AssessmentComparison) -> Text:
    title = f"{result.base.study_title}; {result.current.study_title}"
    files = {item.path for side in (result.base, result.current) for item in side.inputs}
    return sourced(title, files)

"""The continuity of the area: its weakest link, what joins at which gap, and its neighbours."""

from collections.abc import Iterator, Mapping, Sequence

from metrocli.casefile import CaseFile
from metrocli.report.convention_words import decision_words, without_words
from metrocli.report.dossier.ledger import Ledger
from metrocli.report.dossier.paper import Block, Cell, Form, Section, Table
from metrocli.report.dossier.sections.shared import (
    AREA,
    INHABITANTS,
    METRES,
    names_of,
    picture,
    source_of,
)
from metrocli.report.words import Words, measure
from metrocli.text import text


def continuity(case: CaseFile, ledger: Ledger, pictures: Mapping[str, bytes]) -> Section:
    """Return where the area hangs together, and where least."""
    area = case.ground.area.name
    blocks: list[Block] = [
        ledger.paragraph(*_told(case)),
        picture(
            ledger,
            pictures,
            "continuum",
            text("The continuum of {area} at a gap of {gap}", area=area, gap=_limit(case)),
            text(
                "Map of the communes of {area}, with the built-up ground of the continuum and that "
                "outside of it.",
                area=area,
            ),
        ),
    ]
    if case.assessed.weakest_link is not None:
        blocks += [
            picture(
                ledger,
                pictures,
                "weakest-link",
                text("The weakest link of {area}, enlarged", area=area),
                text("Map of the two footprints whose gap decides continuity, and what is around."),
            ),
            _link(case, ledger),
        ]
    if case.gaps.steps:
        blocks.append(_steps(case, ledger))
    if case.gaps.neighbours:
        blocks.append(_neighbours(case, ledger))
    return Section(ledger.say(text("Continuity and weakest link")), tuple(blocks))


def _limit(case: CaseFile) -> Words:
    return measure(case.ground.max_gap, "m")


def _told(case: CaseFile) -> Iterator[Words]:
    yield text(
        "Two footprints are joined when the gap between their edges is at most {gap}; a patch is "
        "all that is joined so, and the continuum is the patch of most inhabitants.",
        gap=_limit(case),
    )
    yield text(
        "The merge distance is the least gap at which one patch holds the majority of every "
        "commune; the weakest link is the gap that decides it."
    )
    distance = case.assessed.merge_distance
    if distance is None:
        yield text(
            "There is none up to {horizon}: these communes are no one continuum.",
            horizon=measure(case.ground.horizon, "m"),
        )
    else:
        yield text("Here it is {distance}.", distance=measure(distance, "m"))
    study = case.ground.study
    if not study.conventions.links and not len(study.barriers):
        yield text(
            "A river counts as ground without buildings, whether bridges cross it or not; parks, "
            "roads and industry count as they are drawn in the footprints."
        )
    for without in case.assessed.without:
        yield from without_words(without)
    yield from map(decision_words, case.result.conventions.decisions)


def _link(case: CaseFile, ledger: Ledger) -> Table:
    names = names_of(case)
    rows = [
        (
            ledger.given(f"{AREA}/weakest_link/{end}/commune"),
            ledger.words(names[ledger.at(f"{AREA}/weakest_link/{end}/commune")]),
            ledger.given(f"{AREA}/weakest_link/{end}/id"),
            ledger.figure(f"{AREA}/weakest_link/{end}/lon", Form.DEGREES),
            ledger.figure(f"{AREA}/weakest_link/{end}/lat", Form.DEGREES),
            ledger.figure(f"{AREA}/weakest_link/gap_m", Form.HUNDREDTHS),
        )
        for end in ("a", "b")
    ]
    return ledger.table(
        "weakest-link",
        text("The two ends of the weakest link (SIRGAS 2000, EPSG:4674)"),
        text("Weakest link"),
        [
            ledger.column(text("Code"), share=0.6),
            ledger.column(text("Commune")),
            ledger.column(text("Footprint"), share=1.4),
            ledger.numbers(text("Longitude"), text("°")),
            ledger.numbers(text("Latitude"), text("°")),
            ledger.numbers(text("Gap"), METRES),
        ],
        rows,
        source=source_of(case, "footprints"),
    )


def _steps(case: CaseFile, ledger: Ledger) -> Table:
    names = names_of(case)
    rows = [
        (
            ledger.figure(f"/joins/steps/{k}/gap_m", Form.HUNDREDTHS),
            ledger.words(text("{names}", names=[names[code] for code in step.joined])),
            ledger.figure(f"/joins/steps/{k}/population", Form.WHOLE),
        )
        for k, step in enumerate(case.gaps.steps)
    ]
    return ledger.table(
        "joins",
        text("Which communes have their majority in one patch, from which gap on"),
        text("Joins"),
        [
            ledger.numbers(text("From a gap of"), METRES),
            ledger.column(text("Communes")),
            ledger.numbers(text("In that patch"), INHABITANTS),
        ],
        rows,
        source=source_of(case, "footprints"),
    )


def _neighbours(case: CaseFile, ledger: Ledger) -> Table:
    rows: list[Sequence[Cell]] = [
        (
            ledger.given(f"/joins/neighbours/{k}/commune/code"),
            ledger.given(f"/joins/neighbours/{k}/commune/name"),
            ledger.figure(f"/joins/neighbours/{k}/commune/population", Form.WHOLE),
            ledger.figure(f"/joins/neighbours/{k}/merge_distance_m", Form.HUNDREDTHS),
            ledger.figure(f"/joins/neighbours/{k}/touch_distance_m", Form.HUNDREDTHS),
        )
        for k in range(len(case.gaps.neighbours))
    ]
    return ledger.table(
        "neighbours",
        text("Communes around the area, and the gap at which each would join it"),
        text("Neighbours"),
        [
            ledger.column(text("Code"), share=0.6),
            ledger.column(text("Commune"), share=1.6),
            ledger.numbers(text("Communal"), INHABITANTS),
            ledger.numbers(text("Merge distance"), METRES),
            ledger.numbers(text("Touch distance"), METRES),
        ],
        rows,
        source=source_of(case, "population", "footprints"),
    )

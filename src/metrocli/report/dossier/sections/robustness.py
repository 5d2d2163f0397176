"""The sweep: at which gaps the verdict flips, by each reading and for several majorities."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from metrocli.casefile import CaseFile
from metrocli.model import SweepLine
from metrocli.report.dossier.ledger import Ledger
from metrocli.report.dossier.paper import Block, Cell, Form, Section, Table
from metrocli.report.dossier.sections.shared import (
    INHABITANTS,
    METRES,
    PERCENT,
    picture,
    source_of,
)
from metrocli.report.words import AREA_VERDICTS, READINGS, Words, holding, measure
from metrocli.text import text


def robustness(case: CaseFile, ledger: Ledger, pictures: Mapping[str, bytes]) -> Section:
    """Return how far the verdict depends on what the law does not fix."""
    blocks: list[Block] = [
        ledger.paragraph(*_told(case)),
        picture(
            ledger,
            pictures,
            "sweep",
            text("Inhabitants of the continuum by the largest gap allowed"),
            text("Chart of the inhabitants of the continuum, from a gap of 0 m to the horizon."),
        ),
        _table(case, ledger),
    ]
    return Section(ledger.say(text("How far the verdict depends on the gap")), tuple(blocks))


def _told(case: CaseFile) -> Iterator[Words]:
    yield text(
        "The law does not fix the gap, the majority or the population that counts. So the verdict "
        "was worked out for every gap up to {horizon}, by the three readings and for several "
        "majorities.",
        horizon=measure(case.ground.horizon, "m"),
    )
    continuity = case.ground
    yield text(
        "In force here: a max gap of {gap}, a majority of {majority} and the {reading} reading.",
        gap=measure(continuity.max_gap, "m"),
        majority=measure(case.sweep.settings.majority, "share"),
        reading=READINGS[case.sweep.reading],
    )
    if case.assessed.holds is not None:
        yield holding(case.assessed.holds)


def _table(case: CaseFile, ledger: Ledger) -> Table:
    lines = list(enumerate(case.sweep.areas[0].lines))
    rows: list[Sequence[Cell]] = []
    for _, alike in groupby(lines, key=lambda line: (line[1].reading, line[1].stretches)):
        rows += _rows(ledger, list(alike))
    return ledger.table(
        "sweep",
        text("The verdict by reading, majority and largest gap allowed"),
        text("Sweep"),
        [
            ledger.column(text("Reading"), share=0.9),
            ledger.numbers(text("Majority from"), PERCENT),
            ledger.numbers(text("Majority to"), PERCENT),
            ledger.column(text("Verdict"), share=1.2),
            ledger.numbers(text("From"), METRES),
            ledger.numbers(text("To"), METRES),
            ledger.numbers(text("At the least gap"), INHABITANTS),
            ledger.numbers(text("At the largest gap"), INHABITANTS),
        ],
        rows,
        source=source_of(case, "population", "footprints", "people"),
    )


def _rows(ledger: Ledger, alike: Sequence[tuple[int, SweepLine]]) -> Iterator[Sequence[Cell]]:
    """Yield the stretches of majorities that lead to the same ones."""
    (first, line), (last, _) = alike[0], alike[-1]
    for k, stretch in enumerate(line.stretches):
        place = f"/sweep/lines/{first}/stretches/{k}"
        yield (
            ledger.words(READINGS[line.reading]),
            ledger.figure(f"/sweep/lines/{first}/majority", Form.PERCENT),
            ledger.figure(f"/sweep/lines/{last}/majority", Form.PERCENT),
            ledger.words(AREA_VERDICTS[stretch.verdict]),
            ledger.figure(f"{place}/low_m", Form.HUNDREDTHS),
            ledger.figure(f"{place}/high_m", Form.HUNDREDTHS),
            ledger.figure(f"{place}/population_at_low", Form.WHOLE),
            ledger.figure(f"{place}/population_at_end", Form.WHOLE),
        )

"""Areas over several studies: what `history` answers, and `check` for more than one study."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from metrocli.model import AreaHistory, AreaVerdict, History, Reading
from metrocli.report.tables.area_detail import styled_verdict
from metrocli.report.tables.chart import MARGIN, write_chart
from metrocli.report.tables.parts import warn_schematic
from metrocli.report.tables.sheet import Cell, Column, Sheet
from metrocli.report.words import (
    AREA_VERDICTS,
    READINGS,
    UNKNOWN,
    norm_title,
    signed,
    tenths,
    whole,
)
from metrocli.text import text

FEW = 3
"""Up to so many areas, each has its chart."""

CHART_ROWS = 8

WIDEST, GAP = 12, 2
"""Columns that a result takes in a chart at most, and those that are left before each."""

SIGNS: Mapping[AreaVerdict, str] = {
    AreaVerdict.ELIGIBLE: "●",
    AreaVerdict.NOT_ELIGIBLE: "○",
    AreaVerdict.UNDETERMINED: "?",
}
"""How a verdict stands under a chart."""


def lay_out(sheet: Sheet, history: History) -> None:
    """Write the people and the verdict of each area by census, and draw its people."""
    for label, result in zip(history.labels, history.results, strict=True):
        sheet.line(text("{label}: {title}", label=label, title=result.study_title), "bold")
    if any(result.schematic for result in history.results):
        warn_schematic(sheet)
    sheet.blank()
    _write_areas(sheet, history)
    if sheet.full or len(history.areas) <= FEW:
        for area in history.areas:
            _write_chart(sheet, history, area)
    sheet.heading(text("Decided under {norm}", norm=norm_title(history.results[-1].norm)))


def _write_areas(sheet: Sheet, history: History) -> None:
    sheet.table(
        [
            Column.name(text("Area")),
            Column(text("Study")),
            Column(text("Verdict")),
            Column.number(text("Inhabitants\n({reading})", reading=READINGS[_reading(history)])),
            Column.number(text("Change")),
            Column.number(text("Merge\ndistance\n(m)")),
        ],
        [row for area in history.areas for row in _rows(sheet, history, area)],
    )


def _rows(sheet: Sheet, history: History, area: AreaHistory) -> Iterator[list[Cell]]:
    """Yield a row for each result that has the area, its name in the first."""
    name: Cell = area.name
    before: float | None = None
    for label, point in zip(history.labels, area.points, strict=True):
        if point is None:
            continue
        people = point.population.by(_reading(history))
        change = None if before is None or people is None else people - before
        yield [
            name,
            label,
            styled_verdict(sheet, point.verdict),
            whole(people),
            "" if before is None else signed(change),
            tenths(point.merge_distance),
        ]
        name, before = "", people


def _reading(history: History) -> Reading:
    """Return the reading that people are shown by: the one now in force."""
    return history.results[-1].reading


def _write_chart(sheet: Sheet, history: History, area: AreaHistory) -> None:
    """Draw the people of an area, a column for each result, and what they are compared with."""
    people = _people(area, _reading(history))
    threshold = history.results[-1].threshold
    if threshold is None or not people.any():
        return
    cell = max(GAP + 1, min(WIDEST, (sheet.width - MARGIN - 2) // len(people)))
    bars = np.repeat(people, cell) * np.tile(np.arange(cell) >= GAP, len(people))
    signs = [UNKNOWN if point is None else SIGNS[point.verdict] for point in area.points]
    sheet.heading(text("{area}: inhabitants, by study", area=area.name))
    under = [
        f"└{'─' * len(bars)}",
        f" {_under(cell, [result.vintage for result in history.results])}",
        f" {_under(cell, signs)}",
    ]
    write_chart(sheet, bars, threshold, CHART_ROWS, under)
    sheet.line(
        text(
            "{signs}",
            signs=[
                text("{sign} {verdict}", sign=sign, verdict=AREA_VERDICTS[verdict])
                for verdict, sign in SIGNS.items()
            ],
        )
    )


def _people(area: AreaHistory, reading: Reading) -> NDArray[np.float64]:
    """Return the people of an area in each result, 0 where they are not known."""
    known = (point and point.population.by(reading) for point in area.points)
    return np.array([people or 0.0 for people in known])


def _under(cell: int, words: Sequence[str]) -> str:
    """Return what stands under the columns, each as wide as a cell and no wider."""
    return "".join(f"{'':{GAP}}{word[: cell - GAP]:^{cell - GAP}}" for word in words)

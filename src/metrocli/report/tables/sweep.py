"""Verdicts over gaps, readings and majorities: what `sweep` answers."""

import math
from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np

from metrocli.model import AreaSweep, Reading, Stretch, Sweep, SweepLine
from metrocli.report.tables.area_detail import styled_verdict
from metrocli.report.tables.chart import MARGIN, write_chart
from metrocli.report.tables.conventions import write_conventions
from metrocli.report.tables.parts import write_title
from metrocli.report.tables.sheet import Cell, Column, Sheet
from metrocli.report.words import (
    AREA_VERDICTS,
    READINGS,
    UNKNOWN,
    Words,
    figure,
    hundredths,
    measure,
    norm_title,
    whole,
)
from metrocli.text import Text, text

FEW = 3
"""Up to so many areas, each has its chart."""

CHART_ROWS = 12

MARK = "┴"


def lay_out(sheet: Sheet, sweep: Sweep) -> None:
    """Write where the verdict of each area flips, and draw its continuum."""
    write_title(sheet, sweep)
    sheet.line(
        text(
            "Verdicts by the largest gap allowed, from {first} to {last}.",
            first=measure(sweep.span.first, "m"),
            last=measure(sweep.span.last, "m"),
        )
    )
    for area in sweep.areas:
        sheet.heading(
            text("{area}: {verdict}", area=area.area.name, verdict=AREA_VERDICTS[area.verdict])
        )
        sheet.line(_terms(sweep))
        sheet.blank()
        _write_lines(sheet, area)
        if sheet.full or len(sweep.areas) <= FEW:
            _write_chart(sheet, sweep, area)
    write_conventions(sheet, sweep.conventions, sweep.areas)
    sheet.heading(text("Decided under {norm}", norm=norm_title(sweep.norm)))


def _terms(sweep: Sweep) -> Text:
    return text(
        "At a max gap of {gap}, a majority of {majority} and the {reading} reading.",
        gap=measure(sweep.settings.max_gap, "m"),
        majority=measure(sweep.settings.majority, "share"),
        reading=READINGS[sweep.reading],
    )


def _write_lines(sheet: Sheet, area: AreaSweep) -> None:
    sheet.table(
        [
            Column(text("Reading")),
            Column.number(text("Majority\n(%)")),
            Column.key(text("Verdict")),
            Column.number(text("From\n(m)")),
            Column.number(text("To\n(m)")),
            Column.number(text("Inhabitants")),
        ],
        [
            row
            for _, of_reading in groupby(area.lines, key=lambda line: line.reading)
            for row in _rows(sheet, area, list(of_reading))
        ],
    )


def _rows(sheet: Sheet, area: AreaSweep, lines: Sequence[SweepLine]) -> Iterator[list[Cell]]:
    """Yield the stretches of one reading; majorities that lead to the same ones go together."""
    name: Words = READINGS[lines[0].reading]
    for stretches, alike in groupby(lines, key=lambda line: line.stretches):
        majorities: Words = _majorities([line.majority for line in alike])
        for stretch in stretches:
            yield [
                name,
                majorities,
                styled_verdict(sheet, stretch.verdict),
                text("≥ {gap}", gap=hundredths(stretch.low, math.ceil)),
                _end(stretch),
                _people(area, lines[0].reading, stretch),
            ]
            name = majorities = ""


def _majorities(majorities: Sequence[float]) -> Words:
    first, last = figure(majorities[0], "share"), figure(majorities[-1], "share")
    return first if len(majorities) == 1 else text("{first}–{last}", first=first, last=last)


def _end(stretch: Stretch) -> Text:
    if stretch.high_closed:
        return text("≤ {gap}", gap=hundredths(stretch.high))
    return text("< {gap}", gap=hundredths(stretch.high, math.floor))


def _people(area: AreaSweep, reading: Reading, stretch: Stretch) -> Words:
    """Return the inhabitants at the two ends of a stretch, or once where they are the same."""
    ends = np.array([stretch.low, stretch.largest])
    first, last = area.population_at(reading, ends).tolist()
    if np.isnan(first):
        return UNKNOWN
    if first == last:
        return whole(first)
    return text("{first}–{last}", first=whole(first), last=whole(last))


def _write_chart(sheet: Sheet, sweep: Sweep, area: AreaSweep) -> None:
    """Draw the inhabitants of the continuum over the gaps, and what they are compared with."""
    span, limit = sweep.span, sweep.settings.max_gap
    starts = np.linspace(span.first, span.last, sheet.width - MARGIN - 2, endpoint=False)
    people = area.population_at(Reading.CONTINUUM, starts)
    if np.isnan(people).any() or span.first == span.last:
        return
    axis = ["─"] * len(people)
    shown = span.first <= limit < span.last
    if shown:
        axis[int(np.searchsorted(starts, limit, side="right")) - 1] = MARK
    first, last = (sheet.styled(measure(gap, "m"), "").plain for gap in (span.first, span.last))
    sheet.blank()
    sheet.line(text("Inhabitants of the continuum, by the largest gap allowed"))
    under = [f"└{''.join(axis)}", f" {first}{last:>{len(people) - len(first)}}"]
    write_chart(sheet, people, sweep.threshold, CHART_ROWS, under)
    if shown:
        sheet.line(text("{sign} {gap}: the max gap in force", sign=MARK, gap=measure(limit, "m")))

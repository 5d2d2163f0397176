"""Results as rows for spreadsheets: columns and values in English, a point for decimals."""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO

import numpy as np
from numpy.typing import NDArray

from metrocli.model import AreaSweep, Reading, Sweep
from metrocli.report.json_values import SHARE, number
from metrocli.report.registry import Page, Result

COLUMNS = ("area", "gap_m", "reading", "majority", "merge_distance_m", "population", "verdict")
"""Of a sweep."""


def write(result: Result, _page: Page) -> str:
    """Return a sweep as one row for each area, reading, majority and gap of its grid.

    Raises
    ------
    TypeError
        If the result is no sweep: no command offers the format for another.
    """
    if not isinstance(result, Sweep):
        raise TypeError(type(result).__name__)
    written = StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(COLUMNS)
    for area in result.areas:
        writer.writerows(_rows(area, result))
    return written.getvalue()


def _rows(area: AreaSweep, sweep: Sweep) -> Iterator[Sequence[object]]:
    gaps = sweep.span.gaps
    shown = _figures(gaps)
    people = {reading: _figures(area.population_at(reading, gaps)) for reading in Reading}
    for line in area.lines:
        majority, merge = number(line.majority, SHARE), number(line.merge_distance)
        rows = zip(shown, people[line.reading], line.verdicts(gaps), strict=True)
        for gap, population, verdict in rows:
            yield area.area.id, gap, line.reading, majority, merge, population, verdict


def _figures(values: NDArray[np.float64]) -> list[float | int | None]:
    """Return values as they are written; NaN is unknown."""
    distinct, position = np.unique(values, return_inverse=True)
    written = [number(value) for value in distinct.tolist()]
    return [written[k] for k in position.tolist()]

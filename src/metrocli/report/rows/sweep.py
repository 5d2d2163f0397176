"""A sweep as rows: one for each area, reading, majority and gap of its grid."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from metrocli.model import AreaSweep, Reading, Sweep
from metrocli.report.documents.values import SHARE, number

COLUMNS = ("area", "gap_m", "reading", "majority", "merge_distance_m", "population", "verdict")
"""Of a sweep."""


def rows(sweep: Sweep) -> Iterator[Sequence[object]]:
    """Yield the headings, and a row for each area, reading, majority and gap."""
    yield COLUMNS
    for area in sweep.areas:
        yield from _rows(area, sweep)


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

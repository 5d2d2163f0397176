"""The gap between two footprints, edge to edge, compiled.

It takes the steps of GEOS, in double precision and in the same order, so that a gap measured here
is the one that shapely, QGIS or PostGIS would measure, to the last bit: the least distance between
any two segments, which is zero where they cross, or zero where one footprint lies in the other.
"""

from math import inf, sqrt
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from metrocli.continuity.outlines import Outlines
from metrocli.continuity.segments import point_distance, segment_distance
from metrocli.shapes.kernel import inlined, kernel
from metrocli.shapes.trace import Segment

SLACK = 1e-9
"""Metres added to bounds taken from boxes, far above their rounding error."""

Box: TypeAlias = tuple[float, float, float, float]
"""West, south, east, north."""


@inlined
def box_at(boxes: NDArray[np.float64], i: int) -> Box:
    """Return a row of a table of boxes."""
    return boxes[i, 0], boxes[i, 1], boxes[i, 2], boxes[i, 3]


@inlined
def box_gap(a: Box, b: Box) -> float:
    """Return the distance between two boxes, which never exceeds that of what they hold."""
    return sqrt(box_gap2(a, b))


@inlined
def box_gap2(a: Box, b: Box) -> float:
    """Return the square of the distance between two boxes."""
    dx = max(0.0, max(a[0] - b[2], b[0] - a[2]))
    dy = max(0.0, max(a[1] - b[3], b[1] - a[3]))
    return dx * dx + dy * dy


@inlined
def _box(segment: Segment) -> Box:
    ax, ay, bx, by = segment
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


@kernel
def _between_runs(
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    run: tuple[int, int],
    other: tuple[int, int],
    whole: Box,
    bound: float,
) -> float:
    """Return the distance between two runs of vertices, if it is not beyond a bound.

    The last vertex of a run begins no segment, unless it is the only one. `whole` is a box that
    holds the other run.
    """
    best, found = bound + SLACK, inf
    for a in range(run[0], max(run[0] + 1, run[1] - 1)):
        end = min(a + 1, run[1] - 1)
        s = x[a], y[a], x[end], y[end]
        around = _box(s)
        if box_gap2(around, whole) > best * best:
            continue
        for b in range(other[0], max(other[0] + 1, other[1] - 1)):
            end = min(b + 1, other[1] - 1)
            t = x[b], y[b], x[end], y[end]
            if box_gap2(around, _box(t)) <= best * best:
                found = min(found, segment_distance(s, t))
                best = min(best, found + SLACK)
    return found


@inlined
def _from_vertices(
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    run: tuple[int, int],
    other: tuple[int, int],
    whole: Box,
    bound: float,
) -> float:
    """Return the distance from the vertices of a run to another, as `_between_runs` does.

    Where no segments cross, those from either side make up the distance, without asking twice for
    a vertex that two segments share.
    """
    found, near2 = inf, (bound + SLACK) * (bound + SLACK)
    closed = run[1] - run[0] > 1 and x[run[0]] == x[run[1] - 1] and y[run[0]] == y[run[1] - 1]
    for a in range(run[0], run[1] - closed):
        px, py = x[a], y[a]
        point = px, py, px, py
        if box_gap2(point, whole) > near2:
            continue
        for b in range(other[0], max(other[0] + 1, other[1] - 1)):
            end = min(b + 1, other[1] - 1)
            t = x[b], y[b], x[end], y[end]
            if box_gap2(point, _box(t)) > near2:
                continue
            # GEOS does not ask how far the ends of a segment are from one that is a mere point.
            if t[0] == t[2] and t[1] == t[3] and not _is_point(x, y, run, a):
                continue
            found = min(found, point_distance(px, py, t))
            near = min(bound, found) + SLACK
            near2 = near * near
    return found


@inlined
def _is_point(x: NDArray[np.float64], y: NDArray[np.float64], run: tuple[int, int], a: int) -> bool:
    """Tell whether the segment that begins at a vertex of a run is a mere point."""
    if a + 1 == run[1]:
        return a == run[0]
    return bool(x[a] == x[a + 1] and y[a] == y[a + 1])


@kernel
def _crossings(
    x: NDArray[np.float64], y: NDArray[np.float64], ring: tuple[int, int], px: float, py: float
) -> int:
    """Return how often a ray from a point crosses a ring."""
    count = 0
    for a in range(ring[0], ring[1] - 1):
        b = a + 1
        if (y[a] > py) != (y[b] > py) and px < (x[b] - x[a]) * (py - y[a]) / (y[b] - y[a]) + x[a]:
            count += 1
    return count


@kernel
def _lies_in(outlines: Outlines, i: int, j: int) -> bool:
    """Tell whether a part of one footprint lies inside another whose edges it does not meet."""
    x, y, runs, areal, owned, boxes = outlines
    for run in range(owned[i], owned[i + 1]):
        px, py = x[runs[run]], y[runs[run]]
        if box_gap((px, py, px, py), box_at(boxes, j)) == 0.0:
            count = 0
            for ring in range(owned[j], owned[j + 1]):
                if areal[ring]:
                    count += _crossings(x, y, (runs[ring], runs[ring + 1]), px, py)
            if count % 2:
                return True
    return False


@kernel
def gap_between(outlines: Outlines, i: int, j: int, bound: float) -> float:
    """Return the gap between two footprints in metres, or more than `bound` where it is more."""
    x, y, runs, _areal, owned, boxes = outlines
    best, found = bound, inf
    here, there = box_at(boxes, i), box_at(boxes, j)
    apart = box_gap2(here, there) > 0.0
    for a in range(owned[i], owned[i + 1]):
        for b in range(owned[j], owned[j + 1]):
            run, other = (runs[a], runs[a + 1]), (runs[b], runs[b + 1])
            if apart:
                gap = _from_vertices(x, y, run, other, there, best)
                gap = min(gap, _from_vertices(x, y, other, run, here, min(best, gap)))
            else:
                gap = _between_runs(x, y, run, other, there, best)
            found = min(found, gap)
            best = min(best, gap)
    if found == 0.0 or apart:
        return found
    if _lies_in(outlines, i, j) or _lies_in(outlines, j, i):
        return 0.0
    return found

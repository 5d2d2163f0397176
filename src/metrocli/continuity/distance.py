"""The gap between two footprints, edge to edge, compiled.

It takes the steps of GEOS, in double precision and in the same order, so that a gap measured here
is the one that shapely, QGIS or PostGIS would measure, to the last bit: the least distance between
any two segments, which is zero where they cross, or zero where one footprint lies in the other.
"""

from math import inf, sqrt
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from metrocli.continuity.compiled import compiled
from metrocli.continuity.shapes import Shapes

SLACK = 1e-9
"""Metres added to bounds taken from boxes, far above their rounding error."""

Segment: TypeAlias = tuple[float, float, float, float]
"""From x, y to x, y."""

Box: TypeAlias = tuple[float, float, float, float]
"""West, south, east, north."""


@compiled
def box_at(boxes: NDArray[np.float64], i: int) -> Box:
    """Return a row of a table of boxes."""
    return boxes[i, 0], boxes[i, 1], boxes[i, 2], boxes[i, 3]


@compiled
def box_gap(a: Box, b: Box) -> float:
    """Return the distance between two boxes, which never exceeds that of what they hold."""
    dx = max(0.0, max(a[0] - b[2], b[0] - a[2]))
    dy = max(0.0, max(a[1] - b[3], b[1] - a[3]))
    return sqrt(dx * dx + dy * dy)


@compiled
def _to_point(px: float, py: float, qx: float, qy: float) -> float:
    return sqrt((px - qx) * (px - qx) + (py - qy) * (py - qy))


@compiled
def _to_segment(px: float, py: float, s: Segment) -> float:
    """Return the distance from a point to a segment."""
    ax, ay, bx, by = s
    dx, dy = bx - ax, by - ay
    squared = dx * dx + dy * dy
    if squared == 0.0:
        return _to_point(px, py, ax, ay)
    along = ((px - ax) * dx + (py - ay) * dy) / squared
    if along <= 0.0:
        return _to_point(px, py, ax, ay)
    if along >= 1.0:
        return _to_point(px, py, bx, by)
    return abs(((ay - py) * dx - (ax - px) * dy) / squared) * sqrt(squared)


@compiled
def _cross(s: Segment, t: Segment) -> bool:
    """Tell whether two segments meet that are not parallel."""
    ax, ay, bx, by = s
    cx, cy, dx, dy = t
    if box_gap(_box(s), _box(t)) > 0.0:
        return False
    turn = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx)
    if turn == 0.0:
        return False
    on_s = ((ay - cy) * (dx - cx) - (ax - cx) * (dy - cy)) / turn
    on_t = ((ay - cy) * (bx - ax) - (ax - cx) * (by - ay)) / turn
    return 0.0 <= on_s <= 1.0 and 0.0 <= on_t <= 1.0


@compiled
def _box(s: Segment) -> Box:
    return min(s[0], s[2]), min(s[1], s[3]), max(s[0], s[2]), max(s[1], s[3])


@compiled
def _between_segments(s: Segment, t: Segment) -> float:
    """Return the distance between two segments, of which either may be a point."""
    if s[0] == s[2] and s[1] == s[3]:
        return _to_segment(s[0], s[1], t)
    if t[0] == t[2] and t[1] == t[3]:
        return _to_segment(t[0], t[1], s)
    if _cross(s, t):
        return 0.0
    from_s = min(_to_segment(s[0], s[1], t), _to_segment(s[2], s[3], t))
    from_t = min(_to_segment(t[0], t[1], s), _to_segment(t[2], t[3], s))
    return min(from_s, from_t)


@compiled
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
        if box_gap(around, whole) > best:
            continue
        for b in range(other[0], max(other[0] + 1, other[1] - 1)):
            end = min(b + 1, other[1] - 1)
            t = x[b], y[b], x[end], y[end]
            if box_gap(around, _box(t)) <= best:
                found = min(found, _between_segments(s, t))
                best = min(best, found)
    return found


@compiled
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


@compiled
def _lies_in(shapes: Shapes, i: int, j: int) -> bool:
    """Tell whether a part of one footprint lies inside another whose edges it does not meet."""
    x, y, runs, areal, owned, boxes = shapes
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


@compiled
def gap_between(shapes: Shapes, i: int, j: int, bound: float) -> float:
    """Return the gap between two footprints in metres, or more than `bound` where it is more."""
    x, y, runs, _areal, owned, boxes = shapes
    best, found = bound, inf
    whole = box_at(boxes, j)
    for a in range(owned[i], owned[i + 1]):
        for b in range(owned[j], owned[j + 1]):
            run, other = (runs[a], runs[a + 1]), (runs[b], runs[b + 1])
            gap = _between_runs(x, y, run, other, whole, best)
            found = min(found, gap)
            best = min(best, gap)
    if found == 0.0 or box_gap(box_at(boxes, i), box_at(boxes, j)) > 0.0:
        return found
    if _lies_in(shapes, i, j) or _lies_in(shapes, j, i):
        return 0.0
    return found

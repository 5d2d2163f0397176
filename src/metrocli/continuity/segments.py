"""The distance of two segments, to the last bit as GEOS has it.

The formulas and their order are those of GEOS's ``algorithm::Distance``, so that whoever compares
with `shapely.distance` finds the same side of a limit that a gap falls exactly on.
"""

from math import sqrt

from metrocli.shapes.kernel import inlined
from metrocli.shapes.trace import Segment


@inlined
def segment_distance(one: Segment, other: Segment) -> float:
    """Return the distance of two segments; 0 if they share a point."""
    ax, ay, bx, by = one
    cx, cy, dx, dy = other
    if ax == bx and ay == by:
        return point_distance(ax, ay, other)
    if cx == dx and cy == dy:
        return point_distance(cx, cy, one)
    if box_gap2(one, other) == 0 and _cross(one, other):
        return 0.0
    return min(
        point_distance(ax, ay, other),
        point_distance(bx, by, other),
        point_distance(cx, cy, one),
        point_distance(dx, dy, one),
    )


@inlined
def point_distance(x: float, y: float, segment: Segment) -> float:
    """Return the distance of a point and a segment."""
    ax, ay, bx, by = segment
    ux, uy = bx - ax, by - ay
    length2 = ux * ux + uy * uy
    if length2 == 0:
        return sqrt((x - ax) * (x - ax) + (y - ay) * (y - ay))
    along = ((x - ax) * ux + (y - ay) * uy) / length2
    if along <= 0:
        return sqrt((x - ax) * (x - ax) + (y - ay) * (y - ay))
    if along >= 1:
        return sqrt((x - bx) * (x - bx) + (y - by) * (y - by))
    return abs(((ay - y) * ux - (ax - x) * uy) / length2) * sqrt(length2)


@inlined
def box_gap2(one: Segment, other: Segment) -> float:
    """Return the square of the distance of the boxes around two segments."""
    ax, ay, bx, by = one
    cx, cy, dx, dy = other
    x = max(min(ax, bx) - max(cx, dx), min(cx, dx) - max(ax, bx), 0.0)
    y = max(min(ay, by) - max(cy, dy), min(cy, dy) - max(ay, by), 0.0)
    return x * x + y * y


@inlined
def _cross(one: Segment, other: Segment) -> bool:
    """Tell whether two segments that are not parallel share a point."""
    ax, ay, bx, by = one
    cx, cy, dx, dy = other
    turn = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx)
    if turn == 0:
        return False
    r = ((ay - cy) * (dx - cx) - (ax - cx) * (dy - cy)) / turn
    s = ((ay - cy) * (bx - ax) - (ax - cx) * (by - ay)) / turn
    return 0 <= r <= 1 and 0 <= s <= 1

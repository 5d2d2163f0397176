"""Sight: whether a straight line from a point to another meets a wall, and which.

A point may lie on a wall, which is its place: an edge, or a corner. A line meets no wall by
beginning or ending on it. Where a line only touches a corner on its way, or runs along an edge, it
counts as meeting it: a way by that corner is as long.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from metrocli.continuity.barriers.turns import turn
from metrocli.continuity.barriers.walls import Walls
from metrocli.continuity.boxtree import DEPTH, LEAF, following, held
from metrocli.continuity.distance import Box, box_at
from metrocli.continuity.edges import Indices
from metrocli.continuity.outlines import Outlines
from metrocli.shapes.kernel import inlined, kernel
from metrocli.shapes.trace import Segment

FREE, CORNER = -1, -2
"""The place of a point on no wall, and that of one on corner 0; an edge is its own place."""

MARGIN = 1e-12
"""Parts of the figures compared, far above their rounding, by which a box must clear a line."""

Spot: TypeAlias = tuple[float, float, int]
"""x, y and place of a point."""


@inlined
def corner_of(place: int) -> int:
    """Return the corner that a place is, or -1."""
    return CORNER - place if place <= CORNER else -1


@inlined
def side_of(line: Segment, box: Box) -> int:
    """Return 1 if a box lies to the left of a line, -1 to its right, 0 if it may meet the line."""
    ax, ay, bx, by = line
    dx, dy = bx - ax, by - ay
    x, y = (box[0] + box[2]) / 2 - ax, (box[1] + box[3]) / 2 - ay
    wide, high = (box[2] - box[0]) / 2, (box[3] - box[1]) / 2
    reach = abs(dx) * high + abs(dy) * wide
    across = dx * y - dy * x
    doubt = MARGIN * (abs(dx * y) + abs(dy * x) + reach + abs(dx) + abs(dy))
    if across > reach + doubt:
        return 1
    if across < -reach - doubt:
        return -1
    return 0


@inlined
def overlap(a: Box, b: Box) -> bool:
    """Tell whether two boxes share a point."""
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


@inlined
def around(ax: float, ay: float, bx: float, by: float) -> Box:
    """Return the box around two points."""
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


@kernel
def blocked(walls: Walls, p: Spot, q: Spot) -> int:
    """Return an edge that the line between two spots meets, -1 if there is none."""
    line = p[0], p[1], q[0], q[1]
    box = around(p[0], p[1], q[0], q[1])
    node = 1
    while node:
        here = box_at(walls.tree.boxes, node)
        near = overlap(here, box) and side_of(line, here) == 0
        if near:
            for edge in held(walls.tree, node):
                if meets(walls, p, q, edge):
                    return int(edge)
        node = following(walls.tree, node, near)
    return -1


@kernel
def meets(walls: Walls, p: Spot, q: Spot, edge: int) -> bool:
    """Tell whether a line meets an edge between the two spots."""
    if edge in (p[2], q[2]):
        return False
    a, b = walls.ends[edge, 0], walls.ends[edge, 1]
    ax, ay, bx, by = walls.x[a], walls.y[a], walls.x[b], walls.y[b]
    if not overlap(box_at(walls.boxes, edge), around(p[0], p[1], q[0], q[1])):
        return False
    begin, end = corner_of(p[2]), corner_of(q[2])
    first, second = a in (begin, end), b in (begin, end)
    if first and second:
        return False
    if first or second:
        return _lies_between(p, q, bx if first else ax, by if first else ay)
    return _are_across(p, q, ax, ay, bx, by)


@inlined
def _are_across(p: Spot, q: Spot, ax: float, ay: float, bx: float, by: float) -> bool:
    """Tell whether two segments whose boxes overlap share a point."""
    one = turn(ax, ay, bx, by, p[0], p[1])
    other = turn(ax, ay, bx, by, q[0], q[1])
    if (one > 0 and other > 0) or (one < 0 and other < 0):
        return False
    one = turn(p[0], p[1], q[0], q[1], ax, ay)
    other = turn(p[0], p[1], q[0], q[1], bx, by)
    return not ((one > 0 and other > 0) or (one < 0 and other < 0))


@inlined
def _lies_between(p: Spot, q: Spot, x: float, y: float) -> bool:
    """Tell whether a point lies on the line between two spots, and is neither."""
    if (x == p[0] and y == p[1]) or (x == q[0] and y == q[1]):
        return False
    within = overlap((x, y, x, y), around(p[0], p[1], q[0], q[1]))
    return within and turn(p[0], p[1], q[0], q[1], x, y) == 0.0


@kernel
def drowned(walls: Walls, x: float, y: float) -> bool:
    """Tell whether a point that is on no wall lies inside a polygon of the barriers."""
    inside, node = False, 1
    while node:
        here = box_at(walls.tree.boxes, node)
        east = here[2] >= x and here[1] <= y <= here[3]
        if east:
            for edge in held(walls.tree, node):
                if walls.filled[edge, 0] != walls.filled[edge, 1]:
                    a, b = walls.ends[edge, 0], walls.ends[edge, 1]
                    if walls.y[a] > walls.y[b]:
                        a, b = b, a
                    low, high = walls.y[a], walls.y[b]
                    if low <= y < high and turn(walls.x[a], low, walls.x[b], high, x, y) > 0:
                        inside = not inside
        node = following(walls.tree, node, east)
    return inside


# -- bends ---------------------------------------------------------------------


@inlined
def _far_end(walls: Walls, edge: int, corner: int) -> int:
    return int(walls.ends[edge, 0] + walls.ends[edge, 1] - corner)


@inlined
def _runs_along(walls: Walls, corner: int, end: int, x: float, y: float) -> bool:
    """Tell whether a point that is in line with a corner's edge lies on the edge's side of it."""
    dx, dy = walls.x[end] - walls.x[corner], walls.y[end] - walls.y[corner]
    return bool((x - walls.x[corner]) * dx + (y - walls.y[corner]) * dy > 0)


@inlined
def leads(walls: Walls, bend: int, q: Spot) -> bool:
    """Tell whether a shortest way that turns round a bend may have come from a spot, or go there.

    Both edges of the bend lie on the same side of the line to it, or the line runs along one.
    """
    corner = walls.bends.corners[bend]
    if corner_of(q[2]) == corner:
        return True
    first, second = walls.bends.first[bend], walls.bends.second[bend]
    # A point where a footprint is cut is rounded, but is known to be on the edge.
    if q[2] in (first, second):
        return True
    a, b = _far_end(walls, first, corner), _far_end(walls, second, corner)
    x, y = walls.x[corner], walls.y[corner]
    one = turn(x, y, q[0], q[1], walls.x[a], walls.y[a])
    other = turn(x, y, q[0], q[1], walls.x[b], walls.y[b])
    if (one > 0 and other < 0) or (one < 0 and other > 0):
        return False
    if one == 0 and _runs_along(walls, corner, a, q[0], q[1]):
        return bool(corner_of(q[2]) == a)
    if other == 0 and _runs_along(walls, corner, b, q[0], q[1]):
        return bool(corner_of(q[2]) == b)
    return True


@inlined
def may_lead(walls: Walls, bend: int, box: Box) -> bool:
    """Tell whether a bend may lead to any point of a box."""
    corner = walls.bends.corners[bend]
    a = _far_end(walls, walls.bends.first[bend], corner)
    b = _far_end(walls, walls.bends.second[bend], corner)
    x, y = walls.x[corner], walls.y[corner]
    one = side_of((x, y, walls.x[a], walls.y[a]), box)
    return one == 0 or one != -side_of((x, y, walls.x[b], walls.y[b]), box)


@inlined
def shares_side(walls: Walls, one: int, other: int) -> bool:
    """Tell whether a way can pass between two bends that see each other.

    Where they are the ends of one edge, both must be of the same side of it.
    """
    bends = walls.bends
    here, there = bends.corners[one], bends.corners[other]
    if here == there:
        return False
    for k in range(walls.starts[here], walls.starts[here + 1]):
        edge = walls.star[k]
        if _far_end(walls, edge, here) == there:
            left = bends.first[one] == edge and bends.second[other] == edge
            right = bends.second[one] == edge and bends.first[other] == edge
            return bool(left or right)
    return True


# -- boxes ---------------------------------------------------------------------


@kernel
def parted(walls: Walls, a: Box, b: Box) -> bool:
    """Tell whether a chain of walls surely parts two boxes: every line from one to the other.

    The chain lies between the boxes and leaves the hull of both across one of its two long sides
    at one end, and across the other at the other end, without touching the boxes.
    """
    if overlap(a, b):
        return False
    middle = (a[0] + a[2]) / 2, (a[1] + a[3]) / 2, FREE
    edge = blocked(walls, middle, ((b[0] + b[2]) / 2, (b[1] + b[3]) / 2, FREE))
    if edge < 0:
        return False
    left, right = _long_side(a, b, 1), _long_side(a, b, -1)
    one = _leaves(walls, edge, 0, a, b, left, right)
    return one != 0 and one == -_leaves(walls, edge, 1, a, b, left, right)


@inlined
def _long_side(a: Box, b: Box, way: int) -> Segment:
    """Return the line that touches both boxes with both of them to its right, or left for -1."""
    side = a[0], a[1], b[0], b[1]
    for k in range(4):
        i, j = 2 * (k % 2), 1 + 2 * (k // 2)
        dx, dy = b[i] - a[i], b[j] - a[j]
        # Of the corners, it is the one that lies farthest to the free side of the line.
        if way * -dy * (1 - i) <= 0.0 and way * dx * (2 - j) <= 0.0:
            side = a[i], a[j], b[i], b[j]
    return side


MOST_STEPS = 1_000
"""Edges of a chain that are followed."""


@inlined
def _leaves(
    walls: Walls, edge: int, end: int, a: Box, b: Box, left: Segment, right: Segment
) -> int:
    """Follow a chain from an edge that lies between two boxes, by one of its ends.

    Returns
    -------
    int
        1 if it leaves across the left side, -1 across the right one, 0 if it may do neither.
    """
    corner = walls.ends[edge, end]
    for _ in range(MOST_STEPS):
        if _touches(walls, edge, a) or _touches(walls, edge, b):
            return 0
        x, y = walls.x[corner], walls.y[corner]
        over = turn(left[0], left[1], left[2], left[3], x, y) > 0
        under = turn(right[0], right[1], right[2], right[3], x, y) < 0
        if over or under:
            return int(over) - int(under)
        start = walls.starts[corner]
        if walls.starts[corner + 1] - start == 1:
            return 0
        edge = walls.star[start + 1] if walls.star[start] == edge else walls.star[start]
        corner = _far_end(walls, edge, corner)
    return 0


@inlined
def _touches(walls: Walls, edge: int, box: Box) -> bool:
    a, b = walls.ends[edge, 0], walls.ends[edge, 1]
    line = walls.x[a], walls.y[a], walls.x[b], walls.y[b]
    return overlap(box_at(walls.boxes, edge), box) and side_of(line, box) == 0


@kernel
def clearances(
    walls: Walls, outlines: Outlines, rows: Indices, limit: float
) -> NDArray[np.float64]:
    """Return a distance for each footprint, up to a limit, within which no wall comes to it.

    It is 0 for what lies inside a polygon of the barriers, however far from its edge.
    """
    clear = np.empty(len(rows))
    areal = bool(walls.filled.any())
    for k in range(len(rows)):
        clear[k] = _clearance(walls, box_at(outlines.boxes, rows[k]), limit)
        if areal and clear[k] > 0.0 and _is_drowned(walls, outlines, rows[k]):
            clear[k] = 0.0
    return clear


@inlined
def _is_drowned(walls: Walls, outlines: Outlines, row: int) -> bool:
    """Tell whether some part of a footprint that no wall meets lies inside a polygon."""
    for run in range(outlines.owned[row], outlines.owned[row + 1]):
        start = outlines.runs[run]
        if drowned(walls, outlines.x[start], outlines.y[start]):
            return True
    return False


@inlined
def _clearance(walls: Walls, box: Box, limit: float) -> float:
    nodes = walls.tree.boxes
    leaves = len(nodes) // 2
    stack = np.empty(DEPTH, np.int64)
    stack[0], waiting = 1, 1
    least = limit
    while waiting:
        waiting -= 1
        node = stack[waiting]
        if _apart(box_at(nodes, node), box) >= least:
            continue
        if node < leaves:
            near = _apart(box_at(nodes, 2 * node), box) < _apart(box_at(nodes, 2 * node + 1), box)
            stack[waiting], stack[waiting + 1] = 2 * node + near, 2 * node + (not near)
            waiting += 2
            continue
        first = (node - leaves) * LEAF
        for edge in walls.tree.order[first : first + LEAF]:
            least = min(least, _apart(box_at(walls.boxes, edge), box))
    return least


@inlined
def _apart(a: Box, b: Box) -> float:
    """Return how far a box lies east, west, north or south of another, whichever more."""
    return max(a[0] - b[2], b[0] - a[2], a[1] - b[3], b[1] - a[3], 0.0)

"""Things: what ways begin, turn and end at. Footprints cut where walls meet them, and bends.

Beside footprints there may be features, which are joined with footprints, not with each other.
"""

from math import inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from metrocli.continuity.barriers.sight import (
    CORNER,
    FREE,
    Spot,
    blocked,
    clearances,
    corner_of,
    drowned,
    leads,
    meets,
    overlap,
    shares_side,
)
from metrocli.continuity.barriers.turns import turn
from metrocli.continuity.barriers.walls import Walls
from metrocli.continuity.boxtree import following, held
from metrocli.continuity.distance import SLACK, box_at, box_gap, gap_between
from metrocli.continuity.edges import Indices
from metrocli.continuity.outlines import Outlines
from metrocli.continuity.segments import segment_distance
from metrocli.shapes.kernel import inlined, kernel
from metrocli.shapes.trace import Segment


class Things(NamedTuple):
    """Some footprints, then features and at last bends, as segments that no wall cuts.

    Parameters
    ----------
    ends : ndarray of float64, shape (s, 4)
        Segments: x and y of both ends. What lies inside a polygon of the barriers is left out.
    places : ndarray of int64, shape (s, 3)
        On which wall the first end of each lies, its last one, and what is between them.
    starts : ndarray of int64, shape (t + 1,)
        Where the segments of each thing begin.
    boxes : ndarray of float64, shape (t, 4)
        Around each thing, what was left out included.
    rows : ndarray of int64, shape (f,)
        Which footprint or feature each of the first f things is, among the outlines.
    bends : ndarray of int64, shape (t - f,)
        Which bend each of the others is.
    clear : ndarray of float64, shape (f,)
        How far no wall comes to each of them, metres; 0 for what is inside a polygon.
    feature : ndarray of bool, shape (t,)
        Which are features, or bends by which features are approached: nothing joins two of them.
    """

    ends: NDArray[np.float64]
    places: Indices
    starts: Indices
    boxes: NDArray[np.float64]
    rows: Indices
    bends: Indices
    clear: NDArray[np.float64]
    feature: NDArray[np.bool_]


def things_of(
    outlines: Outlines, rows: Indices, walls: Walls, horizon: float, footprints: int
) -> Things:
    """Return footprints and features as things, with the bends within the horizon of any of them.

    Parameters
    ----------
    outlines : Outlines
        Of all.
    rows : ndarray of int64
        Which of them; the horizon is in metres.
    footprints : int
        How many of the rows are footprints: the first ones. The others are features.
    """
    boxes = outlines.boxes[rows]
    clear = clearances(walls, outlines, rows, float(horizon))
    bends = _bends_near(walls, boxes, horizon)
    feature = np.arange(len(rows)) >= footprints
    by_feature = np.repeat([False, True], [len(bends), len(bends) if feature.any() else 0])
    bends = np.resize(bends, len(by_feature))
    corners = walls.bends.corners[bends]
    x, y = walls.x[corners], walls.y[corners]
    places = np.column_stack([CORNER - corners] * 3)
    nothing = np.empty((0, 4)), np.empty((0, 3), np.int64)
    starts = np.zeros(len(rows) + 1, np.int64)
    _cut(outlines, rows, walls, clear, starts, nothing)
    parts = np.empty((starts[-1], 4)), np.empty((starts[-1], 3), np.int64)
    _cut(outlines, rows, walls, clear, starts, parts)
    return Things(
        ends=np.vstack([parts[0], np.column_stack([x, y, x, y])]),
        places=np.vstack([parts[1], places]),
        starts=np.concatenate([starts, starts[-1] + np.arange(1, len(bends) + 1)]),
        boxes=np.vstack([boxes, np.column_stack([x, y, x, y])]),
        rows=rows,
        bends=bends,
        clear=clear,
        feature=np.concatenate([feature, by_feature]),
    )


def _bends_near(walls: Walls, boxes: NDArray[np.float64], horizon: float) -> Indices:
    """Return the bends that lie within the horizon of the box around some boxes."""
    x, y = walls.x[walls.bends.corners], walls.y[walls.bends.corners]
    west, south = boxes[:, :2].min(axis=0) - horizon
    east, north = boxes[:, 2:].max(axis=0) + horizon
    return np.flatnonzero((west <= x) & (x <= east) & (south <= y) & (y <= north))


# -- cutting -------------------------------------------------------------------


@kernel
def _cut(
    outlines: Outlines,
    rows: Indices,
    walls: Walls,
    clear: NDArray[np.float64],
    starts: Indices,
    into: tuple[NDArray[np.float64], Indices],
) -> None:
    """Cut footprints where walls meet them; what there is no room for is counted only."""
    x, y, runs, _areal, owned, _boxes = outlines
    areal = bool(walls.filled.any())
    used = 0
    for k in range(len(rows)):
        for run in range(owned[rows[k]], owned[rows[k] + 1]):
            start, last = runs[run], runs[run + 1] - 1
            for a in range(start, max(start + 1, last)):
                b = min(a + 1, last)
                segment = x[a], y[a], x[b], y[b]
                if clear[k] > 0.0:
                    used = _put(into, used, segment, FREE, FREE, FREE)
                else:
                    used = _cut_segment(walls, segment, areal, into, used)
        starts[k + 1] = used


@inlined
def _put(
    into: tuple[NDArray[np.float64], Indices],
    used: int,
    segment: Segment,
    first: int,
    last: int,
    between: int,
) -> int:
    ends, places = into
    if used < len(ends):
        for k in range(4):
            ends[used, k] = segment[k]
        places[used, 0], places[used, 1], places[used, 2] = first, last, between
    return used + 1


@kernel
def _cut_segment(
    walls: Walls,
    segment: Segment,
    areal: bool,  # noqa: FBT001
    into: tuple[NDArray[np.float64], Indices],
    used: int,
) -> int:
    """Cut a segment, and leave out what lies inside a polygon of the barriers."""
    ax, ay, bx, by = segment
    ways, spots = [0.0], [(ax, ay, FREE)]
    if (ax, ay) != (bx, by):
        ways.append(1.0)
        spots.append((bx, by, FREE))
    along = [FREE]
    _meet_walls(walls, segment, ways, spots, along)
    if len(spots) == 1:
        if not (areal and spots[0][2] == FREE and drowned(walls, ax, ay)):
            used = _put(into, used, segment, spots[0][2], spots[0][2], spots[0][2])
        return used
    for x, y, place in spots:
        # From across a wall that a stretch only comes to, all that is seen of it is this point.
        if place != FREE:
            used = _put(into, used, (x, y, x, y), place, place, place)
    order = np.argsort(np.array(ways), kind="mergesort")
    for k in range(len(order) - 1):
        p, q = spots[order[k]], spots[order[k + 1]]
        if p[0] != q[0] or p[1] != q[1]:
            used = _put_stretch(walls, p, q, areal, along, into, used)
    return used


@inlined
def _put_stretch(
    walls: Walls,
    p: Spot,
    q: Spot,
    areal: bool,  # noqa: FBT001
    along: list[int],
    into: tuple[NDArray[np.float64], Indices],
    used: int,
) -> int:
    """Put down what lies between two cuts, unless it is inside a polygon."""
    x, y = (p[0] + q[0]) / 2, (p[1] + q[1]) / 2
    between = FREE
    for edge in along:
        if edge != FREE and overlap(box_at(walls.boxes, edge), (x, y, x, y)):
            between = edge
    if between == FREE and areal and drowned(walls, x, y):
        return used
    return _put(into, used, (p[0], p[1], q[0], q[1]), p[2], q[2], between)


@inlined
def _meet_walls(
    walls: Walls, segment: Segment, ways: list[float], spots: list[Spot], along: list[int]
) -> None:
    """Note all that a segment meets; see `_meet`."""
    ax, ay, bx, by = segment
    box = min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)
    node = 1
    while node:
        near = overlap(box_at(walls.tree.boxes, node), box)
        if near:
            for edge in held(walls.tree, node):
                if overlap(box_at(walls.boxes, edge), box):
                    _meet(walls, segment, edge, ways, spots, along)
        node = following(walls.tree, node, near)


@kernel
def _meet(
    walls: Walls,
    segment: Segment,
    edge: int,
    ways: list[float],
    spots: list[Spot],
    along: list[int],
) -> None:
    """Note where a segment meets an edge: its ends, the edge's ends, or where they cross."""
    ax, ay, bx, by = segment
    c, d = walls.ends[edge, 0], walls.ends[edge, 1]
    cx, cy, dx, dy = walls.x[c], walls.y[c], walls.x[d], walls.y[d]
    at_a, at_b = turn(cx, cy, dx, dy, ax, ay), turn(cx, cy, dx, dy, bx, by)
    at_c, at_d = turn(ax, ay, bx, by, cx, cy), turn(ax, ay, bx, by, dx, dy)
    if (at_a > 0 and at_b > 0) or (at_a < 0 and at_b < 0):
        return
    if (at_c > 0 and at_d > 0) or (at_c < 0 and at_d < 0):
        return
    box, wall = (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)), box_at(walls.boxes, edge)
    met = False
    for corner, turned in ((c, at_c), (d, at_d)):
        x, y = walls.x[corner], walls.y[corner]
        if turned == 0 and overlap(box, (x, y, x, y)):
            _place(ways, spots, segment, (x, y, CORNER - corner))
            met = True
    for x, y, turned in ((ax, ay, at_a), (bx, by, at_b)):
        if turned == 0 and overlap(wall, (x, y, x, y)):
            if (x, y) != (cx, cy) and (x, y) != (dx, dy):
                _place(ways, spots, segment, (x, y, edge))
            met = True
    if at_a == 0 and at_b == 0:
        along.append(edge)
    elif not met and at_c != 0 and at_d != 0 and at_a != 0 and at_b != 0:
        way = at_a / (at_a - at_b)
        ways.append(way)
        spots.append((ax + way * (bx - ax), ay + way * (by - ay), edge))


@inlined
def _place(ways: list[float], spots: list[Spot], segment: Segment, spot: Spot) -> None:
    """Note a spot on a segment, which takes the place of an end that it is."""
    ax, ay, bx, by = segment
    for k in range(len(spots)):
        if spots[k][0] == spot[0] and spots[k][1] == spot[1]:
            spots[k] = spot
            return
    dx, dy = bx - ax, by - ay
    way = (spot[0] - ax) / dx if abs(dx) > abs(dy) else (spot[1] - ay) / dy
    ways.append(way)
    spots.append(spot)


# -- measuring -----------------------------------------------------------------


@kernel
def seen(outlines: Outlines, walls: Walls, things: Things, i: int, j: int, bound: float) -> float:
    """Return the length of the shortest line between two things that no wall cuts.

    It may be left out, as infinite, where a way by a bend is as short, and is where it exceeds the
    bound or could not go on round a bend that it ends at.
    """
    count = len(things.rows)
    i, j = min(i, j), max(i, j)
    if i >= count:
        return _between_bends(walls, things, i, j, bound)
    if j >= count:
        return from_bend(walls, things, j, i, bound)[0]
    gap = gap_between(outlines, things.rows[i], things.rows[j], bound)
    if gap > bound:
        return inf
    if gap == 0.0 or gap < max(things.clear[i], things.clear[j]):
        return gap
    length = between_footprints(walls, things, i, j, bound + SLACK)[0]
    # Cuts are rounded: what is measured between them is the gap, to the last bit, if it is that.
    return gap if length <= gap + SLACK else length


@inlined
def _between_bends(walls: Walls, things: Things, i: int, j: int, bound: float) -> float:
    one, other = things.bends[i - len(things.rows)], things.bends[j - len(things.rows)]
    if one == other:
        return 0.0
    p, q = _spot(things, things.starts[i], 0), _spot(things, things.starts[j], 0)
    length = np.sqrt((p[0] - q[0]) ** 2 + (p[1] - q[1]) ** 2)
    if length > bound or not leads(walls, one, q) or not leads(walls, other, p):
        return inf
    if not shares_side(walls, one, other) or blocked(walls, p, q) >= 0:
        return inf
    return float(length)


@kernel
def from_bend(walls: Walls, things: Things, i: int, j: int, bound: float) -> tuple[float, Spot]:
    """Return the length of the shortest line from a bend to a footprint, and where it ends."""
    bend = things.bends[i - len(things.rows)]
    p = _spot(things, things.starts[i], 0)
    best, found, end = bound, inf, p
    for k in range(things.starts[j], things.starts[j + 1]):
        q = _nearest(things, k, p[0], p[1])
        length = np.sqrt((p[0] - q[0]) ** 2 + (p[1] - q[1]) ** 2)
        nearer = length <= best and length < found and leads(walls, bend, q)
        if nearer and (length == 0.0 or blocked(walls, p, q) < 0):
            best = found = float(length)
            end = q
    return found, end


@kernel
def between_footprints(
    walls: Walls, things: Things, i: int, j: int, bound: float
) -> tuple[float, Spot, Spot]:
    """Return the length of the shortest line between two footprints, and its ends.

    They do not touch each other.
    """
    best, found, wall = bound, inf, -1
    p = q = (0.0, 0.0, FREE)
    whole = box_at(things.boxes, j)
    for k in range(things.starts[i], things.starts[i + 1]):
        one = _segment(things, k)
        if box_gap(_box(one), whole) > best + SLACK:
            continue
        for m in range(things.starts[j], things.starts[j + 1]):
            other = _segment(things, m)
            if box_gap(_box(one), _box(other)) <= best + SLACK:
                length = segment_distance(one, other)
                if length <= best and length < found:
                    begin, end = _shortest(things, k, m)
                    # What has cut a line is likely to cut the next one too.
                    if wall >= 0 and meets(walls, begin, end, wall):
                        continue
                    wall = blocked(walls, begin, end)
                    if wall < 0 and _is_dry(walls, begin, end):
                        best = found = length
                        p, q = begin, end
    return found, p, q


@inlined
def _is_dry(walls: Walls, p: Spot, q: Spot) -> bool:
    """Tell whether a line that no wall cuts lies inside no polygon of the barriers."""
    if p[2] == FREE or q[2] == FREE or _share_edge(walls, p[2], q[2]):
        return True
    return not drowned(walls, (p[0] + q[0]) / 2, (p[1] + q[1]) / 2)


@inlined
def _share_edge(walls: Walls, one: int, other: int) -> bool:
    """Tell whether two places lie on one edge."""
    if one > FREE:
        a, b = walls.ends[one, 0], walls.ends[one, 1]
        return bool(one == other or corner_of(other) in (a, b))
    if other > FREE:
        a, b = walls.ends[other, 0], walls.ends[other, 1]
        return bool(corner_of(one) in (a, b))
    here, there = corner_of(one), corner_of(other)
    for k in range(walls.starts[here], walls.starts[here + 1]):
        edge = walls.star[k]
        if walls.ends[edge, 0] + walls.ends[edge, 1] - here == there:
            return True
    return False


@inlined
def _shortest(things: Things, k: int, m: int) -> tuple[Spot, Spot]:
    """Return the ends of a shortest line between two segments that do not cross."""
    best = inf
    p = q = _spot(things, k, 0)
    for end in range(2):
        here = _spot(things, k, end)
        there = _nearest(things, m, here[0], here[1])
        length = (here[0] - there[0]) ** 2 + (here[1] - there[1]) ** 2
        if length < best:
            best, p, q = length, here, there
    for end in range(2):
        there = _spot(things, m, end)
        here = _nearest(things, k, there[0], there[1])
        length = (here[0] - there[0]) ** 2 + (here[1] - there[1]) ** 2
        if length < best:
            best, p, q = length, here, there
    return p, q


@inlined
def _nearest(things: Things, k: int, x: float, y: float) -> Spot:
    """Return the spot of a segment that is nearest to a point."""
    ax, ay, bx, by = _segment(things, k)
    ux, uy = bx - ax, by - ay
    length2 = ux * ux + uy * uy
    along = ((x - ax) * ux + (y - ay) * uy) / length2 if length2 > 0.0 else 0.0
    if along <= 0.0:
        return _spot(things, k, 0)
    if along >= 1.0:
        return _spot(things, k, 1)
    return ax + along * ux, ay + along * uy, things.places[k, 2]


@inlined
def _spot(things: Things, k: int, end: int) -> Spot:
    return things.ends[k, 2 * end], things.ends[k, 2 * end + 1], things.places[k, end]


@inlined
def _segment(things: Things, k: int) -> Segment:
    return things.ends[k, 0], things.ends[k, 1], things.ends[k, 2], things.ends[k, 3]


@inlined
def _box(segment: Segment) -> tuple[float, float, float, float]:
    ax, ay, bx, by = segment
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

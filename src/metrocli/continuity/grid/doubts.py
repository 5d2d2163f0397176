"""Doubts settled: the segments of two cells, measured until one pair is within the gap."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from metrocli.continuity.grid.cells import CellArrays, Cells, slot_of
from metrocli.continuity.grid.joins import Doubts
from metrocli.continuity.grid.sets import find, unite
from metrocli.continuity.segments import segment_distance
from metrocli.shapes.kernel import inlined, kernel
from metrocli.shapes.trace import (
    Flat,
    Grid,
    Segment,
    Walk,
    last_start,
    new_walk,
    room,
    segment_at,
    walk,
)


class Passing(NamedTuple):
    """Segments and the cells that they pass through.

    Parameters
    ----------
    cells : ndarray of int32, shape (m,)
        A cell.
    ends : ndarray of float64, shape (m, 4)
        A segment that passes through it.
    near : ndarray of bool, shape (m,)
        Whether that comes near walls. Two such are not for cells to join.
    """

    cells: NDArray[np.int32]
    ends: NDArray[np.float64]
    near: NDArray[np.bool_]


def passing(
    shapes: Flat,
    grid: Grid,
    cells: Cells,
    wanted: NDArray[np.bool_],
    near: NDArray[np.bool_],
) -> Passing:
    """Return the segments of shapes that pass through wanted cells.

    Parameters
    ----------
    shapes : Flat
        Whose cells are all known, or cut by walls.
    grid : Grid
        Of the cells.
    cells : Cells
        The table.
    wanted : ndarray of bool, shape (cells.count,)
        Which of them.
    near : ndarray of bool, shape (cells.count,)
        Which are near walls.
    """
    total, longest = room(shapes, grid)
    found = Passing(np.empty(total, np.int32), np.empty((total, 4)), np.empty(total, np.bool_))
    steps = new_walk(longest)
    used = _gather(shapes, grid, steps, (cells.known.keys, cells.slots, wanted, near), found)
    return Passing(found.cells[:used].copy(), found.ends[:used].copy(), found.near[:used].copy())


@kernel
def _gather(
    shapes: Flat,
    grid: Grid,
    steps: Walk,
    table: tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.bool_], NDArray[np.bool_]],
    found: Passing,
) -> int:
    keys, slots, wanted, near = table
    used, cell = 0, -1
    for part in range(len(shapes.kinds)):
        kind = shapes.kinds[part]
        for path in range(shapes.parts[part], shapes.parts[part + 1]):
            start, end = shapes.paths[path], shapes.paths[path + 1]
            for vertex in range(start, last_start(start, end, kind)):
                segment = segment_at(shapes.xy, vertex, end, kind)
                first, comes_near = used, False
                for step in range(walk(segment, grid.side, steps)):
                    key = steps.keys[step]
                    if cell < 0 or keys[cell] != key:
                        cell = slots[slot_of(key, keys, slots)]
                    if cell < 0 or near[cell]:  # one that a wall cuts is none
                        comes_near = True
                    if cell >= 0 and wanted[cell]:
                        found.cells[used] = cell
                        for k in range(4):
                            found.ends[used, k] = segment[k]
                        used += 1
                for k in range(first, used):
                    found.near[k] = comes_near
    return used


def settle(doubts: Doubts, segments: Passing, cells: CellArrays, gap: float) -> None:
    """Join the cells of doubtful pairs that hold two segments within a gap.

    Parameters
    ----------
    doubts : Doubts
        The pairs; those that may be nearest are looked at first.
    segments : Passing
        All that pass through their cells.
    cells : CellArrays
        Their sets are changed.
    gap : float
        Metres, inclusive.
    """
    order = np.argsort(segments.cells, kind="stable")
    present, first = np.unique(segments.cells[order], return_index=True)
    starts = np.append(first, len(order)).astype(np.int64)
    nearest = np.argsort(doubts.least, kind="stable")
    one = np.searchsorted(present, doubts.one[nearest])
    other = np.searchsorted(present, doubts.other[nearest])
    pairs = np.column_stack([one, other])
    _settle(pairs, (starts, order, present), segments, cells.parents, gap)


@kernel
def _settle(
    pairs: NDArray[np.int64],
    groups: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int32]],
    segments: Passing,
    parents: NDArray[np.int32],
    gap: float,
) -> None:
    starts, order, cells = groups
    ends = segments.ends
    for k in range(len(pairs)):
        a, b = pairs[k]
        if find(parents, cells[a]) != find(parents, cells[b]):
            ours = order[starts[a] : starts[a + 1]]
            theirs = order[starts[b] : starts[b + 1]]
            ours = _near(ours, _box_of(theirs, ends), ends, gap)
            if len(ours):
                theirs = _near(theirs, _box_of(ours, ends), ends, gap)
            if _any_within(ours, theirs, segments, gap):
                unite(parents, cells[a], cells[b])


@inlined
def _box_of(which: NDArray[np.int64], ends: NDArray[np.float64]) -> Segment:
    """Return the box around segments, as its diagonal."""
    west = south = np.inf
    east = north = -np.inf
    for k in which:
        west, east = min(west, ends[k, 0], ends[k, 2]), max(east, ends[k, 0], ends[k, 2])
        south, north = min(south, ends[k, 1], ends[k, 3]), max(north, ends[k, 1], ends[k, 3])
    return west, south, east, north


@inlined
def _near(
    which: NDArray[np.int64], box: Segment, ends: NDArray[np.float64], gap: float
) -> NDArray[np.int64]:
    """Return the segments whose boxes are within a gap of a box."""
    kept = np.empty(len(which), np.int64)
    count = 0
    for k in which:
        if beside(ends[k, 0], ends[k, 1], ends[k, 2], ends[k, 3], box) <= gap:
            kept[count] = k
            count += 1
    return kept[:count]


@inlined
def beside(ax: float, ay: float, bx: float, by: float, box: Segment) -> float:
    """Return how far a segment's box lies east, west, north or south of another, whichever more.

    One subtraction of two coordinates: it never exceeds the distance as it is computed.
    """
    return max(
        min(ax, bx) - max(box[0], box[2]),
        min(box[0], box[2]) - max(ax, bx),
        min(ay, by) - max(box[1], box[3]),
        min(box[1], box[3]) - max(ay, by),
    )


@inlined
def _any_within(
    ours: NDArray[np.int64], theirs: NDArray[np.int64], segments: Passing, gap: float
) -> bool:
    ends, near = segments.ends, segments.near
    for i in ours:
        one = (ends[i, 0], ends[i, 1], ends[i, 2], ends[i, 3])
        for j in theirs:
            if beside(ends[j, 0], ends[j, 1], ends[j, 2], ends[j, 3], one) <= gap:
                other = (ends[j, 0], ends[j, 1], ends[j, 2], ends[j, 3])
                if segment_distance(one, other) <= gap and not (near[i] and near[j]):
                    return True
    return False

"""Patches of a gap that is small beside footprints: every two that come near are measured.

Cells only say which segments to compare: those in one cell, or in two that touch, whose sides are
longer than the gap. What lies inside a polygon without coming near its edge is found by one point
of each patch, for none can lie on both sides of an edge that it does not come near to.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from metrocli.continuity.barriers.walls import Walls
from metrocli.continuity.grid.doubts import beside
from metrocli.continuity.grid.parted import join_parted, some_of
from metrocli.continuity.grid.sets import Parents, find, numbered, unite
from metrocli.continuity.grid.shade import Shade
from metrocli.continuity.grid.stays import stays_of
from metrocli.continuity.segments import segment_distance
from metrocli.shapes.arrays import Kind, Shapes, join
from metrocli.shapes.kernel import inlined, kernel
from metrocli.shapes.trace import (
    ROW,
    Flat,
    Grid,
    Segment,
    Walk,
    cell_of,
    first_from,
    flat,
    last_start,
    new_walk,
    room,
    row_of,
    segment_at,
    walk,
)

POLYGON, POINTS = int(Kind.POLYGON), int(Kind.POINTS)

WIDER = 1.01
"""Sides of cells in gaps, or in mean lengths of segments: enough that rounding does not matter."""

LEAST_SIDE = 1.0
"""Metres."""


class Pieces(NamedTuple):
    """Segments in the cells that they pass through, by cell and in it by patch.

    Parameters
    ----------
    keys : ndarray of int64, shape (c,)
        Of the cells, ascending.
    starts : ndarray of int64, shape (c + 1,)
        Where the segments of each cell begin.
    shapes : ndarray of int32, shape (m,)
        Whose segment it is.
    ends : ndarray of float64, shape (m, 4)
        The segment.
    runs : ndarray of int64, shape (m,)
        Where the segments of the same patch end in the cell.
    """

    keys: NDArray[np.int64]
    starts: NDArray[np.int64]
    shapes: NDArray[np.int32]
    ends: NDArray[np.float64]
    runs: NDArray[np.int64]


def cluster_close(
    batches: Iterable[Shapes], gap: float, walls: Walls | None, shade: Shade
) -> tuple[NDArray[np.int32], int]:
    """Put footprints into the patches of a gap; all of them are held in memory.

    Parameters
    ----------
    batches : iterable of Shapes
        Planar, metres.
    gap : float
        Metres, from 0.
    walls : Walls, optional
        What no way crosses.
    shade : Shade
        Their shade, in cells of which four are wider than the gap.

    Returns
    -------
    patches : ndarray of int32, shape (n,)
        Numbered from 0 as their first footprints come; -1 for what has no geometry.
    count : int
        How many patches.
    """
    shapes = join(batches)
    arrays = flat(shapes)
    grid = Grid(max(WIDER * gap, WIDER * _mean_length(arrays), LEAST_SIDE))
    parents = np.arange(len(shapes), dtype=np.int32)
    near = np.zeros(len(shapes), np.bool_)
    if walls is not None:
        stays = stays_of(arrays, shade.grid)
        near[stays.shapes[shade.is_near(stays.keys)]] = True
    pieces = _pieces(arrays, grid)
    _join_in_cells(pieces, parents, near, gap)
    _join_across_cells(pieces, parents, near, gap)
    _join_inside(arrays, grid.side, _anchors(arrays, parents, grid.side), parents)
    members = np.where(shapes.faults == 0, np.arange(len(shapes), dtype=np.int32), np.int32(-1))
    if walls is not None:
        join_parted(some_of(shapes, near), members[near], parents, walls, gap)
    return numbered(parents, members)


def _pieces(shapes: Flat, grid: Grid) -> Pieces:
    total, longest = room(shapes, grid)
    keys, owners = np.empty(total, np.int64), np.empty(total, np.int32)
    ends = np.empty((total, 4))
    used = _trace(shapes, grid, new_walk(longest), (keys, owners, ends))
    order = np.argsort(keys[:used], kind="stable")
    cells, first = np.unique(keys[order], return_index=True)
    starts = np.append(first, used).astype(np.int64)
    return Pieces(cells, starts, owners[order], ends[order], np.zeros(used, np.int64))


@kernel
def _mean_length(shapes: Flat) -> float:
    total, count = 0.0, 0
    for part in range(len(shapes.kinds)):
        kind = shapes.kinds[part]
        for path in range(shapes.parts[part], shapes.parts[part + 1]):
            start, end = shapes.paths[path], shapes.paths[path + 1]
            for vertex in range(start, last_start(start, end, kind)):
                ax, ay, bx, by = segment_at(shapes.xy, vertex, end, kind)
                total += np.hypot(bx - ax, by - ay)
                count += 1
    return total / max(count, 1)


@kernel
def _trace(
    shapes: Flat,
    grid: Grid,
    steps: Walk,
    into: tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float64]],
) -> int:
    """List every segment in every cell that it passes through; return how many entries."""
    keys, owners, ends = into
    used = 0
    for shape in range(len(shapes.starts) - 1):
        for part in range(shapes.starts[shape], shapes.starts[shape + 1]):
            kind = shapes.kinds[part]
            for path in range(shapes.parts[part], shapes.parts[part + 1]):
                start, end = shapes.paths[path], shapes.paths[path + 1]
                for vertex in range(start, last_start(start, end, kind)):
                    segment = segment_at(shapes.xy, vertex, end, kind)
                    for step in range(walk(segment, grid.side, steps)):
                        keys[used], owners[used] = steps.keys[step], shape
                        for k in range(4):
                            ends[used, k] = segment[k]
                        used += 1
    return used


@kernel
def _join_in_cells(pieces: Pieces, parents: Parents, near: NDArray[np.bool_], gap: float) -> None:
    """Join what is near in each cell, and put the segments of one patch there side by side.

    The segments that a new one is compared with are chained by patch: the first hit spares the
    rest of the chain, so that a thousand footprints in one place cost no more than their number.
    """
    most = 0
    for cell in range(len(pieces.keys)):
        most = max(most, pieces.starts[cell + 1] - pieces.starts[cell])
    following = np.empty(most, np.int64)
    heads, tails = np.empty(most, np.int64), np.empty(most, np.int64)
    shapes, ends = np.empty(most, np.int32), np.empty((most, 4))
    for cell in range(len(pieces.keys)):
        start, end = pieces.starts[cell], pieces.starts[cell + 1]
        chains = 0
        for k in range(start, end):
            following[k - start] = -1
            own = -1
            chain = 0
            while chain < chains:
                if _chain_joins(pieces, parents, near, gap, k, heads[chain], following, start):
                    if own < 0:
                        own = chain
                    else:
                        following[tails[own]] = heads[chain]
                        tails[own] = tails[chain]
                        chains -= 1
                        heads[chain], tails[chain] = heads[chains], tails[chains]
                        continue
                chain += 1
            if own < 0:
                heads[chains] = tails[chains] = k - start
                chains += 1
            else:
                following[tails[own]] = k - start
                tails[own] = k - start
        for k in range(start, end):
            shapes[k - start] = pieces.shapes[k]
            for c in range(4):
                ends[k - start, c] = pieces.ends[k, c]
        _lay_out(pieces, start, (shapes, ends), heads, chains, following)


@inlined
def _chain_joins(
    pieces: Pieces,
    parents: Parents,
    near: NDArray[np.bool_],
    gap: float,
    k: int,
    head: int,
    following: NDArray[np.int64],
    start: int,
) -> bool:
    """Tell whether a segment is of the patch of a chain, or near one of it, and then join them."""
    ours = pieces.shapes[k]
    if find(parents, ours) == find(parents, pieces.shapes[start + head]):
        return True
    link = head
    while link >= 0:
        if _within(pieces, near, k, start + link, gap):
            unite(parents, ours, pieces.shapes[start + head])
            return True
        link = following[link]
    return False


@inlined
def _within(pieces: Pieces, near: NDArray[np.bool_], i: int, j: int, gap: float) -> bool:
    """Tell whether two segments are within the gap, and not both of footprints near walls."""
    ends = pieces.ends
    one = (ends[i, 0], ends[i, 1], ends[i, 2], ends[i, 3])
    if beside(ends[j, 0], ends[j, 1], ends[j, 2], ends[j, 3], one) > gap:
        return False
    if segment_distance(one, (ends[j, 0], ends[j, 1], ends[j, 2], ends[j, 3])) > gap:
        return False
    return not (near[pieces.shapes[i]] and near[pieces.shapes[j]])


@inlined
def _lay_out(
    pieces: Pieces,
    start: int,
    held: tuple[NDArray[np.int32], NDArray[np.float64]],
    heads: NDArray[np.int64],
    chains: int,
    following: NDArray[np.int64],
) -> None:
    """Put the segments of a cell in the order of their chains, and note where each chain ends."""
    shapes, ends = held
    place = start
    for chain in range(chains):
        first, link = place, heads[chain]
        while link >= 0:
            pieces.shapes[place] = shapes[link]
            for c in range(4):
                pieces.ends[place, c] = ends[link, c]
            link = following[link]
            place += 1
        for k in range(first, place):
            pieces.runs[k] = place


@kernel
def _join_across_cells(
    pieces: Pieces, parents: Parents, near: NDArray[np.bool_], gap: float
) -> None:
    """Join what is near in each cell and the ones to its east and in the row to its north."""
    keys = pieces.keys
    north = 0
    for cell in range(len(keys)):
        if cell + 1 < len(keys) and keys[cell + 1] == keys[cell] + 1:
            _join_runs(pieces, parents, near, gap, cell, cell + 1)
        while north < len(keys) and keys[north] < keys[cell] + ROW - 1:
            north += 1
        other = north
        while other < len(keys) and keys[other] <= keys[cell] + ROW + 1:
            _join_runs(pieces, parents, near, gap, cell, other)
            other += 1


@inlined
def _join_runs(
    pieces: Pieces, parents: Parents, near: NDArray[np.bool_], gap: float, one: int, other: int
) -> None:
    """Compare the runs of two cells that are not of one patch, two by two."""
    i = pieces.starts[one]
    while i < pieces.starts[one + 1]:
        j = pieces.starts[other]
        while j < pieces.starts[other + 1]:
            a, b = pieces.shapes[i], pieces.shapes[j]
            if find(parents, a) != find(parents, b) and _runs_near(pieces, near, i, j, gap):
                unite(parents, a, b)
            j = pieces.runs[j]
        i = pieces.runs[i]


@inlined
def _runs_near(pieces: Pieces, near: NDArray[np.bool_], i: int, j: int, gap: float) -> bool:
    for k in range(i, pieces.runs[i]):
        for m in range(j, pieces.runs[j]):
            if _within(pieces, near, k, m, gap):
                return True
    return False


class Anchors(NamedTuple):
    """A point of everything that hangs together by short gaps, by cell.

    Parameters
    ----------
    keys : ndarray of int64, shape (k,)
        Of the cells, ascending.
    shapes : ndarray of int32, shape (k,)
        A shape of the patch.
    xy : ndarray of float64, shape (k, 2)
        A vertex of it, metres.
    """

    keys: NDArray[np.int64]
    shapes: NDArray[np.int32]
    xy: NDArray[np.float64]


def _anchors(shapes: Flat, parents: Parents, side: float) -> Anchors:
    """Return a vertex of each patch so far, and one of each piece of what is in pieces."""
    owners = np.repeat(np.arange(len(parents)), np.diff(shapes.starts))
    sizes = np.diff(shapes.paths)[shapes.parts[:-1]]
    # A footprint's parts, and several points, may lie on both sides of an edge far from them.
    points = (shapes.kinds == POINTS) & (sizes > 1)
    alone = np.diff(shapes.starts)[owners] == 1
    root = (parents == np.arange(len(parents)))[owners]
    chosen = np.where(points, sizes, (~alone | root).astype(np.int64))
    part = np.repeat(np.arange(len(chosen)), chosen)
    within = np.arange(len(part)) - np.repeat(np.cumsum(chosen) - chosen, chosen)
    xy = shapes.xy[shapes.paths[shapes.parts[part]] + within]
    row, column = np.floor(xy[:, 1] / side), np.floor(xy[:, 0] / side)
    keys = row.astype(np.int64) * ROW + column.astype(np.int64)
    order = np.argsort(keys)
    return Anchors(keys[order], owners[part][order].astype(np.int32), xy[order])


@kernel
def _join_inside(shapes: Flat, side: float, anchors: Anchors, parents: Parents) -> None:
    """Join every polygon to the patches whose anchors lie in it."""
    for shape in range(len(shapes.starts) - 1):
        for part in range(shapes.starts[shape], shapes.starts[shape + 1]):
            if shapes.kinds[part] == POLYGON:
                _join_anchors(shapes, shape, part, side, anchors, parents)


@inlined
def _join_anchors(
    shapes: Flat, shape: int, part: int, side: float, anchors: Anchors, parents: Parents
) -> None:
    first, last = shapes.parts[part], shapes.parts[part + 1]
    west, south, east, north = _box(shapes.xy, shapes.paths[first], shapes.paths[last])
    low, high = cell_of(west, south, side), cell_of(east, south, side)
    for _ in range(row_of(cell_of(west, north, side)) - row_of(low) + 1):
        k = first_from(anchors.keys, low)
        while k < len(anchors.keys) and anchors.keys[k] <= high:
            x, y = anchors.xy[k, 0], anchors.xy[k, 1]
            other = anchors.shapes[k]
            if (
                west <= x <= east
                and south <= y <= north
                and find(parents, shape) != find(parents, other)
                and _holds(shapes, first, last, x, y)
            ):
                unite(parents, shape, other)
            k += 1
        low += ROW
        high += ROW


@inlined
def _box(xy: NDArray[np.float64], start: int, end: int) -> Segment:
    west = south = np.inf
    east = north = -np.inf
    for k in range(start, end):
        west, east = min(west, xy[k, 0]), max(east, xy[k, 0])
        south, north = min(south, xy[k, 1]), max(north, xy[k, 1])
    return west, south, east, north


@inlined
def _holds(shapes: Flat, first: int, last: int, x: float, y: float) -> bool:
    """Tell whether a point lies in an odd number of the rings of a polygon."""
    xy, inside = shapes.xy, False
    for ring in range(first, last):
        for k in range(shapes.paths[ring], shapes.paths[ring + 1] - 1):
            ax, ay, bx, by = xy[k, 0], xy[k, 1], xy[k + 1, 0], xy[k + 1, 1]
            if (ay > y) != (by > y):
                turn = (bx - ax) * (y - ay) - (by - ay) * (x - ax)
                if (turn > 0) == (by > ay):
                    inside = not inside
    return inside

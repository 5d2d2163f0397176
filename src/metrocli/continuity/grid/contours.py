"""Outlines of cells: around what stands side by side, holes kept, with the corners cut."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from metrocli.continuity.grid.occupancy import Runs
from metrocli.continuity.grid.sets import Parents, find, unite
from metrocli.shapes.arrays import Starts
from metrocli.shapes.kernel import inlined, kernel
from metrocli.shapes.trace import ROW

CUTS = ((0.5, 0.5), (0.25, 0.25))
"""How corners are cut, one time after the other: at this share of their edges, but no farther away
than so many cells. The first makes stairs straight, the second rounds what is left; together they
move no corner by as much as half a cell."""

EXACT = 1e-9
"""Square cells that rounding may make of no area."""


class Rings(NamedTuple):
    """Closed lines around cells.

    Parameters
    ----------
    xy : ndarray of float64, shape (v, 2)
        Vertices; the first of each ring is repeated as its last.
    starts : ndarray of int64, shape (q + 1,)
        Where each ring begins among them.
    pieces : ndarray of int32, shape (q,)
        The piece that each is around, or a hole of; ascending, the outer ring first.
    owners : ndarray of int32, shape (p,)
        Whose each piece is, ascending.
    """

    xy: NDArray[np.float64]
    starts: Starts
    pieces: NDArray[np.int32]
    owners: NDArray[np.int32]


class Edges(NamedTuple):
    """Sides of runs that nothing of the same owner lies beyond, what they bound to their left.

    Parameters
    ----------
    starts, ends : ndarray of int64, shape (m,)
        Corners of cells, as keys of the cells to the north-east of them.
    runs : ndarray of int32, shape (m,)
        What they bound.
    """

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    runs: NDArray[np.int32]


def contours(runs: Runs, side: float) -> Rings:
    """Return the outlines of the cells of each owner.

    Cells that share a side are of one piece; those that only share a corner are not.

    Parameters
    ----------
    runs : Runs
        As `metrocli.continuity.grid.occupancy.merged` leaves them.
    side : float
        Of a cell, metres.
    """
    parents = np.arange(len(runs.keys), dtype=np.int32)
    edges = _edges(runs, parents)
    order = np.lexsort((edges.starts, runs.owners[edges.runs]))
    ordered = Edges(edges.starts[order], edges.ends[order], edges.runs[order])
    corners, starts, bounded = _follow(ordered, runs.owners)
    first, piece = np.unique(_roots(parents, bounded), return_inverse=True)
    xy = _points(corners)
    for share, most in CUTS:
        xy, starts = _cut(xy, starts, share, most)
    # Rings are followed from their lowest corner on, so that outer ones come before their holes.
    by_piece = np.argsort(piece, kind="stable")
    xy, starts = _in_order(xy, starts, by_piece)
    return Rings(xy * side, starts, piece[by_piece].astype(np.int32), runs.owners[first])


def _points(corners: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return where corners lie, in cells."""
    rows = (corners + ROW // 2) // ROW
    return np.column_stack([corners - rows * ROW, rows]).astype(np.float64)


def _in_order(
    xy: NDArray[np.float64], starts: Starts, order: NDArray[np.intp]
) -> tuple[NDArray[np.float64], Starts]:
    """Return rings in another order."""
    sizes = np.diff(starts)[order]
    begins = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
    vertices = np.repeat(starts[order] - begins[:-1], sizes) + np.arange(begins[-1])
    return xy[vertices], begins


def _edges(runs: Runs, parents: Parents) -> Edges:
    """Return the sides of runs, and make one set of those that share a side."""
    # Two at the ends, one below and one above, and one more for each overlap seen from each side,
    # of which two rows have no more than they have runs.
    room = 8 * len(runs.keys)
    edges = Edges(np.empty(room, np.int64), np.empty(room, np.int64), np.empty(room, np.int32))
    used = _find_edges(runs, edges, parents)
    return Edges(edges.starts[:used], edges.ends[:used], edges.runs[:used])


@kernel
def _find_edges(runs: Runs, edges: Edges, parents: Parents) -> int:
    used = 0
    for k in range(len(runs.keys)):
        left, right = runs.keys[k], runs.keys[k] + runs.widths[k]
        edges.starts[used], edges.ends[used], edges.runs[used] = left + ROW, left, k
        used += 1
        edges.starts[used], edges.ends[used], edges.runs[used] = right, right + ROW, k
        used += 1
    for way in (-1, 1):
        other = 0
        for k in range(len(runs.keys)):
            owner, x, right = runs.owners[k], runs.keys[k], runs.keys[k] + runs.widths[k]
            while _is_before(runs, other, way, owner, x):
                other += 1
            beside = other
            while (
                beside < len(runs.keys)
                and runs.owners[beside] == owner
                and runs.keys[beside] - way * ROW < right
            ):
                begin = runs.keys[beside] - way * ROW
                used = _add_level(edges, used, k, way, x, begin)
                x = max(x, begin + runs.widths[beside])
                unite(parents, k, beside)
                beside += 1
            used = _add_level(edges, used, k, way, x, right)
    return used


@inlined
def _is_before(runs: Runs, other: int, way: int, owner: int, key: int) -> bool:
    """Tell whether a run of the next row that way ends before a key, or is of an owner before."""
    if other == len(runs.keys) or runs.owners[other] > owner:
        return False
    end = runs.keys[other] - way * ROW + runs.widths[other]
    return bool(runs.owners[other] < owner or end <= key)


@inlined
def _add_level(edges: Edges, used: int, run: int, way: int, left: int, right: int) -> int:
    """Add a lower side, eastwards, or an upper one, westwards, unless it has no length."""
    if left >= right:
        return used
    if way < 0:
        edges.starts[used], edges.ends[used] = left, right
    else:
        edges.starts[used], edges.ends[used] = right + ROW, left + ROW
    edges.runs[used] = run
    return used + 1


@kernel
def _roots(parents: Parents, runs: NDArray[np.int32]) -> NDArray[np.int32]:
    roots = np.empty(len(runs), np.int32)
    for k in range(len(runs)):
        roots[k] = find(parents, runs[k])
    return roots


@kernel
def _follow(
    edges: Edges, owners: NDArray[np.int32]
) -> tuple[NDArray[np.int64], Starts, NDArray[np.int32]]:
    """Follow edges round and round.

    Returns
    -------
    corners : ndarray of int64
        Where rings turn, as keys; the first of each ring is repeated as its last.
    starts : ndarray of int64, shape (q + 1,)
        Where each ring begins among them.
    bounded : ndarray of int32, shape (q,)
        A run that each ring bounds.
    """
    corners = np.empty(2 * len(edges.starts), np.int64)
    starts = np.zeros(len(edges.starts) + 1, np.int64)
    bounded = np.empty(len(edges.starts), np.int32)
    done = np.zeros(len(edges.starts), np.bool_)
    used = rings = 0
    for first in range(len(edges.starts)):
        if done[first]:
            continue
        bounded[rings] = edges.runs[first]
        edge, direction = first, 0
        while not done[edge]:
            done[edge] = True
            turned = _direction(edges, edge)
            if turned != direction:
                corners[used], direction = edges.starts[edge], turned
                used += 1
            edge = _next(edges, owners, edge)
        corners[used] = edges.starts[first]
        used += 1
        rings += 1
        starts[rings] = used
    return corners[:used].copy(), starts[: rings + 1].copy(), bounded[:rings].copy()


@inlined
def _direction(edges: Edges, edge: int) -> int:
    """Return where an edge leads: 1 east, 2 north, 3 west, 4 south."""
    step = edges.ends[edge] - edges.starts[edge]
    if step == ROW:
        return 2
    if step == -ROW:
        return 4
    return 1 if step > 0 else 3


@inlined
def _next(edges: Edges, owners: NDArray[np.int32], edge: int) -> int:
    """Return the edge of the same owner that begins where one ends: the left one of two.

    Where two cells of an owner touch at a corner only, rings so stay with one of them.
    """
    owner, key = owners[edges.runs[edge]], edges.ends[edge]
    low, high = 0, len(edges.starts)
    while low < high:
        middle = (low + high) // 2
        here = owners[edges.runs[middle]]
        if here < owner or (here == owner and edges.starts[middle] < key):
            low = middle + 1
        else:
            high = middle
    last = low + 1 == len(edges.starts)
    if last or edges.starts[low + 1] != key or owners[edges.runs[low + 1]] != owner:
        return low
    left = _direction(edges, edge) % 4 + 1
    return low if _direction(edges, low) == left else low + 1


@kernel
def _cut(
    xy: NDArray[np.float64], starts: Starts, share: float, most: float
) -> tuple[NDArray[np.float64], Starts]:
    """Cut the corners of rings, and leave out what lies on the line between its neighbours."""
    cut = np.empty((2 * len(xy), 2))
    begins = np.zeros_like(starts)
    used = 0
    for ring in range(len(starts) - 1):
        begin, vertices = used, starts[ring + 1] - starts[ring] - 1
        for k in range(vertices):
            here = starts[ring] + k
            for neighbour in (starts[ring] + (k - 1) % vertices, here + 1):
                x, y = xy[neighbour, 0] - xy[here, 0], xy[neighbour, 1] - xy[here, 1]
                length = np.hypot(x, y)
                way = min(share, most / length)
                x, y = xy[here, 0] + way * x, xy[here, 1] + way * y
                if used > begin + 1 and _on_line(cut[used - 2], cut[used - 1], x, y):
                    used -= 1
                cut[used, 0], cut[used, 1] = x, y
                used += 1
        # A ring has four corners or more, so that there are two before its last.
        if _on_line(cut[used - 2], cut[used - 1], cut[begin, 0], cut[begin, 1]):
            used -= 1
        cut[used] = cut[begin]
        used += 1
        begins[ring + 1] = used
    return cut[:used].copy(), begins


@inlined
def _on_line(one: NDArray[np.float64], other: NDArray[np.float64], x: float, y: float) -> bool:
    """Tell whether one, other and a point lie on a line, as they do where two are the same."""
    ax, ay = other[0] - one[0], other[1] - one[1]
    twice: float = ax * (y - other[1]) - ay * (x - other[0])
    return abs(twice) < EXACT

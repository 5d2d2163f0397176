"""Joins that need no geometry: cells and the boxes in them, as near or as far as corners can be."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from metrocli.continuity.grid.cells import CellArrays
from metrocli.continuity.grid.sets import Parents, find, unite
from metrocli.shapes.kernel import inlined, kernel
from metrocli.shapes.trace import ROW, first_from

SIDES = 2.9
"""Sides of a cell in a gap. Two cells that touch reach at most √8 = 2.83 sides: always within the
gap. Two with three or more between them are at least 3 sides apart: never within it. Both by more
than two parts in a hundred, which no rounding makes up for."""

REACH = 3
"""Columns or rows from a cell to the farthest ones that may hold something within the gap."""

MOST_FOUND = 2 * REACH + 1 + (2 * REACH + 1) * REACH
"""Doubts that one cell can raise, at most."""

BUFFER = 1 << 16
"""Doubts that are gathered at a time."""


class Doubts(NamedTuple):
    """Pairs of cells that only the geometries in them can tell to be joined or not.

    Parameters
    ----------
    one, other : ndarray of int32, shape (m,)
        The cells.
    least : ndarray of float32, shape (m,)
        What the gap between them is at least, metres.
    """

    one: NDArray[np.int32]
    other: NDArray[np.int32]
    least: NDArray[np.float32]

    def take(self, which: NDArray[np.bool_] | slice) -> "Doubts":
        """Return some of the pairs."""
        return Doubts(self.one[which], self.other[which], self.least[which])


def order_of(cells: CellArrays) -> NDArray[np.int64]:
    """Return the cells from south to north, and in each row from west to east."""
    return np.argsort(cells.keys)


def join_cells(
    cells: CellArrays,
    order: NDArray[np.int64],
    gap: float,
    shaded: NDArray[np.bool_],
    cut: NDArray[np.int64],
) -> Doubts:
    """Join all cells that are surely within a gap, and return those that may be.

    Of two cells near walls, only those that touch are joined, if no wall comes between them.

    Parameters
    ----------
    cells : CellArrays
        Of side ``gap / SIDES``; their sets are changed.
    order : ndarray of int64
        Of the cells; see `order_of`.
    gap : float
        Metres.
    shaded : ndarray of bool, shape (cells,)
        Which cells are near walls.
    cut : ndarray of int64
        Keys of the cells that walls cut, ascending.
    """
    keys, near = cells.keys[order], shaded[order]
    _join_touching(keys, order, cells.parents, near, cut)
    compared = _compared(keys, order, cells, near, gap)
    found = [_new_doubts(0), *(_apart(doubts, cells.parents) for doubts in compared)]
    joined = Doubts(
        np.concatenate([part.one for part in found]),
        np.concatenate([part.other for part in found]),
        np.concatenate([part.least for part in found]),
    )
    return _apart(joined, cells.parents)


def _new_doubts(room: int) -> Doubts:
    return Doubts(np.empty(room, np.int32), np.empty(room, np.int32), np.empty(room, np.float32))


def _compared(
    keys: NDArray[np.int64],
    order: NDArray[np.int64],
    cells: CellArrays,
    near: NDArray[np.bool_],
    gap: float,
) -> Iterator[Doubts]:
    """Yield the pairs that boxes leave in doubt, and join those that they decide."""
    position = 0
    while position < len(keys):
        doubts = _new_doubts(BUFFER)
        position, used = _compare(keys, order, cells, near, (gap / SIDES, gap), position, doubts)
        yield doubts.take(slice(used))


def _apart(doubts: Doubts, parents: Parents) -> Doubts:
    """Return the pairs that have not been joined in the meantime."""
    return doubts.take(_are_apart(doubts.one, doubts.other, parents))


@kernel
def _are_apart(
    one: NDArray[np.int32], other: NDArray[np.int32], parents: Parents
) -> NDArray[np.bool_]:
    apart = np.empty(len(one), np.bool_)
    for k in range(len(one)):
        apart[k] = find(parents, one[k]) != find(parents, other[k])
    return apart


@kernel
def _join_touching(
    keys: NDArray[np.int64],
    order: NDArray[np.int64],
    parents: Parents,
    near: NDArray[np.bool_],
    cut: NDArray[np.int64],
) -> None:
    """Join each cell to its neighbours to the east and in the row to the north."""
    north = 0
    for k in range(len(keys)):
        if k + 1 < len(keys) and keys[k + 1] == keys[k] + 1:
            unite(parents, order[k], order[k + 1])
        while north < len(keys) and keys[north] < keys[k] + ROW - 1:
            north += 1
        other = north
        while other < len(keys) and keys[other] <= keys[k] + ROW + 1:
            if not (near[k] and near[other] and _are_parted(keys[k], keys[other], cut)):
                unite(parents, order[k], order[other])
            other += 1


@inlined
def _are_parted(one: int, other: int, cut: NDArray[np.int64]) -> bool:
    """Tell whether walls may part two cells of which the other one is in the row to the north."""
    across = other - one - ROW
    if across == 0:
        return False
    east, north = first_from(cut, one + across), first_from(cut, one + ROW)
    beside = east < len(cut) and cut[east] == one + across
    return bool(beside or (north < len(cut) and cut[north] == one + ROW))


@kernel
def _compare(
    keys: NDArray[np.int64],
    order: NDArray[np.int64],
    cells: CellArrays,
    near: NDArray[np.bool_],
    lengths: tuple[float, float],
    position: int,
    doubts: Doubts,
) -> tuple[int, int]:
    """Compare cells with those one to three columns or rows away, until the doubts fill up.

    Returns
    -------
    position : int
        Where to go on.
    used : int
        How many doubts were found.
    """
    side, gap = lengths
    used = 0
    firsts = np.zeros(REACH + 1, np.int64)
    for up in range(REACH + 1):
        firsts[up] = first_from(keys, keys[position] + up * ROW - REACH)
    while position < len(keys) and used + MOST_FOUND <= len(doubts.one):
        for up in range(REACH + 1):
            low = keys[position] + up * ROW - REACH
            while firsts[up] < len(keys) and keys[firsts[up]] < low:
                firsts[up] += 1
            other = firsts[up] if up > 0 else position + 1
            while other < len(keys) and keys[other] <= low + 2 * REACH:
                across = keys[other] - low - REACH
                one, two = order[position], order[other]
                both_near = near[position] and near[other]
                other += 1
                if both_near or (up <= 1 and abs(across) <= 1):
                    continue
                if find(cells.parents, one) == find(cells.parents, two):
                    continue
                least, most = _bounds(cells.boxes[one], cells.boxes[two], across * side, up * side)
                if most <= gap:
                    unite(cells.parents, one, two)
                elif least <= gap:
                    doubts.one[used], doubts.other[used] = one, two
                    doubts.least[used] = least
                    used += 1
        position += 1
    return position, used


@inlined
def _bounds(
    one: NDArray[np.float32], other: NDArray[np.float32], x: float, y: float
) -> tuple[float, float]:
    """Return the least and the greatest distance of points of two boxes, the other one moved."""
    west, south = np.float64(other[0]) + x, np.float64(other[1]) + y
    east, north = np.float64(other[2]) + x, np.float64(other[3]) + y
    dx = max(west - one[2], one[0] - east, 0.0)
    dy = max(south - one[3], one[1] - north, 0.0)
    wide, high = max(east - one[0], one[2] - west), max(north - one[1], one[3] - south)
    return np.sqrt(dx * dx + dy * dy), np.sqrt(wide * wide + high * high)

"""Shade: the cells that walls pass through, and those so near to them that cells do not decide."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from metrocli.continuity.barriers.walls import Walls
from metrocli.continuity.edges import Indices
from metrocli.continuity.grid.cells import ALONE
from metrocli.continuity.grid.joins import REACH
from metrocli.continuity.grid.stays import Stays, stays_of
from metrocli.shapes.arrays import Kind
from metrocli.shapes.kernel import kernel
from metrocli.shapes.rows import columns_between, crossings_of
from metrocli.shapes.trace import ROW, Flat, Grid, first_from

LINE = np.uint8(Kind.LINE)

IN_A_ROW, APART = 1 << 27, 2 * (REACH + 1)
"""How many cells that nothing is near to stand in a row, and how far apart."""


@dataclass(frozen=True, eq=False)
class Shade:
    """Cells by what walls have to do with them.

    Parameters
    ----------
    grid : Grid
        Of the cells.
    cut : ndarray of int64
        Keys of those that a wall passes through, or the inside of a polygon; ascending.
    near : ndarray of int64
        Keys of those, and of all from which a gap may reach one; ascending.
    """

    grid: Grid
    cut: Indices
    near: Indices

    def is_near(self, keys: Indices) -> NDArray[np.bool_]:
        """Tell which cells are near walls."""
        return _among(keys, self.near)

    def is_cut(self, keys: Indices) -> NDArray[np.bool_]:
        """Tell which cells walls cut."""
        return _among(keys, self.cut)


def leave_alone(stays: Stays, cut: Indices, first: int) -> None:
    """Put some stays into a cell of their footprint's own.

    Parameters
    ----------
    stays : Stays
        Of a batch of shapes; their keys are changed.
    cut : ndarray of int64
        Which of them.
    first : int
        How many shapes came before.
    """
    number = stays.shapes[cut].astype(np.int64) + first
    stays.keys[cut] = ALONE + number // IN_A_ROW * ROW * APART + number % IN_A_ROW * APART


@kernel
def _among(keys: Indices, some: Indices) -> NDArray[np.bool_]:
    """Tell which keys are among some ascending ones."""
    among = np.zeros(len(keys), np.bool_)
    for k in range(len(keys)):
        if k > 0 and keys[k] == keys[k - 1]:
            among[k] = among[k - 1]
        else:
            place = first_from(some, keys[k])
            among[k] = place < len(some) and some[place] == keys[k]
    return among


def shade_of(walls: Walls | None, grid: Grid) -> Shade:
    """Return the shade of walls in a grid, which is none without walls."""
    if walls is None:
        return Shade(grid, np.empty(0, np.int64), np.empty(0, np.int64))
    edges = np.column_stack([walls.x, walls.y])[walls.ends]
    stays = stays_of(_lines(edges), grid)
    boxes, side = stays.boxes, grid.side
    # What comes within the margin of a cell is taken to be in it.
    around = [
        stays.keys[np.all(boxes[:, sides] * signs > limits, axis=1)] + shift
        for sides, signs, limits, shift in _beside(side)
    ]
    inside = np.empty(0, np.int64)
    if walls.filled.any():
        filled = edges[walls.filled.any(axis=1)].reshape(-1, 2)
        inside = _inside(filled, np.arange(0, len(filled) + 1, 2), side)
    cut = _ascending(np.concatenate([stays.keys, *around, inside]))
    near = cut
    for step in (1, ROW):
        near = _ascending(np.add.outer(np.arange(-REACH, REACH + 1) * step, near))
    return Shade(grid, cut, near)


def _lines(edges: NDArray[np.float64]) -> Flat:
    """Return edges, by their ends, as lines."""
    each = np.arange(len(edges) + 1)
    return Flat(edges.reshape(-1, 2), 2 * each, each, np.full(len(edges), LINE), each)


def _ascending(keys: Indices) -> Indices:
    """Return each of some keys once, ascending; numpy's `unique` takes long over keys of cells."""
    ordered = np.sort(keys, axis=None)
    return np.asarray(ordered[np.append(True, ordered[1:] != ordered[:-1])])


def _beside(side: float) -> list[tuple[list[int], list[int], list[float], int]]:
    """Return for each of the eight neighbours of a cell how a box in the cell overlaps it."""
    west, east = ([0], [-1], [0.0], -1), ([2], [1], [side], 1)
    south, north = ([1], [-1], [0.0], -ROW), ([3], [1], [side], ROW)
    corners = [
        (one[0] + other[0], one[1] + other[1], one[2] + other[2], one[3] + other[3])
        for one in (west, east)
        for other in (south, north)
    ]
    return [west, east, south, north, *corners]


@kernel
def _inside(xy: NDArray[np.float64], paths: Indices, side: float) -> Indices:
    """Return the keys of the cells whose middles lie inside what edges go round."""
    south, rows, starts, crossings = crossings_of(xy, paths, side)
    total = 0
    for row in range(rows):
        for k in range(starts[row], starts[row + 1] - 1, 2):
            first, last = columns_between(crossings[k], crossings[k + 1], side)
            total += max(last - first + 1, 0)
    keys = np.empty(total, np.int64)
    used = 0
    for row in range(rows):
        for k in range(starts[row], starts[row + 1] - 1, 2):
            first, last = columns_between(crossings[k], crossings[k + 1], side)
            for column in range(first, last + 1):
                keys[used] = (south + row) * ROW + column
                used += 1
    return keys

"""Shade: the cells that walls pass through, and those so near to them that cells do not decide."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from metrocli.continuity.barriers.walls import Walls
from metrocli.continuity.edges import Indices
from metrocli.continuity.grid.joins import REACH
from metrocli.continuity.grid.stays import Stays, stays_of
from metrocli.model import Geometries
from metrocli.shapes.kernel import kernel
from metrocli.shapes.rows import columns_between, crossings_of
from metrocli.shapes.trace import ROW, Grid, flat
from metrocli.shapes.wkb import from_geometries

ALONE = (1 << 60, 1 << 27, 2 * (REACH + 1))
"""Keys of cells that nothing is near to: the first, how many stand in a row, and how far apart."""


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

    def alone(self, stays: Stays, first: int) -> Stays:
        """Return stays, of which those in cut cells are in a cell of their footprint's own.

        Parameters
        ----------
        stays : Stays
            Of a batch of shapes.
        first : int
            How many shapes came before.
        """
        key, row, apart = ALONE
        near = np.flatnonzero(self.is_near(stays.keys))
        cut = near[_among(stays.keys[near], self.cut)]
        number = stays.shapes[cut].astype(np.int64) + first
        keys = stays.keys.copy()
        keys[cut] = key + number // row * ROW * apart + number % row * apart
        return stays._replace(keys=keys)


def _among(keys: Indices, some: Indices) -> NDArray[np.bool_]:
    """Tell which keys are among some ascending ones, of which there is one at least."""
    place = np.minimum(np.searchsorted(some, keys), len(some) - 1)
    return np.asarray(some[place] == keys)


def shade_of(walls: Walls, grid: Grid) -> Shade:
    """Return the shade of walls in a grid."""
    xy = np.column_stack([walls.x, walls.y])
    edges = np.ascontiguousarray(xy[walls.ends])
    lines: Geometries = np.asarray(shapely.linestrings(edges))
    stays = stays_of(flat(from_geometries(lines)), grid)
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
    cut = np.unique(np.concatenate([stays.keys, *around, inside]))
    near = cut
    for step in (1, ROW):
        near = np.unique(np.add.outer(np.arange(-REACH, REACH + 1) * step, near))
    return Shade(grid, cut, near)


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

"""Rows of cells and the polygons that they cross."""

import numpy as np
from numpy.typing import NDArray

from metrocli.shapes.arrays import Starts
from metrocli.shapes.kernel import inlined


@inlined
def crossings_of(
    xy: NDArray[np.float64], rings: Starts, side: float
) -> tuple[int, int, Starts, NDArray[np.float64]]:
    """Return where edges cross the middles of rows, from west to east.

    Returns
    -------
    south, rows : int
        The first row, and how many there are.
    starts : ndarray of int64, shape (rows + 2,)
        Where each row begins among the crossings.
    crossings : ndarray of float64
        Their x, metres.
    """
    low, high = np.inf, -np.inf
    for k in range(len(xy)):
        low, high = min(low, xy[k, 1]), max(high, xy[k, 1])
    south = int(np.floor(low / side))
    rows = int(np.floor(high / side)) - south + 1
    starts = np.zeros(rows + 2, np.int64)
    for ring in range(len(rings) - 1):
        for k in range(rings[ring], rings[ring + 1] - 1):
            first, last = _rows_crossed(xy[k, 1], xy[k + 1, 1], side)
            for row in range(first - south, last - south):
                starts[row + 2] += 1
    for row in range(rows + 1):
        starts[row + 1] += starts[row]
    crossings = np.empty(starts[-1])
    for ring in range(len(rings) - 1):
        for k in range(rings[ring], rings[ring + 1] - 1):
            ax, ay, bx, by = xy[k, 0], xy[k, 1], xy[k + 1, 0], xy[k + 1, 1]
            first, last = _rows_crossed(ay, by, side)
            for row in range(first, last):
                way = ((row + 0.5) * side - ay) / (by - ay)
                crossings[starts[row - south + 1]] = ax + way * (bx - ax)
                starts[row - south + 1] += 1
    for row in range(rows):
        _sort(crossings, starts[row], starts[row + 1])
    return south, rows, starts, crossings


@inlined
def _rows_crossed(one: float, other: float, side: float) -> tuple[int, int]:
    """Return the first row whose middle lies between two heights, and the one after the last."""
    low, high = min(one, other), max(one, other)
    return int(np.ceil(low / side - 0.5)), int(np.ceil(high / side - 0.5))


@inlined
def columns_between(west: float, east: float, side: float) -> tuple[int, int]:
    """Return the first and the last column whose middles lie between two x."""
    return int(np.ceil(west / side - 0.5)), int(np.floor(east / side - 0.5))


@inlined
def _sort(values: NDArray[np.float64], start: int, end: int) -> None:
    """Sort a few values in place, each moved down to where it belongs."""
    for k in range(start + 1, end):
        value, place = values[k], k
        while place > start and values[place - 1] > value:
            values[place] = values[place - 1]
            place -= 1
        values[place] = value

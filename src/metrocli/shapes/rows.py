"""Rows of cells and the polygons that they cross."""

import numpy as np
from numpy.typing import NDArray

from metrocli.shapes.arrays import Starts
from metrocli.shapes.kernel import inlined


@inlined
def crossings_of(
    xy: NDArray[np.float64], rings: Starts, side: float
) -> tuple[int, int, Starts, NDArray[np.float64]]:
    """Return where edges cross the middles of rows.

    Returns
    -------
    south, rows : int
        The first row, and how many there are.
    starts : ndarray of int64, shape (rows + 1,)
        Where each row begins among the crossings.
    crossings : ndarray of float64
        Their x, metres.
    """
    south = int(np.floor(xy[:, 1].min() / side))
    rows = int(np.floor(xy[:, 1].max() / side)) - south + 1
    starts = np.zeros(rows + 2, np.int64)
    for ring in range(len(rings) - 1):
        for k in range(rings[ring], rings[ring + 1] - 1):
            first, last = _rows_crossed(xy[k, 1], xy[k + 1, 1], side)
            for row in range(first - south, last - south):
                starts[row + 2] += 1
    starts = np.cumsum(starts)
    crossings = np.empty(starts[-1])
    for ring in range(len(rings) - 1):
        for k in range(rings[ring], rings[ring + 1] - 1):
            (ax, ay), (bx, by) = xy[k], xy[k + 1]
            first, last = _rows_crossed(ay, by, side)
            for row in range(first, last):
                way = ((row + 0.5) * side - ay) / (by - ay)
                crossings[starts[row - south + 1]] = ax + way * (bx - ax)
                starts[row - south + 1] += 1
    return south, rows, starts[:-1], crossings


@inlined
def _rows_crossed(one: float, other: float, side: float) -> tuple[int, int]:
    """Return the first row whose middle lies between two heights, and the one after the last."""
    low, high = min(one, other), max(one, other)
    return int(np.ceil(low / side - 0.5)), int(np.ceil(high / side - 0.5))


@inlined
def columns_between(west: float, east: float, side: float) -> tuple[int, int]:
    """Return the first and the last column whose middles lie between two x."""
    return int(np.ceil(west / side - 0.5)), int(np.floor(east / side - 0.5))

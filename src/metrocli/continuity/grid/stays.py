"""Stays: the stretches of shapes inside single cells, with a box around each."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from metrocli.shapes.kernel import inlined, kernel
from metrocli.shapes.trace import (
    Flat,
    Grid,
    Walk,
    column_of,
    last_start,
    new_walk,
    room,
    row_of,
    segment_at,
    walk,
)

MARGIN = 1e-6
"""Metres, and parts of a cell's side, by which boxes exceed what they hold: far more than rounding
moves a crossing or a figure of 32 bits, far less than would make a box useless."""


class Stays(NamedTuple):
    """Where shapes stay.

    Parameters
    ----------
    keys : ndarray of int64, shape (m,)
        Of the cells.
    shapes : ndarray of int32, shape (m,)
        Which shape it is, ascending.
    boxes : ndarray of float32, shape (m, 4)
        West, south, east and north of what lies in the cell, from the cell's corner, metres.
    segments : ndarray of int32, shape (m,)
        How many segments it is part of.
    """

    keys: NDArray[np.int64]
    shapes: NDArray[np.int32]
    boxes: NDArray[np.float32]
    segments: NDArray[np.int32]

    def take(self, which: slice) -> "Stays":
        """Return some of the stays."""
        return Stays(self.keys[which], self.shapes[which], self.boxes[which], self.segments[which])


def stays_of(shapes: Flat, grid: Grid) -> Stays:
    """Return the stays of shapes in the cells of a grid."""
    total, longest = room(shapes, grid)
    stays = Stays(
        np.empty(total, np.int64),
        np.empty(total, np.int32),
        np.empty((total, 4), np.float32),
        np.empty(total, np.int32),
    )
    used = _trace(shapes, grid, new_walk(longest), stays)
    return stays.take(slice(used))


@kernel
def _trace(shapes: Flat, grid: Grid, steps: Walk, stays: Stays) -> int:
    used, box = 0, np.empty(4)
    for shape in range(len(shapes.starts) - 1):
        for part in range(shapes.starts[shape], shapes.starts[shape + 1]):
            kind = shapes.kinds[part]
            for path in range(shapes.parts[part], shapes.parts[part + 1]):
                start, end = shapes.paths[path], shapes.paths[path + 1]
                open_, segments = False, 0
                for vertex in range(start, last_start(start, end, kind)):
                    segment = segment_at(shapes.xy, vertex, end, kind)
                    ax, ay, bx, by = segment
                    x, y = ax, ay
                    for step in range(walk(segment, grid.side, steps)):
                        key, way = steps.keys[step], steps.ways[step]
                        if open_ and stays.keys[used] != key:
                            _close(stays, used, box, segments, grid.side)
                            used += 1
                            open_ = False
                        if not open_:
                            stays.keys[used], stays.shapes[used] = key, shape
                            box[0], box[1], box[2], box[3] = x, y, x, y
                            open_, segments = True, 0
                        else:
                            _stretch(box, x, y)
                        x, y = ax + way * (bx - ax), ay + way * (by - ay)
                        if way == 1.0:
                            x, y = bx, by
                        _stretch(box, x, y)
                        segments += 1
                if open_:
                    _close(stays, used, box, segments, grid.side)
                    used += 1
    return used


@inlined
def _stretch(box: NDArray[np.float64], x: float, y: float) -> None:
    box[0], box[1] = min(box[0], x), min(box[1], y)
    box[2], box[3] = max(box[2], x), max(box[3], y)


@inlined
def _close(stays: Stays, used: int, box: NDArray[np.float64], segments: int, side: float) -> None:
    x, y = column_of(stays.keys[used]) * side, row_of(stays.keys[used]) * side
    margin = MARGIN * (1 + side)
    stays.boxes[used, 0], stays.boxes[used, 1] = box[0] - x - margin, box[1] - y - margin
    stays.boxes[used, 2], stays.boxes[used, 3] = box[2] - x + margin, box[3] - y + margin
    stays.segments[used] = segments

"""Which cells of a grid shapes pass through: every cell that an edge of theirs crosses."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from metrocli.shapes.arrays import Kind, Shapes, Starts
from metrocli.shapes.kernel import inlined, kernel

ROW = 2**32
"""What the key of a cell grows by from a row to the next; columns lie within ± half of it."""

FARTHEST = 1e9
"""Metres from the origin beyond which cells are not numbered."""

POINTS = int(Kind.POINTS)


Segment = tuple[float, float, float, float]
"""x and y of both ends, which may be the same point; metres."""


class Grid(NamedTuple):
    """Square cells, counted from the origin of the plane.

    Parameters
    ----------
    side : float
        Of a cell, metres.
    """

    side: float


class Flat(NamedTuple):
    """The arrays of some `Shapes`, as kernels take them."""

    xy: NDArray[np.float64]
    paths: Starts
    parts: Starts
    kinds: NDArray[np.uint8]
    starts: Starts


class Walk(NamedTuple):
    """The cells that a segment passes through, in order.

    Parameters
    ----------
    keys : ndarray of int64
        Of the cells; room for the longest walk.
    ways : ndarray of float64
        How much of the segment lies behind when it leaves each cell, 0 to 1.
    """

    keys: NDArray[np.int64]
    ways: NDArray[np.float64]


def flat(shapes: Shapes) -> Flat:
    """Return the arrays of shapes as kernels take them."""
    if len(shapes.xy) and np.abs(shapes.xy).max() > FARTHEST:
        msg = f"coordinates beyond {FARTHEST:g} m are not in a plane of this Earth"
        raise ValueError(msg)
    return Flat(shapes.xy, shapes.paths, shapes.parts, shapes.kinds, shapes.starts)


@inlined
def cell_of(x: float, y: float, side: float) -> int:
    """Return the key of the cell of a point: rows from south to north, columns eastwards."""
    return int(np.floor(y / side)) * ROW + int(np.floor(x / side))


@inlined
def column_of(key: int) -> int:
    """Return the column of a cell."""
    return (key + ROW // 2) % ROW - ROW // 2


@inlined
def row_of(key: int) -> int:
    """Return the row of a cell."""
    return (key - column_of(key)) // ROW


@inlined
def first_from(keys: NDArray[np.int64], key: int) -> int:
    """Return the position of the first of ascending keys that is not below a key."""
    low, high = 0, len(keys)
    while low < high:
        middle = (low + high) // 2
        if keys[middle] < key:
            low = middle + 1
        else:
            high = middle
    return low


@inlined
def walk(segment: Segment, side: float, into: Walk) -> int:
    """Follow a segment from cell to cell; return how many it passes through.

    The walk takes as many steps east or west, and north or south, as lie between the cells of its
    ends, so it arrives whatever rounding does; rounding may only move a crossing by less than a
    micrometre.
    """
    ax, ay, bx, by = segment
    here, end = cell_of(ax, ay, side), cell_of(bx, by, side)
    into.keys[0] = here
    into.ways[0] = 1.0
    if here == end:
        return 1
    column, row = column_of(here), row_of(here)
    last_column, last_row = column_of(end), row_of(end)
    east, north = 1 if last_column > column else -1, 1 if last_row > row else -1
    steps = 0
    while column != last_column or row != last_row:
        across = up = np.inf
        if column != last_column:
            across = ((column + (east > 0)) * side - ax) / (bx - ax)
        if row != last_row:
            up = ((row + (north > 0)) * side - ay) / (by - ay)
        if across <= up:
            column += east
        else:
            row += north
        into.ways[steps] = min(max(min(across, up), 0.0), 1.0)
        steps += 1
        into.keys[steps] = row * ROW + column
        into.ways[steps] = 1.0
    return steps + 1


@inlined
def segment_at(xy: NDArray[np.float64], vertex: int, end: int, kind: int) -> Segment:
    """Return the segment that begins at a vertex of a path; a point where none does."""
    following = vertex if kind == POINTS or vertex + 1 == end else vertex + 1
    return xy[vertex, 0], xy[vertex, 1], xy[following, 0], xy[following, 1]


@inlined
def last_start(start: int, end: int, kind: int) -> int:
    """Return where the segments of a path that ends before a vertex stop beginning."""
    return end if kind == POINTS or end - start <= 1 else end - 1


@kernel
def room(shapes: Flat, grid: Grid) -> tuple[int, int]:
    """Return how many cells the segments of shapes pass through in all, and one at most."""
    total = longest = 0
    for part in range(len(shapes.kinds)):
        kind = shapes.kinds[part]
        for path in range(shapes.parts[part], shapes.parts[part + 1]):
            start, end = shapes.paths[path], shapes.paths[path + 1]
            for vertex in range(start, last_start(start, end, kind)):
                ax, ay, bx, by = segment_at(shapes.xy, vertex, end, kind)
                cells = 1 + int(
                    abs(np.floor(ax / grid.side) - np.floor(bx / grid.side))
                    + abs(np.floor(ay / grid.side) - np.floor(by / grid.side))
                )
                total += cells
                longest = max(longest, cells)
    return total, longest


def new_walk(longest: int) -> Walk:
    """Return room for a walk through so many cells."""
    return Walk(np.empty(longest + 1, np.int64), np.empty(longest + 1))

"""Wide polygons: those that may hold cells whole, which are then of their patch."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from metrocli.continuity.grid.sets import Parents, unite
from metrocli.shapes.arrays import Kind, Starts
from metrocli.shapes.kernel import kernel
from metrocli.shapes.rows import columns_between, crossings_of
from metrocli.shapes.trace import ROW, Flat, first_from

POLYGON = int(Kind.POLYGON)


@dataclass(frozen=True, eq=False)
class WidePolygon:
    """A polygon, kept until all cells are known.

    Parameters
    ----------
    xy : ndarray of float64, shape (v, 2)
        Its vertices, metres.
    rings : ndarray of int64, shape (r + 1,)
        Where each ring begins among them.
    shape : int
        Position of the shape that it is a part of, in its batch.
    """

    xy: NDArray[np.float64]
    rings: Starts
    shape: int


def wide_polygons(shapes: Flat, width: float) -> Iterator[WidePolygon]:
    """Yield the polygons of shapes whose box is wider and higher than a width, metres.

    A point in any other is at most half that width from its edge.
    """
    owners = np.repeat(np.arange(len(shapes.starts) - 1), np.diff(shapes.starts))
    for part in np.flatnonzero(_least_extents(shapes) > width).tolist():
        paths = shapes.paths[shapes.parts[part] : shapes.parts[part + 1] + 1]
        xy = shapes.xy[paths[0] : paths[-1]].copy()
        yield WidePolygon(xy, paths - paths[0], int(owners[part]))


@kernel
def _least_extents(shapes: Flat) -> NDArray[np.float64]:
    """Return the lesser of width and height of each part that is a polygon; 0 for the rest."""
    extents = np.zeros(len(shapes.kinds))
    for part in range(len(extents)):
        if shapes.kinds[part] == POLYGON:
            west = south = np.inf
            east = north = -np.inf
            first, last = shapes.parts[part], shapes.parts[part + 1]
            for vertex in range(shapes.paths[first], shapes.paths[last]):
                x, y = shapes.xy[vertex, 0], shapes.xy[vertex, 1]
                west, east = min(west, x), max(east, x)
                south, north = min(south, y), max(north, y)
            extents[part] = min(east - west, north - south)
    return extents


@kernel
def join_inside(
    xy: NDArray[np.float64],
    rings: Starts,
    cell: int,
    keys: NDArray[np.int64],
    order: NDArray[np.int64],
    parents: Parents,
    side: float,
) -> None:
    """Join the cells whose centres lie in a wide polygon to a cell of its own.

    A cell that the polygon's edge does not pass through lies in it whole or not at all; one that it
    does pass through is of the polygon's patch already.

    Parameters
    ----------
    xy, rings : ndarray
        Of the polygon: rings of any direction; what lies in an even number of them is a hole.
    cell : int
        A cell that its edge passes through.
    keys : ndarray of int64
        Of all cells, ascending.
    order : ndarray of int64
        Which cell each is.
    parents : ndarray of int32
        Of the cells; their sets are changed.
    side : float
        Of a cell, metres.
    """
    south, rows, starts, crossings = crossings_of(xy, rings, side)
    for row in range(rows):
        for k in range(starts[row], starts[row + 1] - 1, 2):
            first, last = columns_between(crossings[k], crossings[k + 1], side)
            position = first_from(keys, (south + row) * ROW + first)
            while position < len(keys) and keys[position] <= (south + row) * ROW + last:
                unite(parents, cell, order[position])
                position += 1

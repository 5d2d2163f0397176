"""Outlines: footprints as runs of vertices, of which compiled code measures pairs."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from metrocli.continuity.edges import Indices
from metrocli.model import Geometries
from metrocli.shapes.ahead import ahead
from metrocli.shapes.arrays import Kind, Shapes
from metrocli.shapes.kernel import kernel
from metrocli.shapes.wkb import from_geometries

ROOM = 1.25
"""How many times larger an array is made that is full; where memory cannot grow where it is, all
that it holds is moved."""


class Outlines(NamedTuple):
    """Polygons, lines and points, single or several, as runs of vertices.

    A run is a ring of a polygon, closed, or a line, or a point.

    Parameters
    ----------
    x, y : ndarray of float64, shape (v,)
        Vertices; planar, metres.
    runs : ndarray of int64, shape (r + 1,)
        Where the vertices of each run begin and end.
    areal : ndarray of bool, shape (r,)
        Which runs are rings of polygons.
    owned : ndarray of int64, shape (n + 1,)
        Where the runs of each footprint begin and end.
    boxes : ndarray of float64, shape (n, 4)
        Bounding boxes: west, south, east, north.
    """

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    runs: Indices
    areal: NDArray[np.bool_]
    owned: Indices
    boxes: NDArray[np.float64]


def outline(shapes: Shapes) -> Outlines:
    """Return the outlines of shapes, which all have parts; each of several points is a run."""
    kinds = np.repeat(shapes.kinds, np.diff(shapes.parts))
    sizes = np.diff(shapes.paths)
    points = kinds == int(Kind.POINTS)
    runs = np.where(points, sizes, 1)
    first_paths = shapes.parts[shapes.starts]
    x, y, boxes = _apart(shapes.xy, shapes.paths[first_paths])
    return Outlines(
        x=x,
        y=y,
        runs=_starts(np.repeat(np.where(points, 1, sizes), runs)),
        areal=np.repeat(kinds == int(Kind.POLYGON), runs),
        owned=_starts(runs)[first_paths],
        boxes=boxes,
    )


def outline_batches(batches: Iterable[Shapes]) -> Outlines:
    """Return the outlines of shapes that come by the batch, of which only these are held."""
    x, y, runs, areal, owned, boxes = every = (
        _Growing(np.empty(0)),
        _Growing(np.empty(0)),
        _Growing(np.zeros(1, np.int64)),
        _Growing(np.empty(0, np.bool_)),
        _Growing(np.zeros(1, np.int64)),
        _Growing(np.empty((0, 4))),
    )
    for some in ahead(outline, batches):
        owned.add(some.owned[1:] + (runs.size - 1))
        runs.add(some.runs[1:] + x.size)
        x.add(some.x)
        y.add(some.y)
        areal.add(some.areal)
        boxes.add(some.boxes)
    return Outlines(*(one.whole() for one in every))


class _Growing:
    """An array that grows where it is, so that what comes in pieces is never held twice."""

    def __init__(self, begun: NDArray[Any]) -> None:
        self._array = begun
        self.size = len(begun)

    def add(self, some: NDArray[Any]) -> None:
        """Put something at the end."""
        size = self.size + len(some)
        if size > len(self._array):
            self._resize(max(size, int(ROOM * self.size)))
        self._array[self.size : size] = some
        self.size = size

    def whole(self) -> NDArray[Any]:
        """Return all that was put in; nothing is added any more."""
        self._resize(self.size)
        return self._array

    def _resize(self, size: int) -> None:
        self._array.resize((size, *self._array.shape[1:]), refcheck=False)


def outline_geometries(geometries: Geometries) -> Outlines:
    """Return the outlines of geometries of shapely, none of them empty."""
    return outline(from_geometries(geometries))


def _starts(sizes: Indices) -> Indices:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])


@kernel
def _apart(
    xy: NDArray[np.float64], starts: Indices
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return x, y and the boxes of shapes, each of which begins somewhere among the vertices."""
    x, y, boxes = np.empty(len(xy)), np.empty(len(xy)), np.empty((len(starts) - 1, 4))
    for shape in range(len(boxes)):
        west = south = np.inf
        east = north = -np.inf
        for k in range(starts[shape], starts[shape + 1]):
            x[k], y[k] = xy[k, 0], xy[k, 1]
            west, east = min(west, x[k]), max(east, x[k])
            south, north = min(south, y[k]), max(north, y[k])
        boxes[shape, 0], boxes[shape, 1], boxes[shape, 2], boxes[shape, 3] = (
            west,
            south,
            east,
            north,
        )
    return x, y, boxes

"""Outlines: footprints as runs of vertices, of which compiled code measures pairs."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from metrocli.continuity.edges import Indices
from metrocli.model import Geometries
from metrocli.shapes.ahead import ahead
from metrocli.shapes.arrays import Kind, Shapes
from metrocli.shapes.kernel import kernel
from metrocli.shapes.wkb import from_geometries


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
    several = list(ahead(outline, batches))
    return Outlines(
        x=np.concatenate([some.x for some in several]),
        y=np.concatenate([some.y for some in several]),
        runs=_starts(np.concatenate([np.diff(some.runs) for some in several])),
        areal=np.concatenate([some.areal for some in several]),
        owned=_starts(np.concatenate([np.diff(some.owned) for some in several])),
        boxes=np.concatenate([some.boxes for some in several]),
    )


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

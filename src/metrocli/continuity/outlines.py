"""Outlines: footprints as runs of vertices, of which compiled code measures pairs."""

from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from metrocli.continuity.edges import Indices
from metrocli.model import Geometries
from metrocli.shapes.arrays import Kind
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


def outline(geometries: Geometries) -> Outlines:
    """Return the outlines of geometries, none of them empty or a collection of several kinds."""
    shapes = from_geometries(geometries)
    return Outlines(
        x=np.ascontiguousarray(shapes.xy[:, 0]),
        y=np.ascontiguousarray(shapes.xy[:, 1]),
        runs=shapes.paths,
        areal=np.repeat(shapes.kinds == Kind.POLYGON, np.diff(shapes.parts)),
        owned=shapes.parts[shapes.starts],
        boxes=shapely.bounds(geometries),
    )

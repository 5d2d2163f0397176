"""Outlines: footprints as runs of vertices, of which compiled code measures pairs."""

from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from metrocli.continuity.edges import Indices
from metrocli.model import Geometries

POLYGON = shapely.GeometryType.POLYGON


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
    parts, owner = shapely.get_parts(geometries, return_index=True)
    polygons = shapely.get_type_id(parts) == POLYGON
    rings, polygon = shapely.get_rings(parts[polygons], return_index=True)
    lines = np.concatenate([rings, parts[~polygons]])
    owners = np.concatenate([owner[polygons][polygon], owner[~polygons]])
    order = np.argsort(owners, kind="stable")
    vertices, run = shapely.get_coordinates(lines[order], return_index=True)
    return Outlines(
        x=np.ascontiguousarray(vertices[:, 0]),
        y=np.ascontiguousarray(vertices[:, 1]),
        runs=_bounds(run, len(lines)),
        areal=order < len(rings),
        owned=_bounds(owners, len(geometries)),
        boxes=shapely.bounds(geometries),
    )


def _bounds(owner: NDArray[np.intp], count: int) -> Indices:
    """Return where the things of each owner begin and end, if they stand one owner's together."""
    return np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=count))]).astype(np.int64)

"""Geometries as a page draws them: rings of whole metres, simplified."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from metrocli.model import Geometries
from metrocli.report.page.packing import pack, pack_steps
from metrocli.shapes.arrays import Kind
from metrocli.shapes.wkb import from_geometries

FINEST = 2.0
"""Metres that an outline may move: less than anybody sees of a block on a screen."""

COARSEST = 64.0
"""Metres that an outline may move where there are so many that the page would grow too large."""

BORDER = 20.0
"""Metres that the boundary of a commune may move."""

STRIP = 1.0
"""Metres to each side of a line."""

MOST_VERTICES = 700_000
"""Vertices of footprints that a page of 5 MB has room for, beside all else."""


@dataclass(frozen=True, eq=False)
class Rings:
    """Rings of vertices, one or more to a geometry: the shells and holes of its polygons.

    Parameters
    ----------
    counts : ndarray of int64, shape (n,)
        Rings of each geometry.
    sizes : ndarray of int64, shape (r,)
        Vertices of each ring, none of them twice: a point has one.
    xy : ndarray of int64, shape (v, 2)
        Metres from the origin of the page; y goes north.
    """

    counts: NDArray[np.int64]
    sizes: NDArray[np.int64]
    xy: NDArray[np.int64]

    @property
    def packed(self) -> Mapping[str, str]:
        """The rings as a page carries them."""
        return {
            "counts": pack(self.counts),
            "sizes": pack(self.sizes),
            "x": pack_steps(self.xy[:, 0]),
            "y": pack_steps(self.xy[:, 1]),
        }


def footprint_rings(geometries: Geometries, origin: NDArray[np.float64]) -> Rings:
    """Return footprints as rings, as fine as there is room for.

    Parameters
    ----------
    geometries : ndarray of shapely geometries, shape (n,)
        Planar, metres.
    origin : ndarray of float64, shape (2,)
        Of the page, in the same plane.
    """
    tolerance = FINEST
    found = rings(shapely.simplify(geometries, tolerance), origin)
    while len(found.xy) > MOST_VERTICES and tolerance < COARSEST:
        tolerance *= 2
        found = rings(shapely.simplify(geometries, tolerance), origin)
    return found


def boundary_rings(boundaries: Geometries, origin: NDArray[np.float64]) -> Rings:
    """Return the boundaries of communes as rings; where two meet, they still do."""
    return rings(shapely.coverage_simplify(boundaries, BORDER), origin)


def rings(geometries: Geometries, origin: NDArray[np.float64]) -> Rings:
    """Return geometries as rings of whole metres.

    Parameters
    ----------
    geometries : ndarray of shapely geometries, shape (n,)
        Planar, metres. Lines become strips, since rings are filled.
    origin : ndarray of float64, shape (2,)
        In the same plane.
    """
    lines = shapely.get_dimensions(geometries) == 1
    solid = geometries.copy()
    solid[lines] = shapely.buffer(geometries[lines], STRIP)
    shapes = from_geometries(solid)
    xy = np.rint(shapes.xy - origin).astype(np.int64)
    kinds = np.repeat(shapes.kinds, np.diff(shapes.parts))
    starts, ends = shapes.paths[:-1], shapes.paths[1:]
    first = np.repeat(kinds == Kind.POINTS, ends - starts)
    first[starts] = True
    kept = first | np.r_[True, (xy[1:] != xy[:-1]).any(axis=1)][: len(xy)]
    kept[ends[kinds == Kind.POLYGON] - 1] = False  # a ring ends where it began
    owner = np.repeat(np.arange(len(shapes)), np.diff(shapes.paths[shapes.parts[shapes.starts]]))
    found = np.cumsum(first) - 1
    return Rings(
        counts=np.bincount(owner[first], minlength=len(shapes)),
        sizes=np.bincount(found[kept], minlength=int(first.sum())),
        xy=xy[kept],
    )

"""Shapes in the plane of Chile: what `metrocli.planar` does to geometries, by the million."""

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pyproj
from numpy.typing import NDArray

from metrocli import planar
from metrocli.shapes.arrays import Shapes, Starts
from metrocli.shapes.kernel import kernel
from metrocli.shapes.mercator import Projection, project

NORTHING = 10_000_000.0
"""False northing of every zone, metres."""

WESTS = tuple(zone.west for zone in planar.ZONES)
PROJECTIONS = tuple(
    Projection(zone.meridian, zone.scale, float(zone.false_easting), NORTHING)
    for zone in planar.ZONES
)
"""From west to east, as `planar.ZONES` stand."""

SOUTH, NORTH, EAST = planar.SOUTH, planar.NORTH, planar.EAST


def to_plane(shapes: Shapes, crs: Any) -> Shapes:
    """Project shapes to the plane of Chile, as `planar.to_plane` does to within a nanometre.

    Parameters
    ----------
    shapes : Shapes
        In `crs`, longitude before latitude.
    crs : pyproj.CRS or anything it accepts
        Their coordinate reference system. Degrees of SIRGAS 2000, or of WGS 84, which PROJ takes
        for the same, go ten times as fast as the rest, which PROJ brings to degrees first.

    Raises
    ------
    OutsideChileError
        If a vertex lies outside Chile, Antártica not counted.
    """
    degrees = _degrees(shapes.xy, crs)
    xy = np.empty_like(degrees)
    outside = _project(degrees, _shape_starts(shapes), xy)
    if outside >= 0:
        shape = int(np.searchsorted(_shape_starts(shapes), outside, side="right")) - 1
        raise planar.OutsideChileError(shape, *degrees[outside].tolist())
    return replace(shapes, xy=xy)


def _shape_starts(shapes: Shapes) -> Starts:
    """Return where each shape begins among the vertices."""
    return shapes.paths[shapes.parts[shapes.starts]]


def _degrees(xy: NDArray[np.float64], crs: Any) -> NDArray[np.float64]:
    transformer = _to_degrees(crs)
    if "proj=noop" in transformer.definition:
        return xy
    return np.column_stack(transformer.transform(xy[:, 0], xy[:, 1]))


@cache
def _to_degrees(crs: Any) -> pyproj.Transformer:
    return pyproj.Transformer.from_crs(crs, planar.GEOGRAPHIC, always_xy=True)


@kernel
def _project(degrees: NDArray[np.float64], starts: Starts, xy: NDArray[np.float64]) -> int:
    """Project every shape in the zone of its first vertex; return a vertex outside Chile, or -1."""
    for shape in range(len(starts) - 1):
        first, zone = starts[shape], 0
        for vertex in range(first, starts[shape + 1]):
            lon, lat = degrees[vertex, 0], degrees[vertex, 1]
            if not (WESTS[0] <= lon < EAST and SOUTH <= lat <= NORTH):
                return vertex
            if vertex == first:
                zone = (lon >= WESTS[1]) + (lon >= WESTS[2])
            elif lon == degrees[first, 0] and lat == degrees[first, 1]:
                xy[vertex, 0], xy[vertex, 1] = xy[first, 0], xy[first, 1]
                continue
            xy[vertex, 0], xy[vertex, 1] = project(lon, lat, PROJECTIONS[zone])
    return -1

"""The plane of Chile by the million: where `metrocli.planar` puts geometries, in compiled code."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray

from metrocli import planar
from metrocli.model import Geometries
from metrocli.shapes.arrays import Fault, Shapes, Starts
from metrocli.shapes.kernel import inlined, kernel
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


DEGREES = frozenset({("OGC", "CRS84"), ("EPSG", "4326"), ("EPSG", "4674")})
"""CRS whose degrees PROJ takes for those of SIRGAS 2000; to find that out takes it seconds."""


AT_ONCE = 1024
"""Vertices that are projected together: few enough to stay in the cache nearest the processor."""


@dataclass(frozen=True)
class Projector:
    """The way from a CRS to the plane of Chile, as `planar.to_plane` goes, to a few nanometres.

    Parameters
    ----------
    transformer : pyproj.Transformer or None
        From the CRS to degrees of SIRGAS 2000; None if it is in such degrees, or in those of
        WGS 84, which PROJ takes for the same. These go ten times as fast.
    """

    transformer: pyproj.Transformer | None

    @classmethod
    def of(cls, crs: Any) -> "Projector":
        """Return the way from a CRS: a `pyproj.CRS`, or anything it accepts."""
        if pyproj.CRS.from_user_input(crs).to_authority() in DEGREES:
            return cls(None)
        transformer = pyproj.Transformer.from_crs(crs, planar.GEOGRAPHIC, always_xy=True)
        return cls(None if "proj=noop" in transformer.definition else transformer)

    def to_plane(self, shapes: Shapes) -> Shapes:
        """Project shapes; threads may do so side by side. Those in Antártica become faults.

        Raises
        ------
        OutsideChileError
            If a vertex lies outside Chile.
        """
        shapes = _without_antarctica(replace(shapes, xy=self._degrees(shapes.xy)))
        return replace(shapes, xy=_planar(shapes.xy, _shape_starts(shapes)))

    def geometries_to_plane(self, geometries: Geometries) -> Geometries:
        """Project geometries of shapely; threads may do so side by side. Z values are dropped.

        Raises
        ------
        OutsideChileError
            If a vertex lies outside Chile, Antártica not counted.
        """
        flat = shapely.force_2d(geometries) if shapely.has_z(geometries).any() else geometries
        starts = np.concatenate([[0], np.cumsum(shapely.get_num_coordinates(flat))])
        degrees = self._degrees(shapely.get_coordinates(flat))
        return shapely.set_coordinates(flat.copy(), _planar(degrees, starts))

    def _degrees(self, xy: NDArray[np.float64]) -> NDArray[np.float64]:
        if self.transformer is None:
            return xy
        return np.column_stack(self.transformer.transform(*xy.T))


def _planar(degrees: NDArray[np.float64], starts: Starts) -> NDArray[np.float64]:
    """Return the vertices of shapes, each of which begins somewhere among them, in metres."""
    xy = np.empty_like(degrees)
    outside = _project(degrees, starts, xy)
    if outside >= 0:
        shape = int(np.searchsorted(starts, outside, side="right")) - 1
        raise planar.OutsideChileError(shape, *degrees[outside].tolist())
    return xy


def _without_antarctica(shapes: Shapes) -> Shapes:
    """Return shapes in degrees, those whose first vertex lies in Antártica as faults."""
    west, north, east = planar.ANTARCTIC
    lon, lat = shapes.xy.T
    if not (lat < north).any():
        return shapes
    there = np.append((lat < north) & (lon >= west) & (lon <= east), False)
    return shapes.without(there[_shape_starts(shapes)[:-1]] & (shapes.faults == 0), Fault.ANTARCTIC)


def _shape_starts(shapes: Shapes) -> Starts:
    """Return where each shape begins among the vertices."""
    return shapes.paths[shapes.parts[shapes.starts]]


@kernel
def _project(degrees: NDArray[np.float64], starts: Starts, xy: NDArray[np.float64]) -> int:
    """Project every shape in the zone of its first vertex; return a vertex outside Chile, or -1."""
    for vertex in range(len(degrees)):
        lon, lat = degrees[vertex, 0], degrees[vertex, 1]
        if not (WESTS[0] <= lon < EAST and SOUTH <= lat <= NORTH):
            return vertex
    first = shape = 0
    while first < len(degrees):
        zone = _zone_of(degrees[first, 0])
        last = first
        while last < len(degrees) and _zone_of(degrees[last, 0]) == zone:
            shape += 1
            last = starts[shape]
        _project_in(PROJECTIONS[zone], degrees[first:last], xy[first:last])
        first = last
    return -1


@inlined
def _zone_of(lon: float) -> int:
    return int(lon >= WESTS[1]) + int(lon >= WESTS[2])


@kernel
def _project_in(
    projection: Projection, degrees: NDArray[np.float64], xy: NDArray[np.float64]
) -> None:
    """Project vertices; apart from each other, coordinates take the compiler's widest steps."""
    x, y = np.empty(AT_ONCE), np.empty(AT_ONCE)
    for first in range(0, len(degrees), AT_ONCE):
        count = min(AT_ONCE, len(degrees) - first)
        for k in range(count):
            x[k], y[k] = degrees[first + k, 0], degrees[first + k, 1]
        for k in range(count):
            x[k], y[k] = project(x[k], y[k], projection)
        for k in range(count):
            xy[first + k, 0], xy[first + k, 1] = x[k], y[k]

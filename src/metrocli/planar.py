"""The plane in which gaps are measured: one metric projection for all of Chile.

Chile is cut in three by the ocean: the mainland, Juan Fernández with the Desventuradas, and Rapa
Nui with Salas y Gómez. Each has a transverse Mercator of its own on GRS80, and false eastings put
them thousands of kilometres apart, so that one plane holds them all and no gap is ever measured
across two of them. Within the mainland the central meridian 70.7° W and the scale 0.9992 keep the
scale error under 0.1 % wherever there are footprints, from the pass of Jama to the lighthouse of
Cabo Ráper and to Puerto Toro (a test measures it).
"""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from numpy.typing import NDArray

from metrocli.model import Geometries

if TYPE_CHECKING:
    import pyproj

GEOGRAPHIC = "EPSG:4674"
"""SIRGAS 2000 in degrees: what positions are reported in."""

SOUTH, NORTH, EAST = -56.8, -17.3, -66.0
"""Chile in degrees, without Antártica."""

ANTARCTIC = (-90.0, -60.0, -53.0)
"""Antártica in degrees: south of 60° S (Antarctic Treaty, art. VI), and from the western to the
eastern meridian of the Chilean claim (Decreto 1747 of 1940)."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of Chile with a projection of its own.

    Parameters
    ----------
    west, east : float
        Longitudes, degrees; the western one belongs to it.
    meridian : float
        Central meridian, degrees.
    scale : float
        Scale on the central meridian.
    false_easting : float
        Metres; far from those of the other zones.
    """

    west: float
    east: float
    meridian: float
    scale: float
    false_easting: float

    @property
    def proj(self) -> str:
        """The zone's projection as PROJ writes it."""
        return (
            f"+proj=tmerc +lat_0=0 +lon_0={self.meridian} +k={self.scale} "
            f"+x_0={self.false_easting:.0f} +y_0=10000000 +ellps=GRS80 +units=m +no_defs"
        )

    def project(self, lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return points in degrees (EPSG:4674), shape (n, 2), in metres; in Chile or not."""
        return np.column_stack(_transformer(GEOGRAPHIC, self.proj).transform(*lonlat.T))

    def unproject(self, xy: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return points in metres, shape (n, 2), in degrees (EPSG:4674)."""
        return np.column_stack(_transformer(self.proj, GEOGRAPHIC).transform(*xy.T))


MAINLAND = Zone(-77.0, EAST, -70.7, 0.9992, 500_000)
JUAN_FERNANDEZ = Zone(-90.0, -77.0, -79.5, 0.9999, -4_500_000)
RAPA_NUI = Zone(-110.5, -90.0, -107.5, 0.9998, -9_500_000)
ZONES = (RAPA_NUI, JUAN_FERNANDEZ, MAINLAND)


class OutsideChileError(ValueError):
    """Geometries that lie where Chile has none, so that their CRS cannot be right.

    Parameters
    ----------
    position : int
        Index of the first such geometry.
    lon, lat : float
        Where one of its vertices would lie, degrees; infinite if nowhere on Earth.
    """

    def __init__(self, position: int, lon: float, lat: float) -> None:
        super().__init__(f"geometry {position} lies at {lon:.4f}, {lat:.4f}")
        self.position = position
        self.lon = lon
        self.lat = lat


def to_plane(geometries: Geometries, crs: Any) -> Geometries:
    """Project geometries to the plane of Chile.

    Parameters
    ----------
    geometries : ndarray of shapely geometries
        In `crs`, x before y (longitude before latitude); Z values are dropped.
    crs : pyproj.CRS or anything it accepts
        Their coordinate reference system.

    Returns
    -------
    ndarray of shapely geometries
        In metres. A geometry belongs whole to the zone of its first vertex.

    Raises
    ------
    OutsideChileError
        If a vertex lies outside Chile, Antártica not counted.
    """
    flat = shapely.force_2d(geometries) if shapely.has_z(geometries).any() else geometries.copy()
    xy, owner = shapely.get_coordinates(flat, return_index=True)
    if not len(xy):
        return flat
    lon, lat = _transformer(crs, GEOGRAPHIC).transform(xy[:, 0], xy[:, 1])
    _refuse_outside(lon, lat, owner)
    first = np.r_[True, owner[1:] != owner[:-1]]
    anchor = lon[first][np.cumsum(first) - 1]
    planar = np.empty_like(xy)
    for zone in ZONES:
        inside = (anchor >= zone.west) & (anchor < zone.east)
        if inside.any():
            planar[inside] = np.column_stack(
                _transformer(GEOGRAPHIC, zone.proj).transform(lon[inside], lat[inside])
            )
    return shapely.set_coordinates(flat, planar)


def from_plane(geometries: Geometries, crs: Any) -> Geometries:
    """Project geometries of the plane of Chile to another coordinate reference system.

    Parameters
    ----------
    geometries : ndarray of shapely geometries
        In metres.
    crs : pyproj.CRS or anything it accepts
        The other; x comes before y.
    """
    there = to_crs(shapely.get_coordinates(geometries), crs)
    return shapely.set_coordinates(geometries.copy(), there)


def to_crs(xy: NDArray[np.float64], crs: Any) -> NDArray[np.float64]:
    """Return points of the plane in a coordinate reference system, as `to_plane` had them.

    Parameters
    ----------
    xy : ndarray of float64, shape (n, 2)
        Metres.
    crs : pyproj.CRS or anything it accepts
        What they are wanted in, x before y.
    """
    eastings = np.array([zone.false_easting for zone in ZONES])
    zone_of = np.abs(xy[:, :1] - eastings).argmin(axis=1)
    found = np.empty_like(xy)
    for number, zone in enumerate(ZONES):
        of_zone = zone_of == number
        if of_zone.any():
            lonlat = _transformer(zone.proj, GEOGRAPHIC).transform(*xy[of_zone].T)
            found[of_zone] = np.column_stack(_transformer(GEOGRAPHIC, crs).transform(*lonlat))
    return found


def to_degrees(x: float, y: float) -> tuple[float, float]:
    """Return longitude and latitude (EPSG:4674) of a point of the plane."""
    lon, lat = _transformer(zone_at(x).proj, GEOGRAPHIC).transform(x, y)
    return float(lon), float(lat)


def zone_at(x: float) -> Zone:
    """Return the zone that an easting of the plane belongs to."""
    return min(ZONES, key=lambda zone: abs(x - zone.false_easting))


def from_degrees(lon: float, lat: float) -> tuple[float, float]:
    """Return the point of the plane at a longitude and latitude (EPSG:4674)."""
    zone = next((zone for zone in ZONES if zone.west <= lon < zone.east), MAINLAND)
    x, y = _transformer(GEOGRAPHIC, zone.proj).transform(lon, lat)
    return float(x), float(y)


def _refuse_outside(
    lon: NDArray[np.float64], lat: NDArray[np.float64], owner: NDArray[np.intp]
) -> None:
    chile = (lon >= RAPA_NUI.west) & (lon < EAST) & (lat >= SOUTH) & (lat <= NORTH)
    if not chile.all():
        worst = int(np.argmin(chile))
        raise OutsideChileError(int(owner[worst]), float(lon[worst]), float(lat[worst]))


@cache
def _transformer(source: Any, target: Any) -> "pyproj.Transformer":
    # A twentieth of a second, which figures that name no place can spare.
    import pyproj  # noqa: PLC0415

    return pyproj.Transformer.from_crs(source, target, always_xy=True)

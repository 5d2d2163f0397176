"""Offending features as places on a map, in degrees."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray
from pyproj.exceptions import ProjError

from metrocli import planar
from metrocli.inspection.findings import Place
from metrocli.model import Geometries
from metrocli.planar import GEOGRAPHIC

EARTH = (180, 90, 180, 90)
"""The farthest that degrees go, west, south, east and north."""


def from_crs(geometries: Geometries, labels: Iterable[str], crs: Any) -> tuple[Place, ...]:
    """Return geometries of a layer as places; those that lie nowhere on Earth are left out.

    Parameters
    ----------
    geometries : ndarray of shapely geometries, shape (n,)
        In `crs`, x before y.
    labels : iterable of str, length n
        What each is called.
    crs : pyproj.CRS or anything it accepts
        Theirs.
    """
    try:
        lonlat = pyproj.Transformer.from_crs(crs, GEOGRAPHIC, always_xy=True)
    except ProjError:
        return ()

    def degrees(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(lonlat.transform(xy[:, 0], xy[:, 1]))

    drawn = shapely.transform(shapely.force_2d(geometries), degrees)
    on_earth = np.all(np.abs(shapely.bounds(drawn)) <= EARTH, axis=1)
    return tuple(
        Place(label, geometry)
        for label, geometry, kept in zip(labels, drawn, on_earth.tolist(), strict=True)
        if kept
    )


def from_plane(geometries: Geometries, labels: Iterable[str]) -> tuple[Place, ...]:
    """Return geometries of the plane of `metrocli.planar` as places."""
    drawn = planar.from_plane(geometries, GEOGRAPHIC)
    return tuple(map(Place, labels, drawn.tolist()))

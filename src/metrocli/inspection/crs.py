"""A CRS that cannot be right: features that would lie outside Chile, and why they do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray
from pyproj.exceptions import ProjError

from metrocli.inspection.drawing import EARTH
from metrocli.inspection.findings import Finding, Problem, Severity, first_places
from metrocli.inspection.geometry import marked
from metrocli.model import Geometries
from metrocli.planar import EAST, GEOGRAPHIC, NORTH, RAPA_NUI, SOUTH
from metrocli.study.layers import Layer
from metrocli.text import Text, text

Extent = tuple[float, float, float, float]


@dataclass(frozen=True, eq=False)
class Whereabouts:
    """Where the features of a layer would lie.

    Parameters
    ----------
    inside : ndarray of bool, shape (n,)
        Which of them have a geometry in Chile, Antártica not counted.
    extent : (west, south, east, north), optional
        Of all of them, in degrees; None if that is nowhere on Earth.
    findings : tuple of Finding
        Why some would lie outside.
    """

    inside: NDArray[np.bool_]
    extent: Extent | None
    findings: tuple[Finding, ...]


def check_crs(layer: Layer, geometries: Geometries) -> Whereabouts:
    """Find out where the features of a layer would lie, and what must be wrong if not in Chile.

    Parameters
    ----------
    layer : Layer
        The features.
    geometries : ndarray of shapely geometries, shape (n,)
        Theirs, as read, in the CRS of the layer.
    """
    bounds = shapely.bounds(geometries)
    there = ~(shapely.is_missing(geometries) | shapely.is_empty(geometries))
    try:
        lonlat = pyproj.Transformer.from_crs(layer.crs, GEOGRAPHIC, always_xy=True)
    except ProjError:
        message = text("its CRS, {crs}, has no known place on Earth", crs=layer.crs_name)
        lost = Finding(Problem.CRS_NOWHERE, Severity.ERROR, int(there.sum()), message)
        return Whereabouts(np.zeros(len(geometries), dtype=np.bool_), None, (lost,))
    degrees = _degrees(lonlat, bounds)
    inside = there & _in_chile(degrees)
    outside = there & ~inside
    findings = tuple(_explain(layer, geometries, bounds, outside, lonlat))
    return Whereabouts(inside, _extent(degrees[there]), findings)


def check_mixed(inputs: Sequence[tuple[str, str | None]]) -> Iterator[Finding]:
    """Tell of layers in different CRS, which is no fault: each is projected by its own.

    Parameters
    ----------
    inputs : sequence of (path, CRS)
        CRS as "EPSG:4674"; None for tables.
    """
    found = {crs for _, crs in inputs if crs is not None}
    if len(found) > 1:
        yield Finding(
            Problem.CRS_MIXED,
            Severity.INFO,
            len(found),
            text("the layers are in different CRS; each is projected by its own"),
            tuple(
                text("{file}: {crs}", file=path, crs=crs) for path, crs in inputs if crs is not None
            ),
        )


def _explain(
    layer: Layer,
    geometries: Geometries,
    bounds: NDArray[np.float64],
    outside: NDArray[np.bool_],
    lonlat: pyproj.Transformer,
) -> Iterator[Finding]:
    if not outside.any():
        return
    code = _diagnose(layer.crs, bounds[outside], lonlat)
    yield Finding(
        code,
        Severity.ERROR,
        int(outside.sum()),
        _cause(code, layer.crs_name),
        first_places(layer.table, outside),
        marked(layer, geometries, outside),
    )


def _diagnose(crs: pyproj.CRS, bounds: NDArray[np.float64], lonlat: pyproj.Transformer) -> Problem:
    like_degrees = (np.abs(bounds) <= EARTH).all()
    if crs.is_projected and like_degrees:
        return Problem.CRS_DEGREES_AS_METRES
    if crs.is_geographic and (np.abs(bounds) > 360).any():  # noqa: PLR2004 - a full circle
        return Problem.CRS_METRES_AS_DEGREES
    if _in_chile(_degrees(lonlat, bounds[:, [1, 0, 3, 2]])).all():
        return Problem.CRS_AXES_SWAPPED
    return Problem.CRS_OUTSIDE_CHILE


def _cause(code: Problem, crs: str) -> Text:
    causes = {
        Problem.CRS_DEGREES_AS_METRES: text(
            "the coordinates are degrees, but {crs} is in metres: assign the geographic CRS they "
            "are in",
            crs=crs,
        ),
        Problem.CRS_METRES_AS_DEGREES: text(
            "the coordinates are metres, but {crs} is in degrees: assign the projected CRS they "
            "are in",
            crs=crs,
        ),
        Problem.CRS_AXES_SWAPPED: text(
            "latitude stands before longitude: with x and y exchanged they would lie in Chile"
        ),
        Problem.CRS_OUTSIDE_CHILE: text("features outside Chile, if {crs} is right", crs=crs),
    }
    return causes[code]


def _degrees(lonlat: pyproj.Transformer, bounds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return west, south, east and north of each box, by the two corners that it is given by."""
    west, south = lonlat.transform(bounds[:, 0], bounds[:, 1])
    east, north = lonlat.transform(bounds[:, 2], bounds[:, 3])
    return np.column_stack([west, south, east, north])


def _in_chile(degrees: NDArray[np.float64]) -> NDArray[np.bool_]:
    west, south, east, north = degrees.T
    inside: NDArray[np.bool_] = (
        (west >= RAPA_NUI.west) & (east < EAST) & (south >= SOUTH) & (north <= NORTH)
    )
    return inside


def _extent(degrees: NDArray[np.float64]) -> Extent | None:
    known = degrees[np.isfinite(degrees).all(axis=1)]
    if not len(known):
        return None
    west, south = known[:, :2].min(axis=0).tolist()
    east, north = known[:, 2:].max(axis=0).tolist()
    return west, south, east, north

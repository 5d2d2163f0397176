"""Footprints that lie elsewhere than in their commune, in none, or are too large to be one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from metrocli.inspection.drawing import from_plane
from metrocli.inspection.findings import Finding, Problem, Severity, by_share, first_places
from metrocli.model import Code, Geometries
from metrocli.study.attribution import communes_of
from metrocli.study.boundaries import POLYGON
from metrocli.study.columns import Table
from metrocli.text import Text, text

TOLERANCE = 500.0
"""Metres that a generalised commune border may be off by."""

LARGE, TIMES_MEDIAN = 1e6, 100
"""A footprint is too large over this many square metres and this many times the median."""


@dataclass(frozen=True, eq=False)
class Placed:
    """The footprints of a layer that lie in Chile.

    Parameters
    ----------
    table : Table
        Their attributes.
    geometries : ndarray of shapely geometries, shape (n,)
        Planar, valid.
    codes : ndarray of str, shape (n,), optional
        CUT by the layer's own column; empty where that is no code. None without such a column.
    """

    table: Table
    geometries: Geometries
    codes: NDArray[np.str_] | None


def owners_of(placed: Placed, polygons: Mapping[Code, shapely.Geometry]) -> NDArray[np.str_]:
    """Return the commune of each footprint: by its code, else by the polygons; "" for none."""
    if placed.codes is not None:
        return placed.codes
    return communes_of(placed.geometries, polygons)


def check_owners(placed: Placed, polygons: Mapping[Code, shapely.Geometry]) -> Iterator[Finding]:
    """Find footprints far from the commune of their code, or in no commune.

    Parameters
    ----------
    placed : Placed
        The footprints.
    polygons : mapping of str to shapely geometry
        Planar commune polygons by CUT; not empty.
    """
    if placed.codes is None:
        nowhere = communes_of(placed.geometries, polygons) == ""
        message = text("footprints in no commune, which count for nothing")
        yield from _found(placed, nowhere, Problem.FOOTPRINTS_NOWHERE, Severity.WARNING, message)
        return
    elsewhere = _far(placed.geometries, placed.codes, polygons)
    severity = by_share(int(elsewhere.sum()), len(elsewhere))
    message = text(
        "footprints more than {distance:,.0f} m from the commune of their code", distance=TOLERANCE
    )
    yield from _found(placed, elsewhere, Problem.FOOTPRINTS_ELSEWHERE, severity, message)


def check_sizes(placed: Placed) -> Iterator[Finding]:
    """Find footprints so large that they may bridge what is not built."""
    areas = shapely.area(placed.geometries)
    if not areas.any():
        return
    large = areas > max(LARGE, TIMES_MEDIAN * float(np.median(areas[areas > 0])))
    message = text("very large footprints, which may bridge land that is not built")
    yield from _found(placed, large, Problem.FOOTPRINTS_LARGE, Severity.WARNING, message)


def check_areal(placed: Placed) -> Iterator[Finding]:
    """Find census features that are no polygons, whose people cannot be given by area."""
    flat = shapely.get_dimensions(placed.geometries) < POLYGON
    message = text("census features that are no polygons: their people cannot be given by area")
    yield from _found(placed, flat, Problem.PEOPLE_FLAT, Severity.ERROR, message)


def _far(
    geometries: Geometries, codes: NDArray[np.str_], polygons: Mapping[Code, shapely.Geometry]
) -> NDArray[np.bool_]:
    far: NDArray[np.bool_] = communes_of(geometries, polygons) != codes
    far &= np.isin(codes, sorted(polygons))
    for code in np.unique(codes[far]).tolist():
        polygon = polygons[code]
        shapely.prepare(polygon)
        doubtful = np.flatnonzero(far & (codes == code))
        far[doubtful] = ~shapely.dwithin(polygon, geometries[doubtful], TOLERANCE)
    return far


def _found(
    placed: Placed, mask: NDArray[np.bool_], code: Problem, severity: Severity, message: Text
) -> Iterator[Finding]:
    if mask.any():
        yield Finding(
            code,
            severity,
            int(mask.sum()),
            message,
            first_places(placed.table, mask),
            from_plane(placed.geometries[mask], map(str, placed.table.numbers[mask])),
        )

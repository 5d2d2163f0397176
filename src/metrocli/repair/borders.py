"""Slivers between communes: thin overlaps given to one of them, thin holes filled."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from metrocli.inspection.borders import LEAST
from metrocli.model import Code, Geometries
from metrocli.planar import to_crs, to_plane
from metrocli.repair.changes import Change, Kind
from metrocli.study.attribution import communes_of
from metrocli.text import Text, text

SPECK = 1.0
"""Square metres below which an overlap or a hole is left: arithmetic alone makes such."""


@dataclass(frozen=True, eq=False)
class _Slivers:
    """Overlaps between communes, thin holes between them, and whether all overlaps are thin."""

    overlaps: Geometries
    holes: Geometries
    all_thin: bool


def close_slivers(
    geometries: Geometries, codes: NDArray[np.str_], crs: Any, tolerance: float
) -> tuple[Geometries, tuple[Change, ...]]:
    """Close the overlaps and holes between communes that are nowhere wider than a tolerance.

    Each goes to the commune with which it has the longest border. Wider holes are left, as lakes
    and enclaves are; with a wider overlap everything is left. Whatever is open to the outside of
    the communes is left too, so that no coast moves. Vertices that stay keep their coordinates.

    Parameters
    ----------
    geometries : ndarray of shapely geometries, shape (n,)
        Valid polygons, one for each commune, in `crs`.
    codes : ndarray of str, shape (n,)
        Their CUTs.
    crs : pyproj.CRS
        Theirs.
    tolerance : float
        Metres.

    Raises
    ------
    OutsideChileError
        If a vertex lies outside Chile.
    """
    shapes = to_plane(geometries, crs)
    slivers = _find(shapes, tolerance)
    if not (slivers.all_thin and len(slivers.overlaps) + len(slivers.holes)):
        return geometries, ()
    cleaned = shapely.coverage_clean(  # type: ignore[attr-defined]
        shapes, gap_width=tolerance, snapping_distance=0.0
    )
    changed = ~shapely.equals_exact(_comparable(cleaned), _comparable(shapes))
    closed = geometries.copy()
    closed[changed] = _placed_back(cleaned[changed], shapes, geometries, crs)
    return closed, _told(slivers, dict(zip(codes.tolist(), cleaned, strict=True)), tolerance)


def _find(shapes: Geometries, tolerance: float) -> _Slivers:
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    once = first < second
    shared = shapely.intersection(shapes[first[once]], shapes[second[once]])
    overlaps = shapely.get_parts(shared)
    overlaps = overlaps[shapely.area(overlaps) > SPECK]
    # Overlaps so small that an inspection does not tell of them keep nothing from being closed.
    thin = _thin(overlaps, tolerance) | (shapely.area(overlaps) <= LEAST)
    land = shapely.get_parts(shapely.union_all(shapes))
    holes = np.array([shapely.Polygon(ring) for part in land for ring in part.interiors], object)
    holes = holes[shapely.area(holes) > SPECK]
    return _Slivers(overlaps, holes[_thin(holes, tolerance)], bool(thin.all()))


def _thin(pieces: Geometries, tolerance: float) -> NDArray[np.bool_]:
    """Tell which pieces are nowhere wider than a tolerance."""
    thin: NDArray[np.bool_] = shapely.is_empty(shapely.buffer(pieces, -tolerance / 2))
    return thin


def _comparable(polygons: Geometries) -> Geometries:
    """Return polygons in a form that is equal if they are, single or multiple."""
    multiple = [shapely.multipolygons(shapely.get_parts(polygon)) for polygon in polygons]
    return shapely.normalize(np.array(multiple, dtype=object))


def _placed_back(
    cleaned: Geometries, shapes: Geometries, geometries: Geometries, crs: Any
) -> Geometries:
    """Return planar polygons in their CRS, the vertices that were there exactly as they were."""
    known = _complex(shapely.get_coordinates(shapes))
    order = np.argsort(known)
    wanted = shapely.get_coordinates(cleaned)
    found = order[np.searchsorted(known, _complex(wanted), sorter=order).clip(max=len(known) - 1)]
    there = known[found] == _complex(wanted)
    placed = shapely.get_coordinates(geometries)[found]
    placed[~there] = to_crs(wanted[~there], crs)
    return shapely.set_coordinates(cleaned.copy(), placed)


def _complex(xy: NDArray[np.float64]) -> NDArray[np.complex128]:
    """Return points as complex numbers, which can be sorted and looked up."""
    points: NDArray[np.complex128] = xy[:, 0] + 1j * xy[:, 1]
    return points


def _told(
    slivers: _Slivers, cleaned: Mapping[Code, shapely.Geometry], tolerance: float
) -> tuple[Change, ...]:
    return (
        *_changes(
            Kind.OVERLAP_CLOSED,
            slivers.overlaps,
            cleaned,
            text("an overlap, nowhere wider than {tolerance:g} m", tolerance=tolerance),
        ),
        *_changes(
            Kind.HOLE_CLOSED,
            slivers.holes,
            cleaned,
            text("a hole, nowhere wider than {tolerance:g} m", tolerance=tolerance),
        ),
    )


def _changes(
    kind: Kind, pieces: Geometries, cleaned: Mapping[Code, shapely.Geometry], what: Text
) -> list[Change]:
    if not len(pieces):
        return []
    codes = np.array(list(cleaned))
    piece, beside = shapely.STRtree(list(cleaned.values())).query(pieces, predicate="intersects")
    owners = communes_of(pieces, cleaned)
    return [
        Change(
            kind,
            text("communes {codes}", codes=tuple(sorted(codes[beside[piece == number]].tolist()))),
            text("{what}, of {area:,.1f} m²", what=what, area=float(shapely.area(pieces[number]))),
            text("of {code}, or most of it", code=str(owners[number])),
        )
        for number in range(len(pieces))
    ]

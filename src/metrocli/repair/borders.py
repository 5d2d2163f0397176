"""Slivers between communes: thin overlaps given to one of them, thin holes filled."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
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

SNAP = 1e-5
"""Metres within which points are one: borders that should meet miss each other by rounding.

It is some thousand times the rounding of the plane's coordinates. Without it, GEOS misses nodes
where borders run along each other, and can give a whole commune to its neighbour
(https://github.com/libgeos/geos/issues/1525).
"""


class UnaccountedAreaError(ValueError):
    """A commune whose area would change by more than its slivers.

    Parameters
    ----------
    code : str
        Its CUT.
    area : float
        By how much more, square metres.
    """

    def __init__(self, code: Code, area: float) -> None:
        super().__init__(f"{code} would change by {area:.1f} m² more than its slivers")
        self.code = code
        self.area = area


@dataclass(frozen=True, eq=False)
class _Slivers:
    """Overlaps between communes, thin holes between them, and whether all overlaps are thin."""

    overlaps: Geometries
    holes: Geometries
    all_thin: bool

    def without_specks(self) -> "_Slivers":
        """Return those that are worth closing."""
        return replace(
            self,
            overlaps=self.overlaps[shapely.area(self.overlaps) > SPECK],
            holes=self.holes[shapely.area(self.holes) > SPECK],
        )

    def areas_beside(self, shapes: Geometries) -> NDArray[np.float64]:
        """Return the area of the slivers that touch each of some polygons, square metres."""
        pieces = np.concatenate([self.overlaps, self.holes])
        piece, beside = _touching(pieces, shapes)
        areas = np.bincount(beside, weights=shapely.area(pieces)[piece], minlength=len(shapes))
        return np.asarray(areas, dtype=np.float64)


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
    UnaccountedAreaError
        If the area of a commune would change by more than its slivers.
    """
    shapes = to_plane(geometries, crs)
    found = _find(shapes, tolerance)
    slivers = found.without_specks()
    if not (slivers.all_thin and len(slivers.overlaps) + len(slivers.holes)):
        return geometries, ()
    cleaned = shapely.coverage_clean(  # type: ignore[attr-defined]
        shapes, gap_width=tolerance, snapping_distance=SNAP
    )
    _account_for(cleaned, shapes, codes, found)
    changed = ~shapely.equals_exact(_comparable(cleaned), _comparable(shapes))
    closed = geometries.copy()
    closed[changed] = _placed_back(cleaned[changed], shapes, geometries, crs)
    return closed, _told(slivers, dict(zip(codes.tolist(), cleaned, strict=True)), tolerance)


def _find(shapes: Geometries, tolerance: float) -> _Slivers:
    """Find the slivers on the grid of `SNAP`, so that they are those that snapping leaves."""
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    once = first < second
    shared = shapely.intersection(shapes[first[once]], shapes[second[once]], grid_size=SNAP)
    overlaps = shapely.get_parts(shared)
    overlaps = overlaps[shapely.area(overlaps) > 0]
    # Overlaps so small that an inspection does not tell of them keep nothing from being closed.
    thin = _thin(overlaps, tolerance) | (shapely.area(overlaps) <= LEAST)
    land = shapely.get_parts(shapely.union_all(shapes, grid_size=SNAP))
    holes = np.array([shapely.Polygon(ring) for part in land for ring in part.interiors], object)
    return _Slivers(overlaps, holes[_thin(holes, tolerance)], bool(thin.all()))


def _account_for(
    cleaned: Geometries, shapes: Geometries, codes: NDArray[np.str_], slivers: _Slivers
) -> None:
    """Make sure that every commune changed by its slivers at most, and by what snapping moves."""
    changes = np.abs(shapely.area(cleaned) - shapely.area(shapes))
    excess = changes - slivers.areas_beside(shapes) - SNAP * shapely.length(shapes)
    worst = int(np.argmax(excess))
    if excess[worst] > 0:
        raise UnaccountedAreaError(str(codes[worst]), float(excess[worst]))


def _thin(pieces: Geometries, tolerance: float) -> NDArray[np.bool_]:
    """Tell which pieces are nowhere wider than a tolerance."""
    thin: NDArray[np.bool_] = shapely.is_empty(shapely.buffer(pieces, -tolerance / 2))
    return thin


def _touching(pieces: Geometries, polygons: Geometries) -> NDArray[np.intp]:
    """Return the pairs of a piece and a polygon that touch, shape (2, pairs)."""
    tree = shapely.STRtree(polygons)
    pairs: NDArray[np.intp] = tree.query(pieces, predicate="dwithin", distance=SNAP)
    return pairs


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
    piece, beside = _touching(pieces, np.array(list(cleaned.values()), dtype=object))
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

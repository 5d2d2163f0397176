"""Geometries as rings: every kind of them, and what is lost."""

import numpy as np
import shapely

from metrocli.report.page.packing import unpack, unpack_steps
from metrocli.report.page.rings import FINEST, boundary_rings, footprint_rings, rings
from tests.report.page.drawn import towns

ORIGIN = np.zeros(2)


def array(*geometries: shapely.Geometry) -> np.ndarray:
    return np.array(geometries, dtype=object)


def test_a_hole_is_a_ring_of_its_own() -> None:
    yard = shapely.box(0, 0, 100, 100).difference(shapely.box(20, 20, 40, 40))
    found = rings(array(yard, shapely.box(5, 5, 9, 9)), ORIGIN)
    assert found.counts.tolist() == [2, 1]
    assert found.sizes.tolist() == [4, 4, 4]


def test_points_and_lines_are_seen_too() -> None:
    line = shapely.LineString([(0, 0), (50, 0)])
    found = rings(array(shapely.Point(3, 4), shapely.MultiPoint([(1, 1), (9, 9)]), line), ORIGIN)
    assert found.counts.tolist() == [1, 2, 1]
    assert found.sizes[:3].tolist() == [1, 1, 1]
    assert found.xy[:3].tolist() == [[3, 4], [1, 1], [9, 9]]
    assert found.sizes[3] > 3


def test_what_is_smaller_than_a_metre_is_a_point() -> None:
    found = rings(array(shapely.box(0.1, 0.1, 0.4, 0.4)), ORIGIN)
    assert (found.counts.tolist(), found.sizes.tolist()) == ([1], [1])


def test_nothing_is_no_rings() -> None:
    found = rings(np.empty(0, object), ORIGIN)
    assert [len(part) for part in (found.counts, found.sizes, found.xy)] == [0, 0, 0]
    assert len(boundary_rings(np.empty(0, object), ORIGIN).counts) == 0


def test_footprints_stay_where_they_are() -> None:
    geometries = towns().footprints.geometries
    origin = np.floor(shapely.total_bounds(geometries)[:2])
    packed = footprint_rings(geometries, origin).packed
    starts = np.r_[0, np.cumsum(unpack(packed["sizes"]))]
    xy = np.column_stack([unpack_steps(packed["x"]), unpack_steps(packed["y"])]) + origin
    assert (unpack(packed["counts"]) == 1).all()
    for geometry, start, end in zip(geometries, starts, starts[1:], strict=False):
        moved = shapely.hausdorff_distance(shapely.Polygon(xy[start:end]), geometry)
        assert moved <= FINEST + 1


def test_boundaries_that_meet_still_meet() -> None:
    border = np.column_stack([50 + 10 * np.sin(np.arange(0, 300)), np.arange(0, 300)])
    west = shapely.Polygon([*border, (-500, 299), (-500, 0)])
    east = shapely.Polygon([*border, (500, 299), (500, 0)])
    found = boundary_rings(array(west, east), ORIGIN)
    one, other = np.split(found.xy, found.sizes[:1])
    shared = {tuple(place) for place in one.tolist()} & {tuple(place) for place in other.tolist()}
    assert len(found.xy) < len(border)
    assert len(shared) >= 2
    assert all(abs(x) != 500 for x, _ in shared)

"""The grid's patches are those of brute force, whatever the footprints and the gap."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from random import Random

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from metrocli.continuity.grid import cluster as room
from metrocli.continuity.grid.cluster import Held, Labels, cluster
from metrocli.shapes.arrays import Shapes
from metrocli.shapes.wkb import from_geometries
from tests.continuity.grid.layouts import brute_patches, layouts, same_partition

GAPS = (0.0, 10.0, 25.0, 200.0, 6_000.0)


def patches(geometries: Sequence[shapely.Geometry | None] | np.ndarray, gap: float) -> Labels:
    return cluster(Held(from_geometries(np.array(geometries, dtype=object))), gap)


@settings(max_examples=1_500, deadline=None)
@given(layouts())
def test_the_partition_is_that_of_brute_force(layout: tuple[np.ndarray, float]) -> None:
    geometries, gap = layout
    assert same_partition(patches(geometries, gap).patches, brute_patches(geometries, gap))


@settings(max_examples=200, deadline=None)
@given(layouts(), st.randoms(use_true_random=False))
def test_the_order_of_footprints_only_names_the_patches(
    layout: tuple[np.ndarray, float], random: Random
) -> None:
    geometries, gap = layout
    order = np.arange(len(geometries))
    random.shuffle(order)  # type: ignore[arg-type]
    one, other = patches(geometries, gap).patches, patches(geometries[order], gap).patches
    assert same_partition(one[order], other)


@pytest.mark.parametrize("gap", [3.0, 30.0, 300.0])
def test_a_gap_is_inclusive(gap: float) -> None:
    squares = [shapely.box(0, 0, 9, 9), shapely.box(9 + gap, 0, 20 + gap, 9)]
    assert patches(squares, gap).count == 1
    assert patches(squares, float(np.nextafter(gap, 0))).count == 2


@pytest.mark.parametrize("scale", [1.0, 10.0])
def test_a_slanting_gap_is_inclusive(scale: float) -> None:
    points = shapely.points([(0, 0), (3 * scale, 4 * scale), (8 * scale, 16 * scale)])
    assert patches(points, 5 * scale).patches.tolist() == [0, 0, 1]
    assert patches(points, 13 * scale).patches.tolist() == [0, 0, 0]


@pytest.mark.parametrize("gap", GAPS)
def test_what_lies_inside_a_polygon_is_of_its_patch(gap: float) -> None:
    side = 40 * max(gap, 10)
    huge = shapely.box(0, 0, side, side)
    spots = np.linspace(side / 10, side * 9 / 10, 7)
    small = [shapely.box(x, y, x + 1, y + 1) for x in spots for y in spots]
    assert patches([*small, huge], gap).count == 1


@pytest.mark.parametrize("gap", GAPS)
def test_what_lies_in_a_hole_is_as_far_as_its_edge(gap: float) -> None:
    reach = 10 + gap
    hole = shapely.box(-2 * reach, -2 * reach, 2 * reach, 2 * reach)
    ring = shapely.Polygon(
        shapely.box(-99 * reach, -99 * reach, 99 * reach, 99 * reach).exterior, [hole.exterior]
    )
    near = shapely.Point(2 * reach - gap, 0)
    assert patches([ring, shapely.Point(0, 0)], gap).count == 2
    assert patches([ring, near], gap).count == 1


@pytest.mark.parametrize("gap", GAPS)
def test_each_part_of_a_footprint_counts(gap: float) -> None:
    side = 30 * (gap + 5)
    far = shapely.box(20 * side, 0, 21 * side, side)
    inside = shapely.Point(20.5 * side, side / 2)
    pair = shapely.MultiPoint([(0, 0), inside.coords[0]])
    both = shapely.MultiPolygon([shapely.box(0, 0, 1, 1), inside.buffer(1)])
    assert patches([far, pair], gap).count == 1
    assert patches([far, both], gap).count == 1


@pytest.mark.parametrize("gap", GAPS)
def test_a_thousand_footprints_in_one_place_are_one_patch(gap: float) -> None:
    heaps = [shapely.box(0, 0, 9, 9)] * 3_000 + [shapely.box(9.5 + gap, 0, 20 + gap, 9)] * 3_000
    assert np.bincount(patches(heaps, gap).patches).tolist() == [3_000, 3_000]


@pytest.mark.parametrize("gap", [0.0, 200.0])
def test_what_has_no_geometry_is_in_no_patch(gap: float) -> None:
    with np.errstate(invalid="ignore"):
        wild = shapely.LineString([(0, 0), (1, np.nan)])
    drawn = [None, shapely.Point(5, 5), shapely.Polygon(), wild, shapely.Point(5_000, 5)]
    found = patches(drawn, gap)
    assert found.patches.tolist() == [-1, 0, -1, -1, 1]
    assert found.count == 2


@pytest.mark.parametrize("gap", [0.0, 200.0])
def test_nothing_makes_no_patch(gap: float) -> None:
    found = patches([], gap)
    assert (found.count, len(found.patches)) == (0, 0)


def test_coordinates_that_are_in_no_plane_are_refused() -> None:
    with pytest.raises(ValueError, match="plane of this Earth"):
        patches([shapely.Point(1e12, 0)], 200.0)


class Piecemeal:
    """A source that reads a few shapes at a time, and leaves out what is not wanted."""

    def __init__(self, geometries: np.ndarray, size: int) -> None:
        self.geometries, self.size, self.times = geometries, size, 0

    def read(self, wanted: np.ndarray | None = None) -> Iterator[Shapes]:
        self.times += 1
        kept = self.geometries if wanted is None else self.geometries[wanted]
        for start, end in pairwise([*range(0, len(kept), self.size), len(kept)]):
            yield from_geometries(kept[start:end])


@settings(max_examples=200, deadline=None)
@given(layouts(), st.integers(1, 20))
def test_batches_change_nothing(layout: tuple[np.ndarray, float], size: int) -> None:
    geometries, gap = layout
    found = cluster(Piecemeal(geometries, size), gap)
    assert found.patches.tolist() == patches(geometries, gap).patches.tolist()


@settings(max_examples=200, deadline=None)
@given(layouts())
def test_rounds_change_nothing(layout: tuple[np.ndarray, float]) -> None:
    geometries, gap = layout
    whole = patches(geometries, gap).patches.tolist()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "ROUND", 5)
        assert patches(geometries, gap).patches.tolist() == whole


def test_shapes_are_held_as_they_are() -> None:
    shapes = from_geometries(np.array([shapely.Point(1, 2)], dtype=object))
    assert isinstance(next(Held(shapes).read()), Shapes)

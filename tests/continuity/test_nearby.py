"""What hangs together by gaps up to a limit, as brute force finds it."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from metrocli.continuity.boxtree import LARGE_LEAF, LEAF, plant
from metrocli.continuity.nearby import patches_within
from metrocli.continuity.outlines import outline_geometries
from metrocli.model import Footprints, Geometries
from tests.continuity.territories import brute_partition, same_partition, square, territories


def patches(geometries: Geometries, floor: float, leaf: int = LEAF) -> np.ndarray:
    outlines = outline_geometries(geometries)
    tree = plant(outlines.boxes, np.arange(len(geometries)), leaf)
    found, count = patches_within(outlines, tree, floor)
    assert sorted(set(found.tolist())) == list(range(count))
    by_row = np.empty_like(found)
    by_row[tree.order] = found
    return by_row


@settings(max_examples=300, deadline=None)
@given(
    territories(), st.sampled_from([1.0, 10.0, 40.0, 1_000.0]), st.sampled_from([LEAF, LARGE_LEAF])
)
def test_it_is_what_brute_force_finds(things: Footprints, floor: float, leaf: int) -> None:
    found = patches(things.geometries, floor, leaf)
    assert same_partition(found, brute_partition(things.geometries, floor))


def test_two_that_are_apart_are_not_taken_for_one_where_the_rest_of_the_tree_is_empty() -> None:
    row = [*shapely.points([(x, 0.0) for x in range(10, 70, 10)])]
    ends = [shapely.MultiPoint([(0, 0), (69, 60)]), shapely.MultiPoint([(70, 0), (2, 60)])]
    above = [*shapely.points([(2.0, 61.0), (69.0, 61.0)])]
    # Ten things fill two leaves and half of the third, beside which a fourth stays empty.
    assert not patches(np.array([*row, *ends, *above], dtype=object), 10.0, 4).any()


@pytest.mark.parametrize("gap", [0.3, 10.0, 37.7])
def test_a_gap_of_the_floor_itself_joins_and_one_just_beyond_does_not(gap: float) -> None:
    row = np.array([square(0.0, 0.0), square(10.0 + gap, 3.0)], dtype=object)
    exact = float(shapely.distance(*row))
    assert patches(row, exact).tolist() == [0, 0]
    assert patches(row, float(np.nextafter(exact, 0))).tolist() == [0, 1]


def test_a_house_in_a_courtyard_is_apart_and_one_in_a_park_is_not() -> None:
    park = shapely.box(0, 0, 100, 100)
    yard = park.difference(shapely.box(10, 10, 90, 90))
    house = square(45.0, 45.0)
    assert patches(np.array([park, house], dtype=object), 5.0).tolist() == [0, 0]
    assert patches(np.array([yard, house], dtype=object), 5.0).tolist() == [0, 1]


def test_a_hundred_thousand_in_one_place_are_soon_one() -> None:
    pile = np.repeat(np.array([square(0.0, 0.0), square(500.0, 0.0)], dtype=object), 50_000)
    assert np.unique(patches(pile, 1.0)).tolist() == [0, 1]

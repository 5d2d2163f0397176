"""A footprint belongs to the commune that holds most of it, and always to the same one."""

import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st

from metrocli.study.attribution import communes_of

BOUNDARIES = {
    "07102": shapely.box(10, 0, 20, 10),
    "07101": shapely.box(0, 0, 10, 10),
    "07103": shapely.box(0, 10, 20, 20),
}


def owner(shape: shapely.Geometry) -> str:
    return str(communes_of(np.array([shape]), BOUNDARIES)[0])


def test_what_lies_inside_belongs_there() -> None:
    assert owner(shapely.box(1, 1, 2, 2)) == "07101"
    assert owner(shapely.Point(15, 5)) == "07102"
    assert owner(shapely.LineString([(1, 15), (2, 15)])) == "07103"


def test_what_straddles_a_border_belongs_to_the_larger_part() -> None:
    assert owner(shapely.box(8, 1, 11, 2)) == "07101"
    assert owner(shapely.box(9, 1, 12, 2)) == "07102"
    assert owner(shapely.LineString([(9, 5), (12, 5)])) == "07102"
    assert owner(shapely.MultiPoint([(9, 5), (11, 5), (12, 5)])) == "07102"


def test_equal_parts_go_to_the_lower_code() -> None:
    assert owner(shapely.box(9, 1, 11, 2)) == "07101"
    assert owner(shapely.box(9, 9, 11, 11)) == "07103"
    assert owner(shapely.Point(10, 5)) == "07101"
    assert owner(shapely.Point(10, 10)) == "07101"
    assert owner(shapely.LineString([(10, 1), (10, 9)])) == "07101"


def test_what_only_touches_or_lies_outside_belongs_nowhere() -> None:
    assert owner(shapely.box(20, 0, 21, 10)) == ""
    assert owner(shapely.Point(50, 50)) == ""


def test_what_reaches_out_of_all_communes_belongs_to_the_one_it_touches() -> None:
    assert owner(shapely.box(19.9, 1, 30, 2)) == "07102"


def test_a_footprint_in_two_overlapping_communes_belongs_to_the_lower_code() -> None:
    overlapping = {"07102": shapely.box(0, 0, 10, 10), "07101": shapely.box(5, 0, 15, 10)}
    inside_both = np.array([shapely.box(6, 1, 7, 2)])
    assert communes_of(inside_both, overlapping).tolist() == ["07101"]


@given(st.lists(st.tuples(*[st.integers(-2, 21)] * 2, *[st.integers(1, 9)] * 2), max_size=20))
def test_it_is_the_largest_overlap_by_brute_force(boxes: list[tuple[int, int, int, int]]) -> None:
    shapes = np.array([shapely.box(x, y, x + w, y + h) for x, y, w, h in boxes], dtype=object)
    codes = sorted(BOUNDARIES)
    expected = []
    for shape in shapes:
        overlaps = [shapely.intersection(shape, BOUNDARIES[code]).area for code in codes]
        expected.append(codes[int(np.argmax(overlaps))] if max(overlaps) > 0 else "")
    assert communes_of(shapes, BOUNDARIES).tolist() == expected

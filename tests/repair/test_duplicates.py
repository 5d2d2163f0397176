import numpy as np
import pyarrow as pa
import shapely
from hypothesis import given
from hypothesis import strategies as st

from metrocli.repair.duplicates import repeated_features, repeated_rows

SQUARE = shapely.box(0, 0, 1, 1)
TURNED = shapely.Polygon([(1, 1), (0, 1), (0, 0), (1, 0)])
"""The same square, its ring begun at another corner."""


def earliest(shapes: list[shapely.Geometry | None], **columns: list[object]) -> list[int]:
    found = repeated_features(np.array(shapes, dtype=object), pa.table(columns))
    return [int(position) for position in found]


def test_the_same_feature_twice_is_one_wherever_its_ring_begins() -> None:
    assert earliest([SQUARE, TURNED, shapely.box(2, 0, 3, 1)], people=[5, 5, 5]) == [0, 0, 2]


def test_another_attribute_makes_another_feature() -> None:
    assert earliest([SQUARE, SQUARE, SQUARE], people=[5, 6, None]) == [0, 1, 2]


def test_the_number_of_a_row_does_not() -> None:
    assert earliest([SQUARE, SQUARE], OBJECTID=[1, 2], Fid=[0, 1], people=[5, 5]) == [0, 0]
    assert earliest([SQUARE, SQUARE], manzent=["a", "b"], people=[5, 5]) == [0, 1]


def test_points_and_what_has_no_place_are_never_repeated() -> None:
    point = shapely.Point(1, 1)
    assert earliest([point, point, None, None, shapely.Polygon(), shapely.Polygon()]) == [*range(6)]


def test_nested_attributes_can_be_compared() -> None:
    assert earliest([SQUARE] * 3, sources=[[{"a": 1}], [{"a": 1}], [{"a": 2}]]) == [0, 0, 2]


@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from("ab")), min_size=1))
def test_the_earliest_is_the_first_of_its_equals(rows: list[tuple[int, str]]) -> None:
    found = repeated_rows(list(zip(*rows, strict=True))).tolist()
    assert found == [rows.index(row) for row in rows]

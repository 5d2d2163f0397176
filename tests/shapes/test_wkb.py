"""WKB of every dialect becomes the same flat arrays."""

import struct
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from metrocli.shapes.arrays import Fault, Shapes, join
from metrocli.shapes.objects import geometries_of
from metrocli.shapes.wkb import BadWkbError, from_geometries, from_wkb

DRAWN = [
    shapely.Point(1, 2),
    shapely.LineString([(0, 0), (3, 4), (5, 6)]),
    shapely.Polygon([(0, 0), (9, 0), (9, 9)], [[(5, 1), (6, 1), (6, 2)]]),
    shapely.MultiPoint([(0, 0), (1, 1)]),
    shapely.MultiLineString([[(0, 0), (1, 1)], [(2, 2), (3, 3), (4, 4)]]),
    shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(2, 2, 4, 4)]),
]


def read(geometries: Sequence[shapely.Geometry | None], **dialect: Any) -> Shapes:
    return from_wkb(pa.array(shapely.to_wkb(np.array(geometries, dtype=object), **dialect)))


def back(shapes: Shapes) -> list[shapely.Geometry | None]:
    return list(geometries_of(shapes, np.arange(len(shapes))))


@pytest.mark.parametrize("flavor", ["iso", "extended"])
@pytest.mark.parametrize("order", [0, 1])
@pytest.mark.parametrize("dimensions", [2, 3])
def test_every_dialect_says_the_same(flavor: str, order: int, dimensions: int) -> None:
    given_ = shapely.force_3d(DRAWN, 7.0) if dimensions == 3 else DRAWN
    shapes = read(list(given_), flavor=flavor, byte_order=order, output_dimension=dimensions)
    assert back(shapes) == DRAWN
    assert not shapes.faults.any()


@pytest.mark.parametrize("extra", [2000, 3000])
def test_measures_are_dropped(extra: int) -> None:
    numbers = [1.0, 2.0, 9.0, 9.0][: 4 if extra == 3000 else 3]
    wkb = struct.pack(f"<BI{len(numbers)}d", 1, 1 + extra, *numbers)
    assert back(from_wkb(pa.array([wkb]))) == [shapely.Point(1, 2)]


def test_a_reference_system_is_stepped_over() -> None:
    marked = shapely.set_srid(np.array(DRAWN, dtype=object), 4326)
    assert back(read(marked.tolist(), include_srid=True, flavor="extended")) == DRAWN


def test_of_a_collection_the_highest_dimension_counts() -> None:
    line = shapely.LineString([(0, 0), (1, 1)])
    inner = shapely.GeometryCollection([shapely.Point(5, 5), line])
    collection = shapely.GeometryCollection([shapely.Point(9, 9), inner])
    nothing = shapely.GeometryCollection()
    shapes = read([DRAWN[0], collection, nothing, DRAWN[2]])
    assert back(shapes) == [DRAWN[0], shapely.MultiLineString([line]).geoms[0], None, DRAWN[2]]


def test_what_has_no_geometry_says_so() -> None:
    with np.errstate(invalid="ignore"):
        wild = shapely.LineString([(0, 0), (1, np.inf)])
        half = shapely.Point(np.nan, 3)
    shapes = read([None, shapely.Point(), shapely.Polygon(), wild, half, DRAWN[0]])
    expected = [Fault.MISSING] * 3 + [Fault.NOT_FINITE] * 2 + [Fault.NONE]
    assert shapes.faults.tolist() == expected
    assert shapes.starts.tolist() == [0, 0, 0, 0, 0, 0, 1]


@pytest.mark.parametrize("cut", [0, 3, 8, 20, 60])
@pytest.mark.parametrize("drawn", DRAWN[1:], ids=lambda drawn: drawn.geom_type)
def test_what_is_cut_off_is_refused(drawn: shapely.Geometry, cut: int) -> None:
    whole = shapely.to_wkb(drawn)
    with pytest.raises(BadWkbError) as refusal:
        from_wkb(pa.array([shapely.to_wkb(DRAWN[0]), whole[: min(cut, len(whole) - 1)]]))
    assert refusal.value.position == 1


@settings(max_examples=300)
@given(st.binary(max_size=120))
def test_bytes_of_any_kind_end_well(noise: bytes) -> None:
    with suppress(BadWkbError):
        assert len(from_wkb(pa.array([noise]))) == 1


def test_slices_and_large_arrays_are_read_alike() -> None:
    wkb = pa.array(shapely.to_wkb(DRAWN), pa.large_binary())
    assert back(from_wkb(wkb[2:5])) == DRAWN[2:5]
    assert len(from_wkb(wkb[:0])) == 0


def test_batches_join() -> None:
    parts = [from_geometries(np.array(DRAWN[:2], dtype=object)), read([None]), read(DRAWN[2:])]
    assert back(join(parts)) == [*DRAWN[:2], None, *DRAWN[2:]]


def test_areas_are_those_of_geos() -> None:
    assert read(DRAWN).areas() == pytest.approx(shapely.area(DRAWN))

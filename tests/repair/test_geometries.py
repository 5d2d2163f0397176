from pathlib import Path

import numpy as np
import pyarrow as pa
import pyproj
import pytest
import shapely

from metrocli.repair.geometries import mend_geometries
from metrocli.study.layers import Layer
from tests.study.places import table

SPIKED = shapely.Polygon([(0, 0), (10, 0), (10, 5), (10, 10), (10, 5), (10, 10), (0, 10)])
"""A square with a spike of no width along its side."""

BOW = shapely.Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])
"""Two triangles that meet in a point, and whose areas cancel out."""


def mended(*shapes: shapely.Geometry | None) -> tuple[list[shapely.Geometry | None], list[str]]:
    geometries = np.array(shapes, dtype=object)
    layer = Layer(
        Path("x.gpkg"),
        table(a=range(len(shapes))),
        pa.chunked_array([shapely.to_wkb(geometries)]),
        pyproj.CRS(32719),
        "x",
    )
    fixed, changes = mend_geometries(layer, geometries)
    return fixed.tolist(), [f"{one.place}: {one.before} → {one.after}" for one in changes]


def test_an_invalid_polygon_that_keeps_its_area_is_made_valid() -> None:
    assert not SPIKED.is_valid
    (square,), changes = mended(SPIKED)
    assert shapely.equals(square, shapely.box(0, 0, 10, 10))
    assert len(changes) == 1
    assert changes[0].startswith("row 2: Self-intersection")
    assert changes[0].endswith("→ valid; its area changed by 0.00%")


def test_one_that_would_not_is_left() -> None:
    assert mended(BOW) == ([BOW], [])


def test_one_that_would_become_a_line_is_left() -> None:
    line = shapely.Polygon([(0, 0), (1, 1), (2, 2), (0, 0)])
    assert mended(line) == ([line], [])


def test_a_collection_becomes_its_areas() -> None:
    square, tail = shapely.box(0, 0, 1, 1), shapely.LineString([(1, 1), (2, 2)])
    shapes, changes = mended(shapely.GeometryCollection([square, tail]))
    assert shapes == [square]
    assert changes == [
        "row 2: a collection of LineString, Polygon → valid; its area changed by 0.00%"
    ]


@pytest.mark.parametrize("nothing", [None, shapely.Polygon()])
def test_nothing_stays_nothing(nothing: shapely.Geometry | None) -> None:
    assert mended(nothing) == ([nothing], [])

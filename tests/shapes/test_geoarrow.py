"""GeoArrow becomes the same flat arrays as WKB."""

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pytest
import shapely

from metrocli.shapes.arrays import Fault
from metrocli.shapes.geoarrow import from_geoarrow
from metrocli.shapes.objects import geometries_of

SQUARE = shapely.Polygon(shapely.box(0, 0, 9, 9).exterior, [shapely.box(1, 1, 2, 2).exterior])
DRAWN: dict[str, list[shapely.Geometry]] = {
    "point": [shapely.Point(1, 2), shapely.Point(3, 4)],
    "linestring": [
        shapely.LineString([(0, 0), (1, 1)]),
        shapely.LineString([(0, 5), (1, 5), (2, 6)]),
    ],
    "polygon": [SQUARE, shapely.box(3, 3, 4, 4)],
    "multipoint": [
        shapely.MultiPoint([(0, 0), (1, 1)]),
        shapely.MultiPoint([(2, 2), (3, 3), (4, 4)]),
    ],
    "multilinestring": [
        shapely.MultiLineString([[(0, 0), (1, 1)], [(2, 2), (3, 3), (4, 4)]]),
        shapely.MultiLineString([[(0, 0), (1, 1)], [(5, 5), (6, 6)]]),
    ],
    "multipolygon": [
        shapely.MultiPolygon([SQUARE, shapely.box(20, 20, 21, 21)]),
        shapely.MultiPolygon([shapely.box(3, 3, 4, 4), shapely.box(5, 5, 6, 6)]),
    ],
}


def encoded(drawn: Sequence[shapely.Geometry | None], *, interleaved: bool) -> pa.Array:
    series = gpd.GeoSeries(drawn)
    arrow = pa.array(series.to_arrow(geometry_encoding="geoarrow", interleaved=interleaved))
    return arrow.storage if isinstance(arrow, pa.ExtensionArray) else arrow


@pytest.mark.parametrize("interleaved", [True, False])
@pytest.mark.parametrize("encoding", DRAWN)
def test_every_encoding_is_read(encoding: str, *, interleaved: bool) -> None:
    one, other = DRAWN[encoding]
    shapes = from_geoarrow(encoded([one, None, other], interleaved=interleaved), encoding)
    assert geometries_of(shapes, np.arange(3)).tolist() == [one, None, other]
    assert shapes.faults.tolist() == [Fault.NONE, Fault.MISSING, Fault.NONE]


def test_slices_are_read() -> None:
    arrow = encoded(DRAWN["multipolygon"], interleaved=True)
    assert geometries_of(from_geoarrow(arrow[1:], "multipolygon"), np.arange(1)).tolist() == [
        DRAWN["multipolygon"][1]
    ]


def test_what_is_not_finite_says_so() -> None:
    with np.errstate(invalid="ignore"):
        wild = shapely.LineString([(0, 0), (1, np.nan)])
    shapes = from_geoarrow(encoded([wild, *DRAWN["linestring"]], interleaved=True), "linestring")
    assert shapes.faults.tolist() == [Fault.NOT_FINITE, Fault.NONE, Fault.NONE]
    assert geometries_of(shapes, np.arange(3)).tolist() == [None, *DRAWN["linestring"]]

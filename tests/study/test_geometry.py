"""Geometries arrive in the plane valid, whole and of one kind, or the feature is named."""

from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from metrocli.errors import InvalidInputError, UnreadableInputError
from metrocli.study import geometry
from metrocli.study.geometry import main_part, planar
from metrocli.study.layers import Layer, read_layer
from tests.study.places import block, blocks

BOWTIE = shapely.Polygon([(-71.6, -35.4), (-71.5, -35.5), (-71.5, -35.4), (-71.6, -35.5)])


def layer_of(
    folder: Path, shapes: Sequence[shapely.Geometry | None], crs: str = "EPSG:4326"
) -> Layer:
    path = folder / "m.parquet"
    gpd.GeoDataFrame({"n": range(len(shapes))}, geometry=shapes, crs=crs).to_parquet(path)
    return read_layer(path, {})


def test_a_hectare_is_a_hectare(tmp_path: Path) -> None:
    metric = gpd.GeoSeries([shapely.box(260_000, 6_078_000, 260_100, 6_078_100)], crs=32719)
    areas = shapely.area(planar(layer_of(tmp_path, list(metric), "EPSG:32719")).geometries)
    assert areas == pytest.approx([10_000], rel=3e-3)  # the scales of two projections


def test_missing_and_empty_geometries_are_left_out_with_a_notice(tmp_path: Path) -> None:
    shapes = [None, block(-71.6, -35.4), shapely.Polygon(), block(-71.5, -35.4)]
    result = planar(layer_of(tmp_path, shapes))
    assert result.present.tolist() == [False, True, False, True]
    assert len(result.geometries) == 2
    assert [notice.code for notice in result.notices] == ["geometries-missing"]
    assert "2 features" in str(result.notices[0].message)


def test_polygons_that_cross_themselves_are_made_valid_with_a_notice(tmp_path: Path) -> None:
    result = planar(layer_of(tmp_path, [block(-71.6, -35.4), BOWTIE]))
    assert shapely.is_valid(result.geometries).all()
    assert result.geometries[1].geom_type == "MultiPolygon"
    assert [notice.code for notice in result.notices] == ["geometries-mended"]
    assert "1 invalid or mixed geometry was mended, at feature 2" in str(result.notices[0].message)


def test_of_a_collection_the_parts_of_highest_dimension_are_kept(tmp_path: Path) -> None:
    area, other = block(-71.6, -35.4), block(-71.5, -35.4)
    line, point = shapely.LineString([(-71.6, -35.4), (-71.5, -35.4)]), shapely.Point(-71.6, -35.4)
    mixed = [
        shapely.GeometryCollection([point, area, shapely.GeometryCollection([line, other])]),
        shapely.GeometryCollection([point, line]),
        shapely.GeometryCollection([point]),
    ]
    result = planar(layer_of(tmp_path, mixed))
    assert [shape.geom_type for shape in result.geometries] == [
        "MultiPolygon",
        "LineString",
        "Point",
    ]
    assert "3 invalid or mixed" in str(result.notices[0].message)
    assert shapely.equals(main_part(mixed[0]), shapely.union(area, other))


def test_a_feature_outside_chile_is_named_with_its_crs(tmp_path: Path) -> None:
    swapped = shapely.Point(-35.4, -71.6)
    with pytest.raises(InvalidInputError) as caught:
        planar(layer_of(tmp_path, [None, block(-71.6, -35.4), swapped]))
    assert "m.parquet, feature 3:" in str(caught.value.cause)
    assert "EPSG:4326" in str(caught.value.cause)
    assert "CRS" in str(caught.value.remedy)


def test_metres_in_a_geojson_are_outside_chile(tmp_path: Path) -> None:
    path = tmp_path / "m.geojson"
    blocks().to_crs(32719).set_crs(4326, allow_override=True).to_file(path)
    with pytest.raises(InvalidInputError, match="outside Chile"):
        planar(read_layer(path, {}))


def test_a_crs_of_no_place_is_refused(tmp_path: Path) -> None:
    local = (
        'ENGCRS["plano de obra",EDATUM["?"],CS[Cartesian,2],AXIS["x",east],AXIS["y",north],'
        'LENGTHUNIT["metre",1]]'
    )
    with pytest.raises(InvalidInputError, match="plano de obra, has no known place"):
        planar(layer_of(tmp_path, [shapely.Point(1, 1)], local))


def test_a_layer_without_any_geometry_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="no feature has a geometry"):
        planar(layer_of(tmp_path, [None, None]))


def test_a_selection_of_nothing_is_nothing(tmp_path: Path) -> None:
    layer = layer_of(tmp_path, [block(-71.6, -35.4)]).take(np.array([False]))
    assert len(planar(layer).geometries) == 0


def test_bytes_that_are_no_geometry_are_refused(tmp_path: Path) -> None:
    layer_of(tmp_path, [block(-71.6, -35.4)])
    path = tmp_path / "m.parquet"
    spoilt = pq.read_table(path)
    column = spoilt.schema.get_field_index("geometry")
    garbage = pa.array([b"garbage"], pa.binary())
    pq.write_table(spoilt.set_column(column, spoilt.schema.field("geometry"), garbage), path)
    with pytest.raises(UnreadableInputError, match=r"m\.parquet"):
        planar(read_layer(path, {}))


def test_chunks_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shapes = [block(-71.6, -35.4), None, BOWTIE, block(-71.5, -35.4), block(-71.4, -35.4)]
    layer = layer_of(tmp_path, shapes)
    whole = planar(layer)
    monkeypatch.setattr(geometry, "CHUNK", 2)
    parts = planar(layer)
    assert parts.present.tolist() == whole.present.tolist()
    assert shapely.equals_exact(parts.geometries, whole.geometries).all()
    assert parts.notices == whole.notices

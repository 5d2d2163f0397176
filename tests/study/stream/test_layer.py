"""Layers are read by the batch, whatever their format, and only as far as they are needed."""

from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
import shapely

from metrocli import planar
from metrocli.errors import (
    InputError,
    InvalidInputError,
    MissingInputError,
    UnreadableInputError,
)
from metrocli.shapes.arrays import join
from metrocli.shapes.objects import geometries_of
from metrocli.study.stream import drivers
from metrocli.study.stream.drivers import open_layer
from metrocli.study.stream.layer import StreamedLayer

HOUSES = gpd.GeoDataFrame(
    {"id": [f"h{k}" for k in range(40)], "people": np.arange(40.0)},
    geometry=[shapely.box(-71.6 + k / 100, -35.4, -71.599 + k / 100, -35.399) for k in range(40)],
    crs="EPSG:4326",
)


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drivers, "BATCH", 7)


def written(tmp_path: Path, name: str) -> Path:
    path = tmp_path / name
    match name:
        case "wkb.parquet":
            HOUSES.to_parquet(path, row_group_size=10)
        case "geoarrow.parquet":
            HOUSES.to_parquet(path, geometry_encoding="geoarrow")
        case "covered.parquet":
            HOUSES.to_parquet(path, row_group_size=10, write_covering_bbox=True)
        case "utm.gpkg":
            HOUSES.to_crs(32719).to_file(path)
        case _:
            HOUSES.to_file(path)
    return path


FORMATS = (
    "wkb.parquet",
    "geoarrow.parquet",
    "covered.parquet",
    "houses.gpkg",
    "utm.gpkg",
    "houses.geojson",
)


def drawn(layer: StreamedLayer, wanted: np.ndarray | None = None) -> np.ndarray:
    shapes = join(layer.read(wanted))
    return geometries_of(shapes, np.arange(len(shapes)))


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_planar_shapes(tmp_path: Path, name: str) -> None:
    layer = open_layer(written(tmp_path, name))
    expected = planar.to_plane(HOUSES.geometry.to_numpy(), 4326)
    assert layer.count == len(HOUSES)
    assert shapely.equals_exact(drawn(layer), expected, 1e-3).all()


@pytest.mark.parametrize("name", FORMATS)
def test_only_what_is_wanted_is_read(tmp_path: Path, name: str) -> None:
    layer = open_layer(written(tmp_path, name))
    wanted = np.zeros(len(HOUSES), dtype=bool)
    wanted[[3, 4, 35]] = True
    expected = planar.to_plane(HOUSES.geometry.to_numpy()[wanted], 4326)
    assert shapely.equals_exact(drawn(layer, wanted), expected, 1e-3).all()


@pytest.mark.parametrize("name", FORMATS)
def test_columns_come_along(tmp_path: Path, name: str) -> None:
    layer = open_layer(written(tmp_path, name))
    assert {"id", "people"} <= set(layer.fields)
    batches = [batch.to_pandas() for _, batch in layer.batches(["people", "id"])]
    table = pd.concat(batches)
    assert len(batches) > 1
    assert table.people.tolist() == HOUSES.people.tolist()
    assert table.id.tolist() == HOUSES.id.tolist()


def test_longitudes_and_latitudes_make_points(tmp_path: Path) -> None:
    path = tmp_path / "points.parquet"
    table = pd.DataFrame(
        {"lon": [-71.6, None, -71.5], "lat": [-35.4, -35.4, -35.3], "id": [7, 8, 9]}
    )
    table.to_parquet(path)
    layer = open_layer(path)
    expected = planar.to_plane(np.asarray(shapely.points([(-71.6, -35.4), (-71.5, -35.3)])), 4326)
    assert shapely.equals_exact(drawn(layer)[[0, 2]], expected, 1e-3).all()
    assert drawn(layer)[1] is None
    assert [batch["id"].to_pylist() for batch in layer.columns(["id"])] == [[7, 8, 9]]


@pytest.mark.parametrize("name", ["covered.parquet", "houses.gpkg"])
def test_an_extent_cuts_a_layer(tmp_path: Path, name: str) -> None:
    layer = open_layer(written(tmp_path, name), extent=(-71.4505, -36.0, -71.395, -35.0))
    rows = [row for batch in layer.columns(["people"]) for row in batch["people"].to_pylist()]
    assert rows == list(range(15, 21))
    assert layer.count == len(rows)
    wanted = np.arange(layer.count) == 2
    assert len(drawn(layer, wanted)) == 1


def test_row_groups_outside_an_extent_are_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, "covered.parquet")
    read = []
    real = pq.ParquetFile.read_row_group

    def noted(file: pq.ParquetFile, group: int, **given: Any) -> Any:
        read.append(group)
        return real(file, group, **given)

    monkeypatch.setattr(pq.ParquetFile, "read_row_group", noted)
    open_layer(path, extent=(-71.4505, -36.0, -71.395, -35.0))
    assert read == [1, 2]


def test_an_extent_needs_a_covering(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="no bbox covering"):
        open_layer(written(tmp_path, "wkb.parquet"), extent=(-72, -36, -71, -35))


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (pd.DataFrame({"a": [1]}), MissingInputError),
        (HOUSES.set_crs(None, allow_override=True), MissingInputError),
    ],
)
def test_what_is_no_layer_is_refused(
    tmp_path: Path, content: pd.DataFrame, error: type[InputError]
) -> None:
    path = tmp_path / "odd.parquet"
    content.to_parquet(path)
    with pytest.raises(error, match="odd"):
        open_layer(path)


def test_what_is_cut_off_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "wkb.parquet")
    path.write_bytes(path.read_bytes()[:500])
    with pytest.raises(UnreadableInputError, match=r"wkb\.parquet"):
        open_layer(path)


def test_a_feature_outside_chile_is_named(tmp_path: Path) -> None:
    path = tmp_path / "far.parquet"
    moved = HOUSES.copy()
    moved.loc[23, "geometry"] = shapely.Point(-35.4, -71.6)
    moved.to_parquet(path)
    with pytest.raises(InvalidInputError, match=r"far\.parquet, feature 24"):
        list(open_layer(path).read())

"""Layers come from any driver and from GeoParquet alike, or say why not."""

import json
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq
import pytest
import shapely

from metrocli.errors import (
    InputError,
    InvalidInputError,
    MissingInputError,
    UnreadableInputError,
)
from metrocli.study.layers import Layer, read_layer
from metrocli.study.schemas import Role, Wanted
from tests.study.places import blocks

WANTED: Wanted = {Role.CODE: None, Role.FOOTPRINT: None, Role.FOOTPRINT_POPULATION: None}
KINDS = ["m.gpkg", "m.geojson", "m.shp", "m.fgb", "m.parquet"]


def write(frame: gpd.GeoDataFrame, path: Path) -> Path:
    if path.suffix == ".parquet":
        frame.to_parquet(path)
    else:
        frame.to_file(path)
    return path


def ids(layer: Layer) -> list[str]:
    return sorted(layer.table.frame["manzent"])


@pytest.mark.parametrize("name", KINDS)
def test_every_format_gives_the_same_layer(tmp_path: Path, name: str) -> None:
    layer = read_layer(write(blocks(viv=[1, 2, 3]), tmp_path / name), WANTED)
    assert sorted(layer.table.names) == ["cut", "manzent", "pob"]
    assert ids(layer) == ["a", "b", "c"]
    assert len(shapely.from_wkb(layer.wkb.to_numpy())) == 3
    assert layer.crs_name == "EPSG:4326"
    assert layer.notices == ()


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("area_c = '1'", ["a", "c"]),
        ("area_c = '1' AND pob > 50", ["a"]),
        ("area_c = '3' OR pob < 50", ["b", "c"]),
        ("manzent IN ('a', 'b')", ["a", "b"]),
        ("NOT (pob >= 50)", ["c"]),
        ("tipo IS NULL", ["b"]),
        ("tipo IS NOT NULL AND area_c <> '3'", ["a", "c"]),
    ],
)
def test_a_filter_means_the_same_in_every_format(
    tmp_path: Path, name: str, where: str, expected: list[str]
) -> None:
    frame = blocks(area_c=["1", "3", "1"], tipo=["x", None, "y"])
    layer = read_layer(write(frame, tmp_path / name), WANTED, where=where)
    assert ids(layer) == expected
    assert len(layer.wkb) == len(expected)
    assert "area_c" not in layer.table.names


@pytest.mark.parametrize("name", ["m.gpkg", "m.geojson", "m.parquet"])
@pytest.mark.parametrize("where", ["area = 1", "pob = = 1", "pob >", "pob > 0); DROP TABLE x; --"])
def test_a_filter_that_is_no_sql_is_named(tmp_path: Path, name: str, where: str) -> None:
    path = write(blocks(), tmp_path / name)
    with pytest.raises(InvalidInputError, match="cannot be applied") as caught:
        read_layer(path, WANTED, where=where)
    assert where in str(caught.value.cause)


@pytest.mark.parametrize("name", ["m.gpkg", "m.parquet"])
def test_a_filter_that_nothing_fulfils_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidInputError, match="no feature fulfils pob > 1000"):
        read_layer(write(blocks(), tmp_path / name), WANTED, where="pob > 1000")


def test_features_keep_their_numbers_through_a_filter(tmp_path: Path) -> None:
    for name in ("m.gpkg", "m.parquet"):
        layer = read_layer(write(blocks(), tmp_path / name), WANTED, where="pob < 60")
        assert layer.table.numbers.tolist() == [2, 3]


def test_a_wrong_layer_brings_those_that_there_are(tmp_path: Path) -> None:
    path = tmp_path / "m.gpkg"
    blocks().to_file(path, layer="manzanas")
    blocks().to_file(path, layer="entidades", mode="a")
    assert read_layer(path, WANTED, layer="entidades").name == "entidades"
    with pytest.raises(MissingInputError, match="there is no layer manzana") as caught:
        read_layer(path, WANTED, layer="manzana")
    assert "Did you mean manzanas?" in str(caught.value.remedy)
    with pytest.raises(MissingInputError, match="several layers") as caught:
        read_layer(path, WANTED)
    assert "manzanas, entidades" in str(caught.value.remedy)


@pytest.mark.parametrize("name", ["m.shp", "m.gpkg", "m.parquet"])
def test_a_layer_without_crs_is_refused_with_the_remedy(tmp_path: Path, name: str) -> None:
    frame = blocks()
    bare = gpd.GeoDataFrame(frame.drop(columns="geometry"), geometry=frame.geometry.to_numpy())
    path = tmp_path / name
    if name == "m.parquet":
        bare.to_parquet(path)
    else:
        with pytest.warns(UserWarning, match="crs"):
            bare.to_file(path)
    with pytest.raises(MissingInputError, match="has no CRS") as caught:
        read_layer(path, WANTED)
    assert str(path) in str(caught.value.cause)
    assert "Assign the CRS" in str(caught.value.remedy)


def test_a_parquet_of_plain_wkb_has_no_crs(tmp_path: Path) -> None:
    path = tmp_path / "m.parquet"
    frame = blocks()
    pd.DataFrame({"cut": frame["cut"], "geometria": frame.geometry.to_wkb()}).to_parquet(path)
    with pytest.raises(MissingInputError, match="has no CRS"):
        read_layer(path, WANTED)


def test_a_table_without_geometries_is_no_layer(tmp_path: Path) -> None:
    table = pd.DataFrame({"cut": ["07101"], "lon": [-71.6]})
    table.to_parquet(tmp_path / "m.parquet")
    table.to_csv(tmp_path / "m.csv")
    for name in ("m.parquet", "m.csv"):
        with pytest.raises(MissingInputError, match="no geometries"):
            read_layer(tmp_path / name, WANTED)


@pytest.mark.parametrize("name", ["m.gpkg", "m.geojson", "m.parquet"])
def test_an_empty_layer_is_refused(tmp_path: Path, name: str) -> None:
    path = write(blocks().iloc[:0], tmp_path / name)
    with pytest.raises(InvalidInputError, match="the layer is empty"):
        read_layer(path, WANTED)


@pytest.mark.parametrize("name", ["m.geojson", "m.gpkg", "m.parquet"])
def test_a_file_cut_in_half_is_named_with_one_line_and_no_noise(
    tmp_path: Path, name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    path = write(blocks(), tmp_path / name)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(UnreadableInputError) as caught:
        read_layer(path, WANTED)
    assert str(caught.value.cause).startswith(f"{path}: ")
    assert "\n" not in str(caught.value.cause)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("name", ["m.gpkg", "m.parquet", "m.txt"])
def test_a_file_that_is_something_else_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("hello\n", encoding="utf-8")
    with pytest.raises(InputError, match=name):
        read_layer(path, WANTED)


def test_the_driver_s_warnings_become_notices(tmp_path: Path) -> None:
    path = tmp_path / "m.geojson"
    content = write(blocks(), path).read_text(encoding="utf-8")
    twice = content.replace('"type": "Feature",', '"type": "Feature", "id": 7,')
    path.write_text(twice, encoding="utf-8")
    notices = read_layer(path, WANTED).notices
    assert {notice.code for notice in notices} <= {"driver-warning"}
    assert len(notices) == 1
    assert str(path) in str(notices[0].message)


def test_a_crs_that_no_authority_knows_goes_by_its_name(tmp_path: Path) -> None:
    local = blocks().to_crs("+proj=tmerc +lon_0=-71 +ellps=GRS80 +units=m")
    layer = read_layer(write(local, tmp_path / "m.parquet"), WANTED)
    assert layer.crs_name == local.crs.name


def test_a_geoparquet_that_contradicts_itself_is_unreadable(tmp_path: Path) -> None:
    path = write(blocks(), tmp_path / "m.parquet")
    table = pq.read_table(path)
    pq.write_table(table.replace_schema_metadata({b"geo": b'{"columns": {}}'}), path)
    with pytest.raises(UnreadableInputError, match=r"m\.parquet"):
        read_layer(path, WANTED)


def test_no_driver_is_there_that_follows_orders_of_a_file() -> None:
    script = "import metrocli.study, pyogrio; print(*pyogrio.list_drivers(), sep='\\n')"
    drivers = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    ).stdout.splitlines()
    assert "GPKG" in drivers
    assert not {"OGR_VRT", "WFS", "OAPIF", "HTTP", "GDALG", "GML", "GPSBabel"} & set(drivers)


@pytest.mark.parametrize("kind", ["link", "url"])
def test_a_crs_that_is_a_link_is_not_fetched(tmp_path: Path, kind: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        link = f"http://127.0.0.1:{server.getsockname()[1]}/crs"
        content = json.loads(blocks().to_json(drop_id=True))
        content["crs"] = {"type": kind, "properties": {"href": link, "url": link}}
        (tmp_path / "m.geojson").write_text(json.dumps(content))
        read_layer(tmp_path / "m.geojson", WANTED)
        with pytest.raises(TimeoutError):
            server.accept()


@pytest.mark.parametrize("name", ["m.gpkg", "m.parquet"])
def test_a_filter_holds_no_query_of_its_own(tmp_path: Path, name: str) -> None:
    path = write(blocks(), tmp_path / name)
    endless = "WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r) SELECT sum(i) FROM r"
    with pytest.raises(InvalidInputError, match="more than a condition"):
        read_layer(path, WANTED, where=f"({endless}) > 0")
    assert len(read_layer(path, WANTED, where="manzent <> 'select'").wkb) == 3


def test_a_text_among_the_numbers_of_a_geojson_is_not_passed_over(tmp_path: Path) -> None:
    content = json.loads(blocks().to_json(drop_id=True))
    content["features"][1]["properties"]["pob"] = "muchos"
    (tmp_path / "m.geojson").write_text(json.dumps(content))
    layer = read_layer(tmp_path / "m.geojson", WANTED)
    assert "muchos" in str(layer.table.column("pob").cells.tolist())


def test_text_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = write(blocks(), tmp_path / "m.gpkg")
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA writable_schema = ON")
        database.execute("DELETE FROM sqlite_master WHERE type = 'trigger'")
        database.commit()
        database.execute("PRAGMA writable_schema = RESET")
        database.execute("UPDATE m SET cut = CAST(x'ff00' AS TEXT)")
        database.commit()
    with pytest.raises(UnreadableInputError, match="UTF8"):
        read_layer(path, WANTED)


@pytest.mark.parametrize("geo", ["[]", "1", '"x"', "[" * 5_000, '{"columns": []}'])
def test_metadata_of_another_shape_are_refused(tmp_path: Path, geo: str) -> None:
    path = write(blocks(), tmp_path / "m.parquet")
    table = pq.read_table(path).replace_schema_metadata({"geo": geo})
    pq.write_table(table, path)
    with pytest.raises(InputError):
        read_layer(path, WANTED)

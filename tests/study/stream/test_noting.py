"""What is noted while a layer streams is what reading it whole gives."""

from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely

from metrocli import planar
from metrocli.errors import InvalidInputError, MissingInputError
from metrocli.shapes.wkb import from_geometries
from metrocli.study.attribution import communes_of
from metrocli.study.sections import FootprintsSection, Source
from metrocli.study.stream import drivers
from metrocli.study.stream.drivers import open_layer
from metrocli.study.stream.noting import Notes, NotingLayer
from metrocli.study.stream.placing import placing

ORIGIN = 450_000.0, 6_000_000.0


def communes() -> dict[str, shapely.Geometry]:
    """Return two communes that meet along a slanting border, and a third far away."""
    x, y = ORIGIN
    west = shapely.Polygon([(x, y), (x + 5_300, y), (x + 7_700, y + 9_000), (x, y + 9_000)])
    both = shapely.box(x, y, x + 12_345, y + 9_000)
    return {"07101": west, "07105": both - west, "05201": shapely.box(-9.5e6, 7e6, -9.49e6, 7.01e6)}


def test_a_raster_places_as_geos_does() -> None:
    random = np.random.default_rng(3)
    x, y = random.uniform(-700, 13_000, 3_000), random.uniform(-700, 9_700, 3_000)
    w, h = random.uniform(1, 400, (2, 3_000))
    boxes = shapely.box(*np.array([x, y, x + w, y + h]) + np.tile(ORIGIN, 2)[:, np.newaxis])
    points = shapely.points(*(np.array([x, y]) + np.array(ORIGIN)[:, np.newaxis]))
    things = np.concatenate([boxes, points, [shapely.Point(-9.495e6, 7.005e6)]])
    ready = placing(communes())
    places = ready.place(from_geometries(things))
    found = np.where(places < 0, "", ready.codes[places])
    assert found.tolist() == communes_of(things, communes()).tolist()
    assert set(found) == {"", "05201", "07101", "07105"}


def test_what_has_no_geometry_is_in_no_commune() -> None:
    things = np.array([None, shapely.Polygon()], dtype=object)
    assert placing(communes()).place(from_geometries(things)).tolist() == [-1, -1]


def noted(layer: gpd.GeoDataFrame, folder: Path, **given: Any) -> Notes:
    path = folder / "houses.parquet"
    layer.to_parquet(path)
    noting = NotingLayer(
        open_layer(path), FootprintsSection(Source(path.name, path.parent)), **given
    )
    for _ in noting.read():
        pass
    return noting.notes()


def houses(**columns: object) -> gpd.GeoDataFrame:
    boxes = [shapely.box(-71.6 + k / 50, -35.4, -71.599 + k / 50, -35.399) for k in range(6)]
    return gpd.GeoDataFrame(columns, geometry=boxes, crs="EPSG:4326")


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drivers, "BATCH", 2)


def test_codes_inhabitants_and_areas_are_noted(tmp_path: Path) -> None:
    layer = houses(
        cut=["07101", "7101", "07105", "07101", "07105", "13101"], pob=[1, 2, None, 4, 5, 6]
    )
    notes = noted(layer, tmp_path)
    assert [notes.codes[k] for k in notes.communes] == [
        *("07101", "07101", "07105", "07101", "07105", "13101")
    ]
    assert notes.population.tolist() == [1, 2, 0, 4, 5, 6]
    planar_areas = shapely.area(planar.to_plane(layer.geometry.to_numpy(), 4326))
    assert notes.areas == pytest.approx(planar_areas)


def test_boundaries_place_what_no_column_does(tmp_path: Path) -> None:
    layer = houses()
    (whole,) = planar.to_plane(np.array([shapely.box(-72, -36, -71.55, -35)]), 4326)
    notes = noted(layer, tmp_path, placing=placing({"07101": whole}))
    assert notes.communes.tolist() == [0, 0, 0, -1, -1, -1]
    assert notes.codes == ("07101",)


def test_without_either_there_is_no_commune(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError, match="no column tells the commune"):
        noted(houses(), tmp_path)


@pytest.mark.parametrize(
    "bad", [{"cut": ["99999"] + ["07101"] * 5}, {"cut": ["07101"] * 6, "pob": [-1] * 6}]
)
def test_what_is_wrong_in_a_column_is_named(tmp_path: Path, bad: dict[str, object]) -> None:
    with pytest.raises(InvalidInputError, match=r"houses\.parquet, column (cut|pob), feature 1"):
        noted(houses(**bad), tmp_path)

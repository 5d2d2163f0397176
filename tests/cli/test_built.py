"""Buildings with the people of a census, and rasters, through the command line and the sample."""

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
from rasterio.features import rasterize
from rasterio.transform import Affine

from metrocli.study.sample import write_sample
from tests.cli.conftest import Metro
from tests.study.places import write_study
from tests.study.rasters import built, write_raster

CELL = 20.0
"""Metres."""

TALCA_MAULE = ("07101", "07105")
CHECK = ("--members", ",".join(TALCA_MAULE), "--population-vintage", "2024", "--format", "json")


@pytest.fixture
def sample(tmp_path: Path) -> gpd.GeoDataFrame:
    """Return the buildings of Talca and Maule, and write the sample where no study stands."""
    folder = tmp_path / "muestra"
    folder.mkdir()
    write_sample(folder)
    return gpd.read_parquet(folder / "edificios_2024.parquet").query("cut in @TALCA_MAULE")


def check(metro: Metro, *options: str) -> dict[str, Any]:
    ended = metro("check", *CHECK, *options)
    assert ended.code == 0, ended.err
    result: dict[str, Any] = json.loads(ended.out)
    return result


def rasterised(folder: Path, buildings: gpd.GeoDataFrame) -> None:
    """Write the raster of all cells that a building touches, 1 where it does."""
    communes = gpd.read_file(folder / "muestra" / "comunas.gpkg").query("cut in @TALCA_MAULE")
    assert communes.crs == buildings.crs
    west, south, east, north = communes.total_bounds
    transform = Affine(CELL, 0, west, 0, -CELL, north)
    shape = int((north - south) / CELL) + 1, int((east - west) / CELL) + 1
    values = rasterize(buildings.geometry, shape, transform=transform, all_touched=True)
    write_raster(folder / "ghs.tif", values, crs=communes.crs, transform=transform)


def test_a_raster_gives_the_continuity_of_what_it_was_made_of(
    metro: Metro, tmp_path: Path, sample: gpd.GeoDataFrame
) -> None:
    rasterised(tmp_path, sample)
    sample.to_parquet("edificios.parquet")
    (exact,) = check(metro, "--footprints", "edificios.parquet")["areas"]
    result = check(
        metro,
        *("--boundaries", "muestra/comunas.gpkg", "--footprints", "ghs.tif"),
        *("--threshold", "0", "--people", "edificios.parquet"),
    )
    (area,) = result["areas"]
    # Each of two edges moves by less than a cell, either way across it.
    assert exact["merge_distance_m"] == pytest.approx(21.6, abs=0.1)
    assert area["merge_distance_m"] == pytest.approx(exact["merge_distance_m"], abs=2 * CELL)
    assert area["population"]["urban"] == sample["poblacion"].sum() == exact["population"]["urban"]
    assert area["population"]["continuum"] == exact["population"]["continuum"]
    assert result["weighting"] == "population"
    inputs = {one["role"]: (one["path"], one["crs"]) for one in result["inputs"]}
    assert inputs["footprints"] == ("ghs.tif", "EPSG:32719")
    assert inputs["people"] == ("edificios.parquet", "EPSG:32719")


def test_a_raster_alone_weighs_by_area(
    metro: Metro, tmp_path: Path, sample: gpd.GeoDataFrame
) -> None:
    rasterised(tmp_path, sample)
    ended = metro(
        *("check", *CHECK, "--boundaries", "muestra/comunas.gpkg"),
        *("--footprints", "ghs.tif", "--threshold", "0"),
    )
    assert ended.code == 4
    result = json.loads(ended.out)
    assert result["weighting"] == "area"
    assert result["areas"][0]["population"]["continuum"] is None


def test_people_of_zones_are_conserved(metro: Metro, sample: gpd.GeoDataFrame) -> None:
    sample.drop(columns="poblacion").to_parquet("edificios.parquet")
    zones = sample.assign(geometry=sample.buffer(1)).rename(columns={"poblacion": "gente"})
    zones.to_parquet("zonas.parquet")
    (area,) = check(
        metro,
        *("--footprints", "edificios.parquet", "--people", "zonas.parquet"),
        *("--people-population", "gente"),
    )["areas"]
    by_member = {one["code"]: one["population"]["urban"] for one in area["members"]}
    assert by_member == sample.groupby("cut")["poblacion"].sum().to_dict()


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        ([], 3, "umbral"),
        (["--threshold", "0", "--footprint-population", "pob"], 2, "--footprint-population"),
        (["--threshold", "nan"], 2, "nan"),
        (["--threshold", "5000"], 3, "5.000"),
        (["--threshold", "0", "--people", "nada.gpkg"], 3, "nada.gpkg"),
        (["--threshold", "0", "--people-population", "pob"], 2, "--people"),
    ],
)
def test_obvious_mistakes_are_told_in_two_lines(
    metro: Metro, tmp_path: Path, options: list[str], code: int, words: str
) -> None:
    write_study(tmp_path)
    write_raster(tmp_path / "ghs.tif", built((1, 1)))
    ended = metro("check", "--footprints", "ghs.tif", *options)
    assert (ended.code, ended.out) == (code, "")
    assert words in ended.err
    assert len(ended.err.splitlines()) <= 4


def test_inspect_says_what_a_raster_and_its_people_are(metro: Metro, tmp_path: Path) -> None:
    write_study(tmp_path)
    write_raster(tmp_path / "ghs.tif", built((50, 50), (50, 150)))
    given = ("--footprints", "ghs.tif", "--threshold", "50", "--people", "manzanas.parquet")
    ended = metro("inspect", *given, "--format", "json")
    assert ended.code == 0
    raster, people = json.loads(ended.out)["inputs"][2:]
    assert (raster["role"], raster["schema"]["id"]) == ("footprints", "built-raster")
    assert raster["features"] == 2
    assert raster["grid"] == {
        "band": 1,
        "threshold": 50,
        "cell": pytest.approx([0.001, 0.001]),
        "nodata": 65_535,
    }
    assert (people["role"], people["population"], people["grid"]) == ("people", 180, None)
    table = " ".join(metro("inspect", *given).out.split())
    assert "ráster de lo construido, como GHSL (GeoTIFF)" in table
    assert "sin dato: 65535" in table

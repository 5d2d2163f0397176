"""Barriers through the command line: what they part, and that every output says so."""

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from tests.cli.conftest import Metro
from tests.study.places import write_study
from tests.study.test_barriers import RIVER, SECTION, write_rivers

GATE = shapely.box(-71.61, -35.4402, -71.59, -35.44)
"""Where a bridge is, a kilometre north of the blocks."""

LINE = shapely.LineString([(-71.60, -35.60), (-71.60, -35.30)]).difference(GATE)


@pytest.fixture
def folder(metro: Metro, tmp_path: Path) -> Path:
    """Return the folder of a study whose two communes a river with a bridge parts."""
    del metro
    write_rivers(tmp_path, LINE)
    write_study(tmp_path, SECTION)
    return tmp_path


def answer(metro: Metro, *arguments: str) -> Any:
    return json.loads(metro(*arguments, "--format", "json").out)


def test_a_gap_is_the_way_over_the_bridge(metro: Metro, folder: Path) -> None:
    del folder
    found = answer(metro, "gap", "Talca", "Maule", "--max-gap", "20000")
    without = found["barriers"]["merge_distance_without_m"]
    assert found["barriers"]["files"] == ["rios.gpkg"]
    assert found["barriers"]["length_km"] == pytest.approx(33.3, abs=0.2)
    assert found["merge_distance_m"] > without + 100
    (turn,) = found["weakest_link"]["turns"]
    assert turn == {"lon": -71.6, "lat": pytest.approx(-35.4402)}
    told = {one["code"]: one["severity"] for one in found["notices"]}
    assert told["barriers-applied"] == "info"
    assert found["inputs"][-1]["role"] == "barriers"


def test_the_table_says_what_it_would_be_without(metro: Metro, folder: Path) -> None:
    del folder
    told = metro("gap", "Talca", "Maule", "--max-gap", "20000").out
    assert "sin barreras" in told
    assert "rodea barreras" in told
    assert max(map(len, told.splitlines())) <= 80


def test_the_barrier_that_decides_is_named(metro: Metro, folder: Path) -> None:
    del folder
    found = answer(metro, "gap", "Talca", "Maule", "--max-gap", "20000")
    (name,) = found["barriers"]["crossed"]
    told = metro("norm", "explain", "continuity", "talca-maule", "--max-gap", "20000").out
    assert f"por una línea que corta {name}" in " ".join(told.split())


def test_footprints_inside_a_lake_are_told(metro: Metro, folder: Path) -> None:
    plain = {one["code"] for one in answer(metro, "check")["notices"]}
    assert "footprints-in-barriers" not in plain
    write_rivers(folder, shapely.box(-71.70, -35.50, -71.60, -35.40))
    ended = metro("check", "--format", "json")
    told = {one["code"]: one["message"] for one in json.loads(ended.out)["notices"]}
    assert told["footprints-in-barriers"].startswith("2 footprints lie inside polygons")
    assert "dentro de polígonos de las barreras" in " ".join(ended.err.split())


def test_an_option_is_as_good_as_a_section(metro: Metro, tmp_path: Path) -> None:
    write_study(tmp_path)
    write_rivers(tmp_path, LINE)
    plain = answer(metro, "gap", "Talca", "Maule", "--max-gap", "20000")
    barred = answer(metro, "gap", "Talca", "Maule", "--max-gap", "20000", "--barriers", "rios.gpkg")
    assert "barriers" not in plain
    assert barred["barriers"]["merge_distance_without_m"] == plain["merge_distance_m"]
    assert "turns" not in plain["weakest_link"]


def test_the_evidence_of_continuity_has_both_distances(metro: Metro, folder: Path) -> None:
    del folder
    found = answer(metro, "check", "--max-gap", "20000")
    (area,) = found["areas"]
    (continuity,) = [one for one in area["criteria"] if one["id"] == "continuity"]
    barriers = continuity["evidence"]["barriers"]
    assert barriers["files"] == ["rios.gpkg"]
    assert barriers["merge_distance_without_m"] < area["merge_distance_m"]
    told = metro("norm", "explain", "continuity", "talca-maule", "--max-gap", "20000")
    assert "sin ellas" in told.out


@pytest.mark.parametrize("command", [("check",), ("gap", "Talca", "Maule"), ("sweep",)])
def test_a_kept_study_keeps_its_barriers(
    metro: Metro, folder: Path, command: tuple[str, ...]
) -> None:
    asked = (*command, "--max-gap", "20000", "--format", "json")
    plain = metro(*asked)
    first, second = (metro(*asked, "--cache", "kept") for _ in range(2))
    assert plain.out == first.out == second.out
    write_rivers(folder, RIVER)
    assert metro(*asked, "--cache", "kept").out != plain.out


def test_patches_do_not_cross_it(metro: Metro, folder: Path) -> None:
    files = ("-o", "m.gpkg", "--labels", "e.parquet", "--max-gap", "8000", "--format", "json")
    found = json.loads(metro("patches", *files).out)
    assert found["patches"] == 1
    write_rivers(folder, RIVER.buffer(0.001))
    found = json.loads(metro("patches", *files).out)
    assert found["patches"] == 2
    assert pd.read_parquet("e.parquet").patch.tolist() == [1, 1, 2]
    assert [one["role"] for one in found["inputs"]] == ["footprints", "barriers"]
    assert "barriers-applied" in {one["code"] for one in found["notices"]}


def test_inspect_and_lock_see_the_file(metro: Metro, folder: Path) -> None:
    found = answer(metro, "inspect")
    roles = [one["role"] for one in found["inputs"]]
    assert roles == ["population", "boundaries", "footprints", "barriers"]
    assert metro("check", "--format", "json", "--output", "r.json").code in {0, 1}
    assert metro("verify", "r.json").code == 0
    write_rivers(folder, RIVER)
    assert metro("verify", "r.json").code != 0


def test_a_layer_of_points_is_refused(metro: Metro, folder: Path) -> None:
    points = gpd.GeoDataFrame(geometry=[shapely.Point(-71.6, -35.45)], crs="EPSG:4674")
    points.to_file(folder / "puntos.gpkg")
    ended = metro("check", "--barriers", "puntos.gpkg")
    assert ended.code == 3
    assert "puntos.gpkg" in ended.err

"""`metro inspect` through the command line, on files drawn by hand."""

import json
from pathlib import Path

import pandas as pd
import pyogrio
import pytest

from tests.cli.conftest import Metro
from tests.study.places import COMMUNES, blocks, write_study


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return write_study(tmp_path)


def twice(study: Path) -> None:
    """Put every block into the study's layer a second time."""
    pd.concat([blocks(), blocks()]).to_parquet(study.parent / "manzanas.parquet")


@pytest.mark.usefixtures("study")
def test_a_sound_study_ends_with_0_and_says_what_it_is(metro: Metro) -> None:
    ended = metro("inspect")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("Prueba\n\nPoblación: poblacion.csv\n")
    assert "260.500" in ended.out
    assert "EPSG:4674" in ended.out
    assert max(map(len, ended.out.splitlines())) <= 80


def test_an_error_ends_with_3_and_is_in_the_result(metro: Metro, study: Path) -> None:
    twice(study)
    (study.parent / "comunas.gpkg").write_bytes(b"no es un gpkg")
    ended = metro("inspect", "--format", "json")
    assert ended.code == 3
    result = json.loads(ended.out)
    assert result["sound"] is False
    errors = {
        (report["role"], found["code"]): found["count"]
        for report in result["inputs"]
        for found in report["findings"]
        if found["severity"] == "error"
    }
    assert errors == {("boundaries", "refused"): 1, ("footprints", "features-repeated"): 3}


def test_the_table_names_what_the_json_names(metro: Metro, study: Path) -> None:
    twice(study)
    result = json.loads(metro("inspect", "--format", "json").out)
    shown = metro("inspect", "--output", "tabla.txt")
    table = " ".join((study.parent / "tabla.txt").read_text(encoding="utf-8").split())
    assert (shown.code, shown.out) == (3, "")
    codes = [found["code"] for report in result["inputs"] for found in report["findings"]]
    assert [code for code in codes if code not in table] == []
    assert "ERROR 3" in table


def test_json_is_the_same_in_every_language(metro: Metro, study: Path) -> None:
    twice(study)
    spanish, english = (
        metro("inspect", "--format", "json", "--lang", lang).out for lang in ("es", "en")
    )
    assert spanish == english


def test_places_are_drawn_for_qgis(metro: Metro, study: Path) -> None:
    twice(study)
    places = study.parent / "lugares.gpkg"
    assert metro("inspect", "--places", "lugares.gpkg").code == 3
    assert pyogrio.list_layers(places)[:, 0].tolist() == ["polygons"]
    drawn = pyogrio.read_dataframe(places)
    assert drawn.crs.to_authority() == ("EPSG", "4674")
    assert drawn["label"].tolist() == ["4", "5", "6"]
    assert set(drawn["code"]) == {"features-repeated"}
    assert set(drawn["input"]) == {"manzanas.parquet"}
    assert drawn.total_bounds[0] == pytest.approx(-71.6505, abs=1e-6)


@pytest.mark.usefixtures("study")
def test_places_of_a_sound_study_are_an_empty_layer(metro: Metro, tmp_path: Path) -> None:
    assert metro("inspect", "--places", "lugares.gpkg").code == 0
    assert pyogrio.read_info(tmp_path / "lugares.gpkg")["features"] == 0


@pytest.mark.usefixtures("study")
def test_places_must_be_a_geopackage(metro: Metro, tmp_path: Path) -> None:
    ended = metro("inspect", "--places", "lugares.shp")
    assert (ended.code, ended.out) == (2, "")
    assert not (tmp_path / "lugares.shp").exists()


def test_one_file_by_itself_is_enough(metro: Metro, tmp_path: Path) -> None:
    COMMUNES.to_file(tmp_path / "comunas.gpkg")
    ended = metro("inspect", "--boundaries", "comunas.gpkg", "--format", "json")
    assert ended.code == 0
    (report,) = json.loads(ended.out)["inputs"]
    assert report["schema"]["id"] == "ine-2024-communes"
    assert report["schema"]["columns"] == ["cut", "comuna", "region"]


def test_without_a_study_or_a_file_there_is_nothing_to_inspect(metro: Metro) -> None:
    ended = metro("inspect")
    assert (ended.code, ended.out) == (3, "")
    assert "metro.toml" in ended.err

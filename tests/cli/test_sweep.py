"""`metro sweep` and `metro outlook` as they are used."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Metro


def study(metro: Metro) -> None:
    metro("init", "--sample", "-q")


def test_a_sweep_is_a_table_of_eighty_columns_with_its_chart(metro: Metro) -> None:
    study(metro)
    ended = metro("sweep", "talca-maule", "--to", "600")
    assert ended.code == 0
    assert max(map(len, ended.out.splitlines())) <= 80
    assert "Habitantes del continuo según la brecha máxima" in ended.out
    assert "_ se exigen más de 250.000 habitantes" in ended.out
    assert "\x1b" not in ended.out


def test_the_rows_of_csv_are_the_grid(metro: Metro) -> None:
    study(metro)
    grid = ("--from", "0", "--to", "100", "--step", "50", "--majorities", "0.5,0.75")
    ended = metro("sweep", "talca-maule", *grid, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ended.out)))
    assert len(rows) == 3 * 3 * 2
    assert [row["gap_m"] for row in rows[:3]] == ["0", "50", "100"]
    assert {row["reading"] for row in rows} == {"communal", "urban", "continuum"}
    checked = metro("check", "talca-maule", "--max-gap", "50", "--format", "json")
    (area,) = json.loads(checked.out)["areas"]
    asked = {"reading": "continuum", "gap_m": "50", "majority": "0.5"}
    (row,) = [row for row in rows if asked.items() <= row.items()]
    assert row["verdict"] == area["verdict"]
    assert float(row["population"]) == area["population"]["continuum"]
    assert float(row["merge_distance_m"]) == area["merge_distance_m"]


def test_json_tells_flips_and_steps(metro: Metro) -> None:
    study(metro)
    ended = metro("sweep", "--members", "Talca,Maule", "--format", "json")
    (area,) = json.loads(ended.out)["areas"]
    assert len(area["lines"]) == 15
    for line in area["lines"]:
        assert line["flips_m"] == [stretch["low_m"] for stretch in line["stretches"][1:]]
    assert area["steps"][0]["gap_m"] == 0
    assert area["steps"][-1]["population"] == area["population"]["urban"]


@pytest.mark.parametrize(
    "wrong",
    [
        ("--from", "600", "--to", "500"),
        ("--to", "6001"),
        ("--step", "0.01"),
        ("--step", "0"),
        ("--majorities", "0.4"),
        ("--majorities", "half"),
        ("--members", "Talca,Maule"),
    ],
)
def test_what_cannot_be_swept_is_wrong_usage(metro: Metro, wrong: tuple[str, ...]) -> None:
    study(metro)
    ended = metro("sweep", "talca-maule", *wrong)
    assert (ended.code, ended.out) == (2, "")


def test_an_outlook_says_that_it_is_a_projection(metro: Metro) -> None:
    study(metro)
    ended = metro("outlook", "talca-maule", "--study", "metro-2017.toml")
    assert ended.code == 0
    assert "Proyección, no es un resultado" in " ".join(ended.out.split())
    assert max(map(len, ended.out.splitlines())) <= 80
    document = json.loads(
        metro("outlook", "talca-maule", "--study", "metro-2017.toml", "--format", "json").out
    )
    (area,) = document["areas"]
    assert area["lacks"]["inhabitants"] == 25_876
    assert area["outlook"]["is_projection"] is True
    assert area["outlook"]["earliest"] <= area["outlook"]["year"] <= area["outlook"]["latest"]


@pytest.mark.real
def test_verdicts_of_2017_flip_where_they_do(
    metro: Metro, real_data: Path, repository: Path
) -> None:
    arguments = ("--root", str(real_data), "--study", str(repository / "studies/chile-2017.toml"))
    areas = "talca-maule", "iquique-alto-hospicio"
    ended = metro("sweep", *areas, *arguments, "--majorities", "0.5", "--format", "json")
    talca, iquique = json.loads(ended.out)["areas"]
    told = {
        line["reading"]: [(s["verdict"], s["low_m"]) for s in line["stretches"]]
        for line in talca["lines"]
    }
    assert told == {
        "communal": [("eligible", 0)],
        "urban": [("not_eligible", 0)],
        "continuum": [("not_eligible", 0)],
    }
    for line in iquique["lines"]:
        assert line["flips_m"] == [line["merge_distance_m"]]
        assert line["merge_distance_m"] == pytest.approx(456.1, abs=0.05)

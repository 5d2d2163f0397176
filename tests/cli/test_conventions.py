"""Links, also-built features, thresholds and decisions, through the command line."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely

from tests.cli.conftest import Metro
from tests.study.places import block, write_study

TERMS = "[continuity]\nhorizon = 9000\n"

JOIN = (
    "[[decisions.join]]\nfootprints = ['a', 'b']\nreason = 'Un solo pueblo'\n"
    "author = 'GORE del Maule'\ndate = '2026-03-11'\n"
)

EXCLUDE = (
    "[[decisions.exclude]]\nfootprints = ['b']\nreason = 'Es una cantera'\n"
    "author = 'GORE del Maule'\ndate = '2026-03-11'\n"
)


def bridges(folder: Path) -> str:
    """Draw a bridge between the second and the third block, and a ferry beside it."""
    line = shapely.LineString([(-71.629, -35.45), (-71.551, -35.45)])
    gpd.GeoDataFrame(
        {"nombre": ["Puente Llacolén", "Balsa"], "tipo": ["puente", "balsa"]},
        geometry=[line, line],
        crs="EPSG:4326",
    ).to_file(folder / "puentes.gpkg")
    return "puentes.gpkg"


def parks(folder: Path) -> str:
    """Draw a park between the first two blocks."""
    gpd.GeoDataFrame(
        {"nombre": ["Parque Piduco"], "tipo": ["parque"]},
        geometry=[shapely.box(-71.648, -35.451, -71.632, -35.449)],
        crs="EPSG:4326",
    ).to_file(folder / "parques.gpkg")
    return "parques.gpkg"


def asked(metro: Metro, *arguments: str) -> Any:
    return json.loads(metro(*arguments, "--format", "json").out)


def test_a_bridge_joins_and_the_answer_says_so(metro: Metro, tmp_path: Path) -> None:
    write_study(tmp_path, TERMS)
    command = ("gap", "Talca", "Maule")
    bare = asked(metro, *command)
    told = asked(metro, *command, "--links", bridges(tmp_path))
    assert bare["merge_distance_m"] == pytest.approx(7_180, rel=0.01)
    assert told["merge_distance_m"] == pytest.approx(1_725, rel=0.01)
    assert told["touch_distance_m"] == 0
    bridge = {"rule": "link", "name": "Puente Llacolén", "kind": "bridge"}
    assert told["touch_link"]["via"] == bridge
    assert told["weakest_link"]["via"] is None
    assert told["without"] == [
        {
            "rule": "link",
            "merge_distance_m": bare["merge_distance_m"],
            "verdict": None,
            "ties": [bridge],
        }
    ]
    (link,) = told["conventions"]["links"]
    assert link["line"] == [[-71.629, -35.45], [-71.551, -35.45]]
    assert [known["role"] for known in told["inputs"]][-1] == "links"
    assert "links-ferries-left-out" in {notice["code"] for notice in told["notices"]}
    table = metro(*command, "--links", "puentes.gpkg").out
    assert "Puente Llacolén (puente)" in table


def test_a_park_joins_what_lies_around_it(metro: Metro, tmp_path: Path) -> None:
    write_study(tmp_path, TERMS)
    told = asked(metro, "check", "--also-built", parks(tmp_path), "--links", bridges(tmp_path))[
        "areas"
    ][0]
    assert told["merge_distance_m"] == pytest.approx(136, rel=0.05)
    assert told["weakest_link"]["via"]["name"] == "Parque Piduco"
    rules = {one["rule"]: one for one in told["without"]}
    assert rules["also-built"]["merge_distance_m"] == pytest.approx(1_725, rel=0.01)
    assert [tie["name"] for tie in rules["also-built"]["ties"]] == ["Parque Piduco"]


@pytest.mark.parametrize("decision", [JOIN, EXCLUDE])
def test_decisions_are_in_every_output_with_the_verdict_without_them(
    metro: Metro, tmp_path: Path, decision: str
) -> None:
    write_study(tmp_path, TERMS + decision)
    reason = decision.split("reason = '")[1].split("'", maxsplit=1)[0]
    for form in ("table", "markdown"):
        told = " ".join(metro("check", "--format", form).out.split())
        assert reason in told
        assert "(GORE del Maule, 2026-03-11)" in told
    document = asked(metro, "check")
    (kept,) = document["conventions"]["decisions"]
    assert (kept["reason"], kept["author"], kept["date"]) == (
        reason,
        "GORE del Maule",
        "2026-03-11",
    )
    (without,) = document["areas"][0]["without"]
    assert without["rule"] == "decision"
    bare = tmp_path / "sin.toml"
    bare.write_text(
        (tmp_path / "metro.toml").read_text(encoding="utf-8").replace(decision, ""),
        encoding="utf-8",
    )
    then = asked(metro, "check", "--study", "sin.toml")["areas"][0]
    assert (without["verdict"], without["merge_distance_m"]) == (
        then["verdict"],
        then["merge_distance_m"],
    )
    properties = {
        (each.get("name"), each.get("value"))
        for each in ET.fromstring(metro("check", "--format", "junit").out).iter("property")  # noqa: S314 - our own
    }
    assert any(name == "decision" and reason in str(value) for name, value in properties)
    assert ("verdict-without-decision", then["verdict"]) in properties
    assert "merge_distance_without_decisions_m" in metro("propose", "--format", "csv").out
    for command in (("sweep", "--to", "100"), ("gap", "Talca", "Maule"), ("propose",)):
        assert reason in " ".join(metro(*command).out.split())


def test_what_thresholds_left_out_is_told(metro: Metro, tmp_path: Path) -> None:
    path = write_study(tmp_path, TERMS)
    told = path.read_text(encoding="utf-8")
    path.write_text(
        told.replace('"manzanas.parquet"', '"manzanas.parquet"\nmin_density = 45'),
        encoding="utf-8",
    )
    (left,) = asked(metro, "check")["conventions"]["left_out"]
    assert (left["threshold"], left["features"], left["population"]) == ("min_density", 1, 30)
    assert "menos de 45 habitantes por hectárea" in " ".join(metro("check").out.split())


def test_a_result_with_conventions_is_verified_and_kept(metro: Metro, tmp_path: Path) -> None:
    links, also = bridges(tmp_path), parks(tmp_path)
    other = EXCLUDE.replace("['b']", "['c']").replace("exclude", "include")
    write_study(
        tmp_path,
        f"{TERMS}min_patch = 0.1\n[[links]]\npath = '{links}'\n"
        f"[[also_built]]\npath = '{also}'\n{JOIN}{other}",
    )
    plain = metro("gap", "Talca", "Maule", "--format", "json", "--output", "plain.json")
    assert plain.code == 0, plain.err
    for name in ("first.json", "second.json"):
        kept = ("--cache", "kept", "--format", "json", "--output", name)
        assert metro("gap", "Talca", "Maule", *kept).code == 0
        assert (tmp_path / name).read_bytes() == (tmp_path / "plain.json").read_bytes()
    assert metro("verify", "plain.json").code == 0


def test_a_study_is_locked_with_its_links(metro: Metro, tmp_path: Path) -> None:
    write_study(tmp_path, f"{TERMS}[[links]]\npath = '{bridges(tmp_path)}'\n")
    assert metro("lock").code == 0
    assert metro("check", "--locked").code == 0
    frame = gpd.read_file(tmp_path / "puentes.gpkg")
    frame.iloc[:1].to_file(tmp_path / "puentes.gpkg")
    refused = metro("check", "--locked")
    assert refused.code == 3
    assert "puentes.gpkg" in refused.err


def test_an_unknown_footprint_of_a_decision_is_named(metro: Metro, tmp_path: Path) -> None:
    write_study(tmp_path, EXCLUDE.replace("['b']", "['zz']"))
    refused = metro("check")
    assert refused.code == 3
    assert "[[decisions.exclude]] 1: no hay ninguna huella zz" in " ".join(refused.err.split())


def test_links_and_parks_are_inspected(metro: Metro, tmp_path: Path) -> None:
    far = shapely.LineString([(-71.60, -35.42), (-71.59, -35.42)])
    loop = block(-71.6, -35.45).exterior
    gpd.GeoDataFrame(
        {"nombre": ["Lejos", None, "Aro"], "tipo": ["puente", "balsa", "zarzo"]},
        geometry=[far, far, loop],
        crs="EPSG:4326",
    ).to_file(tmp_path / "puentes.gpkg")
    write_study(
        tmp_path,
        f"[[links]]\npath = 'puentes.gpkg'\n[[also_built]]\npath = '{parks(tmp_path)}'\n",
    )
    inspected = asked(metro, "inspect")
    by_role = {one["role"]: one for one in inspected["inputs"]}
    found = {finding["code"] for finding in by_role["links"]["findings"]}
    assert found == {"links-not-lines", "links-nameless", "links-kinds-unknown", "links-ferries"}
    assert by_role["also-built"]["features"] == 1
    assert "links-unreached" in {finding["code"] for finding in inspected["findings"]}


def test_a_repaired_study_keeps_its_links_and_parks(metro: Metro, tmp_path: Path) -> None:
    write_study(
        tmp_path,
        f"{TERMS}[[links]]\npath = '{bridges(tmp_path)}'\n"
        f"[[also_built]]\npath = '{parks(tmp_path)}'\n{JOIN}",
    )
    metro("repair", "-o", "mended")
    before = asked(metro, "check")
    after = asked(metro, "check", "--study", "mended/metro.toml")
    assert after["areas"] == before["areas"]
    assert after["conventions"] == before["conventions"]


# -- everything at once --------------------------------------------------------

MATTER = """
[[links]]
path = 'puentes.gpkg'
[[also_built]]
path = 'parques.gpkg'
[[barriers]]
path = 'rios.gpkg'
"""


@pytest.fixture
def everything(metro: Metro, tmp_path: Path) -> Path:
    """Write a study with links, parks, a river through the park, thresholds and a decision."""
    del metro
    bridges(tmp_path)
    parks(tmp_path)
    river = shapely.LineString([(-71.64, -35.60), (-71.64, -35.30)])
    gpd.GeoDataFrame({"nombre": ["Río Claro"]}, geometry=[river], crs="EPSG:4326").to_file(
        tmp_path / "rios.gpkg"
    )
    return write_study(tmp_path, f"{TERMS}min_patch = 0.1\n{MATTER}{EXCLUDE}")


def test_a_park_does_not_join_across_a_river(metro: Metro, everything: Path) -> None:
    told = everything.read_text(encoding="utf-8")
    everything.write_text(told.split("[[decisions")[0], encoding="utf-8")
    command = ("gap", "Talca", "Maule")
    apart = asked(metro, *command)
    everything.write_text(
        told.split("[[decisions")[0].replace("[[barriers]]\npath = 'rios.gpkg'\n", ""),
        encoding="utf-8",
    )
    whole = asked(metro, *command)
    assert whole["merge_distance_m"] == pytest.approx(136, rel=0.05)
    assert apart["barriers"]["merge_distance_without_m"] == whole["merge_distance_m"]
    assert apart["merge_distance_m"] is None
    assert {one["rule"] for one in apart["without"]} == {"link", "also-built"}


@pytest.mark.parametrize(
    "command",
    [
        ("check",),
        ("gap", "Talca", "Maule"),
        ("sweep",),
        ("propose",),
        ("outlook",),
        ("compare", "metro.toml", "metro.toml"),
    ],
)
def test_every_answer_says_what_is_added_to_gaps(
    metro: Metro, everything: Path, command: tuple[str, ...]
) -> None:
    del everything
    document = asked(metro, *command)
    added = document.get("conventions") or document["current"]["conventions"]
    assert [link["name"] for link in added["links"]] == ["Puente Llacolén"]
    assert added["also_built"]["features"] == 1
    assert [one["reason"] for one in added["decisions"]] == ["Es una cantera"]
    assert "barriers-applied" in {one["code"] for one in document["notices"]}
    table = " ".join(metro(*command).out.split())
    assert "Es una cantera (GORE del Maule, 2026-03-11)" in table


def test_a_result_is_compared_with_what_it_says_of_gaps(metro: Metro, everything: Path) -> None:
    told = everything.read_text(encoding="utf-8")
    assert metro("check", "--format", "json", "--output", "base.json").code in {0, 1, 4}
    everything.write_text(told.split("[[decisions")[0], encoding="utf-8")
    document = asked(metro, "compare", "base.json", "metro.toml")
    then, now = (document[side]["conventions"] for side in ("base", "current"))
    assert then["links"] == now["links"]
    assert then["also_built"] == now["also_built"]
    assert [one["reason"] for one in then["decisions"]] == ["Es una cantera"]
    assert now["decisions"] == []
    table = " ".join(metro("compare", "base.json", "metro.toml").out.split())
    assert "Lo que el estudio base agrega a las brechas" in table

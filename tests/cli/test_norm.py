"""`metro norm`: the norms, one of them, and a criterion of it."""

import json
import re
from importlib.resources import files
from pathlib import Path

import pytest

from metrocli.norm.norm import norm_ids
from metrocli.study.sample import write_sample
from tests.cli.conftest import Metro

LAW = (files("metrocli.norm") / "data" / "ley-21074.toml").read_text(encoding="utf-8")


def test_the_list_tells_which_norms_bind(metro: Metro) -> None:
    listed = metro("norm", "list")
    assert listed.code == 0
    lines = {line.split()[0]: line.split()[1] for line in listed.out.splitlines() if "@" in line}
    assert lines["ley-21074@2020"] == lines["ley-21074@2018"] == "sí"
    assert lines["mexico-2020@2020"] == "no"
    norms = json.loads(metro("norm", "list", "--format", "json").out)["norms"]
    assert len(norms) == len(norm_ids())
    assert {norm["id"] for norm in norms if norm["binding"]} == {"ley-21074"}


@pytest.mark.parametrize("name", norm_ids())
def test_a_norm_is_shown_with_every_source_and_note(metro: Metro, name: str) -> None:
    shown = metro("norm", "show", name)
    assert shown.code == 0
    norm = json.loads(metro("norm", "show", name, "--format", "json").out)["norm"]
    plain = " ".join(shown.out.split())
    told = set(re.findall(r"\w+", plain))
    entries = [*norm["parameters"], *norm["criteria"]]
    assert all(entry["level"] for entry in entries)
    for entry in entries:
        said = " ".join(entry[key] for key in ("source", "basis", "note") if key in entry)
        assert set(re.findall(r"\w+", said)) <= told
    assert norm["sha256"] in "".join(shown.out.split())
    assert ("no vinculante" in plain) is not norm["binding"]
    assert max(map(len, shown.out.splitlines())) <= 80


def test_ones_own_norm_is_checked_line_by_line(metro: Metro, tmp_path: Path) -> None:
    path = tmp_path / "propia.toml"
    path.write_text(
        LAW.replace("value = 550", 'value = "lejos"')
        .replace("souce", "x")
        .replace("binding = true", "bindng = true"),
        encoding="utf-8",
    )
    refused = metro("norm", "show", str(path))
    assert (refused.code, refused.out) == (3, "")
    first, *problems = refused.err.splitlines()
    assert "propia.toml" in first
    number = path.read_text(encoding="utf-8").partition('"lejos"')[0].count("\n") + 1
    assert len(problems) == 2
    assert "bindng" in problems[0]
    assert "binding" in problems[0]
    assert problems[1].startswith(f"línea {number}, parameters.max_gap.value: ")


def test_a_norm_that_is_not_there_is_an_error_with_those_that_are(metro: Metro) -> None:
    refused = metro("norm", "show", "ley-21074@1999")
    assert refused.code == 3
    assert "ley-21074@2018" in refused.err


def test_a_rule_is_explained_without_any_study(metro: Metro) -> None:
    told = metro("norm", "explain", "population", "--norm", "ley-21074@2018")
    assert told.code == 0
    assert "más de 250.000 habitantes" in told.out
    assert "docs/ley.md#population" in told.out
    document = json.loads(metro("norm", "explain", "population", "--format", "json").out)
    assert document["norm"]["vintage"] == "2020"
    assert [parameter["id"] for parameter in document["parameters"]] == [
        "min_population",
        "reading",
    ]
    assert "area" not in document


def test_the_rule_alone_is_that_of_the_study_but_its_data_are_not_read(
    metro: Metro, tmp_path: Path
) -> None:
    (tmp_path / "metro.toml").write_text(
        '[boundaries]\npath = "nowhere.gpkg"\n[norm]\nid = "ine-espana"\n', encoding="utf-8"
    )
    told = metro("norm", "explain", "continuity")
    assert told.code == 0
    assert "menos de 200 m" in told.out
    assert metro("norm", "explain", "region").code == 2


def test_a_criterion_is_explained_with_the_figures_of_an_area(metro: Metro, tmp_path: Path) -> None:
    write_sample(tmp_path)
    study = "--study", "metro-2017.toml"
    told = metro("norm", "explain", "population", "talca-maule", *study)
    assert told.code == 0
    assert "Habitantes que faltan: 25.876." in told.out
    assert "Talca: 220.357; 198.073; 194.288." in told.out
    same = metro("norm", "explain", "population", "--members", "Talca,Maule", *study)
    assert "Habitantes que faltan: 25.876." in same.out
    document = json.loads(
        metro("norm", "explain", "continuity", "talca-maule", *study, "--format", "json").out
    )
    (criterion,) = document["area"]["criteria"]
    assert criterion["id"] == document["criterion"]["id"] == "continuity"
    assert document["area"]["weakest_link"]["gap_m"] == criterion["observed"]
    assert document["worked_out"]
    assert document["would_change"]
    assert document["study"]["schematic"] is True


def test_an_area_and_members_exclude_each_other(metro: Metro) -> None:
    refused = metro("norm", "explain", "region", "talca-maule", "--members", "Talca,Maule")
    assert refused.code == 2


def test_a_check_under_an_analogue_says_that_it_does_not_bind(metro: Metro, tmp_path: Path) -> None:
    write_sample(tmp_path)
    arguments = "check", "talca-maule", "--study", "metro-2017.toml", "--norm"
    found = metro(*arguments, "insee-unite-urbaine")
    assert found.code == 0
    assert "norma análoga, no vinculante" in " ".join(found.out.split())
    assert "mayoría, más de" in found.out
    assert "≥ 2.000" in found.out
    assert max(map(len, found.out.splitlines())) <= 80
    document = json.loads(metro(*arguments, "ine-espana", "--format", "json").out)
    assert document["norm"]["binding"] is False
    assert [c["comparison"] for c in document["areas"][0]["criteria"]] == ["<", ">"]
    law = json.loads(metro(*arguments, "ley-21074@2018", "--format", "json").out)
    assert (law["norm"]["binding"], law["norm"]["vintage"]) == (True, "2018")
    assert all(parameter["note"] for parameter in law["parameters"])
    assert "no vinculante" not in metro(*arguments, "ley-21074").out


def test_nothing_can_be_proposed_under_a_norm_that_does_not_say_what_to_look_for(
    metro: Metro, tmp_path: Path
) -> None:
    write_sample(tmp_path)
    refused = metro("propose", "--study", "metro-2017.toml", "--norm", "ine-espana")
    assert refused.code == 2
    assert "min_population" in refused.err
    assert metro("propose", "--study", "metro-2017.toml", "--norm", "mexico-2020").code in {0, 1}


def test_the_notes_of_a_norm_are_shown_in_full_checks_only(metro: Metro, tmp_path: Path) -> None:
    write_sample(tmp_path)
    arguments = "check", "talca-maule", "--study", "metro-2017.toml"
    note = "Con 250.000 justos no basta."
    assert note not in " ".join(metro(*arguments).out.split())
    assert note in " ".join(metro(*arguments, "-v").out.split())

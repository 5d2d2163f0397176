"""`metro compare`, `metro history` and several studies in one `metro check`, as they are used."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from metrocli.cli.main import run
from metrocli.study.sample import write_sample
from tests.cli.conftest import Metro

THEN, NOW = "metro-2017.toml", "metro.toml"

AREAS = ("talca-maule", "chillan-chillan-viejo")
"""Some of the sample's, for measuring all takes its time."""


@pytest.fixture
def sample(metro: Metro) -> None:
    metro("init", "--sample", "-q")


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the results of both studies of the sample, among other files."""
    study, folder = tmp_path_factory.mktemp("sample"), tmp_path_factory.mktemp("results")
    write_sample(study)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LANGUAGE", "")
        for name, config in (("b", THEN), ("a", NOW)):
            given = "--study", str(study / config), *as_json(folder / f"{name}.json")
            with pytest.raises(SystemExit):
                run(["check", *AREAS, *given])
    (folder / "LEEME.md").write_text("Resultados.", encoding="utf-8")
    return folder


@pytest.fixture
def results(sample: None, checked: Path, tmp_path: Path) -> Path:  # noqa: ARG001
    """Return such a folder of a test's own, beside the sample."""
    return shutil.copytree(checked, tmp_path / "results")


def as_json(path: Path) -> tuple[str, ...]:
    return "--format", "json", "--output", str(path)


def trends(written: str) -> dict[str, str]:
    return {area["id"]: area["trend"] for area in json.loads(written)["areas"]}


@pytest.mark.usefixtures("sample")
def test_two_studies_in_a_table_of_eighty_columns(metro: Metro) -> None:
    ended = metro("compare", THEN, NOW, *AREAS)
    assert ended.code == 0
    assert max(map(len, ended.out.splitlines())) <= 80
    said = " ".join(ended.out.split())
    assert "Mejora Talca–Maule: NO APTA → APTA (población 224.125 → 254.722" in said
    assert "Con el mismo resultado que antes: 1." in said
    assert "Suelo" in said


@pytest.mark.usefixtures("sample")
def test_the_other_way_round_a_verdict_is_worse(metro: Metro) -> None:
    ended = metro("compare", NOW, THEN, "talca-maule")
    assert ended.code == 1
    assert "Empeora" in ended.out


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(
    ("base", "current", "fail_on", "code"),
    [
        (THEN, NOW, "worse", 0),
        (THEN, NOW, "change", 1),
        (NOW, NOW, "change", 0),
        (NOW, THEN, "never", 0),
    ],
)
def test_what_it_fails_on_is_chosen(
    metro: Metro, base: str, current: str, fail_on: str, code: int
) -> None:
    assert metro("compare", base, current, "talca-maule", "--fail-on", fail_on).code == code


def test_results_say_the_same_but_for_the_ground(metro: Metro, results: Path) -> None:
    then, now = str(results / "b.json"), str(results / "a.json")
    of_results = metro("compare", then, now, "--format", "json")
    of_studies = metro("compare", THEN, NOW, *AREAS, "--format", "json")
    assert (of_results.code, of_studies.code) == (0, 0)
    told, known = json.loads(of_results.out), json.loads(of_studies.out)
    for side in (told, known):
        side["notices"] = []
    for area in known["areas"]:
        assert area["ground"] is not None
        change = area["population"]["continuum"]["change"]
        assert sum(area["ground"].values()) == change
        area["ground"] = None
        for member in area["members"]:
            member["ground"] = None
    assert told == known


def test_a_result_may_be_compared_with_a_study(metro: Metro, results: Path) -> None:
    ended = metro("compare", str(results / "b.json"), NOW, "Talca–Maule", "--format", "json")
    assert (ended.code, trends(ended.out)) == (0, {"talca-maule": "better"})


@pytest.mark.usefixtures("sample")
def test_two_delimitations_of_one_study(metro: Metro, tmp_path: Path) -> None:
    wide, narrow = tmp_path / "wide.json", tmp_path / "narrow.json"
    for path, gap in ((wide, "550"), (narrow, "10")):
        metro("propose", "--region", "07", "--max-gap", gap, *as_json(path))
    ended = metro("compare", str(wide), str(narrow), "--format", "json")
    assert ended.code == 1
    written = json.loads(ended.out)
    assert trends(ended.out)["talca-maule"] == "worse"
    assert written["parameters_changed"] == [
        {"id": "max_gap", "base": 550, "current": 10, "unit": "m"}
    ]
    delimitation = written["delimitation"]
    assert 0 <= delimitation["rand_index"] < 1
    moved = [move["population"] for move in delimitation["moves"]]
    assert sum(moved) == delimitation["people_moved"] > 0
    table = metro("compare", str(wide), str(narrow)).out
    assert "Índice de Rand" in table
    assert "brecha máxima" in table


@pytest.mark.usefixtures("sample")
def test_options_apply_to_both_studies(metro: Metro) -> None:
    arguments = ("talca-maule", "--reading", "communal", "--format", "json")
    ended = metro("compare", THEN, NOW, *arguments)
    assert trends(ended.out) == {"talca-maule": "same"}
    assert json.loads(ended.out)["reading"] == "communal"


@pytest.mark.usefixtures("sample")
def test_markdown_is_written_to_a_file(metro: Metro, tmp_path: Path) -> None:
    path = tmp_path / "changes.md"
    arguments = ("talca-maule", "--format", "markdown", "--output", str(path))
    assert metro("compare", THEN, NOW, *arguments).out == ""
    assert "| Talca–Maule | **NO APTA → APTA** |" in path.read_text(encoding="utf-8")


def test_options_cannot_change_a_result(metro: Metro, results: Path) -> None:
    path = str(results / "a.json")
    for option in (("--max-gap", "200"), ("--strict",)):
        ended = metro("compare", path, path, *option)
        assert (ended.code, ended.out) == (2, "")
        assert "no pueden cambiar un resultado" in ended.err


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "no existe ese archivo"),
        ("", "está vacío"),
        ("{", "no es JSON, o no está completo"),
        ("{}", "no es un resultado de metro"),
        ('{"tool": {"name": "metro"}, "schema_version": 0}', "schema_version es 0"),
    ],
)
def test_what_is_no_result_is_refused_with_its_remedy(
    metro: Metro, tmp_path: Path, content: str | None, said: str
) -> None:
    path = tmp_path / "then.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    ended = metro("compare", str(path), NOW)
    assert (ended.code, ended.out) == (3, "")
    assert said in ended.err
    assert "then.json" in ended.err
    assert "Traceback" not in ended.err


@pytest.mark.usefixtures("sample")
def test_the_result_of_another_command_is_refused(metro: Metro, tmp_path: Path) -> None:
    metro("gap", "Talca", "Maule", *as_json(tmp_path / "gap.json"))
    ended = metro("compare", str(tmp_path / "gap.json"), NOW)
    assert ended.code == 3
    assert "falta la clave" in ended.err


@pytest.mark.usefixtures("sample")
def test_an_area_that_there_is_not_is_wrong_usage(metro: Metro) -> None:
    ended = metro("compare", THEN, NOW, "talca-mule")
    assert ended.code == 2
    assert "talca-maule" in ended.err


# -- history ---------------------------------------------------------------


def test_a_folder_of_results_becomes_a_table_and_a_chart(metro: Metro, results: Path) -> None:
    ended = metro("history", str(results), "talca-maule")
    assert (ended.code, ended.err) == (0, "")
    said = " ".join(ended.out.split())
    assert "Talca–Maule 2017 NO APTA 224.125 21,6 2024 APTA 254.722 +30.597 21,6" in said
    assert "█" in ended.out
    assert max(map(len, ended.out.splitlines())) <= 80


def test_what_is_no_result_is_left_out_and_told(metro: Metro, results: Path) -> None:
    (results / "other.json").write_text("{}", encoding="utf-8")
    ended = metro("history", str(results), "--format", "csv")
    assert "se omite" in ended.err
    assert "other.json" in ended.err
    assert "LEEME.md" not in ended.err
    assert "LEEME.md" in metro("history", str(results), "-v").err
    rows = list(csv.DictReader(io.StringIO(ended.out)))
    assert [row["vintage"] for row in rows if row["area"] == "talca-maule"] == ["2017", "2024"]


def test_a_folder_without_results_is_refused(metro: Metro, tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        ended = metro("history", str(folder))
        assert (ended.code, ended.out) == (3, "")


def test_what_several_studies_gave_is_read_again(metro: Metro, results: Path) -> None:
    both = results.parent / "both"
    both.mkdir()
    studies = ("--study", NOW, "--study", THEN)
    ended = metro("check", *AREAS, *studies, *as_json(both / "both.json"))
    assert ended.code == 1
    rows = [metro("history", str(folder), "--format", "csv").out for folder in (results, both)]
    assert rows[0] == rows[1]


# -- check -----------------------------------------------------------------


@pytest.mark.usefixtures("sample")
def test_several_studies_are_one_table(metro: Metro) -> None:
    ended = metro("check", "talca-maule", "--study", NOW, "--study", THEN)
    assert ended.code == 1
    said = " ".join(ended.out.split())
    assert "Talca–Maule 2017 NO APTA 224.125 21,6 2024 APTA 254.722 +30.597 21,6" in said


@pytest.mark.usefixtures("sample")
def test_the_exit_code_is_that_of_all_studies(metro: Metro) -> None:
    area = "iquique-alto-hospicio"
    assert metro("check", area, "--study", NOW, "--study", THEN).code == 0


@pytest.mark.usefixtures("sample")
def test_members_and_options_go_for_every_study(metro: Metro) -> None:
    ended = metro(
        *("check", "--members", "Talca,Maule", "--study", NOW, "--study", THEN),
        *("--max-gap", "10", "--format", "json"),
    )
    studies = json.loads(ended.out)["studies"]
    assert [study["study"]["vintage"] for study in studies] == ["2017", "2024"]
    assert [study["areas"][0]["id"] for study in studies] == ["07101-07105"] * 2
    for study in studies:
        assert study["parameters"][-1]["id"]
        gaps = [p["value"] for p in study["parameters"] if p["id"] == "max_gap"]
        assert gaps == [10]


# -- the two censuses ------------------------------------------------------


@pytest.mark.slow
@pytest.mark.real
def test_the_two_censuses_in_one_screen(metro: Metro, real_data: Path, repository: Path) -> None:
    then, now = (str(repository / f"studies/chile-{vintage}.toml") for vintage in ("2017", "2024"))
    ended = metro("compare", then, now, "--root", str(real_data))
    assert ended.code == 0
    lines = ended.out.splitlines()
    assert len(lines) <= 45
    assert max(map(len, lines)) <= 80
    said = " ".join(ended.out.split())
    assert "Talca–Maule NO APTA → APTA 224.125 254.722 +30.597" in said
    assert "Chillán–Chillán Viejo NO APTA 183.438 187.459 +4.021" in said
    assert metro("compare", now, then, "--root", str(real_data)).code == 1


@pytest.mark.real
def test_where_the_people_of_talca_come_from(
    metro: Metro, real_data: Path, repository: Path
) -> None:
    studies = [str(repository / f"studies/chile-{vintage}.toml") for vintage in ("2017", "2024")]
    arguments = ("talca-maule", "--root", str(real_data), "--format", "json")
    (area,) = json.loads(metro("compare", *studies, *arguments).out)["areas"]
    assert area["ground"] == {"gained": 8_861, "lost": -1_541, "same": 23_277}
    (back,) = json.loads(metro("compare", *reversed(studies), *arguments).out)["areas"]
    assert back["ground"] == {"gained": 1_541, "lost": -8_861, "same": -23_277}

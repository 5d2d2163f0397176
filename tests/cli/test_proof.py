"""`metro verify`, `metro lock` and `metro check --locked` as they are used, on the sample."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest

from tests import schemas
from tests.cli.conftest import Metro
from tests.samples import keep_areas

PAIR = ("--study", "par.toml")
"""A study of two small areas, so that a check takes a moment."""


@pytest.fixture
def study(metro: Metro, tmp_path: Path) -> Path:
    """Write the sample and a study of two of its areas, and return its folder."""
    metro("init", "--sample", "-q")
    (tmp_path / "metro.toml").rename(tmp_path / "par.toml")
    keep_areas(tmp_path / "par.toml", "talca-maule", "puerto-montt-puerto-varas")
    return tmp_path


def result(metro: Metro, *arguments: str) -> Path:
    """Write the JSON of a command, and return its file."""
    file = Path("resultado.json")
    metro(*arguments, "--format", "json", "--output", str(file))
    return file


def edited(file: Path, edit: Any) -> None:
    document = json.loads(file.read_text(encoding="utf-8"))
    edit(document)
    file.write_text(json.dumps(document, ensure_ascii=False, indent=2), encoding="utf-8")


def written_anew(file: Path, more: int = 0) -> None:
    """Write the buildings anew, one of them with some people more."""
    buildings = gpd.read_parquet(file)
    buildings.loc[17, "poblacion"] += more
    buildings.to_parquet(file)


COMMANDS = [
    ("check",),
    ("check", "talca-maule", "--max-gap", "200", "--reading", "communal", "--strict"),
    ("check", "--members", "Talca,Maule", "--majority", "0.75"),
    ("propose", "--region", "07"),
    ("gap", "Talca", "07105"),
    ("sweep", "talca-maule", "--to", "300", "--majorities", "0.5,0.9"),
    ("sweep", "--members", "07101,07105", "--step", "50"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_result_is_given_again_from_what_it_says(
    metro: Metro, study: Path, command: tuple[str, ...]
) -> None:
    file = result(metro, *command, *PAIR)
    ended = metro("verify", str(file), "--root", str(study))
    assert ended.code == 0, ended.err
    assert "idéntico" in ended.out


@pytest.mark.usefixtures("study")
def test_a_result_of_options_alone_is_given_again(metro: Metro) -> None:
    file = result(
        metro,
        *("check", "--members", "07101,07105", "--footprints", "edificios_2024.parquet"),
        *("--population", "poblacion.csv", "--population-vintage", "2024"),
    )
    ended = metro("verify", str(file))
    assert ended.code == 0, ended.err
    assert json.loads(file.read_text(encoding="utf-8"))["request"]["file"] is None


def test_a_norm_of_ones_own_is_part_of_the_proof(
    metro: Metro, study: Path, repository: Path
) -> None:
    shipped = repository / "src" / "metrocli" / "norm" / "data" / "ley-21074.toml"
    norm = study / "norma.toml"
    shutil.copyfile(shipped, norm)
    par = study / "par.toml"
    par.write_text(f'{par.read_text(encoding="utf-8")}\n[norm]\nid = "norma.toml"\n', "utf-8")
    file = result(metro, "check", *PAIR)
    assert metro("verify", str(file), *PAIR).code == 0
    norm.write_text(norm.read_text(encoding="utf-8") + "\n# otro\n", encoding="utf-8")
    ended = metro("verify", str(file), *PAIR)
    assert (ended.code, ended.out) == (3, "")
    assert "ley-21074" in ended.err


def test_a_figure_that_differs_is_shown_then_and_now(metro: Metro, study: Path) -> None:
    file = result(metro, "check", *PAIR)

    def edit(document: dict[str, Any]) -> None:
        document["areas"][0]["population"]["continuum"] = 250_001
        document["areas"][0]["criteria"][2]["observed"] = 1.5
        document["tool"]["libraries"]["numpy"] = "1.0"

    edited(file, edit)
    ended = metro("verify", str(file), "--root", str(study))
    assert ended.code == 1
    told = " ".join(ended.out.split())
    assert "talca-maule – population.continuum 250.001 254.722" in told
    assert "talca-maule continuidad observed 1,5 21,62" in told
    assert "numpy antes 1.0" in told
    (first, second) = json.loads(
        metro("verify", str(file), "--root", str(study), "--format", "json").out
    )["differences"]
    assert first["figure"] == "population.continuum"
    assert (second["criterion"], second["then"], second["now"]) == ("continuity", 1.5, 21.62)


def test_another_version_of_a_library_changes_nothing(metro: Metro, study: Path) -> None:
    file = result(metro, "check", *PAIR)
    edited(file, lambda document: document["tool"]["libraries"].update(GEOS="0.1"))
    ended = metro("verify", str(file), "--root", str(study))
    assert ended.code == 0
    assert "GEOS" in ended.out


def test_one_person_more_in_one_building_is_refused_by_name(metro: Metro, study: Path) -> None:
    buildings = study / "edificios_2024.parquet"
    written_anew(buildings)
    file = result(metro, "check", *PAIR)
    written_anew(buildings)
    assert metro("verify", str(file), "--root", str(study)).code == 0
    written_anew(buildings, more=1)
    ended = metro("verify", str(file), "--root", str(study))
    assert (ended.code, ended.out) == (3, "")
    assert "edificios_2024.parquet" in ended.err
    assert "comunas.gpkg" not in ended.err


def test_an_input_that_is_gone_is_missed_by_name(metro: Metro, study: Path) -> None:
    file = result(metro, "check", *PAIR)
    (study / "poblacion.csv").unlink()
    ended = metro("verify", str(file), "--root", str(study))
    assert (ended.code, ended.out) == (3, "")
    assert "poblacion.csv" in ended.err


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "no existe"),
        ("hola", "JSON"),
        ("[]", "JSON"),
        ("{}", "no es un resultado"),
        ('{"request": null, "inputs": [], "tool": {}}', "no es un resultado"),
    ],
)
def test_what_is_no_result_is_told_in_two_lines(
    metro: Metro, tmp_path: Path, content: str | None, words: str
) -> None:
    if content is not None:
        (tmp_path / "r.json").write_text(content, encoding="utf-8")
    ended = metro("verify", "r.json")
    assert (ended.code, ended.out) == (3, "")
    assert words in ended.err
    assert len(ended.err.splitlines()) == 2


@pytest.mark.parametrize(
    ("section", "value"),
    [
        ("options", {}),
        ("options", None),
        ("command", "dance"),
        ("command", "sweep"),
        ("file", 7),
        ("study", {"x": 1}),
        ("study", []),
        ("extra", 1),
    ],
)
def test_a_request_that_means_nothing_is_refused(
    metro: Metro, study: Path, section: str, value: Any
) -> None:
    file = result(metro, "check", *PAIR)
    edited(file, lambda document: document["request"].update({section: value}))
    ended = metro("verify", str(file), "--root", str(study))
    assert (ended.code, ended.out) == (3, "")


# -- the lock --------------------------------------------------------------


@pytest.fixture
def lock(metro: Metro, study: Path) -> Iterator[Path]:
    """Lock the study, and return the file."""
    assert metro("lock", *PAIR).code == 0
    yield study / "par.lock"
    assert not [path for path in study.iterdir() if path.name.startswith(".")]


def test_the_lock_is_the_same_every_time(metro: Metro, lock: Path) -> None:
    first = lock.read_bytes()
    schemas.validate("lock", json.loads(first))
    lock.unlink()
    assert metro("lock", *PAIR, "--lang", "en").code == 0
    assert lock.read_bytes() == first


@pytest.mark.usefixtures("lock")
def test_a_study_that_is_as_it_was_passes_whatever_its_verdicts_are(metro: Metro) -> None:
    assert metro("check", *PAIR).code == 1
    ended = metro("check", "--locked", *PAIR)
    assert (ended.code, ended.err) == (0, "")
    assert "Talca–Maule" in ended.out
    assert metro("check", "puerto-montt-puerto-varas", "--locked", *PAIR).code == 0


@pytest.mark.usefixtures("lock")
def test_a_changed_input_is_named_before_anything_is_worked_out(metro: Metro, study: Path) -> None:
    written_anew(study / "edificios_2024.parquet", more=1)
    ended = metro("check", "--locked", *PAIR)
    assert (ended.code, ended.out) == (3, "")
    assert "edificios_2024.parquet" in ended.err
    assert "metro lock" in ended.err


def test_an_input_that_the_lock_does_not_know_is_named(
    metro: Metro, study: Path, lock: Path
) -> None:
    assert lock.exists()
    par = study / "par.toml"
    more = '[[footprints]]\npath = "edificios_2017.parquet"\npopulation = "poblacion"\n'
    told = par.read_text(encoding="utf-8").replace("# [continuity]", f"{more}\n# [continuity]")
    par.write_text(told, encoding="utf-8")
    ended = metro("check", "--locked", *PAIR)
    assert ended.code == 3
    assert "edificios_2017.parquet" in ended.err


def test_a_verdict_that_moved_is_told_with_how_to_renew_the_lock(metro: Metro, lock: Path) -> None:
    edited(lock, lambda locked: locked["areas"][1].update(verdict="eligible"))
    ended = metro("check", "--locked", *PAIR)
    assert ended.code == 1
    assert "Puerto Montt" in ended.out
    assert "puerto-montt-puerto-varas" in ended.err
    assert "metro lock" in ended.err
    assert metro("check", "talca-maule", "--locked", *PAIR).code == 0
    assert metro("lock", *PAIR).code == 0
    assert metro("check", "--locked", *PAIR).code == 0


@pytest.mark.usefixtures("lock")
def test_other_parameters_than_those_of_the_lock_are_told(metro: Metro) -> None:
    ended = metro("check", "--locked", "--max-gap", "200", *PAIR)
    assert ended.code == 1
    assert "parameters.max_gap.value" in ended.err


@pytest.mark.usefixtures("study")
def test_without_a_lock_one_is_told_to_write_it(metro: Metro) -> None:
    ended = metro("check", "--locked", *PAIR)
    assert (ended.code, ended.out) == (3, "")
    assert "par.lock" in ended.err
    assert "metro lock" in ended.err


def test_members_have_no_lock(metro: Metro) -> None:
    assert metro("check", "--locked", "--members", "07101,07105").code == 2


# -- schemas ---------------------------------------------------------------


def test_a_schema_is_printed_and_the_names_are_listed(metro: Metro) -> None:
    names = metro("schema").out.split()
    assert {"check", "propose", "gap", "sweep", "inspect", "lock"} <= set(names)
    for name in names:
        assert json.loads(metro("schema", name).out)["$id"] == f"urn:metro:schema:{name}"
    ended = metro("schema", "chek")
    assert ended.code == 2
    assert "check" in ended.err


def test_the_help_names_every_schema(metro: Metro) -> None:
    told = metro("schema", "--help", "--lang", "en").out.replace(",", " ").replace(".", " ").split()
    assert set(metro("schema").out.split()) <= set(told)

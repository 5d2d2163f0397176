import json
from pathlib import Path

import pytest

from metrocli.diagnosis import libraries
from metrocli.diagnosis.libraries import Extra, Library
from tests.cli.conftest import Metro

NUMPY = Library("numpy", ">=2.0", "2.4.1")
RASTER = Extra("raster", (Library("rasterio", ">=1.4", None),))


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Find one library, an optional part that is missing, and no data."""
    monkeypatch.setattr(libraries, "required_libraries", lambda: (NUMPY,))
    monkeypatch.setattr(libraries, "extras", lambda: (RASTER,))
    monkeypatch.delenv("METRO_DATA", raising=False)
    monkeypatch.setenv("METRO_CACHE", str(tmp_path / "cache"))


def found(metro: Metro, *options: str) -> tuple[int, dict[str, object]]:
    ended = metro("doctor", "--format", "json", *options)
    document: dict[str, object] = json.loads(ended.out)
    return ended.code, document


def test_all_is_well_where_nothing_that_is_needed_is_missing(metro: Metro) -> None:
    metro("init", "--sample", "-q")
    ended = metro("doctor", "--lang", "en")
    assert (ended.code, ended.err) == (0, "")
    assert "  numpy    >=2.0             2.4.1      present\n" in ended.out
    assert "It lacks rasterio: pip install 'metrocli[raster]'" in ended.out
    assert "[boundaries]" in ended.out
    assert ended.out.endswith("\nNothing is missing.\n")


def test_what_a_study_names_and_is_not_there_ends_with_3(metro: Metro, tmp_path: Path) -> None:
    metro("init", "--sample", "-q")
    (tmp_path / "comunas.gpkg").unlink()
    ended = metro("doctor")
    assert ended.code == 3
    # The path of the test may be longer than a line, and break anywhere.
    assert "comunas.gpkg:noexisteesearchivo" in "".join(ended.out.split())
    code, document = found(metro)
    assert (code, document["sound"]) == (3, False)
    study = document["study"]
    assert isinstance(study, dict)
    assert [(file["role"], file["size"] is None) for file in study["files"]] == [
        ("boundaries", True),
        ("population", False),
        ("footprints", False),
    ]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ('[study]\nroot = "${NOWHERE_AT_ALL}"\n[boundaries]\npath = "a"', "NOWHERE_AT_ALL"),
        ("[boundary]", "there is no section [boundary]"),
        ("[boundaries", "metro.toml"),
    ],
)
def test_a_study_that_cannot_be_read_is_told_with_its_problem(
    metro: Metro, tmp_path: Path, content: str, problem: str
) -> None:
    (tmp_path / "metro.toml").write_text(content, encoding="utf-8")
    code, document = found(metro)
    study = document["study"]
    assert isinstance(study, dict)
    assert (code, study["sound"]) == (3, False)
    assert problem in "\n".join(study["problem"])
    assert metro("doctor", "--lang", "en").code == 3


def test_a_file_of_a_norm_is_a_file_of_the_study(metro: Metro, tmp_path: Path) -> None:
    (tmp_path / "metro.toml").write_text('[norm]\nid = "propia.toml"', encoding="utf-8")
    code, document = found(metro)
    study = document["study"]
    assert isinstance(study, dict)
    assert (code, [file["role"] for file in study["files"]]) == (3, ["norm"])


def test_the_folder_of_the_data_must_be_there_once_it_is_named(
    metro: Metro, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert found(metro)[0] == 0
    monkeypatch.setenv("METRO_DATA", str(tmp_path))
    code, document = found(metro)
    assert (code, document["data"]) == (
        0,
        {"path": str(tmp_path), "exists": True, "writable": True},
    )
    monkeypatch.setenv("METRO_DATA", str(tmp_path / "nowhere"))
    assert found(metro)[0] == 3
    assert "no existe esa carpeta" in metro("doctor").out


@pytest.mark.parametrize("installed", [None, "1.26"])
def test_a_library_that_is_missing_or_too_old_ends_with_3(
    metro: Metro, monkeypatch: pytest.MonkeyPatch, installed: str | None
) -> None:
    library = Library("numpy", ">=2.0", installed)
    monkeypatch.setattr(libraries, "required_libraries", lambda: (library,))
    assert found(metro)[0] == 3
    assert "Falta algo necesario" in metro("doctor").out


def test_no_library_is_known_of_a_program_that_is_not_installed(
    metro: Metro, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libraries, "required_libraries", lambda: ())
    monkeypatch.setattr(libraries, "extras", lambda: ())
    told = metro("doctor")
    assert told.code == 0
    assert "no está instalado" in told.out


def test_language_and_screen_are_told(metro: Metro, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("METRO_LANG", "en")
    monkeypatch.setenv("COLUMNS", "120")
    session = found(metro)[1]["session"]
    assert isinstance(session, dict)
    assert (session["language"], session["columns"], session["terminal"]) == ("en", 120, False)
    assert "no terminal, 120 columns, without colours" in metro("doctor").out

from importlib.metadata import PackageNotFoundError
from types import SimpleNamespace

import pytest

from metrocli.diagnosis import libraries
from metrocli.diagnosis.libraries import Extra, Library, Presence, extras, required_libraries

INSTALLED = {"numpy": "2.4.1", "rasterio": "1.3.0", "typst": "0.15.2"}

STATED = SimpleNamespace(
    requires=[
        "numpy>=2.0",
        "colorama; sys_platform == 'win32'",
        "rasterio>=1.4; extra == 'raster'",
        "typst>=0.15; extra == 'dossier'",
        "docx>=1; extra == 'dossier'",
    ],
    metadata=SimpleNamespace(get_all=lambda _name: ["raster", "dossier"]),
)


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Install a package with two optional parts, in another world."""

    def version(name: str) -> str:
        if name not in INSTALLED:
            raise PackageNotFoundError(name)
        return INSTALLED[name]

    monkeypatch.setattr(libraries, "distribution", lambda _name: STATED)
    monkeypatch.setattr(libraries, "version", version)


@pytest.mark.usefixtures("installed")
def test_libraries_are_those_of_the_metadata_on_this_system() -> None:
    assert required_libraries() == (Library("numpy", ">=2.0", "2.4.1"),)


@pytest.mark.usefixtures("installed")
def test_extras_are_those_of_the_metadata_with_what_they_add() -> None:
    dossier, raster = extras()
    assert raster == Extra("raster", (Library("rasterio", ">=1.4", "1.3.0"),))
    assert dossier.libraries == (
        Library("typst", ">=0.15", "0.15.2"),
        Library("docx", ">=1", None),
    )
    assert [dossier.complete, raster.complete] == [False, False]
    assert raster.install == "pip install 'metrocli[raster]'"


@pytest.mark.parametrize(
    ("required", "installed", "presence"),
    [
        (">=1.4", "1.4.0", Presence.PRESENT),
        (">=1.4", "1.5.0rc1", Presence.PRESENT),
        ("", "0.1", Presence.PRESENT),
        (">=1.4", "1.3.9", Presence.OTHER_VERSION),
        (">=1.4", None, Presence.MISSING),
    ],
)
def test_a_library_is_present_in_a_version_that_does(
    required: str, installed: str | None, presence: Presence
) -> None:
    assert Library("rasterio", required, installed).presence is presence


def test_a_program_that_is_not_installed_asks_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(libraries, "distribution", missing)
    assert (required_libraries(), extras()) == ((), ())


def test_every_engine_tells_its_version() -> None:
    found = libraries.engines()
    assert list(found) == ["GEOS", "PROJ", "GDAL"]
    assert all(version and version[0].isdigit() for version in found.values())


def test_an_engine_that_does_not_come_in_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries, "ENGINES", {"GEOS": ("no_such_module", "version")})
    assert libraries.engines() == {"GEOS": None}

"""Dossiers written once for all that is read back from them."""

from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from metrocli.casefile import CaseFile
from metrocli.report.dossier.contents import Contents
from metrocli.report.dossier.parts import write_parts
from metrocli.report.language import Language
from tests.casefiles import drawn_case

KINDS = ("location", "population", "continuum", "weakest-link", "sweep")


@cache
def stand_in() -> bytes:
    """Return a drawn picture, where a map would be."""
    held = BytesIO()
    Image.new("RGB", (60, 40), "steelblue").save(held, "PNG")
    return held.getvalue()


def contents_of(case: CaseFile, code: str = "es") -> Contents:
    """Return what a dossier with pictures is made from."""
    return Contents(case, Language(code), dict.fromkeys(KINDS, stand_in()), {"a.png": stand_in()})


@pytest.fixture(scope="session", params=["es", "en"])
def contents(request: pytest.FixtureRequest) -> Contents:
    return contents_of(drawn_case(), request.param)


@pytest.fixture(scope="session")
def folder(contents: Contents, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with every part."""
    made = tmp_path_factory.mktemp("dossier")
    write_parts(made, contents)
    return made

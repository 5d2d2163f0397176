"""The page on maps: its examples run, and it shows every kind."""

from pathlib import Path

import pytest
from PIL import Image

from metrocli.report.maps.picture import KINDS
from tests.docs.conftest import Try
from tests.docs.pages import blocks, examples, quoted, rows, section

PAGE = (Path(__file__).parents[2] / "docs" / "mapas.md").read_text(encoding="utf-8")
FOLDER = Path(__file__).parents[2] / "docs" / "img"

LARGEST = 300_000
"""Bytes of a picture."""


@pytest.mark.slow
@pytest.mark.parametrize("example", examples(PAGE))
def test_examples_run(example: str, try_out: Try) -> None:
    try_out(example)


def test_every_kind_is_told_and_shown() -> None:
    told = [quoted(row[0])[0] for row in rows(section(PAGE, "Qué muestra cada uno"))]
    assert set(told) == set(KINDS)
    for kind in KINDS:
        assert f"(img/mapa-{kind}.png)" in PAGE
        path = FOLDER / f"mapa-{kind}.png"
        assert path.stat().st_size < LARGEST
        with Image.open(path) as picture:
            assert min(picture.size) > 600


def test_the_notebook_compiles() -> None:
    (code,) = blocks(PAGE, "python")
    compile(code, "mapas.md", "exec")

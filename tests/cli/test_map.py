"""`metro map` as it is used."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from metrocli.cli import map as command
from metrocli.report.maps.page import PAGES
from metrocli.report.maps.picture import KINDS
from tests.cli.conftest import Metro

MAGIC = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}


@pytest.fixture
def sample(metro: Metro) -> None:
    metro("init", "--sample", "-q")


def test_the_options_name_every_kind_and_page() -> None:
    assert set(command.KINDS) == set(KINDS)
    assert set(command.SIZES) == set(PAGES)


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("form", MAGIC)
def test_the_ending_says_the_format(metro: Metro, form: str) -> None:
    path = Path(f"talca.{form.upper()}")
    ended = metro("map", "talca-maule", "-o", str(path), "--dpi", "50")
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert path.read_bytes().startswith(MAGIC[form])


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_drawn_on_either_page_and_in_either_language(metro: Metro, kind: str) -> None:
    given = ("map", "Talca–Maule", "--kind", kind, "-o", "m.svg", "--page", "a3", "--lang", "en")
    assert metro(*given).code == 0
    picture = Path("m.svg").read_text(encoding="utf-8")
    assert "SCHEMATIC DATA" in picture
    assert "<!-- Talca–Maule: " in picture


@pytest.mark.usefixtures("sample")
def test_members_are_drawn_as_an_area_and_what_was_measured_is_kept(metro: Metro) -> None:
    given = ("map", "--members", "Talca,Maule", "--cache", "kept", "--dpi", "50")
    assert metro(*given, "-o", "a.png").code == 0
    assert list(Path("kept").iterdir())
    assert metro(*given, "-o", "b.png").code == 0
    assert Path("a.png").read_bytes() == Path("b.png").read_bytes()
    assert metro("map", "talca-maule", "--dpi", "50", "-o", "c.png").code == 0
    assert Path("c.png").read_bytes() == Path("a.png").read_bytes()


@pytest.mark.usefixtures("sample")
def test_another_process_writes_the_same_bytes(metro: Metro, tmp_path: Path) -> None:
    (tmp_path / "matplotlibrc").write_text("font.size: 40\nsavefig.dpi: 20\n", encoding="utf-8")
    arguments = ["map", "talca-maule", "--dpi", "50", "-o"]
    program = "from metrocli.cli.main import run; run()"
    surroundings = {**os.environ, "PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "1"}
    subprocess.run(
        [sys.executable, "-c", program, *arguments, "other.pdf"], env=surroundings, check=True
    )
    metro(*arguments, "here.pdf")
    hashes = {hashlib.sha256(Path(f"{n}.pdf").read_bytes()).digest() for n in ("other", "here")}
    assert len(hashes) == 1


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(
    ("wrong", "code", "said"),
    [
        (("talca-maule", "-o", "m.gif"), 2, ".png, .svg, .pdf"),
        (("talca-maule", "-o", "m"), 2, ".png, .svg, .pdf"),
        (("talca-maule", "-o", "no/m.png"), 3, "su carpeta no existe"),
        (("-o", "m.png"), 2, "varias áreas"),
        (("talca", "-o", "m.png"), 2, "talca-maule"),
        (("talca-maule", "--members", "Talca", "-o", "m.png"), 2, "se excluyen"),
        (("talca-maule", "--kind", "heat", "-o", "m.png"), 2, "weakest-link"),
        (("talca-maule", "--dpi", "10", "-o", "m.png"), 2, "--dpi"),
        (
            ("--members", "Talca,Iquique", "--kind", "weakest-link", "-o", "m.png"),
            2,
            "--kind continuum",
        ),
        (("talca-maule",), 2, "--output"),
    ],
)
def test_what_cannot_be_drawn_is_told_and_nothing_is_written(
    metro: Metro, tmp_path: Path, wrong: tuple[str, ...], code: int, said: str
) -> None:
    before = sorted(tmp_path.iterdir())
    ended = metro("map", *wrong)
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err
    assert sorted(tmp_path.iterdir()) == before

"""Pictures: what is on them, that they are true, and always the same bytes."""

import io
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

import matplotlib as mpl
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from metrocli.errors import MissingInputError
from metrocli.report.maps.ink import BLUE, DENSITIES
from metrocli.report.maps.lettering import POINT
from metrocli.report.maps.page import PAGES
from metrocli.report.maps.picture import EXTRA, FORMS, KINDS, draw
from tests.report.maps.drawn import (
    ENGLISH,
    GAP,
    SPANISH,
    city,
    groups,
    on_ground,
    svg,
    texts,
    the_city,
)
from tests.studies import A, B

HOSTILE = {
    "formula": "=cmd|'/c calc'!A0",
    "script": "<script>alert(1)</script>--><svg onload=x>&amp;",
    "right to left": "\u202eمدينة שלום",
    "mathtext": r"$\frac{a}{b}$ x_1^2 \alpha $",
    "quotes": "\"Ñuñoa\" 'd’Àrc' `x`",
    "long": "Santa María de los Ángeles y " * 12,
    "unbroken": "x" * 300,
    "control": "a\x00b\x1b[31m\nc\u2028d",
    "unknown": "漢字 \ud800",
    "empty": "",
}


def batched_pairs(names: list[str]) -> Iterator[tuple[str, str]]:
    return zip(names[::2], names[1::2], strict=True)


def legible(picture: bytes) -> NDArray[np.uint8]:
    return np.asarray(Image.open(io.BytesIO(picture)).convert("RGB"))


def colours(pixels: NDArray[np.uint8]) -> set[str]:
    packed = pixels.astype(np.int64) @ [0x10000, 0x100, 1]
    return {f"#{each:06x}" for each in np.unique(packed).tolist()}


def told_scale(words: list[str]) -> str:
    (told,) = [each for each in words if each.startswith("Escala")]
    return told


def scale_of(picture: str) -> float:
    return float(told_scale(texts(picture)).split("1:")[1].split(" ")[0].replace(".", ""))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("kind", ["continuum", "population", "weakest-link", "location"])
def test_the_scale_bar_is_true_to_the_plane(kind: str, page: str) -> None:
    picture = svg(kind, page)
    (bar,) = groups(picture, "scale-bar")
    words = texts(picture)
    after = words[words.index("0", words.index(told_scale(words))) :]
    told = next(each for each in after if re.fullmatch(r"[\d,]+ k?m", each))
    number, unit = told.split(" ")
    metres = float(number.replace(",", ".")) * (1_000 if unit == "km" else 1)
    assert np.ptp(bar[:, 0]) * scale_of(picture) / 1_000 == pytest.approx(metres, rel=1e-3)


def test_lengths_on_the_map_are_those_of_the_plane() -> None:
    picture = svg("weakest-link")
    (link,) = groups(picture, "weakest-link")
    length = float(np.hypot(*(link[1] - link[0])))
    assert length == pytest.approx(GAP * 1_000 / scale_of(picture), abs=0.08)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_paper_has_its_size(kind: str, page: str) -> None:
    root = ET.fromstring(svg(kind, page))  # noqa: S314 - our own
    sides = [float(root.get(side, "")[:-2]) * POINT for side in ("width", "height")]
    assert sorted(sides) == pytest.approx([PAGES[page].width, PAGES[page].height], abs=0.01)


@pytest.mark.parametrize("kind", KINDS)
def test_every_sheet_says_what_it_is_and_where_it_comes_from(kind: str) -> None:
    told = texts(svg(kind))
    joined = " ".join(told)
    assert told[0].startswith("Alba–Brea: ")
    assert "160.000 habitantes" not in joined
    assert "APTA" in joined
    assert "DATOS ESQUEMÁTICOS" in joined
    assert "brecha máxima: 550 m" in joined
    assert "Fuentes y plano" in told
    assert "Censo 2024." in told
    assert "SIRGAS 2000" in joined


@pytest.mark.parametrize("kind", KINDS)
def test_english_is_english(kind: str) -> None:
    joined = " ".join(texts(svg(kind, language=ENGLISH)))
    assert "SCHEMATIC DATA" in joined
    assert "more than 250,000 are required" in joined
    assert not re.search("brecha|comuna|Fuentes|habitantes", joined)


def test_every_commune_is_named_once() -> None:
    told = texts(svg("continuum"))
    assert [told.count(name) for name in ("Alba", "Brea", "Cala")] == [1, 1, 0]
    assert told.count("Eslabón más débil") == 1


def test_the_frame_is_on_the_city_and_not_on_its_communes() -> None:
    picture = svg("continuum")
    (frame,) = groups(picture, "frame")
    built = np.concatenate(groups(picture, "continuum"))
    assert np.ptp(built[:, 0]) > 0.6 * np.ptp(frame[:, 0])


def test_colours_are_on_the_paper() -> None:
    pixels = legible(draw(the_city(), "continuum", form="png", language=SPANISH, dpi=80))
    assert {BLUE, "#ffffff", "#000000"} <= colours(pixels)
    people = legible(draw(the_city(), "population", form="png", language=SPANISH, dpi=80))
    assert DENSITIES[-1] in colours(people)


@pytest.mark.parametrize("form", FORMS)
def test_the_same_area_gives_the_same_bytes_whatever_the_settings(form: str) -> None:
    first = draw(on_ground(), "continuum", form=form, language=SPANISH, dpi=60)
    settings: Any = {
        "font.size": 30,
        "svg.hashsalt": "x",
        "font.family": "serif",
        "pdf.fonttype": 3,
    }
    with mpl.rc_context(settings):
        again = draw(on_ground(), "continuum", form=form, language=SPANISH, dpi=60)
        assert mpl.rcParams["font.size"] == 30
    assert first == again
    assert not re.search(rb"20[0-9]{2}-[0-9]{2}-[0-9]{2}T|CreationDate|/ModDate", first)


PAIRS = list(batched_pairs(list(HOSTILE.values())))


@pytest.mark.parametrize("names", PAIRS)
@pytest.mark.parametrize("kind", KINDS)
def test_names_harm_nothing(kind: str, names: tuple[str, str]) -> None:
    one, other = names
    drawn = on_ground(city({A: one, B: other}), name=one)
    root = ET.fromstring(draw(drawn, kind, form="svg", language=SPANISH))  # noqa: S314
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags <= {
        *("svg", "metadata", "RDF", "Work", "type", "title", "creator", "Agent", "format"),
        *("defs", "style", "g", "path", "use", "clipPath", "rect", "pattern"),
    }


@pytest.mark.parametrize("names", PAIRS)
@pytest.mark.parametrize("form", ["pdf", "png"])
def test_names_harm_no_form(form: str, names: tuple[str, str]) -> None:
    one, other = names
    drawn = on_ground(city({A: one, B: other}), name=other)
    assert len(draw(drawn, "continuum", form=form, language=SPANISH, dpi=50)) > 10_000


def test_names_are_written_as_they_are() -> None:
    drawn = on_ground(city({A: "$x_1$"}), name="$a^b$ & <i>")
    joined = " ".join(texts(draw(drawn, "continuum", form="svg", language=SPANISH).decode()))
    assert "$x_1$" in joined
    assert "$a^b$" in joined


def test_long_names_stay_on_the_paper() -> None:
    drawn = on_ground(city({A: "ancho " * 50, B: "x" * 300}), name="y" * 300)
    pixels = legible(draw(drawn, "continuum", form="png", language=SPANISH, dpi=50))
    margin = int(5 / 25.4 * 50)
    assert (pixels[:margin] == 255).all()
    assert (pixels[:, :margin] == 255).all()
    assert (pixels[:, -margin:] == 255).all()


def test_without_matplotlib_one_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [n for n in sys.modules if n.startswith("metrocli.report.maps.canvas")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingInputError, match=re.escape(f"metrocli[{EXTRA}]")):
        draw(the_city(), "continuum", language=SPANISH)


def test_no_global_figure_is_left() -> None:
    command = "from tests.report.maps.drawn import svg; import sys; svg('sweep'); "
    said = "print('matplotlib.pyplot' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", command + said], capture_output=True, check=True)
    assert found.stdout.strip() == b"False"

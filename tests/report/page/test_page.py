"""A page is one file that asks nobody for anything, whatever the names in it."""

import json
import re
import tomllib
from base64 import b64encode
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from metrocli.delimit.cartography import map_area
from metrocli.errors import OutputError
from metrocli.report.language import CODES, Language
from metrocli.report.page import page
from metrocli.report.page.layers import Layer, Mark
from metrocli.report.page.sentences import LABELS
from metrocli.text import text
from tests.report.page.drawn import hostile, scattered, towns
from tests.studies import LAWFUL, A, B, area, commune, study

SPANISH, ENGLISH = Language("es"), Language("en")

NASTY = (
    "</script><script>alert(1)</script>",
    '=cmd|" /C calc"!A0',
    "<img src=x onerror=alert(1)>",
    "\u202eabc\u2028'\"&amp;`${1}$title",
    "ñandú " * 50,
)


def data(html: str) -> dict[str, Any]:
    found = re.findall(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert len(found) == 1
    carried: dict[str, Any] = json.loads(found[0])
    return carried


def scripts(html: str, kind: str = "script") -> list[str]:
    return re.findall(rf"<{kind}>(.*?)</{kind}>", html, re.DOTALL)


def markup(html: str) -> str:
    """Return what a browser reads as elements."""
    return re.sub(r"<(script|style)\b.*?</\1>|<!--.*?-->", "", html, flags=re.DOTALL)


def test_the_same_area_is_the_same_bytes() -> None:
    again = map_area(scattered(), area(A, B), settings=LAWFUL)
    assert page(towns(), SPANISH) == page(again, SPANISH)


def test_it_speaks_both_languages_and_begins_with_one() -> None:
    for language in (SPANISH, ENGLISH):
        html = page(towns(), language)
        assert html.startswith(f'<!doctype html>\n<html lang="{language.code}">')
        carried = data(html)
        assert carried["language"] == language.code
        assert carried["labels"]["sources"] == {"es": "Fuentes", "en": "Sources"}
    for said in carried["labels"].values():
        assert set(said) == set(CODES)


def test_only_its_own_scripts_and_styles_may_run() -> None:
    html = page(towns(), SPANISH)
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split("; ")}
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == ["'none'"]
    for kind, element in (("script-src", "script"), ("style-src", "style")):
        hashes = [sha256(found.encode()).digest() for found in scripts(html, element)]
        assert rules[kind] == [f"'sha256-{b64encode(found).decode()}'" for found in hashes]
        assert len(hashes) == 2
    assert not re.search(r'(src|href)="(?!#)|\son\w+=|\sstyle=', markup(html))
    assert "sourceMappingURL" not in html


@pytest.mark.parametrize("name", NASTY)
def test_no_name_gets_out_of_its_place(name: str) -> None:
    plain, html = page(towns(), SPANISH), page(hostile(name), SPANISH)
    assert scripts(html) == scripts(plain)
    assert re.findall(r"<[^>]*>", markup(html)) == re.findall(r"<[^>]*>", markup(plain))
    carried = data(html)
    said = SPANISH.line(text("{name}", name=name))
    assert carried["area"]["name"] == carried["study"]["title"] == said
    assert carried["communes"][0]["name"] == SPANISH.line(text("{name}", name=f"{name} {A}"))
    (title,) = re.findall(r"<title>(.*?)</title>", html, re.DOTALL)
    assert unescape(title) == said


def test_layers_of_others_are_carried_with_their_words() -> None:
    words = text("Bridge over the {river}", river="<Maule>")
    mark = Mark(np.array([[100.0, 200.0], [130.0, 240.0]]), words)
    carried = data(page(towns(), SPANISH, (Layer("bridges", text("Bridges"), (mark,)),)))
    weakest, bridges = carried["layers"]
    assert weakest["id"] == "weakest-link"
    assert bridges["marks"][0]["words"]["en"] == "Bridge over the <Maule>"
    (x, y), (u, v) = bridges["marks"][0]["xy"]
    assert (u - x, v - y) == (30, 40)


def test_an_area_without_footprints_or_people_still_has_a_page() -> None:
    empty = study([], communes=[commune(A, 1), commune(B, None)])
    carried = data(page(map_area(empty, area(A, B), settings=LAWFUL), SPANISH))
    assert carried["steps"] == {"members": [], "around": []}
    assert carried["layers"] == []
    assert [found["communal"] for found in carried["communes"]] == [1, None]


def test_an_area_of_too_many_footprints_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("metrocli.report.page.document.MOST_FOOTPRINTS", 100)
    with pytest.raises(OutputError) as refused:
        page(towns(), SPANISH)
    assert "at most" in str(refused.value)


def test_its_scripts_ask_for_the_words_that_there_are(repository: Path) -> None:
    assets = repository / "src" / "metrocli" / "report" / "page" / "assets"
    written = "".join(file.read_text(encoding="utf-8") for file in sorted(assets.iterdir()))
    asked = set(re.findall(r'data-(?:say|label)="(\w+)"', written))
    # What scripts ask for may be chosen from a list: a label is used where its name is quoted.
    assert asked <= set(LABELS)
    assert set(re.findall(r'\.label\("(\w+)"', written)) <= set(LABELS)
    assert {label for label in LABELS if f'"{label}"' not in written} == set()
    fields = set(re.findall(r"\{(\w+)\}", "".join(LABELS.values())))
    assert all(re.search(rf"\b{field}\b", written) for field in fields)


def test_the_library_is_what_its_authors_published(repository: Path) -> None:
    folder = repository / "src" / "metrocli" / "report" / "page" / "vendor" / "leaflet"
    origin = tomllib.loads((folder / "origin.toml").read_text(encoding="utf-8"))
    for name, digest in origin["files"].items():
        assert sha256((folder / Path(name).name).read_bytes()).hexdigest() == digest
    assert f"Leaflet {origin['version']}," in (folder / "leaflet.js").read_text(encoding="utf-8")
    html = page(towns(), SPANISH)
    assert "Redistributions in binary form must reproduce" in html

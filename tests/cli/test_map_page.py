"""`metro map -o F.html`: the page of an area beside what `metro sweep` says of it."""

import json
from pathlib import Path

import pytest

from metrocli.model import AreaVerdict
from metrocli.report.language import Language
from metrocli.report.page.sentences import said
from metrocli.report.words import AREA_VERDICTS, whole
from tests.browser import Open
from tests.cli.conftest import Metro
from tests.report.page.reading import choose_gap

SPANISH = Language("es")


def test_the_page_says_what_the_sweep_says(metro: Metro, open_page: Open, tmp_path: Path) -> None:
    metro("init", "--sample", "-q")
    ended = metro("map", "talca-maule", "-o", "explorar.html")
    assert (ended.code, ended.out) == (0, "")
    swept = json.loads(metro("sweep", "talca-maule", "--format", "json").out)
    (area,) = swept["areas"]
    terms = swept["parameters"]
    (line,) = (
        line
        for line in area["lines"]
        if (line["reading"], line["majority"]) == (terms["reading"], terms["majority"])
    )
    read = open_page((tmp_path / "explorar.html").read_text(encoding="utf-8"))
    assert read.inner_text("h1") == area["name"]
    assert "ESQUEMÁTICOS" in read.inner_text("#schematic")
    for step in area["steps"][::7]:
        # A document has two decimals: a hundredth more is surely within the step or the next.
        gap = step["gap_m"] + 0.01
        choose_gap(read, gap)
        people = [found["population"] for found in area["steps"] if found["gap_m"] < gap][-1]
        (verdict,) = [
            found["verdict"]
            for found in line["stretches"]
            if found["low_m"] < gap and (gap < found["high_m"] or found["high_closed"])
        ][-1:]
        assert read.inner_text("#people") == f"{said(whole(people))['es']} habitantes"
        assert read.inner_text("#verdict") == SPANISH.say(AREA_VERDICTS[AreaVerdict(verdict)])


def test_the_same_data_give_the_same_page(metro: Metro, tmp_path: Path) -> None:
    metro("init", "--sample", "-q")
    for name in ("a.html", "b.HTML"):
        assert metro("map", "talca-maule", "-o", name).code == 0
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.HTML").read_bytes()


@pytest.mark.parametrize("paper", [("--dpi", "90"), ("--page", "a3"), ("--kind", "continuum")])
def test_a_page_to_explore_is_no_paper(
    metro: Metro, paper: tuple[str, str], tmp_path: Path
) -> None:
    metro("init", "--sample", "-q")
    ended = metro("map", "talca-maule", *paper, "-o", "explorar.html")
    assert (ended.code, ended.out) == (2, "")
    assert paper[0] in ended.err
    assert not (tmp_path / "explorar.html").exists()

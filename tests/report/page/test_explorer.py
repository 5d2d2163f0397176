"""The page as it is read: in a browser, by mouse, keyboard and finger."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from metrocli.delimit.cartography import AreaMap, map_area
from metrocli.model import AreaVerdict, Reading
from metrocli.report.language import Language
from metrocli.report.page import page
from metrocli.report.page.document import ASSETS
from metrocli.report.page.packing import pack, pack_steps
from metrocli.report.words import AREA_VERDICTS, whole
from metrocli.text import text
from tests.browser import PHONE, Open
from tests.continuity.territories import same_partition
from tests.report.page.drawn import hostile, scattered, towns
from tests.report.page.reading import choose_gap, figures, said_by_sweep
from tests.studies import LAWFUL, A, B, area, commune, study

if TYPE_CHECKING:
    from playwright.sync_api import Page

SPANISH, ENGLISH = Language("es"), Language("en")


def gaps_of(drawn: AreaMap) -> Iterator[float]:
    """Yield the gaps at which anything changes, those just below them, and some between."""
    (swept,) = drawn.sweep.areas
    flips = {flip for line in swept.lines for flip in line.flips}
    assert flips
    for flip in sorted(flips):
        up = np.ceil(flip * 100) / 100
        yield from (round(up - 0.01, 2), up)
    yield from (0, 12, 47.31, 550, drawn.horizon)


@pytest.mark.parametrize("language", [SPANISH, ENGLISH], ids=["es", "en"])
def test_its_figures_are_those_of_the_sweep(open_page: Open, language: Language) -> None:
    drawn = towns()
    read = open_page(page(drawn, language))
    for gap in gaps_of(drawn):
        choose_gap(read, gap)
        assert figures(read) == said_by_sweep(drawn, gap, language), gap


def test_its_patches_are_those_of_the_trees_wherever_the_slider_comes_from(open_page: Open) -> None:
    drawn = towns()
    read = open_page(page(drawn, SPANISH))
    for network, tree in (("members", drawn.tree), ("around", drawn.around)):
        read.check(f"[name=network][value={network}]")
        for gap in (0, 550, 15, 6_000, 90.5, 0, 20):
            choose_gap(read, gap)
            names = read.evaluate("n => [...explorer.ground.trees[n].patches.names]", network)
            assert same_partition(np.array(names)[tree.rows], tree.patches(gap)), (network, gap)
            classes = np.array(read.evaluate("[...explorer.ground.classes]"))
            assert set(np.flatnonzero(classes == 2)) == set(tree.continuum(gap).rows)
            outside = set(range(len(drawn.footprints))) - set(tree.rows.tolist())
            assert set(np.flatnonzero(classes == 0).tolist()) == outside


def test_numbers_are_unpacked_as_they_were_packed(open_page: Open) -> None:
    numbers = [0, -1, 1, 63, 64, -64, -65, 2**31, -(2**40), 2**52 - 1]
    script = (ASSETS / "unpack.js").read_text(encoding="utf-8")
    read = open_page(page(towns(), SPANISH))
    assert (
        read.evaluate(f"packed => {{ {script} return [...unpack(packed)]; }}", pack(numbers))
        == numbers
    )
    walk = [5, 3, 100_000, 99_999]
    steps = f"packed => {{ {script} return [...unpackSteps(packed)]; }}"
    assert read.evaluate(steps, pack_steps(walk)) == walk


def test_the_slider_is_moved_by_the_keyboard(open_page: Open) -> None:
    read = open_page(page(towns(), SPANISH))
    slider = read.locator("#gap")
    slider.focus()
    for key, gap in (
        ("Home", 0),
        ("ArrowRight", 1),
        ("PageUp", 101),
        ("ArrowLeft", 100),
        ("End", 6_000),
        ("PageDown", 5_900),
    ):
        slider.press(key)
        settle(read)
        said = SPANISH.number(f"{gap:,}")
        assert str(slider.get_attribute("aria-valuetext")).startswith(f"{said} m: ")
        assert read.input_value("#exactly") == str(gap)


def test_dragging_the_slider_tells_the_verdict_aloud_once_it_rests(open_page: Open) -> None:
    read = open_page(page(towns(), ENGLISH))
    box = read.locator("#gap").bounding_box()
    assert box
    middle = box["y"] + box["height"] / 2
    read.mouse.move(box["x"] + 10, middle)
    read.mouse.down()
    for part in (0.2, 0.5, 0.9):
        read.mouse.move(box["x"] + part * box["width"], middle)
    read.mouse.up()
    read.wait_for_timeout(600)
    heard = read.inner_text("#heard")
    gap = float(heard.partition(" m:")[0].replace(",", ""))
    assert 4_000 < gap < 6_000
    verdict, people, *_ = said_by_sweep(towns(), gap, ENGLISH)
    assert f"{verdict}. {people} in the continuum" in heard


def test_the_buttons_go_where_the_verdict_changes(open_page: Open) -> None:
    drawn = towns()
    read = open_page(page(drawn, SPANISH))
    choose_gap(read, 0)
    verdicts = [read.inner_text("#verdict")]
    while read.is_enabled("#later"):
        read.click("#later")
        settle(read)
        verdicts.append(read.inner_text("#verdict"))
    (line,) = (
        line
        for line in drawn.sweep.areas[0].lines
        if line.reading is Reading.CONTINUUM and line.majority == 0.5
    )
    told = [SPANISH.say(AREA_VERDICTS[stretch.verdict]) for stretch in line.stretches]
    assert verdicts == told
    assert len(told) > 1
    read.click("#earlier")
    settle(read)
    assert read.inner_text("#verdict") == told[-2]
    read.click("#in-force")
    settle(read)
    assert read.input_value("#exactly") == "550"


def test_a_commune_is_chosen_in_the_table_by_keys_and_on_the_map_by_mouse(open_page: Open) -> None:
    drawn = towns()
    read = open_page(page(drawn, SPANISH), reduced_motion="reduce")
    read.locator("button.commune").first.focus()
    read.keyboard.press("Enter")
    member = drawn.assessed.members[0]
    card = read.inner_text("#chosen")
    assert f"{member.name}\n" in card
    assert f"{A} · Comuna del área" in card
    for people in (member.population.communal, member.population.continuum):
        assert SPANISH.line(text("{people}", people=whole(people))) in card
    read.keyboard.press("Escape")
    settle(read)
    assert read.is_hidden("#chosen")
    read.evaluate("explorer.map.goTo(1)")
    box = read.locator("#map").bounding_box()
    assert box
    read.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    settle(read)
    assert f"{B} ·" in read.inner_text("#chosen")


def test_the_weakest_link_is_told_to_mouse_keyboard_and_ear(open_page: Open) -> None:
    drawn = towns()
    link = drawn.assessed.weakest_link
    assert link is not None
    read = open_page(page(drawn, SPANISH))
    mark = read.locator(".mark")
    assert link.a.id in str(mark.get_attribute("aria-label"))
    assert mark.get_attribute("role") == "button"
    mark.focus()
    assert link.b.id in read.inner_text(".bubble")
    assert SPANISH.number(f"{link.gap:,.1f}") in read.inner_text("#links")
    read.uncheck("#layers [name=weakest-link]")
    assert mark.count() == 0


def test_every_control_is_reached_by_tab_and_has_a_name(open_page: Open) -> None:
    read = open_page(page(towns(), SPANISH))
    reached = set()
    for _ in range(60):
        read.keyboard.press("Tab")
        reached.add(read.evaluate("document.activeElement.id || document.activeElement.className"))
    assert {"gap", "exactly", "in-force", "map", "commune", "skip"} <= reached
    assert any("mark" in name for name in reached)
    nameless = read.evaluate(
        """() => [...document.querySelectorAll("button, input, [role]")].filter((item) => {
          const labels = [...(item.labels ?? [])].map((label) => label.textContent);
          const names = [item.getAttribute("aria-label"), item.textContent, ...labels];
          return item.id !== "heard" && !names.some((name) => name?.trim());
        }).map((item) => item.outerHTML)"""
    )
    assert nameless == []


def test_the_language_changes_every_word(open_page: Open) -> None:
    read = open_page(page(towns(), SPANISH))
    spanish = read.inner_text("body")
    read.click("[data-language=en]")
    english = read.inner_text("body")
    assert read.get_attribute("html", "lang") == "en"
    assert "Habitantes" in spanish
    assert not re.search("Habitantes|Comunas|Fuentes|brecha", english)


@pytest.mark.parametrize("touch", [True, False])
def test_on_a_phone_nothing_is_wider_than_the_screen(open_page: Open, touch: bool) -> None:  # noqa: FBT001
    read = open_page(page(hostile("Año" * 100), SPANISH), PHONE, has_touch=touch)
    assert read.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    size = read.locator("#map").bounding_box()
    assert size
    assert size["width"] == PHONE[0]
    assert size["height"] > 300
    if touch:
        read.locator("button.commune").first.tap()
        settle(read)
        assert read.is_visible("#chosen")


@pytest.mark.parametrize(
    "name", ["</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>"]
)
def test_a_name_is_a_text_and_nothing_more(open_page: Open, name: str) -> None:
    read = open_page(page(hostile(name), SPANISH))
    read.locator("button.commune").first.click()
    settle(read)
    assert read.inner_text("h1") == name
    assert f"{name} {A}" in read.inner_text("#chosen")
    assert read.locator("#chosen img, h1 img, h1 script").count() == 0


def test_an_area_without_footprints_opens(open_page: Open) -> None:
    empty = study([], communes=[commune(A, 1), commune(B, None)])
    read = open_page(page(map_area(empty, area(A, B), settings=LAWFUL), SPANISH))
    assert read.inner_text("#people") == "– habitantes"
    assert read.inner_text("#verdict") == SPANISH.say(AREA_VERDICTS[AreaVerdict.UNDETERMINED])


def test_without_boundaries_communes_are_found_by_their_footprints(open_page: Open) -> None:
    bare = map_area(replace(scattered(), boundaries={}), area(A, B), settings=LAWFUL)
    read = open_page(page(bare, SPANISH))
    place = read.evaluate("explorer.ground.places[0]")
    assert read.evaluate("([x, y]) => explorer.ground.communeAt(x, y, 200)", place) == 0
    assert read.evaluate("explorer.ground.communeAt(-1e5, -1e5, 12)") is None
    read.locator("button.commune").first.click()
    assert read.is_visible("#chosen")


def test_it_prints_the_map_and_the_tables_without_the_controls(open_page: Open) -> None:
    read = open_page(page(towns(), SPANISH))
    read.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    read.emulate_media(media="print")
    assert read.is_hidden("#gap")
    assert read.is_visible("#map")
    assert read.is_visible("#parameters")
    assert read.is_visible("#norm-title")


def settle(read: "Page") -> Any:
    """Wait until what was chosen is shown."""
    return read.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")

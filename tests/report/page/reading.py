"""What stands on a page, and what it should be by the sweep of the area."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from metrocli.delimit.cartography import AreaMap
from metrocli.model import Reading
from metrocli.report.language import Language
from metrocli.report.page.sentences import said
from metrocli.report.words import AREA_VERDICTS, Words, percent, whole
from metrocli.text import Text

if TYPE_CHECKING:
    from playwright.sync_api import Page

Figures = tuple[str, str, list[tuple[str, str]], Mapping[str, tuple[str, str]]]
"""Verdict, inhabitants; both by reading; inhabitants and share of each member in the continuum."""


def choose_gap(read: "Page", gap: float) -> None:
    """Write a gap into the page, and wait until it is shown."""
    read.fill("#exactly", f"{gap:.2f}")
    read.press("#exactly", "Enter")
    read.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")


def figures(read: "Page") -> Figures:
    """Return what a page says at the gap that is chosen."""
    verdict, people = (read.inner_text(f"#{id}") for id in ("verdict", "people"))
    readings = read.eval_on_selector_all(
        "#readings tbody tr",
        "rows => rows.map(row => [...row.cells].slice(1).map(c => c.innerText))",
    )
    rows = read.eval_on_selector_all(
        "#communes tbody:nth-of-type(1) tr:not(.total)",
        "rows => rows.map(row => [row.querySelector('small').innerText,"
        " ...[...row.cells].slice(3).map(c => c.innerText)])",
    )
    return (
        verdict,
        people,
        [(found, outcome) for found, outcome in readings],
        {code: (inside, share) for code, inside, share in rows},
    )


def said_by_sweep(drawn: AreaMap, gap: float, language: Language) -> Figures:
    """Return the same, from the sweep of the area and the tree of its members."""

    def say(words: Words) -> str:
        return said(words)[language.code]

    (swept,) = drawn.sweep.areas
    at = np.array([gap])
    majority = drawn.settings.continuity.majority
    lines = {line.reading: line for line in swept.lines if line.majority == majority}
    (chosen,) = lines[drawn.result.reading].verdicts(at)
    inhabitants = said(Text("Inhabitants"))[language.code].lower()
    readings = [
        (
            say(whole(swept.population_at(reading, at)[0])),
            language.line(AREA_VERDICTS[lines[reading].verdicts(at)[0]]),
        )
        for reading in Reading
    ]
    continuum = drawn.tree.continuum(gap)
    inside = zip(
        drawn.tree.communes, continuum.by_commune.tolist(), continuum.shares.tolist(), strict=True
    )
    return (
        language.line(AREA_VERDICTS[chosen]),
        f"{readings[list(Reading).index(Reading.CONTINUUM)][0]} {inhabitants}",
        readings,
        {code: (say(whole(weight)), say(percent(share))) for code, weight, share in inside},
    )

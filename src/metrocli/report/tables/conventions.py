"""What a study adds to gaps, and what would be said without it."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from metrocli.model import Applied, AreaAssessment, AreaSweep, TieKind, Without
from metrocli.report.convention_words import (
    TIE_KINDS,
    decision_words,
    left_out_words,
    tie_name,
    without_words,
)
from metrocli.report.tables.sheet import Cell, Sheet
from metrocli.report.words import AREA_VERDICTS
from metrocli.text import Text, text

ADDED = text("What the study adds to gaps")

Judged: TypeAlias = AreaAssessment | AreaSweep
"""An area with its verdict, and those without what the study adds."""


def write_without(sheet: Sheet, withouts: Sequence[Without]) -> None:
    """Write what joins a continuum beside gaps, and what would be said without it."""
    if withouts:
        sheet.blank()
        sheet.line(text("What the study adds to gaps, and what would be so without it"))
        sheet.items((TIE_KINDS[without.kind], list(without_words(without))) for without in withouts)


def write_conventions(
    sheet: Sheet,
    conventions: Applied,
    judged: Sequence[Judged] = (),
    *,
    title: Text = ADDED,
) -> None:
    """Write the links, also-built features, thresholds and decisions of a study, if it has any.

    Parameters
    ----------
    sheet : Sheet
        To write on.
    conventions : Applied
        Of the study.
    judged : sequence of AreaAssessment or AreaSweep
        Areas whose verdicts may turn on them.
    title : Text
        Of the heading.
    """
    rows = list(_conventions(sheet, conventions, judged))
    if rows:
        sheet.heading(title)
        sheet.items(rows)


def _conventions(
    sheet: Sheet, conventions: Applied, judged: Sequence[Judged]
) -> Iterator[tuple[Cell, list[Text]]]:
    for kind, sentences in (
        (TieKind.LINK, _links(sheet, conventions)),
        (TieKind.ALSO_BUILT, _also_built(conventions)),
        (TieKind.DECISION, map(decision_words, conventions.decisions)),
    ):
        told = list(sentences)
        if told:
            yield TIE_KINDS[kind], [*told, *_turned(kind, judged)]
    if conventions.left_out:
        yield text("left out"), [left_out_words(left) for left in conventions.left_out]


def _links(sheet: Sheet, conventions: Applied) -> Iterator[Text]:
    names = [tie_name(link.tie) for link in conventions.links]
    if names:
        yield text("lines that join what they reach at both ends: {count:,d}.", count=len(names))
    if names and sheet.full:
        yield text("{names}.", names=names)


def _also_built(conventions: Applied) -> Iterator[Text]:
    if conventions.also_built is not None:
        yield text(
            "features that count as built, without people: {count:,d}.",
            count=conventions.also_built.features,
        )


def _turned(kind: TieKind, judged: Sequence[Judged]) -> Iterator[Text]:
    """Return which verdicts turn on things of a kind."""
    found = [(area, one) for area in judged for one in area.without if one.kind is kind]
    turned = [
        text("{area}: {verdict}", area=area.area.name, verdict=AREA_VERDICTS[one.verdict])
        for area, one in found
        if one.verdict is not None and one.verdict is not area.verdict
    ]
    if turned:
        yield text("Without them the verdict would be another: {areas}.", areas=turned)
    elif found:
        yield text("No verdict would be another without them.")

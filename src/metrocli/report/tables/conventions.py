"""What a study adds to gaps, and what would be said without it."""

from collections.abc import Iterator, Sequence

from metrocli.model import AreaAssessment, AreaSweep, Conventions, TieKind, Without
from metrocli.report.convention_words import (
    TIE_KINDS,
    decision_words,
    left_out_words,
    tie_name,
)
from metrocli.report.tables.sheet import Cell, Sheet
from metrocli.report.words import AREA_VERDICTS, measure
from metrocli.text import Text, text


def write_without(sheet: Sheet, withouts: Sequence[Without]) -> None:
    """Write what joins a continuum beside gaps, and what would be said without it."""
    if withouts:
        sheet.blank()
        sheet.line(text("What the study adds to gaps, and what would be so without it"))
        sheet.items((TIE_KINDS[without.kind], list(_without(without))) for without in withouts)


def _without(without: Without) -> Iterator[Text]:
    if without.ties:
        yield text(
            "They join parts of the continuum: {ties}.",
            ties=[tie_name(tie) for tie in without.ties],
        )
    elif without.kind is not TieKind.DECISION:
        yield text("They join nothing of the continuum that gaps do not.")
    if without.merge_distance is None:
        yield text("Without them there is no merge distance.")
    else:
        yield text(
            "Without them the merge distance is {distance}.",
            distance=measure(without.merge_distance, "m"),
        )
    if without.verdict is not None:
        yield text("Without them the verdict is {verdict}.", verdict=AREA_VERDICTS[without.verdict])


def write_conventions(sheet: Sheet, conventions: Conventions) -> None:
    """Write the links, also-built features, thresholds and decisions of a study, if it has any."""
    rows = list(_conventions(sheet, conventions))
    if rows:
        sheet.heading(text("What the study adds to gaps"))
        sheet.items(rows)


def _conventions(sheet: Sheet, conventions: Conventions) -> Iterator[tuple[Cell, list[Text]]]:
    if conventions.links:
        names = [tie_name(link.tie) for link in conventions.links]
        told = [text("lines that join what they reach at both ends: {count:,d}.", count=len(names))]
        if sheet.full:
            told.append(text("{names}.", names=names))
        yield TIE_KINDS[TieKind.LINK], told
    if conventions.also_built is not None:
        features = text(
            "features that count as built, without people: {count:,d}.",
            count=len(conventions.also_built),
        )
        yield TIE_KINDS[TieKind.ALSO_BUILT], [features]
    if conventions.left_out:
        yield text("left out"), [left_out_words(left) for left in conventions.left_out]
    if conventions.decisions:
        sentences = [decision_words(decision) for decision in conventions.decisions]
        yield TIE_KINDS[TieKind.DECISION], sentences


def write_turned(sheet: Sheet, areas: Sequence[AreaAssessment | AreaSweep]) -> None:
    """Write which verdicts turn on what a study adds to gaps."""
    kinds = dict.fromkeys(without.kind for area in areas for without in area.without)
    if kinds:
        sheet.blank()
        sheet.items((TIE_KINDS[kind], [_turned(kind, areas)]) for kind in kinds)


def _turned(kind: TieKind, areas: Sequence[AreaAssessment | AreaSweep]) -> Text:
    turned = [
        text("{area}: {verdict}", area=area.area.name, verdict=AREA_VERDICTS[without.verdict])
        for area in areas
        for without in area.without
        if without.kind is kind
        and without.verdict is not None
        and without.verdict is not area.verdict
    ]
    if not turned:
        return text("No verdict would be another without them.")
    return text("Without them the verdict would be another: {areas}.", areas=turned)

"""How far apart some communes are: what `gap` answers."""

from collections.abc import Iterator

from metrocli.model import GapReport, Link, Neighbour
from metrocli.report.tables.conventions import write_conventions, write_without
from metrocli.report.tables.parts import write_link, write_title
from metrocli.report.tables.sheet import Column, Sheet
from metrocli.report.words import Words, gap_words, measure, whole
from metrocli.text import Text, text


def lay_out(sheet: Sheet, report: GapReport) -> None:
    """Write the distances, the links that decide them, and what joins at which gap."""
    write_title(sheet, report)
    sheet.heading(text("{communes}", communes=[commune.name for commune in report.members]))
    sheet.items(
        [
            (text("merge distance"), [_distance(report, report.merge_distance), _outcome(report)]),
            *_without_barriers(report),
            (text("touch distance"), [_distance(report, report.touch_distance)]),
        ]
    )
    names = {commune.code: commune.name for commune in report.members}
    for title, link in _links(report):
        sheet.heading(title)
        write_link(sheet, link, names)
    if report.steps:
        sheet.heading(text("What is one continuum, from which gap on"))
        _write_steps(sheet, report, names)
    if report.neighbours:
        sheet.heading(text("Communes that would join the group, from which gap on"))
        _write_neighbours(sheet, report)
    write_without(sheet, report.without)
    write_conventions(sheet, report.conventions)


def _without_barriers(report: GapReport) -> Iterator[tuple[Text, list[Text]]]:
    if report.barred is not None:
        merge = _distance(report, report.barred.merge_distance)
        yield text("without barriers"), [merge]


def _links(report: GapReport) -> Iterator[tuple[Text, Link]]:
    if report.weakest_link is not None:
        yield text("Weakest link: it decides the merge distance"), report.weakest_link
    if report.touch_link is not None and report.touch_link != report.weakest_link:
        yield text("Nearest contact: it decides the touch distance"), report.touch_link


def _distance(report: GapReport, distance: float | None) -> Text:
    if distance is None:
        return text("none up to {horizon}.", horizon=measure(report.settings.horizon, "m"))
    if 0.0 < distance <= report.floor:
        return text("{distance} or less.", distance=measure(report.floor, "m"))
    return text("{distance}.", distance=measure(distance, "m"))


def _outcome(report: GapReport) -> Text:
    limit = measure(report.settings.max_gap, "m")
    majority = measure(report.settings.majority, "share")
    if report.merge_distance is not None and report.merge_distance <= report.settings.max_gap:
        return text(
            "With gaps of {limit} at most, one patch holds {majority} of each commune.",
            limit=limit,
            majority=majority,
        )
    return text(
        "With gaps of {limit} at most, no patch holds {majority} of each commune.",
        limit=limit,
        majority=majority,
    )


def _write_steps(sheet: Sheet, report: GapReport, names: dict[str, str]) -> None:
    sheet.table(
        [
            Column.number(text("Gap (m)")),
            Column(text("Communes that are joined")),
            Column.number(text("Inhabitants")),
        ],
        [
            (
                gap_words(step.gap, report.floor),
                text("{communes}", communes=[names.get(code, code) for code in step.joined]),
                whole(step.population),
            )
            for step in report.steps
        ],
    )


def _write_neighbours(sheet: Sheet, report: GapReport) -> None:
    sheet.table(
        [
            Column.key(text("Code")),
            Column(text("Commune")),
            Column.number(text("Joins (m)")),
            Column.number(text("Touches (m)")),
            Column.number(text("Inhabitants\n(communal)")),
        ],
        [_neighbour(neighbour, report.floor) for neighbour in report.neighbours],
    )


def _neighbour(neighbour: Neighbour, floor: float) -> tuple[Words, ...]:
    return (
        neighbour.commune.code,
        neighbour.commune.name,
        gap_words(neighbour.merge_distance, floor),
        gap_words(neighbour.touch_distance, floor),
        whole(neighbour.commune.population),
    )

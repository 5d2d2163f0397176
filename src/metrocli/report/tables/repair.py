"""The tables of `metro repair`, and its log: what was changed, and what could not be."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO

from metrocli.inspection.findings import SHOWN
from metrocli.repair.changes import Change, Fault, Kind, Repair, RepairedInput
from metrocli.report.language import Language
from metrocli.report.tables.inspection import ROLES, SEVERITIES
from metrocli.report.tables.parts import write_title
from metrocli.report.tables.sheet import Cell, Column, Sheet
from metrocli.text import Text, text

KINDS: Mapping[Kind, Text] = {
    Kind.GEOMETRY_MENDED: text("geometries made valid"),
    Kind.FEATURE_DROPPED: text("features left out: without geometry, and without inhabitants"),
    Kind.DUPLICATE_DROPPED: text("exact duplicates left out"),
    Kind.CODE_MENDED: text("commune codes mended"),
    Kind.CODE_TRANSLATED: text("commune codes from before 2018, translated"),
    Kind.OVERLAP_CLOSED: text("thin overlaps between communes, given to one of them"),
    Kind.HOLE_CLOSED: text("thin holes between communes, filled"),
}

BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"

HEADINGS = (
    text("File"),
    text("Kind of change"),
    text("Where"),
    text("Before"),
    text("After"),
)
"""Of the log."""


def lay_out(sheet: Sheet, result: Repair) -> None:
    """Write what was done to each input, what is still odd, and what could not be mended."""
    write_title(sheet, result)
    sheet.line(
        text(
            "Slivers between communes: overlaps and holes up to {tolerance:g} m wide.",
            tolerance=result.tolerance,
        )
    )
    for copied in result.inputs:
        sheet.heading(text("{role}: {file}", role=ROLES[copied.role], file=copied.path))
        sheet.items((name, [said]) for name, said in _identity(copied))
        _write_changes(sheet, copied)
    if result.remaining:
        sheet.heading(text("What remains, and is not for a program to mend"))
        _write_faults(sheet, result.remaining)
    if result.refusals:
        sheet.heading(text("What cannot be mended safely"))
        _write_faults(sheet, result.refusals)
        sheet.blank()
        sheet.line(
            text("Nothing was written: correct this first, in the data themselves."), "bold red"
        )


def write_log(result: Repair, language: Language) -> str:
    """Return every change as a CSV that Excel opens with a double click.

    It tells the tolerance, then of each input what it holds before and after, and each change.
    Its columns are separated by semicolons, since the comma is the decimal sign here; it begins
    with the mark by which Excel knows UTF-8.
    """
    lines = StringIO()
    writer = csv.writer(lines, delimiter=";", lineterminator="\n")
    writer.writerow(map(language.line, HEADINGS))
    writer.writerows([path, *map(language.line, said)] for path, *said in _log(result))
    return f"{BYTE_ORDER_MARK}{lines.getvalue()}"


def _log(result: Repair) -> Iterator[tuple[str, Text, Text, Text, Text]]:
    nothing = text("{place}", place="")
    widest = text("{tolerance:g} m", tolerance=result.tolerance)
    yield "", text("widest sliver that is closed"), nothing, nothing, widest
    for copied in result.inputs:
        for name, before, after in _tallies(copied):
            yield copied.path, name, nothing, _count(before), _count(after)
        for change in copied.changes:
            yield copied.path, KINDS[change.kind], change.place, change.before, change.after


def _tallies(copied: RepairedInput) -> Iterator[tuple[Text, float, float]]:
    """Return the figures of an input that are known, before and after."""
    before, after = copied.before, copied.after
    if before is not None and after is not None:
        yield text("Features"), before.features, after.features
        if before.population is not None and after.population is not None:
            yield text("Inhabitants"), before.population, after.population


def _identity(copied: RepairedInput) -> Iterator[tuple[Text, Text]]:
    if copied.changes:
        yield text("Copy"), text("{file}", file=copied.copy)
    else:
        yield text("Copy"), text("{file}, the same byte by byte", file=copied.copy)
    for name, before, after in _tallies(copied):
        yield name, _span(before, after)


def _span(before: float, after: float) -> Text:
    if before == after:
        return _count(before)
    return text("{before:,.0f} before, {after:,.0f} after", before=before, after=after)


def _count(number: float) -> Text:
    return text("{count:,.0f}", count=number)


def _write_changes(sheet: Sheet, copied: RepairedInput) -> None:
    if not copied.changes:
        return
    sheet.blank()
    sheet.table(
        [
            Column.number(text("Count")),
            Column(text("What was changed")),
            Column(text("Such as")),
        ],
        [_change_row(kind, made) for kind, made in copied.by_kind().items()],
    )


def _change_row(kind: Kind, made: Sequence[Change]) -> tuple[Cell, ...]:
    example = made[0]
    return (
        text("{count:,d}", count=len(made)),
        text("{message}\n{code}", message=KINDS[kind], code=str(kind)),
        text(
            "{place}: {before} → {after}",
            place=example.place,
            before=example.before,
            after=example.after,
        ),
    )


def _write_faults(sheet: Sheet, faults: Sequence[Fault]) -> None:
    sheet.table(
        [
            Column.key(text("Severity")),
            Column(text("Input")),
            Column.number(text("Count")),
            Column(text("What was found")),
            Column(text("Such as")),
        ],
        [_fault_row(sheet, fault) for fault in faults],
    )


def _fault_row(sheet: Sheet, fault: Fault) -> tuple[Cell, ...]:
    finding = fault.finding
    return (
        sheet.styled(*SEVERITIES[finding.severity]),
        fault.path,
        text("{count:,d}", count=finding.count),
        text("{message}\n{code}", message=finding.message, code=str(finding.code)),
        text("{examples}", examples=finding.examples[: SHOWN // 2]),
    )

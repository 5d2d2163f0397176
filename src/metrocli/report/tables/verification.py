"""What `verify` answers: identical, or what differs."""

from collections.abc import Iterator

from metrocli.proof.differences import Difference
from metrocli.proof.record import Verification
from metrocli.report.tables.sheet import Column, Sheet
from metrocli.report.words import UNKNOWN, Words, criterion_name
from metrocli.text import Text, text


def lay_out(sheet: Sheet, result: Verification) -> None:
    """Write whether a result was given again, every figure that differs, and other versions."""
    if result.identical:
        sheet.line(text("{file}: identical", file=result.path), "bold green")
        sheet.line(
            text(
                "metro {command}, worked out again from the same inputs, gives the same in every "
                "byte but the versions (areas: {areas}).",
                command=result.command,
                areas=result.areas,
            )
        )
    else:
        count = len(result.differences)
        sheet.line(
            text("{file}: figures that differ: {count:,d}", file=result.path, count=count),
            "bold red",
        )
        sheet.blank()
        _write_differences(sheet, result.differences)
    versions = list(_versions(result))
    if versions:
        sheet.heading(text("Versions that differ"))
        sheet.items((name, [said]) for name, said in versions)


def _write_differences(sheet: Sheet, found: tuple[Difference, ...]) -> None:
    sheet.table(
        [
            Column(text("Area")),
            Column(text("Criterion")),
            Column(text("Figure")),
            Column.number(text("Then")),
            Column.number(text("Now")),
        ],
        [
            (
                difference.area or UNKNOWN,
                UNKNOWN if difference.criterion is None else criterion_name(difference.criterion),
                difference.figure or text("verdict"),
                shown(difference.then),
                shown(difference.now),
            )
            for difference in found
        ],
    )


def shown(value: object) -> Words:
    """Return a value of JSON as a reader takes it: numbers in full, a dash for what is not."""
    match value:
        case None:
            return UNKNOWN
        case bool() | str():
            return str(value)
        case int() | float():
            return text("{value:,}", value=value)
    return str(value)


def _versions(result: Verification) -> Iterator[tuple[str, Text]]:
    for name in sorted({*result.tool_then, *result.tool_now}):
        then, now = result.tool_then.get(name, UNKNOWN), result.tool_now.get(name, UNKNOWN)
        if then != now:
            yield name, text("{then} then, {now} now", then=then, now=now)

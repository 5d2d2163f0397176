"""Patches of a layer: how many there are, and the largest."""

from collections.abc import Iterator

from metrocli.model import Patch, PatchReport
from metrocli.report.tables.parts import write_title
from metrocli.report.tables.sheet import Column, Sheet
from metrocli.report.words import Words, measure, whole
from metrocli.text import Text, text

HECTARE = 10_000.0
"""Square metres."""

MOST_NAMES = 6
"""Communes that are named of a patch, where not every detail is wanted."""


def lay_out(sheet: Sheet, report: PatchReport) -> None:
    """Write the figures of all patches together, and those of the largest."""
    write_title(sheet, report)
    gap = measure(report.max_gap, "m")
    sheet.heading(text("Patches at gaps of {gap} at most", gap=gap))
    sheet.items((name, [said]) for name, said in _figures(report))
    sheet.heading(text("The largest patches"))
    sheet.table(
        [
            Column.number(text("Patch")),
            Column.number(text("Inhabitants")),
            Column.number(text("Footprints")),
            Column.number(text("Built\n(ha)")),
            Column(text("Communes")),
        ],
        [_row(patch, report, sheet) for patch in report.largest],
    )


def _figures(report: PatchReport) -> Iterator[tuple[Text, Text]]:
    yield text("Patches"), text("{count:,d}", count=report.patches)
    if report.drawn < report.patches:
        yield (
            text("Drawn"),
            text(
                "{count:,d}: those of {least:,d} footprints or more",
                count=report.drawn,
                least=report.min_footprints,
            ),
        )
    yield text("Footprints"), text("{count:,d}", count=report.footprints)
    if report.population is not None:
        yield text("Inhabitants"), text("{count:,.0f}", count=report.population)
    yield text("Built"), text("{area:,.1f} ha", area=report.area / HECTARE)


def _row(patch: Patch, report: PatchReport, sheet: Sheet) -> tuple[Words, ...]:
    return (
        whole(patch.number),
        whole(patch.population),
        whole(patch.footprints),
        text("{area:,.1f}", area=patch.area / HECTARE),
        _communes(patch, report, sheet),
    )


def _communes(patch: Patch, report: PatchReport, sheet: Sheet) -> Text:
    names = [report.names[code] for code in patch.communes]
    if sheet.full or len(names) <= MOST_NAMES:
        return text("{communes}", communes=names)
    return text(
        "{communes} and {count:,d} more",
        communes=names[:MOST_NAMES],
        count=len(names) - MOST_NAMES,
    )

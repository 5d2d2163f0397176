"""The parts that every table has: what it is of, and the link that decides."""

from collections.abc import Mapping

from metrocli.model import Code, Link
from metrocli.report.convention_words import tie_name
from metrocli.report.registry import StudyResult
from metrocli.report.tables.sheet import Column, Sheet
from metrocli.report.words import degrees
from metrocli.text import plural, text

SCHEMATIC = text("SCHEMATIC DATA: the geometry is made up; no result describes real places.")


def write_title(sheet: Sheet, result: StudyResult) -> None:
    """Write the study, and a warning where its geometry is made up."""
    sheet.line(result.study_title, "bold")
    if result.schematic:
        warn_schematic(sheet)


def warn_schematic(sheet: Sheet) -> None:
    """Write that geometry is made up."""
    sheet.line(SCHEMATIC, "bold yellow")


def write_link(sheet: Sheet, link: Link, names: Mapping[Code, str]) -> None:
    """Write the two footprints of a link, where they are nearest to each other, and what joins."""
    if link.via is not None:
        sheet.line(text("Joined by {tie}", tie=tie_name(link.via)))
    sheet.table(
        [
            Column.key(text("Code")),
            Column(text("Commune")),
            Column(text("Footprint")),
            Column.number(text("Longitude (°)")),
            Column.number(text("Latitude (°)")),
        ],
        [
            (end.commune, names.get(end.commune, ""), end.id, degrees(end.lon), degrees(end.lat))
            for end in (link.a, link.b)
        ],
    )
    if link.turns:
        sheet.line(
            plural(
                "It is a way round barriers, which turns {count:,d} time.",
                "It is a way round barriers, which turns {count:,d} times.",
                count=len(link.turns),
            )
        )

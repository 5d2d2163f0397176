"""The tables of an area's papers: its trips to work, and what its communes share."""

from collections.abc import Mapping

from metrocli.model import AreaAssessment, AreaCommuting, Code, Element, Residents
from metrocli.report.tables.sheet import Cell, Column, Sheet
from metrocli.report.words import UNKNOWN, element_kind, percent, whole
from metrocli.text import text


def write_evidence(sheet: Sheet, assessment: AreaAssessment) -> None:
    """Write the trips to work and the shared elements of an area, whichever it has."""
    names = {member.code: member.name for member in assessment.members}
    if assessment.commuting is not None and assessment.commuting.residents:
        sheet.blank()
        _write_commuting(sheet, assessment.commuting, names)
    if assessment.shared:
        sheet.blank()
        _write_shared(sheet, assessment.shared, names)


def _write_commuting(sheet: Sheet, commuting: AreaCommuting, names: Mapping[Code, str]) -> None:
    sheet.line(text("Trips to work, as a part of the employed of the commune of residence"))
    sheet.table(
        [
            Column.key(text("Code")),
            Column(text("Commune")),
            Column.number(text("Employed")),
            Column.number(text("In the\nrest (%)")),
            Column.number(text("Un-\nlisted\n(%)")),
            Column(text("Most\nwork in")),
            Column.number(text("There\n(%)")),
        ],
        [_residents(home, names) for home in commuting.residents],
    )


def _residents(home: Residents, names: Mapping[Code, str]) -> tuple[Cell, ...]:
    strongest = home.strongest
    unlisted = home.unlisted / home.employed if home.employed else None
    return (
        home.code,
        names[home.code],
        whole(home.employed),
        percent(home.share.low),
        percent(unlisted),
        UNKNOWN if strongest is None else names[strongest[0]],
        percent(None if strongest is None else strongest[1].low),
    )


def _write_shared(sheet: Sheet, elements: tuple[Element, ...], names: Mapping[Code, str]) -> None:
    sheet.line(text("Infrastructure and services that communes of the area share"))
    sheet.table(
        [
            Column(text("Kind")),
            Column(text("Element")),
            Column(text("Communes that it serves")),
            Column(text("Source")),
        ],
        [
            (
                element_kind(element.kind),
                element.name,
                text("all")
                if len(element.communes) == len(names)
                else text("{communes}", communes=[names[code] for code in element.communes]),
                element.source or UNKNOWN,
            )
            for element in elements
        ],
    )

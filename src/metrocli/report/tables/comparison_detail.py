"""One area then and now in full: its criteria, and its people by commune."""

from metrocli.model import AreaChange, Criterion, CriterionChange, GroundChange, Reading
from metrocli.report.tables.area_detail import criterion_title
from metrocli.report.tables.sheet import Column, Sheet
from metrocli.report.words import (
    AREA_VERDICTS,
    CRITERION_VERDICTS,
    READINGS,
    UNKNOWN,
    Words,
    figure,
    signed,
    signed_figure,
    whole,
)
from metrocli.text import text


def write_change(
    sheet: Sheet, change: AreaChange, censuses: tuple[Words, Words], reading: Reading
) -> None:
    """Write all that changed in an area.

    Parameters
    ----------
    sheet : Sheet
        What it is written on.
    change : AreaChange
        The area.
    censuses : tuple of two words
        What then and now are called.
    reading : Reading
        The population that is shown by commune.
    """
    then, now = (
        UNKNOWN if area is None else AREA_VERDICTS[area.verdict]
        for area in (change.base, change.current)
    )
    sheet.heading(
        text(
            "{area} ({region}): {base} → {current}",
            area=change.either.area.name,
            region=change.either.region_name,
            base=then,
            current=now,
        )
    )
    sheet.blank()
    _write_criteria(sheet, change, censuses)
    sheet.blank()
    sheet.line(text("Inhabitants by commune ({reading})", reading=READINGS[reading]))
    _write_members(sheet, change, censuses, reading)


def _write_criteria(sheet: Sheet, change: AreaChange, censuses: tuple[Words, Words]) -> None:
    sheet.table(
        [
            Column(text("Criterion")),
            Column(text("Verdict")),
            *(Column.number(text("{census}", census=census)) for census in censuses),
            Column.number(text("Change")),
        ],
        [
            (
                criterion_title(item.either),
                _verdict(item),
                *(_observed(criterion) for criterion in (item.base, item.current)),
                signed_figure(item.change, item.either.unit),
            )
            for item in change.criteria
        ],
    )


def _verdict(item: CriterionChange) -> Words:
    then, now = (
        UNKNOWN if criterion is None else CRITERION_VERDICTS[criterion.verdict]
        for criterion in (item.base, item.current)
    )
    return now if then == now else text("{base} → {current}", base=then, current=now)


def _observed(criterion: Criterion | None) -> Words:
    return UNKNOWN if criterion is None else figure(criterion.observed, criterion.unit)


def _write_members(
    sheet: Sheet, change: AreaChange, censuses: tuple[Words, Words], reading: Reading
) -> None:
    rows = [
        (
            member.either.code,
            member.either.name,
            *map(whole, member.people(reading)),
            signed(member.change(reading)),
            *_ground(member.ground),
        )
        for member in change.members
    ]
    total = (
        "",
        text("Total"),
        *map(whole, change.people(reading)),
        signed(change.change(reading)),
        *_ground(change.ground),
    )
    sheet.table(
        [
            Column.key(text("Code")),
            Column(text("Commune")),
            *(Column.number(text("{census}", census=census)) for census in censuses),
            Column.number(text("Change")),
            Column.number(text("Ground\ngained")),
            Column.number(text("Ground\nlost")),
            Column.number(text("Same\nground")),
        ],
        [*rows, total],
    )


def _ground(ground: GroundChange | None) -> list[Words]:
    if ground is None:
        return [UNKNOWN] * 3
    return [signed(part) for part in (ground.gained, ground.lost, ground.same)]

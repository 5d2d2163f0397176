"""One area in full: its criteria, what they rest on, its members, its weakest link."""

from collections.abc import Iterator, Sequence

from metrocli.model import (
    AreaAssessment,
    AreaVerdict,
    Criterion,
    CriterionVerdict,
    Populations,
    Reading,
)
from metrocli.report.tables.conventions import write_without
from metrocli.report.tables.evidence import write_evidence
from metrocli.report.tables.parts import write_link
from metrocli.report.tables.sheet import Cell, Column, Sheet
from metrocli.report.words import (
    AREA_VERDICTS,
    CRITERION_VERDICTS,
    LEVELS,
    UNITS,
    Words,
    criterion_name,
    figure,
    holding,
    measure,
    own_words,
    percent,
    requirement,
    whole,
)
from metrocli.text import Text, text

GOOD, BAD, OPEN = "bold green", "bold red", "bold yellow"

_AREA_STYLES = {
    AreaVerdict.ELIGIBLE: GOOD,
    AreaVerdict.NOT_ELIGIBLE: BAD,
    AreaVerdict.UNDETERMINED: OPEN,
}

_CRITERION_STYLES = {
    CriterionVerdict.MET: GOOD,
    CriterionVerdict.NOT_MET: BAD,
    CriterionVerdict.UNDETERMINED: OPEN,
}


def styled_verdict(sheet: Sheet, verdict: AreaVerdict) -> Cell:
    """Return the verdict of an area as people read it."""
    return sheet.styled(AREA_VERDICTS[verdict], _AREA_STYLES[verdict])


def criterion_verdict(sheet: Sheet, criterion: Criterion) -> Cell:
    """Return the verdict of a criterion as people read it."""
    return sheet.styled(CRITERION_VERDICTS[criterion.verdict], _CRITERION_STYLES[criterion.verdict])


def write_area(sheet: Sheet, assessment: AreaAssessment) -> None:
    """Write all that the verdict of an area rests on."""
    sheet.heading(
        text(
            "{area} ({region}): {verdict}",
            area=assessment.area.name,
            region=assessment.region_name,
            verdict=AREA_VERDICTS[assessment.verdict],
        )
    )
    sheet.blank()
    _write_criteria(sheet, assessment.criteria)
    sheet.blank()
    sheet.items(_grounds(assessment))
    sheet.blank()
    _write_members(sheet, assessment)
    write_evidence(sheet, assessment)
    write_without(sheet, assessment.without)
    if assessment.weakest_link is not None:
        sheet.blank()
        sheet.line(
            text("Weakest link: a gap of {gap}", gap=measure(assessment.weakest_link.gap, "m"))
        )
        write_link(
            sheet,
            assessment.weakest_link,
            {member.code: member.name for member in assessment.members},
        )


def _write_criteria(sheet: Sheet, criteria: Sequence[Criterion]) -> None:
    sheet.table(
        [
            Column(text("Criterion")),
            Column(text("Verdict")),
            Column.number(text("Observed")),
            Column.number(text("Required")),
            Column.number(text("Margin")),
        ],
        [
            (
                criterion_title(criterion),
                criterion_verdict(sheet, criterion),
                figure(criterion.observed, criterion.unit),
                requirement(criterion),
                figure(criterion.margin, criterion.unit),
            )
            for criterion in criteria
        ],
    )


def criterion_title(criterion: Criterion) -> Words:
    """Return what people call a criterion, with its unit where it has one."""
    name = criterion_name(criterion.id)
    unit = UNITS.get(criterion.unit)
    return name if unit is None else text("{name} ({unit})", name=name, unit=unit)


def _grounds(assessment: AreaAssessment) -> Iterator[tuple[Words, list[Text]]]:
    if assessment.holds is not None:
        yield text("verdict of the area"), [holding(assessment.holds)]
    for criterion in assessment.criteria:
        basis = text(
            "{basis} ({level}).", basis=own_words(criterion.basis), level=LEVELS[criterion.level]
        )
        standing = [] if criterion.decides else [text("It does not decide the verdict.")]
        holds = [holding(interval) for interval in criterion.holds]
        yield criterion_name(criterion.id), [basis, *standing, *criterion.notes, *holds]


def _write_members(sheet: Sheet, assessment: AreaAssessment) -> None:
    members = [
        (
            member.code,
            member.name,
            *_readings(member.population),
            percent(member.share_in_continuum),
        )
        for member in assessment.members
    ]
    total = ("", text("Total"), *_readings(assessment.population), "")
    sheet.line(text("Members, their inhabitants by each reading, and their part in the continuum"))
    sheet.table(
        [
            Column.key(text("Code")),
            Column(text("Commune")),
            Column.number(text("Communal")),
            Column.number(text("Urban")),
            Column.number(text("Continuum")),
            Column.number(text("In it (%)")),
        ],
        [*members, total],
    )


def _readings(populations: Populations) -> list[Words]:
    return [whole(populations.by(reading)) for reading in Reading]

"""What areas lack, when they would have it, and who would bring it: what `outlook` answers."""

from collections.abc import Iterator, Mapping, Sequence

from metrocli.model import (
    Addition,
    AreaOutlook,
    AreaVerdict,
    Basis,
    Course,
    Criterion,
    CriterionVerdict,
    Outlook,
    Path,
    Projection,
)
from metrocli.report.tables.area_detail import styled_verdict
from metrocli.report.tables.areas import lacking
from metrocli.report.tables.conventions import write_conventions
from metrocli.report.tables.parts import write_title
from metrocli.report.tables.sheet import Column, Sheet
from metrocli.report.words import (
    AREA_VERDICTS,
    READINGS,
    UNKNOWN,
    Words,
    criterion_name,
    gap_words,
    measure,
    norm_title,
    whole,
)
from metrocli.text import Text, text

BASES: Mapping[Basis, Text] = {
    Basis.AREA: text("growth of the area since the earlier study"),
    Basis.COMMUNES_TOGETHER: text("growth of its communes together, 2017 to 2024"),
    Basis.EACH_COMMUNE: text("growth of each commune, 2017 to 2024"),
    Basis.PROJECTIONS: text("projections of each commune"),
}

PATHS: Mapping[Path, Text] = {
    Path.GEOMETRIC: text("same rate"),
    Path.LINEAR: text("same number"),
    Path.GIVEN: text("as given"),
}


def lay_out(sheet: Sheet, outlook: Outlook) -> None:
    """Write what each area lacks, the projections, and its neighbours."""
    write_title(sheet, outlook)
    sheet.line(
        text(
            "The years are PROJECTIONS of past growth, not results: nobody knows how many people "
            "there will be."
        ),
        "bold yellow",
    )
    for area in outlook.areas:
        _write_area(sheet, outlook, area)
    write_conventions(sheet, outlook.conventions, [area.assessment for area in outlook.areas])
    sheet.heading(text("Decided under {norm}", norm=norm_title(outlook.norm)))


def _write_area(sheet: Sheet, outlook: Outlook, area: AreaOutlook) -> None:
    assessed = area.assessment
    sheet.heading(
        text(
            "{area} ({region}): {verdict}",
            area=assessed.area.name,
            region=assessed.region_name,
            verdict=AREA_VERDICTS[assessed.verdict],
        )
    )
    sheet.items(_summary(outlook, area))
    if area.projection is not None:
        sheet.blank()
        sheet.line(text("Projections: the year at whose end there would be enough"))
        _write_courses(sheet, area.projection.courses)
    if area.additions:
        sheet.blank()
        sheet.line(text("With one neighbour of the region more"))
        _write_additions(sheet, area.additions, outlook)


def _summary(outlook: Outlook, area: AreaOutlook) -> Iterator[tuple[Text, list[Text]]]:
    assessed = area.assessment
    people = assessed.population.by(outlook.reading)
    yield (
        text("inhabitants"),
        [text("{people} ({reading}).", people=whole(people), reading=READINGS[outlook.reading])],
    )
    if assessed.verdict is not AreaVerdict.ELIGIBLE:
        yield text("what it lacks"), [_lack(outlook, area)]
    if area.projection is not None:
        yield text("projection"), [projected(area.projection)]
    if area.additions:
        yield text("neighbours"), [_bringing(area.additions)]


def _lack(outlook: Outlook, area: AreaOutlook) -> Text:
    if area.near_miss is None:
        return text(
            "By itself it is no continuum at any gap up to {horizon}.",
            horizon=measure(outlook.settings.horizon, "m"),
        )
    lacks = list(lacking(area.near_miss))
    if not lacks:
        return text("Neither inhabitants nor metres nor communes.")
    return text("{lacks}.", lacks=lacks)


def _bringing(additions: Sequence[Addition]) -> Text:
    found = [
        addition.commune.name
        for addition in additions
        if addition.together.verdict is AreaVerdict.ELIGIBLE
    ]
    if not found:
        return text("With none of them more would it be eligible.")
    return text("It would be eligible with one of these more: {communes}.", communes=found)


def projected(projection: Projection) -> Text:
    """Return when an area would have the people, as a sentence that says what it is."""
    required = measure(projection.threshold, "inhabitants")
    central, earliest, latest = projection.central, projection.earliest, projection.latest
    if central is None:
        return _not_central(projection, required)
    if latest is None:
        return text(
            "Projection, not a result: it would exceed {required} towards {central:d} (from "
            "{earliest:d} on, if at all).",
            required=required,
            central=central,
            earliest=earliest,
        )
    return text(
        "Projection, not a result: it would exceed {required} towards {central:d} "
        "({earliest:d}–{latest:d}).",
        required=required,
        central=central,
        earliest=earliest,
        latest=latest,
    )


def _not_central(projection: Projection, required: Text) -> Text:
    """Return when an area would have the people that it does not get by the central course."""
    central, earliest = projection.courses[0], projection.earliest
    shrinking = central.rate is not None and central.rate <= 0
    never = (
        text("at this growth it would never exceed {required}", required=required)
        if shrinking
        else text(
            "at this growth it would not exceed {required} by {until:d}",
            required=required,
            until=central.until,
        )
    )
    if earliest is None:
        return text("Projection, not a result: {never}.", never=never)
    return text(
        "Projection, not a result: {never}; at the most favourable one, in {earliest:d}.",
        never=never,
        earliest=earliest,
    )


def _write_courses(sheet: Sheet, courses: Sequence[Course]) -> None:
    sheet.table(
        [
            Column(text("What is carried forward")),
            Column(text("Every year the")),
            Column.number(text("Growth\n(% a year)")),
            Column.number(text("Year")),
        ],
        [
            (BASES[course.basis], PATHS[course.path], _rate(course.rate), _year(course))
            for course in courses
        ],
    )


def _rate(rate: float | None) -> Words:
    return UNKNOWN if rate is None else text("{rate:.2f}", rate=100 * rate)


def _year(course: Course) -> Words:
    if course.year is None:
        return text("not by {until:d}", until=course.until)
    return text("{year:d}", year=course.year)


def _write_additions(sheet: Sheet, additions: Sequence[Addition], outlook: Outlook) -> None:
    sheet.table(
        [
            Column(text("Commune")),
            Column.number(text("Merge\ndistance\n(m)")),
            Column.number(text("Inhabitants\n({reading})", reading=READINGS[outlook.reading])),
            Column(text("Verdict\nwith it")),
            Column(text("Not met")),
        ],
        [
            (
                addition.commune.name,
                gap_words(addition.together.merge_distance, outlook.floor),
                whole(addition.together.population.by(outlook.reading)),
                styled_verdict(sheet, addition.together.verdict),
                text("{criteria}", criteria=_against(addition.together.criteria)),
            )
            for addition in additions
        ],
    )


def _against(criteria: Sequence[Criterion]) -> list[Words]:
    return [
        criterion_name(criterion.id)
        for criterion in criteria
        if criterion.decides and criterion.verdict is CriterionVerdict.NOT_MET
    ]

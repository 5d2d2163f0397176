"""Many areas at a glance: what `check` and `propose` answer."""

from collections import Counter
from collections.abc import Iterator, Sequence

from metrocli.model import (
    AreaAssessment,
    AreaVerdict,
    Assessment,
    Criterion,
    CriterionVerdict,
    NearMiss,
)
from metrocli.report.tables.area_detail import styled_verdict, write_area
from metrocli.report.tables.conventions import write_conventions
from metrocli.report.tables.parts import write_title
from metrocli.report.tables.sheet import Column, Sheet
from metrocli.report.words import (
    LEVELS,
    READINGS,
    WEIGHTINGS,
    bounds,
    criterion_name,
    gap_words,
    measure,
    member_name,
    norm_title,
    own_words,
    parameter_title,
    requirement_with_unit,
    stated,
    whole,
)
from metrocli.text import Text, text

FEW = 3
"""Up to so many areas, each is shown with all that it rests on."""


def lay_out(sheet: Sheet, result: Assessment) -> None:
    """Write the verdicts of areas; of a proposal, the near misses too."""
    if result.near_misses is None:
        _write_check(sheet, result)
    else:
        _write_proposal(sheet, result)


def _write_check(sheet: Sheet, result: Assessment) -> None:
    """Write the verdict of every area, and why."""
    write_title(sheet, result)
    sheet.blank()
    _write_verdicts(sheet, result)
    _write_undecided(sheet, result.areas)
    _write_reasons(sheet, result.areas)
    if sheet.full or len(result.areas) <= FEW:
        _write_details(sheet, result.areas)
    _write_terms(sheet, result)


def _write_proposal(sheet: Sheet, result: Assessment) -> None:
    """Write the areas that were found, and those that fall short."""
    near_misses = result.near_misses or ()
    write_title(sheet, result)
    sheet.heading(text("Areas that the continuum suggests: {count}", count=len(result.areas)))
    if result.areas:
        sheet.blank()
        _write_verdicts(sheet, result)
        _write_members(sheet, result.areas)
        _write_undecided(sheet, result.areas)
        _write_reasons(sheet, result.areas)
    sheet.heading(text("Near misses: {count}", count=len(near_misses)))
    if near_misses:
        sheet.blank()
        _write_near_misses(sheet, near_misses, result.floor)
        _write_members(sheet, [near.assessment for near in near_misses])
    if sheet.full:
        _write_details(sheet, result.areas)
    _write_terms(sheet, result)


def _write_verdicts(sheet: Sheet, result: Assessment) -> None:
    sheet.table(
        [
            Column.name(text("Area")),
            Column(text("Verdict")),
            Column.number(text("Inhabitants\n({reading})", reading=READINGS[result.reading])),
            Column.number(text("Merge\ndistance\n(m)")),
            Column(text("Not met, or\nmet with gaps")),
        ],
        [
            (
                area.area.name,
                styled_verdict(sheet, area.verdict),
                whole(area.population.by(result.reading)),
                gap_words(area.merge_distance, result.floor),
                _grounds(area),
            )
            for area in result.areas
        ],
    )


def _grounds(area: AreaAssessment) -> Text:
    """Return what speaks against an area; if nothing does, from which gap on that is so."""
    if area.verdict is AreaVerdict.ELIGIBLE and area.holds is not None:
        return bounds(area.holds)
    return text("{criteria}", criteria=[criterion_name(item.id) for item in _against(area)])


def _write_undecided(sheet: Sheet, areas: Sequence[AreaAssessment]) -> None:
    """Write what the criteria that do not decide are waiting for, and where they are not met."""
    waiting = Counter(area.pending for area in areas if area.pending)
    sheet.blank()
    for pending, count in waiting.items():
        sheet.line(
            text(
                "Waiting for papers, and not decided here: {criteria} (areas: {count}).",
                criteria=[criterion_name(id) for id in pending],
                count=count,
            )
        )
    for id, (first, *others) in _unmet(areas).items():
        sheet.line(
            text(
                "Not met ({level}), though it does not decide here: {criterion}, required "
                "{required}: {areas}.",
                level=LEVELS[first[1].level],
                criterion=criterion_name(id),
                required=requirement_with_unit(first[1]),
                areas=[
                    text("{area} {observed}", area=name, observed=measure(c.observed, c.unit))
                    for name, c in (first, *others)
                ],
            )
        )


def _unmet(areas: Sequence[AreaAssessment]) -> dict[str, list[tuple[str, Criterion]]]:
    """Return the areas that do not meet a criterion which does not decide, by criterion."""
    found: dict[str, list[tuple[str, Criterion]]] = {}
    for area in areas:
        for criterion in area.criteria:
            if not criterion.decides and criterion.verdict is CriterionVerdict.NOT_MET:
                found.setdefault(criterion.id, []).append((area.area.name, criterion))
    return found


def _write_reasons(sheet: Sheet, areas: Sequence[AreaAssessment]) -> None:
    reasons = [(area.area.name, list(_reasons(area))) for area in areas]
    told = [(name, sentences) for name, sentences in reasons if sentences]
    if told:
        sheet.heading(text("Why"))
        sheet.items(told)


def _reasons(area: AreaAssessment) -> Iterator[Text]:
    for criterion in _against(area):
        yield _reason(criterion)
        yield from criterion.notes
    if area.reading_conflict:
        yield text(
            "The readings of population disagree: {communal} communal, {urban} urban, "
            "{continuum} in the continuum.",
            communal=whole(area.population.communal),
            urban=whole(area.population.urban),
            continuum=whole(area.population.continuum),
        )
    if area.verdict is AreaVerdict.NOT_ELIGIBLE and area.holds is not None:
        yield text(
            "The verdict would be the same at any max gap {bounds}.", bounds=bounds(area.holds)
        )


def _reason(criterion: Criterion) -> Text:
    name = criterion_name(criterion.id)
    required = requirement_with_unit(criterion)
    if criterion.verdict is CriterionVerdict.UNDETERMINED:
        return text("{criterion}: cannot be determined.", criterion=name)
    if criterion.margin is None:
        return text("{criterion}: required: {required}.", criterion=name, required=required)
    return text(
        "{criterion}: {observed}; required: {required}; short by {shortfall}.",
        criterion=name,
        observed=measure(criterion.observed, criterion.unit),
        required=required,
        shortfall=measure(-criterion.margin, criterion.unit),
    )


def _write_members(sheet: Sheet, areas: Sequence[AreaAssessment]) -> None:
    sheet.blank()
    sheet.items(
        (area.area.name, [text("{communes}", communes=[*map(member_name, area.members)])])
        for area in areas
    )


def _write_near_misses(sheet: Sheet, near_misses: Sequence[NearMiss], floor: float) -> None:
    sheet.table(
        [
            Column.name(text("Area")),
            Column.number(text("Gap (m)")),
            Column.number(text("Inhabitants\nat that gap")),
            Column(text("What it lacks")),
        ],
        [
            (
                near.assessment.area.name,
                gap_words(near.gap, floor),
                whole(near.population_at_gap),
                text("{lacks}", lacks=list(lacking(near))),
            )
            for near in near_misses
        ],
    )


def lacking(near: NearMiss) -> Iterator[Text]:
    """Yield what an area lacks, one thing at a time."""
    if near.lacks_inhabitants:
        yield measure(near.lacks_inhabitants, "inhabitants")
    if near.lacks_metres:
        yield _too_far(near)
    if near.lacks_communes:
        yield text("communes: {count:,.0f} more", count=near.lacks_communes)


def _too_far(near: NearMiss) -> Text:
    metres = measure(near.lacks_metres, "m")
    link = near.assessment.weakest_link
    if link is None or link.a.commune == link.b.commune:
        return text("{metres} less between them", metres=metres)
    names = {member.code: member.name for member in near.assessment.members}
    return text(
        "{metres} less between {a} and {b}",
        metres=metres,
        a=names[link.a.commune],
        b=names[link.b.commune],
    )


def _write_details(sheet: Sheet, areas: Sequence[AreaAssessment]) -> None:
    for area in areas:
        write_area(sheet, area)


def _write_terms(sheet: Sheet, result: Assessment) -> None:
    """Write under which norm and parameters all this was decided; in full, what is not known."""
    write_conventions(sheet, result.conventions, result.every_area)
    sheet.heading(text("Decided under {norm}", norm=norm_title(result.norm)))
    parameters = [
        (
            parameter_title(parameter),
            [
                stated(parameter),
                *([own_words(parameter.note)] if sheet.full and parameter.note else []),
            ],
        )
        for parameter in result.parameters
    ]
    sheet.items([*parameters, (text("weight"), [WEIGHTINGS[result.weighting]])])


def _against(area: AreaAssessment) -> list[Criterion]:
    return [
        criterion
        for criterion in area.criteria
        if criterion.decides and criterion.verdict is not CriterionVerdict.MET
    ]

"""Two results side by side: what `compare` answers."""

from collections.abc import Iterator, Mapping, Sequence

from metrocli.model import (
    AreaChange,
    AssessmentComparison,
    CriterionChange,
    DelimitationChange,
    ParameterChange,
    Trend,
)
from metrocli.report.tables.area_detail import BAD, GOOD, styled_verdict
from metrocli.report.tables.comparison_detail import write_change
from metrocli.report.tables.conventions import write_conventions
from metrocli.report.tables.parts import warn_schematic
from metrocli.report.tables.sheet import Cell, Column, Sheet
from metrocli.report.words import (
    AREA_VERDICTS,
    READINGS,
    UNKNOWN,
    Words,
    criterion_name,
    figure,
    measure,
    member_name,
    norm_title,
    parameter_title,
    requirement_with_unit,
    signed,
    whole,
)
from metrocli.text import Text, text

FEW = 3
"""Up to so many areas, each is shown with all that changed."""

TRENDS: Mapping[Trend, tuple[Text, str]] = {
    Trend.WORSE: (text("Worse"), BAD),
    Trend.VANISHED: (text("No longer there"), BAD),
    Trend.BETTER: (text("Better"), GOOD),
    Trend.APPEARED: (text("New"), ""),
}
"""What is told first, and how it is coloured."""


def lay_out(sheet: Sheet, result: AssessmentComparison) -> None:
    """Write which verdicts changed and why, then the people of each area."""
    sheet.line(text("Base: {title}", title=result.base.study_title), "bold")
    sheet.line(text("Current: {title}", title=result.current.study_title), "bold")
    if result.base.schematic or result.current.schematic:
        warn_schematic(sheet)
    sheet.blank()
    _write_summary(sheet, result.areas)
    _write_terms(sheet, result)
    sheet.blank()
    _write_areas(sheet, result)
    _write_grounds(sheet, result.areas)
    _write_members(sheet, result.areas)
    if result.delimitation is not None and result.delimitation.moves:
        _write_delimitation(sheet, result.delimitation)
    if sheet.full or len(result.areas) <= FEW:
        for change in result.areas:
            write_change(sheet, change, _censuses(result), result.current.reading)
    _write_conventions(sheet, result)
    sheet.heading(text("Decided under {norm}", norm=norm_title(result.current.norm)))


def _write_conventions(sheet: Sheet, result: AssessmentComparison) -> None:
    """Write what each study adds to gaps; once where it is the same."""
    then, now = result.base, result.current
    if then.conventions != now.conventions:
        write_conventions(
            sheet,
            then.conventions,
            then.every_area,
            title=text("What the base study adds to gaps"),
        )
    write_conventions(sheet, now.conventions, now.every_area)


def _censuses(result: AssessmentComparison) -> tuple[Words, Words]:
    """Return what the columns of then and of now are called: their censuses, if these differ."""
    then, now = result.base.vintage, result.current.vintage
    return (then, now) if then and now and then != now else (text("Base"), text("Current"))


def _write_summary(sheet: Sheet, areas: Sequence[AreaChange]) -> None:
    """Write whose verdict changed, and by which criterion."""
    told = [
        (
            sheet.styled(label, style),
            [_became(change) for change in areas if change.trend is trend],
        )
        for trend, (label, style) in TRENDS.items()
    ]
    sheet.items((label, sentences) for label, sentences in told if sentences)
    same = sum(change.trend is Trend.SAME for change in areas)
    sheet.line(text("With the same verdict as before: {count}.", count=same))


def _became(change: AreaChange) -> Text:
    """Return what became of an area whose verdict is another, in a sentence."""
    name, then, now = change.either.area.name, change.base, change.current
    if then is None or now is None:
        verdict = AREA_VERDICTS[change.either.verdict]
        return text("{area}: {verdict}.", area=name, verdict=verdict)
    return text(
        "{area}: {base} → {current} ({reasons}).",
        area=name,
        base=AREA_VERDICTS[then.verdict],
        current=AREA_VERDICTS[now.verdict],
        reasons=[_reason(item) for item in change.criteria if _turned(item)],
    )


def _turned(item: CriterionChange) -> bool:
    """Return whether a criterion decides otherwise, or decides only then or only now."""
    then, now = (
        one.verdict if one is not None and one.decides else None
        for one in (item.base, item.current)
    )
    return then != now


def _reason(item: CriterionChange) -> Text:
    """Return how a criterion came to be decided otherwise."""
    then, now = (
        UNKNOWN if one is None else figure(one.observed, one.unit)
        for one in (item.base, item.current)
    )
    return text(
        "{criterion} {base} → {current}, required: {required}",
        criterion=criterion_name(item.either.id),
        base=then,
        current=now,
        required=requirement_with_unit(item.either),
    )


def _write_terms(sheet: Sheet, result: AssessmentComparison) -> None:
    """Write what the two results were not decided on alike."""
    terms = [_term(parameter) for parameter in result.parameters]
    if not result.same_norm:
        norms = (result.base.norm, result.current.norm)
        terms.insert(0, (text("norm"), [_from_to(*(norm_title(norm) for norm in norms))]))
    if terms:
        sheet.heading(text("Not decided on the same terms"))
        sheet.items(terms)


def _term(parameter: ParameterChange) -> tuple[Words, list[Text]]:
    then, now = (
        UNKNOWN if item is None else measure(item.value, item.unit)
        for item in (parameter.base, parameter.current)
    )
    return parameter_title(parameter.either), [_from_to(then, now)]


def _from_to(then: Words, now: Words) -> Text:
    return text("{base} → {current}", base=then, current=now)


def _write_areas(sheet: Sheet, result: AssessmentComparison) -> None:
    reading = result.current.reading
    then, now = _censuses(result)
    sheet.line(text("Inhabitants ({reading})", reading=READINGS[reading]), "bold")
    sheet.table(
        [
            Column.name(text("Area")),
            Column(text("Verdict")),
            Column.number(text("{census}", census=then)),
            Column.number(text("{census}", census=now)),
            Column.number(text("Change")),
        ],
        [
            (
                change.either.area.name,
                _verdict(sheet, change),
                *map(whole, change.people(reading)),
                signed(change.change(reading)),
            )
            for change in result.areas
        ],
    )


def _verdict(sheet: Sheet, change: AreaChange) -> Cell:
    if change.trend is Trend.SAME:
        return styled_verdict(sheet, change.either.verdict)
    then, now = (
        UNKNOWN if area is None else AREA_VERDICTS[area.verdict]
        for area in (change.base, change.current)
    )
    _, style = TRENDS[change.trend]
    return sheet.styled(_from_to(then, now), style)


def _write_grounds(sheet: Sheet, areas: Sequence[AreaChange]) -> None:
    """Write which part of the change of each continuum came with its ground."""
    sheet.blank()
    known = [(change, change.ground) for change in areas if change.ground is not None]
    if not known:
        sheet.line(
            text(
                "How much of the change came with new ground is not known from results alone: give "
                "the two studies, with the population of their footprints."
            )
        )
        return
    sheet.line(text("Where the change of the people of each continuum comes from"), "bold")
    sheet.table(
        [
            Column.name(text("Area")),
            Column.number(text("Change")),
            Column.number(text("Ground\ngained")),
            Column.number(text("Ground\nlost")),
            Column.number(text("People on the\nsame ground")),
        ],
        [
            (
                change.either.area.name,
                *(signed(part) for part in (ground.total, ground.gained, ground.lost, ground.same)),
            )
            for change, ground in known
        ],
    )


def _write_members(sheet: Sheet, areas: Sequence[AreaChange]) -> None:
    """Write the communes that areas of both results won or lost."""
    told = [
        (change.either.area.name, list(_membership(change)))
        for change in areas
        if change.base is not None and change.current is not None
    ]
    changed = [(name, sentences) for name, sentences in told if sentences]
    if changed:
        sheet.heading(text("Members in and out"))
        sheet.items(changed)


def _membership(change: AreaChange) -> Iterator[Text]:
    if change.joined:
        yield text("In: {communes}.", communes=[*map(member_name, change.joined)])
    if change.left:
        yield text("Out: {communes}.", communes=[*map(member_name, change.left)])


def _write_delimitation(sheet: Sheet, delimitation: DelimitationChange) -> None:
    sheet.heading(text("The two delimitations"))
    sheet.line(
        text(
            "In another area than before, or in none: {moved} of {communes} communes, with "
            "{people} inhabitants. Rand index: {index:.3f}.",
            moved=len(delimitation.moves),
            communes=delimitation.communes,
            people=whole(delimitation.people_moved),
            index=delimitation.rand_index,
        )
    )
    sheet.table(
        [
            Column.key(text("Code")),
            Column(text("Commune")),
            Column(text("Base")),
            Column(text("Current")),
            Column.number(text("Inhabitants\n(communal)")),
        ],
        [
            (
                move.code,
                move.name,
                move.base or UNKNOWN,
                move.current or UNKNOWN,
                whole(move.population),
            )
            for move in delimitation.moves
        ],
    )

"""The summary: the verdict, and why, in words that need no other page."""

from collections.abc import Iterator

from metrocli.casefile import CaseFile
from metrocli.model import (
    AreaAssessment,
    AreaVerdict,
    Comparison,
    Criterion,
    CriterionVerdict,
    Interval,
)
from metrocli.report.dossier.ledger import FORMS, Ledger
from metrocli.report.dossier.paper import Block, Cell, Form, Role, Section, Stamp, Table
from metrocli.report.dossier.sections.shared import AREA, TONES, source_of
from metrocli.report.words import (
    AREA_VERDICTS,
    CRITERION_VERDICTS,
    LEVELS,
    READINGS,
    UNITS,
    Words,
    bounds,
    criterion_name,
    measure,
    parameter_name,
    whole,
)
from metrocli.text import Text, text


def summary(case: CaseFile, ledger: Ledger) -> Section:
    """Return the verdict with its reasons, and every criterion at a glance."""
    area = case.assessed
    blocks: list[Block] = [
        Stamp(ledger.say(AREA_VERDICTS[area.verdict]), TONES[area.verdict]),
        ledger.paragraph(*_verdict(case), role=Role.LEAD),
    ]
    blocks += [ledger.paragraph(doubt, role=Role.NOTICE) for doubt in _doubts(case)]
    blocks.append(_criteria(case, ledger))
    return Section(ledger.say(text("Summary")), tuple(blocks))


def _verdict(case: CaseFile) -> Iterator[Words]:
    area = case.assessed
    names = [member.name for member in area.members]
    yield text(
        "{communes} are looked at as one metropolitan area, {area}, with the data of “{study}”.",
        communes=names,
        area=area.area.name,
        study=case.result.study_title,
    )
    yield _outcome(area)
    yield from _people(case)
    yield from _distance(case)
    if area.holds is not None:
        yield _firmness(area.holds)


def _outcome(area: AreaAssessment) -> Text:
    failed = _deciding(area, CriterionVerdict.NOT_MET)
    open_ = _deciding(area, CriterionVerdict.UNDETERMINED)
    match area.verdict:
        case AreaVerdict.ELIGIBLE:
            return text(
                "They meet every criterion that the data can decide, so that the area can be asked "
                "for."
            )
        case AreaVerdict.NOT_ELIGIBLE:
            return text("They do not meet what the norm asks for: {criteria}.", criteria=failed)
        case AreaVerdict.UNDETERMINED:
            return text("The data do not decide it; it is open: {criteria}.", criteria=open_)


def _deciding(area: AreaAssessment, verdict: CriterionVerdict) -> list[Words]:
    return [
        criterion_name(criterion.id)
        for criterion in area.criteria
        if criterion.decides and criterion.verdict is verdict
    ]


def _people(case: CaseFile) -> Iterator[Text]:
    result, threshold = case.result, case.result.threshold
    people = case.assessed.population.by(result.reading)
    if people is None or threshold is None:
        return
    yield text(
        "By the {reading} reading, which counts here, they have {people} inhabitants; the norm "
        "asks for {required}.",
        reading=READINGS[result.reading],
        people=whole(people),
        required=_required(case.assessed, threshold),
    )


def _firmness(holds: Interval) -> Text:
    name = parameter_name(holds.parameter)
    if holds.low is None and holds.high is None:
        return text("The verdict is the same at any {parameter}.", parameter=name)
    return text(
        "The verdict is the same at any {parameter} {bounds}.", parameter=name, bounds=bounds(holds)
    )


def _required(area: AreaAssessment, threshold: float) -> Text:
    exact = any(
        item.id == "population" and item.comparison is Comparison.AT_LEAST for item in area.criteria
    )
    if exact:
        return text("at least {people:,.0f} inhabitants", people=threshold)
    return text("more than {people:,.0f} inhabitants", people=threshold)


def _distance(case: CaseFile) -> Iterator[Text]:
    distance, limit = case.assessed.merge_distance, case.ground.max_gap
    if distance is None:
        yield text(
            "Up to {horizon} no gap makes one continuum of them.",
            horizon=measure(case.ground.horizon, "m"),
        )
    elif distance == 0:
        yield text("Their built-up ground touches, without a gap between.")
    else:
        yield text(
            "The widest gap without buildings that must be crossed for them to be one continuum "
            "measures {gap}; up to {limit} are taken as continuous.",
            gap=measure(distance, "m"),
            limit=measure(limit, "m"),
        )


def _doubts(case: CaseFile) -> Iterator[Words]:
    """Yield what the reader must not miss: what is pending, contested or not of the law."""
    area, result = case.assessed, case.result
    if not result.norm.binding:
        yield text("This norm does not bind in Chile: it is here to compare with.")
    if area.reading_conflict:
        population = area.population
        yield text(
            "The readings of the population lead to different verdicts: {communal} communal, "
            "{urban} urban, {continuum} in the continuum. The law does not say which one counts.",
            communal=whole(population.communal),
            urban=whole(population.urban),
            continuum=whole(population.continuum),
        )
    if area.pending:
        yield text(
            "Awaiting papers, and not decided here: {criteria}.",
            criteria=[criterion_name(id) for id in area.pending],
        )
    short = [item for item in area.criteria if _fails_quietly(item)]
    if short:
        yield text(
            "Not met, though it does not decide the verdict: {criteria}.",
            criteria=[criterion_name(item.id) for item in short],
        )
    if result.norm.binding:
        yield text(
            "The articles of Decreto 98, which fixes the minimum standards, could not be read: the "
            "max gap, the majority and the reading of the population are not figures of that "
            "decree. Each says below where it comes from and how firm that is."
        )


def _fails_quietly(item: Criterion) -> bool:
    return not item.decides and item.verdict is CriterionVerdict.NOT_MET


def _criteria(case: CaseFile, ledger: Ledger) -> Table:
    rows = [_row(ledger, k, item) for k, item in enumerate(case.assessed.criteria)]
    return ledger.table(
        "criteria",
        text("The criteria at a glance"),
        text("Criteria"),
        [
            ledger.column(text("Criterion"), share=1.9),
            ledger.column(text("Unit"), share=1.0),
            ledger.numbers(text("Observed")),
            ledger.column(text("Sign"), share=0.4),
            ledger.numbers(text("Required")),
            ledger.numbers(text("Margin")),
            ledger.column(text("Verdict"), share=2.1),
            ledger.column(text("It decides"), share=0.7),
            ledger.column(text("Level"), share=0.8),
        ],
        rows,
        source=source_of(case, "population", "footprints", "people", "commuting", "services"),
    )


def _row(ledger: Ledger, k: int, item: Criterion) -> tuple[Cell, ...]:
    place = f"{AREA}/criteria/{k}"
    form = FORMS.get(item.unit, Form.WHOLE)
    return (
        ledger.words(criterion_name(item.id)),
        ledger.words(UNITS.get(item.unit, "")),
        _figure(ledger, f"{place}/observed", form),
        Cell(item.comparison, SIGNS.get(item.comparison or "", ""), None, f"{place}/comparison"),
        _figure(ledger, f"{place}/required", form),
        _figure(ledger, f"{place}/margin", form),
        ledger.words(CRITERION_VERDICTS[item.verdict]),
        ledger.words(text("yes") if item.decides else text("no")),
        ledger.words(LEVELS[item.level]),
    )


SIGNS = {">=": "≥", ">": ">", "<=": "≤", "<": "<"}


def _figure(ledger: Ledger, pointer: str, form: Form) -> Cell:
    """Return a figure; where a criterion has words instead, those."""
    if isinstance(ledger.at(pointer), str):
        return ledger.given(pointer)
    return ledger.figure(pointer, form)

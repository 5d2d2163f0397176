"""Norms for people: what `metro norm` answers."""

from collections.abc import Iterator, Sequence
from datetime import date

from metrocli.model import Parameter
from metrocli.norm.explanation import Explanation, Working
from metrocli.norm.norm import CriterionRule, Norm, NormList
from metrocli.report.registry import NormResult
from metrocli.report.tables.area_detail import criterion_verdict
from metrocli.report.tables.parts import write_title
from metrocli.report.tables.sheet import Column, Sheet
from metrocli.report.words import (
    LEVELS,
    UNKNOWN,
    WEIGHTINGS,
    Words,
    criterion_name,
    figure,
    holding,
    literal,
    norm_title,
    own_words,
    parameter_title,
    requirement,
    stated,
)
from metrocli.text import Text, text

PAGE = "docs/ley.md"
"""The page that tells of every criterion, in a section named after it."""


def lay_out(sheet: Sheet, result: NormResult) -> None:
    """Write norms, one norm, or a criterion explained."""
    match result:
        case NormList():
            _write_norms(sheet, result.norms)
        case Norm():
            _write_norm(sheet, result)
        case Explanation():
            _write_explanation(sheet, result)


def _write_norms(sheet: Sheet, norms: Sequence[Norm]) -> None:
    """Write the norms that there are."""
    sheet.table(
        [
            Column.key(text("Norm")),
            Column(text("Binding")),
            Column.key(text("In force\nfrom")),
            Column(text("Title")),
        ],
        [
            (
                norm.reference.name,
                text("yes") if norm.reference.binding else text("no"),
                _day(norm.reference.in_force_from),
                own_words(norm.reference.title),
            )
            for norm in norms
        ],
    )


def _day(day: date | None) -> Words:
    return UNKNOWN if day is None else text("{day}", day=day)


def _write_norm(sheet: Sheet, norm: Norm) -> None:
    """Write a norm in full."""
    reference = norm.reference
    sheet.line(norm_title(reference), "bold")
    sheet.blank()
    sheet.items(
        [
            (text("norm"), [literal(reference.name)]),
            (text("published"), [text("{day}", day=_day(reference.published))]),
            (text("in force from"), [text("{day}", day=_day(reference.in_force_from))]),
            (text("sha256"), [literal(reference.sha256)]),
            (text("note"), [own_words(reference.note)]),
        ]
    )
    sheet.heading(text("Criteria"))
    sheet.items((criterion_name(rule.id), list(_stated(rule))) for rule in norm.criteria)
    sheet.heading(text("Parameters"))
    _write_parameters(sheet, tuple(norm.parameters.values()))
    sheet.blank()
    sheet.line(text("More on every criterion: {page}.", page=PAGE))


def _stated(rule: CriterionRule) -> Iterator[Text]:
    yield literal(rule.id)
    yield text("{basis} ({level}).", basis=own_words(rule.basis), level=LEVELS[rule.level])
    if not rule.decides:
        yield text("It does not decide the verdict.")
    yield own_words(rule.note)


def _write_parameters(sheet: Sheet, parameters: Sequence[Parameter]) -> None:
    sheet.items(
        (
            parameter_title(parameter),
            [stated(parameter), own_words(parameter.note)],
        )
        for parameter in parameters
    )


def _write_explanation(sheet: Sheet, explanation: Explanation) -> None:
    """Write what a criterion says, where it stands, how it was worked out, what would change it."""
    rule, working = explanation.rule, explanation.working
    if working is not None:
        write_title(sheet, working.assessment)
        sheet.blank()
    sheet.line(_title(rule, working), "bold")
    sheet.heading(text("What it says"))
    _write_sentences(sheet, explanation.wording)
    sheet.heading(text("Where it stands"))
    sheet.items(
        [
            (text("norm"), [text("{title}.", title=norm_title(explanation.norm.reference))]),
            (criterion_name(rule.id), list(_stated(rule))[1:]),
        ]
    )
    _write_parameters(sheet, explanation.parameters)
    if working is not None:
        _write_working(sheet, working)
    sheet.blank()
    sheet.line(text("More on this criterion: {page}#{id}.", page=PAGE, id=rule.id))


def _title(rule: CriterionRule, working: Working | None) -> Words:
    if working is None:
        return criterion_name(rule.id)
    return text(
        "{criterion}: {area}", criterion=criterion_name(rule.id), area=working.area.area.name
    )


def _write_working(sheet: Sheet, working: Working) -> None:
    criterion = working.criterion
    sheet.heading(text("How it was worked out"))
    sheet.blank()
    sheet.table(
        [
            Column(text("Verdict")),
            Column.number(text("Observed")),
            Column.number(text("Required")),
            Column.number(text("Margin")),
        ],
        [
            (
                criterion_verdict(sheet, criterion),
                figure(criterion.observed, criterion.unit),
                requirement(criterion),
                figure(criterion.margin, criterion.unit),
            )
        ],
    )
    sheet.blank()
    _write_sentences(sheet, working.steps)
    sheet.line(
        text("Weight is counted in: {weight}.", weight=WEIGHTINGS[working.assessment.weighting])
    )
    sheet.heading(text("What would change it"))
    _write_sentences(sheet, [*working.changes, *map(holding, criterion.holds)])


def _write_sentences(sheet: Sheet, sentences: Sequence[Text]) -> None:
    for sentence in sentences:
        sheet.line(sentence)

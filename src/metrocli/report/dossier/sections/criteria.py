"""Each criterion: its rule, its source, its figures, how they were worked out."""

from collections.abc import Iterator

from metrocli.casefile import CaseFile
from metrocli.model import Criterion
from metrocli.norm.explanation import Explanation
from metrocli.report.dossier.ledger import Ledger
from metrocli.report.dossier.paper import Items, Section
from metrocli.report.words import (
    CRITERION_VERDICTS,
    LEVELS,
    Words,
    criterion_name,
    holding,
    measure,
    requirement_with_unit,
)
from metrocli.text import text


def criteria(case: CaseFile, ledger: Ledger) -> Iterator[Section]:
    """Yield what is said of all criteria, then each of them."""
    yield Section(
        ledger.say(text("The criteria, one by one")),
        (
            ledger.paragraph(
                text(
                    "The level says how firm the source of a rule is: statute (the law, whose text "
                    "was read), regulation (its text was read), press (reported, its text not "
                    "read), practice (what authorities have done) or method (our own, or another "
                    "country's)."
                )
            ),
        ),
    )
    for criterion, explanation in zip(case.assessed.criteria, case.explanations, strict=True):
        title = ledger.say(criterion_name(criterion.id))
        blocks = (_items(criterion, explanation, ledger),)
        yield Section(title[:1].upper() + title[1:], blocks, level=2)


def _items(criterion: Criterion, explanation: Explanation, ledger: Ledger) -> Items:
    working = explanation.working
    entries: list[tuple[Words, list[Words]]] = [
        (text("Verdict"), list(_verdict(criterion))),
        (text("Rule"), [*explanation.wording]),
        (
            text("Source"),
            [text("{basis} ({level}).", basis=criterion.basis, level=LEVELS[criterion.level])],
        ),
        (text("Figures"), list(_figures(criterion))),
        (text("Worked out"), [] if working is None else [*working.steps]),
        (text("Holds"), [holding(interval) for interval in criterion.holds]),
        (text("Would change it"), [] if working is None else [*working.changes]),
        (text("Not known"), [explanation.rule.note] if explanation.rule.note else []),
    ]
    return ledger.items(entries)


def _verdict(criterion: Criterion) -> Iterator[Words]:
    yield text("{verdict}.", verdict=CRITERION_VERDICTS[criterion.verdict])
    if not criterion.decides:
        yield text("It does not decide the verdict.")


def _figures(criterion: Criterion) -> Iterator[Words]:
    if criterion.observed is None:
        return
    yield text(
        "Observed: {observed}; required: {required}.",
        observed=measure(criterion.observed, criterion.unit),
        required=requirement_with_unit(criterion),
    )
    if criterion.margin is not None:
        yield text("Margin: {margin}.", margin=measure(criterion.margin, criterion.unit))

"""What is to be said of a file: what it lacks to go on, and what is wrong with it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from metrocli.model import CriterionVerdict
from metrocli.procedure.choices import Outcome
from metrocli.procedure.clock import Limit, LimitState, Window, WindowState
from metrocli.procedure.law import Law
from metrocli.procedure.majority import Majority
from metrocli.procedure.milestones import MILESTONES, Milestone
from metrocli.procedure.register import File
from metrocli.study import national
from metrocli.text import Text, text

ASIDE = frozenset({Milestone.DEPARTMENT})
"""Milestones that are no stage of a file: the department may be there for another area."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that a file lacks, or that is wrong with it.

    Parameters
    ----------
    code : str
        What kind of thing, the same in every language.
    milestone : Milestone
        What it has to do with.
    message : Text
        What it is.
    """

    code: str
    milestone: Milestone
    message: Text


def missing(
    file: File, passed: Collection[Milestone], majority: Majority, law: Law
) -> Iterator[Remark]:
    """Return what a file needs next: milestones that can be reached now, and what they lack."""
    for step in Milestone:
        rule = law.milestones[step]
        due = step not in ASIDE or Milestone.PUBLISHED in passed
        if rule.required and due and step not in passed and set(passed).issuperset(rule.after):
            yield Remark("milestone", step, text("{milestone}", milestone=MILESTONES[step]))
    if Milestone.FILED not in passed:
        yield from _missing_answers(file)
        yield from _missing_votes(majority)
    if Milestone.RESOLUTION in file.milestones.keys() & set(passed) and file.outcome is None:
        yield Remark("outcome", Milestone.RESOLUTION, text("outcome of the CID resolution"))


def _missing_answers(file: File) -> Iterator[Remark]:
    if not file.communes:
        yield Remark("communes", Milestone.CONSULTATION, text("the communes of the area"))
    silent = [national.names()[code] for code in file.communes if code not in file.answers]
    if silent and Milestone.CONSULTATION in file.milestones:
        yield Remark(
            "answers",
            Milestone.CONSULTATION,
            text("answer of the mayors of {communes}", communes=silent),
        )


def _missing_votes(majority: Majority) -> Iterator[Remark]:
    if majority.members is None:
        yield Remark(
            "core-members", Milestone.AGREEMENT, text("number of members of the CORE in office")
        )
    if majority.votes is not None and majority.proposed_by is None:
        yield Remark("proposed-by", Milestone.AGREEMENT, text("who proposed the agreement"))
    if majority.verdict is CriterionVerdict.NOT_MET and majority.proposed_by is not None:
        needed, votes = majority.needed[majority.proposed_by], majority.votes or 0
        yield Remark(
            "majority",
            Milestone.AGREEMENT,
            text(
                "majority in the CORE: {votes} votes of the {needed} needed",
                votes=votes,
                needed=needed,
            ),
        )


def alerts(
    file: File, passed: Collection[Milestone], majority: Majority, window: Window, limit: Limit
) -> Iterator[Remark]:
    """Return the steps of a file that the law forbids."""
    if majority.verdict is CriterionVerdict.NOT_MET and Milestone.FILED in passed:
        yield Remark("majority", Milestone.FILED, text("filed without the majority of the CORE"))
    if window.state is WindowState.OUTSIDE:
        yield Remark("window", Milestone.FILED, text("filed out of the window of 24 months"))
    if limit.state is LimitState.LATE:
        yield Remark(
            "late", Milestone.RESOLUTION, text("resolved after silence had rejected the request")
        )
    after_rejection = set(passed) & {Milestone.DECREE, Milestone.TOMA_DE_RAZON, Milestone.PUBLISHED}
    if file.outcome is Outcome.REJECTED and after_rejection:
        yield Remark(
            "after-rejection", Milestone.RESOLUTION, text("it went on although it was rejected")
        )


def odd_dates(file: File, law: Law, today: date) -> Iterator[Remark]:
    """Return the milestones of a file that are still to come, or earlier than they can be."""
    for step, before in _out_of_order(file, law):
        yield Remark(
            "order",
            step,
            text(
                "{milestone} ({date}) before {other} ({other_date})",
                milestone=MILESTONES[step],
                date=file.milestones[step].shown,
                other=MILESTONES[before],
                other_date=file.milestones[before].shown,
            ),
        )
    for step, when in file.milestones.items():
        if when.first > today:
            yield Remark(
                "future",
                step,
                text(
                    "{milestone}: {date} is still to come",
                    milestone=MILESTONES[step],
                    date=when.shown,
                ),
            )


def _out_of_order(file: File, law: Law) -> Iterator[tuple[Milestone, Milestone]]:
    """Return each milestone that is surely earlier than one that must come before it, and that."""
    for step, when in file.milestones.items():
        for before in law.milestones.keys() & law.predecessors(step):
            other = file.milestones.get(before)
            if other is not None and other.known and when.last < other.first:
                yield step, before

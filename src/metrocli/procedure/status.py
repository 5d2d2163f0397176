"""Where each file stands on a day: its stage, what it lacks, and the law's clock."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from metrocli.model import CriterionVerdict, Notice
from metrocli.procedure.choices import Outcome
from metrocli.procedure.clock import Limit, LimitState, Window, limit_of, window_of
from metrocli.procedure.dates import When, read_when
from metrocli.procedure.law import Law, load_law
from metrocli.procedure.majority import Majority, majority_of
from metrocli.procedure.milestones import Milestone
from metrocli.procedure.register import File, Register
from metrocli.procedure.remarks import ASIDE, Remark, alerts, missing, odd_dates


class Course(StrEnum):
    """What has become of a file."""

    UNDER_WAY = "under-way"
    REJECTED = "rejected"
    LAPSED = "rejected-by-silence"
    CONSTITUTED = "constituted"


@dataclass(frozen=True, slots=True)
class FileStatus:
    """A file on a day.

    Parameters
    ----------
    file : File
        Which.
    stage : Milestone, optional
        The last milestone that it has reached; None before the first.
    since : When, optional
        When it got there, or was rejected by silence; None where there is no date.
    days : tuple of int, optional
        The least and the most days since.
    course : Course
        What has become of it.
    missing : tuple of Remark
        What it lacks to go on.
    unrecorded : tuple of Milestone
        Milestones that it must have passed, without a date.
    alerts : tuple of Remark
        What is wrong, or about to go wrong.
    majority : Majority
        Of the CORE.
    window : Window
        The 24 months.
    limit : Limit
        The six months.
    """

    file: File
    stage: Milestone | None
    since: When | None
    days: tuple[int, int] | None
    course: Course
    missing: tuple[Remark, ...]
    unrecorded: tuple[Milestone, ...]
    alerts: tuple[Remark, ...]
    majority: Majority
    window: Window
    limit: Limit


@dataclass(frozen=True, slots=True)
class RegisterStatus:
    """Every file of a register on a day.

    Parameters
    ----------
    title : str
        Of the register.
    today : date
        The day.
    law : Law
        What the deadlines and majorities come from.
    limit_from : Milestone
        What the six months run from.
    files : tuple of FileStatus
        In the order of the register.
    notices : tuple of Notice
        None: what is wrong with a file stands with the file.
    """

    title: str
    today: date
    law: Law
    limit_from: Milestone
    files: tuple[FileStatus, ...]
    notices: tuple[Notice, ...] = ()


def register_status(register: Register, today: date) -> RegisterStatus:
    """Return where every file of a register stands.

    Parameters
    ----------
    register : Register
        The files.
    today : date
        The day that it is asked for; what is dated later has not happened yet.
    """
    law = load_law()
    return RegisterStatus(
        title=register.title,
        today=today,
        law=law,
        limit_from=register.limit_from,
        files=tuple(file_status(file, register, today) for file in register.files),
    )


def file_status(file: File, register: Register, today: date) -> FileStatus:
    """Return where one file stands."""
    law = load_law()
    majority = majority_of(file, law)
    dated = {step for step, when in file.milestones.items() if when.first <= today}
    if majority.verdict is CriterionVerdict.NOT_MET:
        dated.discard(Milestone.AGREEMENT)  # it was voted down
    passed = dated.union(*(law.predecessors(step) for step in dated))
    starts = [term.start for term in law.terms]
    if register.term_start is not None:
        starts.append(register.term_start)
    window = window_of(file.milestones, passed, law, starts, today)
    limit = limit_of(file.milestones, passed, register.limit_from, law, today)
    course = _course(file, passed, limit)
    stage = next((step for step in reversed(Milestone) if step in dated - ASIDE), None)
    since = _since(file, stage, course, limit)
    return FileStatus(
        file=file,
        stage=stage,
        since=since,
        days=_days(since, today),
        course=course,
        missing=tuple(missing(file, passed, majority, law))
        if course in {Course.UNDER_WAY, Course.CONSTITUTED}
        else (),
        unrecorded=tuple(step for step in Milestone if step in passed - file.milestones.keys()),
        alerts=(
            *odd_dates(file, law, today),
            *alerts(file, passed, majority, window, limit),
        ),
        majority=majority,
        window=window,
        limit=limit,
    )


def _course(file: File, passed: set[Milestone], limit: Limit) -> Course:
    if Milestone.RESOLUTION in passed and file.outcome is Outcome.REJECTED:
        return Course.REJECTED
    if limit.state is LimitState.LAPSED:
        return Course.LAPSED
    return Course.CONSTITUTED if Milestone.PUBLISHED in passed else Course.UNDER_WAY


def _days(since: When | None, today: date) -> tuple[int, int] | None:
    if since is None:
        return None
    return max((today - since.last).days, 0), (today - since.first).days


def _since(file: File, stage: Milestone | None, course: Course, limit: Limit) -> When | None:
    if course is Course.LAPSED and limit.rejects_on is not None:
        return read_when(limit.rejects_on)
    when = None if stage is None else file.milestones[stage]
    return when if when is not None and when.known else None

"""The clock of a file: the window in which it may be filed, and the limit for an answer."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from metrocli.procedure.dates import DAY, When
from metrocli.procedure.law import Law, term_of
from metrocli.procedure.milestones import Milestone


class WindowState(StrEnum):
    """How a file stands to the first 24 months of a presidential term."""

    OPEN = "open"
    CLOSED = "closed"
    INSIDE = "inside"
    OUTSIDE = "outside"
    UNKNOWN = "unknown"


class LimitState(StrEnum):
    """How a request stands to the six months for an answer."""

    NOT_STARTED = "not-started"
    RUNNING = "running"
    ANSWERED = "answered"
    LAPSED = "lapsed"
    LATE = "late"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Window:
    """When a request may be filed.

    Parameters
    ----------
    state : WindowState
        Open or closed until it is filed; inside or outside when it is; unknown if the date of
        filing does not tell.
    term_start, last_day : date, optional
        Of the term in question; the last day is the last on which a request may be filed.
    days_left : int, optional
        From today to the last day, while it is open; 0 is today.
    """

    state: WindowState
    term_start: date | None
    last_day: date | None
    days_left: int | None


@dataclass(frozen=True, slots=True)
class Limit:
    """Until when a request may be answered.

    Parameters
    ----------
    state : LimitState
        Running until it is answered or silence rejects it; late if it was answered after that;
        unknown if the dates do not tell.
    last_day : date, optional
        The last for an answer: the earliest that it may be, where the first day of the limit is
        known to the month or the year only.
    latest_last_day : date, optional
        The latest that it may be.
    days_left : int, optional
        From today to the last day, while it runs; 0 is today.
    """

    state: LimitState
    last_day: date | None = None
    latest_last_day: date | None = None
    days_left: int | None = None

    @property
    def rejects_on(self) -> date | None:
        """The first day on which silence means that the request is rejected."""
        return None if self.last_day is None else self.last_day + DAY


def window_of(
    milestones: Mapping[Milestone, When],
    passed: Collection[Milestone],
    law: Law,
    starts: Sequence[date],
    today: date,
) -> Window:
    """Return the window of a file.

    Parameters
    ----------
    milestones : mapping of Milestone to When
        Of the file.
    passed : collection of Milestone
        Those that it has reached by today.
    law : Law
        How long a window is.
    starts : sequence of date
        First days of the presidential terms.
    today : date
        The day that it is asked for.
    """
    if Milestone.FILED in passed:
        return _window_of_filed(milestones.get(Milestone.FILED), law, starts)
    start = term_of(today, starts)
    if start is None:
        return Window(WindowState.CLOSED, None, None, None)
    last_day = law.window_end(start)
    if today > last_day:
        return Window(WindowState.CLOSED, start, last_day, None)
    return Window(WindowState.OPEN, start, last_day, (last_day - today).days)


def _window_of_filed(filed: When | None, law: Law, starts: Sequence[date]) -> Window:
    if filed is None or not filed.known:
        return Window(WindowState.UNKNOWN, None, None, None)
    first, last = (term_of(day, starts) for day in (filed.first, filed.last))
    inside = [
        start is not None and day <= law.window_end(start)
        for day, start in ((filed.first, first), (filed.last, last))
    ]
    if first != last or inside[0] != inside[1]:
        return Window(WindowState.UNKNOWN, None, None, None)
    state = WindowState.INSIDE if inside[0] else WindowState.OUTSIDE
    return Window(state, first, None if first is None else law.window_end(first), None)


def limit_of(
    milestones: Mapping[Milestone, When],
    passed: Collection[Milestone],
    start: Milestone,
    law: Law,
    today: date,
) -> Limit:
    """Return the limit of a file.

    Parameters
    ----------
    milestones : mapping of Milestone to When
        Of the file.
    passed : collection of Milestone
        Those that it has reached by today.
    start : Milestone
        What the six months run from: filed or admitted.
    law : Law
        How long they are.
    today : date
        The day that it is asked for.
    """
    answered = Milestone.RESOLUTION in passed
    started = milestones.get(start)
    if started is None or not started.known or start not in passed:
        if answered:
            return Limit(LimitState.ANSWERED)
        return Limit(LimitState.UNKNOWN if start in passed else LimitState.NOT_STARTED)
    ends = law.limit_end(started.first), law.limit_end(started.last)
    if answered:
        return Limit(_answered(milestones.get(Milestone.RESOLUTION), *ends), *ends)
    if today > ends[1]:
        return Limit(LimitState.LAPSED, *ends)
    if today > ends[0]:
        return Limit(LimitState.UNKNOWN, *ends)
    return Limit(LimitState.RUNNING, *ends, (ends[0] - today).days)


def _answered(resolution: When | None, earliest: date, latest: date) -> LimitState:
    if resolution is None or not resolution.known:
        return LimitState.ANSWERED
    if resolution.first > latest:
        return LimitState.LATE
    return LimitState.ANSWERED if resolution.last <= earliest else LimitState.UNKNOWN

"""Deadlines as iCalendar: what the law sets each file, and what its keeper has planned."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

from metrocli import __version__
from metrocli.procedure.clock import LimitState, WindowState
from metrocli.procedure.milestones import MILESTONES
from metrocli.procedure.status import Course, FileStatus, RegisterStatus
from metrocli.report.registry import Page
from metrocli.text import Text, text

WARNINGS = (timedelta(days=-30), timedelta(days=-7))
"""When a calendar reminds of a deadline."""


def write(result: RegisterStatus, page: Page) -> str:
    """Return the deadlines as a calendar; see `metrocli.report.registry.Writer`.

    An event keeps its UID from one calendar to the next, so that it is moved and not doubled.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//metro//metro {__version__}//{page.language.code.upper()}")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", result.title)
    for status in result.files:
        for kind, day, message in _dates(status, result.today):
            calendar.add_component(
                _event(f"{status.file.id}-{kind}", day, page.language.say(message), result.today)
            )
    return str(calendar.to_ical(), "utf-8")


def _dates(status: FileStatus, today: date) -> Iterator[tuple[str, date, Text]]:
    """Return the days that matter to a file: what kind of day, when, and what to say."""
    name = status.file.name
    window, limit = status.window, status.limit
    if window.state is WindowState.OPEN and window.last_day is not None:
        yield "window", window.last_day, text("{name}: last day to file the request", name=name)
    if limit.state is LimitState.RUNNING and limit.last_day and limit.rejects_on:
        yield "limit", limit.last_day, text("{name}: last day for the CID's answer", name=name)
        yield (
            "silence",
            limit.rejects_on,
            text("{name}: rejected by silence if there is no answer", name=name),
        )
    if status.course is Course.UNDER_WAY:
        for step, when in status.file.milestones.items():
            if when.exact and when.first > today:
                planned = text("{name}: {milestone}", name=name, milestone=MILESTONES[step])
                yield step, when.first, planned


def _event(id: str, day: date, summary: str, today: date) -> Event:
    event = Event()
    event.add("uid", f"{id}@metro")
    event.add("dtstamp", datetime.combine(today, time(), UTC))
    event.add("dtstart", day)
    event.add("summary", summary)
    event.add("transp", "TRANSPARENT")
    for warning in WARNINGS:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", summary)
        alarm.add("trigger", warning)
        event.add_component(alarm)
    return event

"""Dates as far as they are known, and months counted as the civil code counts them."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta

UNKNOWN = "unknown"
"""How a date is written that nobody knows, of something that did happen."""

YEARS = range(1900, 2100)
"""Those that a date may lie in: any other is a slip of the pen."""

DAY = timedelta(days=1)

_ISO = re.compile(r"([0-9]{4})(?:-(?!00)([0-9]{2})(?:-(?!00)([0-9]{2}))?)?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[-/]([0-9]{1,2})[-/]([0-9]{4})")


@dataclass(frozen=True, slots=True)
class When:
    """A date that may be known to the day, the month or the year only, or not at all.

    Parameters
    ----------
    first, last : date
        The earliest and the latest day that it may be.
    written : str
        "2026-01-15", "2026-01", "2026" or "unknown".
    """

    first: date
    last: date
    written: str

    @property
    def known(self) -> bool:
        """Whether anything is known of it."""
        return self.written != UNKNOWN

    @property
    def shown(self) -> date | str:
        """The day where it is known, for a text to tell in its language; else as it is written."""
        return self.first if self.exact else self.written

    @property
    def exact(self) -> bool:
        """Whether it is known to the day."""
        return self.first == self.last


def read_when(value: object) -> When | None:
    """Return the date that a value stands for, or None if it is none.

    Parameters
    ----------
    value : date or str
        A date of TOML, or "2026-01-15", "15-01-2026", "15/01/2026", "2026-01", "2026", "unknown".
    """
    match value:
        case datetime():
            return None
        case date():
            return When(value, value, value.isoformat()) if value.year in YEARS else None
        case str():
            return _from_text(value.strip())
    return None


def months_after(day: date, months: int) -> date:
    """Return the last day of a term of months that runs from a day.

    Source: Código Civil, art. 48. It bears the same number as the first day; where the last month
    has no such day, it is the end of that month.
    """
    return day + relativedelta(months=months)


def _from_text(value: str) -> When | None:
    if value == UNKNOWN:
        return When(date.min, date.max, UNKNOWN)
    try:
        if spanish := _DAY_FIRST.fullmatch(value):
            day, month, year = map(int, spanish.groups())
            return read_when(date(year, month, day))
        if iso := _ISO.fullmatch(value):
            return _period(*(int(part or 0) for part in iso.groups()))
    except ValueError:  # there is no such day
        return None
    return None


def _period(year: int, month: int, day: int) -> When | None:
    """Return the day, month or year that these parts name; a part that is not given is 0."""
    if year not in YEARS:
        return None
    first = date(year, month or 1, day or 1)
    if day:
        return When(first, first, first.isoformat())
    length, size = (relativedelta(months=1), 7) if month else (relativedelta(years=1), 4)
    return When(first, first + length - DAY, first.isoformat()[:size])

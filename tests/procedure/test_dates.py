"""Dates as far as they are known, and months as art. 48 of the civil code counts them."""

import calendar
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrocli.procedure.dates import months_after, read_when

DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))


@pytest.mark.parametrize(
    ("value", "first", "last", "written"),
    [
        ("2026-01-15", "2026-01-15", "2026-01-15", "2026-01-15"),
        ("15-01-2026", "2026-01-15", "2026-01-15", "2026-01-15"),
        (" 5/1/2026 ", "2026-01-05", "2026-01-05", "2026-01-05"),
        ("2026-02", "2026-02-01", "2026-02-28", "2026-02"),
        ("2024-12", "2024-12-01", "2024-12-31", "2024-12"),
        ("2024", "2024-01-01", "2024-12-31", "2024"),
        (date(2026, 1, 15), "2026-01-15", "2026-01-15", "2026-01-15"),
    ],
)
def test_a_date_is_all_the_days_that_it_may_be(
    value: object, first: str, last: str, written: str
) -> None:
    found = read_when(value)
    assert found is not None
    assert (found.first.isoformat(), found.last.isoformat(), found.written) == (
        first,
        last,
        written,
    )
    assert found.known
    assert found.exact is (first == last)


def test_what_nobody_knows_may_be_any_day() -> None:
    found = read_when("unknown")
    assert found is not None
    assert (found.first, found.last, found.known) == (date.min, date.max, False)


@pytest.mark.parametrize(
    "value",
    [
        "2026-02-30",
        "31-02-2026",
        "2026-13",
        "2026-00",
        "2026-01-00",
        "0226-01-15",
        "20260115",
        "enero de 2026",
        "",
        2026,
        True,
        date(226, 1, 15),
        datetime(2026, 1, 15, 12, 0),  # noqa: DTZ001 - as TOML gives it
    ],
)
def test_what_is_no_date_is_refused(value: object) -> None:
    assert read_when(value) is None


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        ("2026-05-15", 6, "2026-11-15"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2027-08-29", 6, "2028-02-29"),
        ("2026-10-31", 6, "2027-04-30"),
        ("2028-02-29", 6, "2028-08-29"),
        ("2026-03-11", 24, "2028-03-11"),
    ],
)
def test_a_term_of_months_ends_on_the_same_number_or_the_end_of_the_month(
    day: str, months: int, last: str
) -> None:
    assert months_after(date.fromisoformat(day), months).isoformat() == last


@given(DAYS, st.integers(0, 60))
def test_months_are_counted_as_the_code_says(day: date, months: int) -> None:
    """Walk day by day to the month in question, and look for the number there."""
    walked, left = day, months
    while left:
        following = walked + timedelta(days=1)
        left -= following.month != walked.month
        walked = following
    length = calendar.monthrange(walked.year, walked.month)[1]
    assert months_after(day, months) == walked.replace(day=min(day.day, length))

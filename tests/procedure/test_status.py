"""Where a file stands: stage, what it lacks, majority, window and limit, day by day."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrocli.model import CriterionVerdict
from metrocli.procedure.choices import Answer, Outcome, Proposer
from metrocli.procedure.clock import LimitState, WindowState
from metrocli.procedure.milestones import Milestone
from metrocli.procedure.register import File, Register
from metrocli.procedure.status import Course, register_status
from tests.procedure.drawn import FILED, TALCA, dated, file, on, register


def codes(remarks: object) -> list[str]:
    assert isinstance(remarks, tuple)
    return [
        remark.milestone.value if remark.code == "milestone" else remark.code for remark in remarks
    ]


def test_a_file_of_the_governor_with_16_votes_of_31_passes_and_with_15_does_not() -> None:
    milestones = {key: FILED[key] for key in ("study", "consultation", "act", "agreement")}
    passes, fails = (on("2026-05-01", milestones, votes=votes) for votes in (16, 15))
    assert passes.majority.verdict is CriterionVerdict.MET
    assert (passes.stage, "filed" in codes(passes.missing)) == (Milestone.AGREEMENT, True)
    assert fails.majority.verdict is CriterionVerdict.NOT_MET
    assert fails.stage is Milestone.ACT
    assert {"agreement", "majority"} <= set(codes(fails.missing))
    assert "filed" not in codes(fails.missing)


@pytest.mark.parametrize(
    ("votes", "verdict"), [(20, CriterionVerdict.NOT_MET), (21, CriterionVerdict.MET)]
)
def test_the_core_itself_needs_two_thirds(votes: int, verdict: CriterionVerdict) -> None:
    found = on("2026-05-01", FILED, votes=votes, proposed_by=Proposer.CORE).majority
    assert found.verdict is verdict
    assert found.needed == {Proposer.GOVERNOR: 16, Proposer.CORE: 21}


@pytest.mark.parametrize("unknown", ["core_members", "votes", "proposed_by"])
def test_a_majority_is_undetermined_while_something_is_not_known(unknown: str) -> None:
    nothing: dict[str, Any] = {unknown: None}
    kept = register(replace(file(FILED), **nothing))
    found = register_status(kept, date(2026, 5, 1)).files[0]
    assert found.majority.verdict is CriterionVerdict.UNDETERMINED


def test_what_is_not_known_of_the_core_is_missing() -> None:
    found = on("2026-04-05", {"study": "2026-04-01"}, core_members=None, proposed_by=None)
    assert {"core-members", "proposed-by"} <= set(codes(found.missing))


def test_filing_without_the_majority_is_an_alert() -> None:
    found = on("2026-06-01", FILED, votes=15)
    assert (codes(found.alerts), found.stage) == (["majority"], Milestone.FILED)


@pytest.mark.parametrize(
    ("filed", "state"),
    [
        ("2026-03-10", WindowState.OUTSIDE),
        ("2026-03-11", WindowState.INSIDE),
        ("2028-03-10", WindowState.INSIDE),
        ("2028-03-11", WindowState.OUTSIDE),
        ("2028-02", WindowState.INSIDE),
        ("2028-03", WindowState.UNKNOWN),
        ("2028-04", WindowState.OUTSIDE),
        ("2026", WindowState.UNKNOWN),
        ("2023", WindowState.INSIDE),
        ("2025", WindowState.OUTSIDE),
        ("2017", WindowState.OUTSIDE),
        ("unknown", WindowState.UNKNOWN),
    ],
)
def test_day_1_of_month_25_is_out_of_the_window(filed: str, state: WindowState) -> None:
    found = on("2029-01-01", {"filed": filed})
    assert found.window.state is state
    assert ("window" in codes(found.alerts)) is (state is WindowState.OUTSIDE)


@pytest.mark.parametrize(
    ("today", "state", "left"),
    [
        ("2018-03-10", WindowState.CLOSED, None),
        ("2024-03-10", WindowState.OPEN, 0),
        ("2024-03-11", WindowState.CLOSED, None),
        ("2026-03-10", WindowState.CLOSED, None),
        ("2026-03-11", WindowState.OPEN, 730),
        ("2028-03-10", WindowState.OPEN, 0),
        ("2028-03-11", WindowState.CLOSED, None),
    ],
)
def test_the_window_is_open_from_the_first_day_of_a_term(
    today: str, state: WindowState, left: int | None
) -> None:
    window = on(today, {}).window
    assert (window.state, window.days_left) == (state, left)


def test_a_register_may_know_a_later_term() -> None:
    later = Register("", (file(),), Milestone.FILED, date(2030, 3, 11))
    window = register_status(later, date(2030, 3, 11)).files[0].window
    assert (window.state, window.last_day) == (WindowState.OPEN, date(2032, 3, 10))


@pytest.mark.parametrize(
    ("today", "state", "left", "course"),
    [
        ("2026-05-15", LimitState.RUNNING, 184, Course.UNDER_WAY),
        ("2026-11-15", LimitState.RUNNING, 0, Course.UNDER_WAY),
        ("2026-11-16", LimitState.LAPSED, None, Course.LAPSED),
    ],
)
def test_silence_on_the_day_after_six_months_is_rejection(
    today: str, state: LimitState, left: int | None, course: Course
) -> None:
    found = on(today, FILED)
    assert (found.limit.state, found.limit.days_left, found.course) == (state, left, course)
    assert (found.limit.last_day, found.limit.rejects_on) == (
        date(2026, 11, 15),
        date(2026, 11, 16),
    )


def test_a_file_that_silence_rejected_lacks_nothing_and_counts_from_then() -> None:
    found = on("2026-11-20", FILED)
    assert found.missing == ()
    assert found.since is not None
    assert (found.since.written, found.days) == ("2026-11-16", (4, 4))


def test_the_limit_may_run_from_the_admission() -> None:
    admitted = {**FILED, "admitted": "2026-08-31"}
    assert on("2026-09-01", FILED, start="admitted").limit.state is LimitState.NOT_STARTED
    assert on("2026-09-01", admitted, start="admitted").limit.last_day == date(2027, 2, 28)
    assert on("2026-09-01", admitted).limit.last_day == date(2026, 11, 15)


@pytest.mark.parametrize(
    ("today", "state"),
    [
        ("2026-11-01", LimitState.RUNNING),
        ("2026-11-02", LimitState.UNKNOWN),
        ("2026-11-30", LimitState.UNKNOWN),
        ("2026-12-01", LimitState.LAPSED),
    ],
)
def test_a_filing_known_by_its_month_lapses_when_it_must_have(
    today: str, state: LimitState
) -> None:
    limit = on(today, {"filed": "2026-05"}).limit
    assert limit.state is state
    assert (limit.last_day, limit.latest_last_day) == (date(2026, 11, 1), date(2026, 11, 30))


@pytest.mark.parametrize(
    ("resolution", "state"),
    [
        ("2026-11-15", LimitState.ANSWERED),
        ("2026-11-16", LimitState.LATE),
        ("2026-11", LimitState.UNKNOWN),
        ("2026-10", LimitState.ANSWERED),
        ("unknown", LimitState.ANSWERED),
    ],
)
def test_an_answer_after_the_limit_is_late(resolution: str, state: LimitState) -> None:
    found = on("2027-01-01", {**FILED, "resolution": resolution}, outcome=Outcome.APPROVED)
    assert found.limit.state is state
    assert ("late" in codes(found.alerts)) is (state is LimitState.LATE)


def test_a_rejected_file_lacks_nothing_and_must_not_go_on() -> None:
    rejected = {**FILED, "resolution": "2026-10-01"}
    found = on("2026-12-01", rejected, outcome=Outcome.REJECTED)
    assert (found.course, found.missing, found.alerts) == (Course.REJECTED, (), ())
    went_on = on("2026-12-01", {**rejected, "decree": "2026-11-01"}, outcome=Outcome.REJECTED)
    assert codes(went_on.alerts) == ["after-rejection"]


def test_what_a_file_lacks_is_what_it_can_reach_next() -> None:
    answers = {TALCA: Answer.FAVOUR}
    assert codes(on("2026-05-01", {}).missing) == ["study", "consultation"]
    consulted = on("2026-05-01", {"consultation": "2026-04-02"}, answers=answers)
    assert codes(consulted.missing) == ["study", "act", "answers"]
    assert "Maule" in str(consulted.missing[-1].message)
    assert "Talca" not in str(consulted.missing[-1].message)
    assert codes(on("2026-06-01", FILED).missing) == ["admitted"]
    assert codes(on("2026-06-01", {}, communes=()).missing) == ["study", "consultation", "communes"]
    resolved = {**FILED, "resolution": "2026-10-01"}
    assert codes(on("2026-12-01", resolved).missing) == ["decree", "outcome"]
    published = on("2026-05-01", {"published": "2026-01"})
    assert codes(published.missing) == ["department", "committee"]
    assert published.course is Course.CONSTITUTED


def test_milestones_without_a_date_are_told_apart_from_missing_ones() -> None:
    found = on("2026-05-01", {"agreement": "2026-04-20"})
    assert found.unrecorded == (Milestone.STUDY,)
    assert codes(found.missing) == ["consultation"]


def test_the_department_is_no_stage() -> None:
    assert on("2026-05-01", {"department": "2022"}).stage is None


def test_a_month_gives_a_range_of_days() -> None:
    found = on("2026-05-15", {"published": "2026-01"})
    assert found.since is not None
    assert (found.since.written, found.days) == ("2026-01", (104, 134))
    assert on("2026-01-10", {"published": "2026-01"}).days == (0, 9)
    assert on("2026-05-15", {"published": "unknown"}).days is None


def test_what_is_still_to_come_does_not_count_and_is_an_alert() -> None:
    found = on("2026-05-01", FILED)
    assert (found.stage, codes(found.alerts)) == (Milestone.AGREEMENT, ["future"])


@pytest.mark.parametrize(
    ("filed", "agreement", "alerts"),
    [
        ("2026-05-15", "2026-05-16", ["order"]),
        ("2026-05-15", "2026-05-15", []),
        ("2026-05-15", "2026-05", []),
        ("2026-04", "2026-05", ["order"]),
        ("unknown", "2026-05", []),
        ("2026-05", "unknown", []),
    ],
)
def test_a_milestone_surely_before_its_predecessor_is_an_alert(
    filed: str, agreement: str, alerts: list[str]
) -> None:
    found = on("2026-06-01", {"filed": filed, "agreement": agreement})
    assert codes(found.alerts) == alerts


WRITTEN = st.one_of(
    st.dates(date(2025, 1, 1), date(2029, 1, 1)).map(date.isoformat),
    st.dates(date(2025, 1, 1), date(2029, 1, 1)).map(lambda day: day.isoformat()[:7]),
    st.just("unknown"),
)
FILES = st.builds(
    file,
    st.dictionaries(st.sampled_from([step.value for step in Milestone]), WRITTEN),
    votes=st.integers(0, 31),
    outcome=st.sampled_from([None, *Outcome]),
)
TODAY = st.dates(date(2025, 1, 1), date(2030, 1, 1))


@given(FILES, TODAY, st.randoms())
def test_the_order_in_which_milestones_are_written_makes_no_difference(
    drawn: File, today: date, shuffle: Random
) -> None:
    items = list(drawn.milestones.items())
    shuffle.shuffle(items)
    shuffled = replace(drawn, milestones=dict(items))
    found, again = (register_status(register(one), today).files[0] for one in (drawn, shuffled))
    assert (found.stage, found.days, found.course, found.missing, found.unrecorded) == (
        again.stage, again.days, again.course, again.missing, again.unrecorded
    )  # fmt: skip
    assert sorted(map(str, found.alerts)) == sorted(map(str, again.alerts))
    assert (found.window, found.limit) == (again.window, again.limit)


@given(FILES, TODAY, st.integers(0, 700))
def test_a_file_never_goes_back(drawn: File, today: date, days: int) -> None:
    before, after = (
        register_status(register(drawn), day).files[0]
        for day in (today, today + timedelta(days=days))
    )
    order = [None, *Milestone]
    assert order.index(before.stage) <= order.index(after.stage)
    if before.limit.state is LimitState.LAPSED:
        assert after.limit.state in {LimitState.LAPSED, LimitState.LATE, LimitState.ANSWERED}
    if before.limit.state is LimitState.LATE:
        assert after.limit == before.limit
    if before.window.state in {WindowState.INSIDE, WindowState.OUTSIDE}:
        assert after.window == before.window


@given(TODAY, st.dates(date(2026, 3, 11), date(2028, 3, 10)))
def test_silence_rejects_exactly_from_the_day_it_is_said_to(today: date, filed: date) -> None:
    found = on(today.isoformat(), {"filed": filed.isoformat()})
    if filed > today:
        assert found.limit.state is LimitState.NOT_STARTED
    else:
        assert found.limit.rejects_on is not None
        assert (found.course is Course.LAPSED) is (today >= found.limit.rejects_on)


def test_a_milestone_that_is_dated_is_never_missing() -> None:
    found = on("2026-06-01", FILED)
    assert not dated(FILED).keys() & {remark.milestone for remark in found.missing}

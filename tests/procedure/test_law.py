"""The law as data: every rule has a source and a level, and says what it is known to say."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrocli.model import Level
from metrocli.procedure.choices import Proposer
from metrocli.procedure.law import MajorityRule, MilestoneRule, Rule, load_law, term_of
from metrocli.procedure.milestones import MILESTONES, Milestone

LAW = load_law()
STARTS = [term.start for term in LAW.terms]


def test_every_rule_has_a_source_a_level_and_a_note() -> None:
    noted: list[Rule | MajorityRule | MilestoneRule] = [
        *LAW.rules.values(),
        *LAW.majorities.values(),
        *LAW.milestones.values(),
    ]
    assert all(rule.source and rule.note for rule in noted)
    assert all(term.source for term in LAW.terms)
    assert all(isinstance(rule.level, Level) for rule in noted)
    assert all(isinstance(term.level, Level) for term in LAW.terms)


def test_nothing_is_said_to_stand_in_the_regulation_which_could_not_be_read() -> None:
    stated = [
        *(rule.level for rule in LAW.rules.values()),
        *(rule.level for rule in LAW.majorities.values()),
        *(rule.level for rule in LAW.milestones.values()),
        *(term.level for term in LAW.terms),
    ]
    assert Level.REGULATION not in stated


def test_the_windows_and_limits_are_the_statutes_and_their_edges_are_readings_of_ours() -> None:
    levels = {id: rule.level for id, rule in LAW.rules.items()}
    assert levels == {
        "window": Level.STATUTE,
        "window-end": Level.METHOD,
        "limit": Level.STATUTE,
        "limit-from": Level.METHOD,
        "limit-count": Level.STATUTE,
        "silence": Level.STATUTE,
    }
    assert (LAW.rules["window"].value, LAW.rules["limit"].value) == (24, 6)


def test_the_terms_are_those_since_2018() -> None:
    assert [date(year, 3, 11) for year in (2018, 2022, 2026)] == STARTS


def test_the_first_day_of_month_25_is_out_of_the_window() -> None:
    assert LAW.window_end(date(2026, 3, 11)) == date(2028, 3, 10)


@pytest.mark.parametrize(
    ("day", "start"),
    [
        (date(2018, 3, 10), None),
        (date(2018, 3, 11), date(2018, 3, 11)),
        (date(2026, 3, 10), date(2022, 3, 11)),
        (date(2026, 3, 11), date(2026, 3, 11)),
    ],
)
def test_a_term_begins_on_its_first_day(day: date, start: date | None) -> None:
    assert term_of(day, STARTS) == start


@pytest.mark.parametrize(
    ("proposer", "members", "votes"),
    [
        (Proposer.GOVERNOR, 31, 16),
        (Proposer.GOVERNOR, 30, 16),
        (Proposer.GOVERNOR, 1, 1),
        (Proposer.CORE, 31, 21),
        (Proposer.CORE, 30, 20),
        (Proposer.CORE, 14, 10),
    ],
)
def test_the_votes_that_an_agreement_needs(proposer: Proposer, members: int, votes: int) -> None:
    assert LAW.majorities[proposer].needed(members) == votes


@given(st.integers(1, 500), st.sampled_from(Proposer))
def test_one_vote_less_is_not_enough(members: int, proposer: Proposer) -> None:
    rule = LAW.majorities[proposer]
    votes = rule.needed(members)
    enough = [Fraction(count, members) > rule.share or (
        not rule.exceeded and Fraction(count, members) == rule.share
    ) for count in (votes - 1, votes)]  # fmt: skip
    assert enough == [False, True]
    assert votes <= members


def test_the_milestones_are_those_that_a_register_may_have_in_the_same_order() -> None:
    assert list(LAW.milestones) == list(Milestone) == list(MILESTONES)


@pytest.mark.parametrize("step", Milestone)
def test_a_milestone_comes_after_its_predecessors(step: Milestone) -> None:
    order = list(Milestone)
    assert all(order.index(before) < order.index(step) for before in LAW.predecessors(step))


def test_a_publication_implies_the_whole_way_but_observations() -> None:
    way = set(list(Milestone)[: list(Milestone).index(Milestone.PUBLISHED)])
    assert LAW.predecessors(Milestone.PUBLISHED) == way - {Milestone.OBSERVATIONS}

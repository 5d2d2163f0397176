"""Each criterion and each verdict, on facts written by hand."""

from dataclasses import replace
from typing import Any

import pytest

from metrocli.model import (
    AreaCommuting,
    AreaVerdict,
    Criterion,
    CriterionVerdict,
    Interval,
    Populations,
    Reading,
    Residents,
)
from metrocli.norm.criteria import area_holds, area_verdict, assess, pending, readings_conflict
from metrocli.norm.facts import AreaFacts, ContinuityFacts
from metrocli.norm.norm import load_norm
from metrocli.norm.parameters import CRITERIA
from metrocli.norm.rules import RULES
from metrocli.norm.settings import Settings, settings_for
from tests.studies import LAW, LAWFUL, A, B, C, E, commune

MET, NOT_MET, UNDETERMINED = CriterionVerdict
NEAR_TOWNS = ContinuityFacts(
    merge_distance=40.0,
    touch_distance=5.0,
    shares={A: 1.0, B: 0.8},
    most_even_share=0.8,
    enough_from=40.0,
)


def facts(*codes: str, continuity: ContinuityFacts = NEAR_TOWNS, **others: Any) -> AreaFacts:
    """Return an area that meets every criterion that decides, unless told otherwise."""
    members = tuple(commune(code) for code in codes or (A, B))
    people = Populations(communal=300_000, urban=290_000, continuum=280_000)
    return replace(AreaFacts(members, people, continuity), **others)


def by_continuum(people: float | None) -> AreaFacts:
    return facts(population=Populations(300_000, 290_000, people))


def decided(id: str, area: AreaFacts, settings: Settings = LAWFUL) -> Criterion:
    return next(criterion for criterion in assess(area, settings) if criterion.id == id)


def test_every_criterion_that_a_norm_may_name_has_a_rule() -> None:
    assert set(RULES) == set(CRITERIA)


def test_criteria_come_in_the_order_of_the_norm_with_its_words() -> None:
    criteria = assess(facts(), LAWFUL)
    assert [(c.id, c.basis, c.level, c.decides) for c in criteria] == [
        (rule.id, rule.basis, rule.level, rule.decides) for rule in LAW.criteria
    ]


# -- region and communes ---------------------------------------------------


def test_one_region_is_met() -> None:
    region = decided("region", facts())
    assert (region.verdict, region.observed, region.required, region.margin) == (MET, 1, 1, 0)


def test_two_regions_are_not() -> None:
    region = decided("region", facts(A, E))
    assert (region.verdict, region.observed, region.margin) == (NOT_MET, 2, -1)
    assert region.evidence["regions"] == [
        {"code": "01", "name": "Region 01"},
        {"code": "02", "name": "Region 02"},
    ]


def test_two_communes_are_enough() -> None:
    found = decided("communes", facts())
    assert (found.verdict, found.observed, found.required, found.margin) == (MET, 2, 2, 0)


def test_one_commune_is_not() -> None:
    found = decided("communes", facts(A))
    assert (found.verdict, found.observed, found.margin) == (NOT_MET, 1, -1)


# -- continuity ------------------------------------------------------------


def test_continuity_is_met_up_to_the_largest_gap_and_with_it() -> None:
    near = decided("continuity", facts())
    exact = decided("continuity", facts(), settings_for(LAW, max_gap=40, horizon=6_000))
    assert (near.verdict, near.observed, near.required, near.margin) == (MET, 40, 550, 510)
    assert (exact.verdict, exact.margin) == (MET, 0)
    assert exact.holds[0] == near.holds[0] == Interval("max_gap", low=40, high=None, unit="m")


def test_continuity_is_not_met_beyond_it_and_names_who_is_outside() -> None:
    far = replace(NEAR_TOWNS, merge_distance=551.0, shares={A: 1.0, B: 0.2}, most_even_share=0.2)
    found = decided("continuity", facts(continuity=far))
    assert (found.verdict, found.observed, found.margin) == (NOT_MET, 551, -1)
    assert [str(note) for note in found.notes] == [
        "At 550 m, without their majority in the continuum: Brea."
    ]


def test_exactly_the_majority_is_inside() -> None:
    half = replace(NEAR_TOWNS, shares={A: 1.0, B: 0.5}, most_even_share=0.5)
    assert decided("continuity", facts(continuity=half)).notes == ()


def test_beyond_the_horizon_continuity_is_not_met_and_has_no_margin() -> None:
    never = replace(NEAR_TOWNS, merge_distance=None, shares={A: 1.0, B: 0.0}, most_even_share=0.0)
    found = decided("continuity", facts(continuity=never))
    assert (found.verdict, found.observed, found.margin) == (NOT_MET, None, None)
    assert "up to 6,000 m" in str(found.notes[0])


def test_a_member_without_footprints_leaves_continuity_undetermined() -> None:
    found = decided("continuity", facts(A, B, C))
    assert (found.verdict, found.observed, found.margin, found.holds) == (
        UNDETERMINED,
        None,
        None,
        (),
    )
    assert found.evidence["without_footprints"] == [C]
    assert "Cala" in str(found.notes[0])


def test_where_a_verdict_on_continuity_holds() -> None:
    far = replace(NEAR_TOWNS, merge_distance=600.0, most_even_share=0.7)
    never = replace(NEAR_TOWNS, merge_distance=None, most_even_share=0.2)
    assert decided("continuity", facts()).holds == (
        Interval("max_gap", low=40, high=None, unit="m"),
        Interval("majority", low=None, high=0.8, unit="share"),
    )
    assert decided("continuity", facts(continuity=far)).holds == (
        Interval("max_gap", low=None, high=600, high_closed=False, unit="m"),
        Interval("majority", low=0.7, high=None, low_closed=False, unit="share"),
    )
    # What lies beyond the horizon nobody has looked at.
    assert decided("continuity", facts(continuity=never)).holds[0] == Interval(
        "max_gap", low=None, high=6_000, unit="m"
    )


# -- population ------------------------------------------------------------


@pytest.mark.parametrize(
    ("people", "verdict", "margin"),
    [
        (250_001, MET, 1),
        (250_000, NOT_MET, 0),
        (249_999, NOT_MET, -1),
        (0, NOT_MET, -250_000),
        (None, UNDETERMINED, None),
    ],
)
def test_population_must_exceed_the_threshold(
    people: float | None, verdict: CriterionVerdict, margin: float | None
) -> None:
    found = decided("population", by_continuum(people))
    assert (found.verdict, found.observed, found.margin) == (verdict, people, margin)
    assert (found.required, found.unit) == (250_000, "inhabitants")


@pytest.mark.parametrize(
    ("reading", "observed"),
    [(Reading.COMMUNAL, 300_000), (Reading.URBAN, 290_000), (Reading.CONTINUUM, 240_000)],
)
def test_the_reading_in_force_decides_and_all_are_reported(
    reading: Reading, observed: float
) -> None:
    found = decided("population", by_continuum(240_000), settings_for(LAW, reading=reading))
    assert found.observed == observed
    assert found.evidence["reading"] == reading
    assert found.evidence["by_reading"] == {
        "communal": {"population": 300_000, "verdict": "met"},
        "urban": {"population": 290_000, "verdict": "met"},
        "continuum": {"population": 240_000, "verdict": "not_met"},
    }


def test_only_the_continuum_depends_on_the_gap() -> None:
    met = decided("population", facts())
    assert met.holds == (Interval("max_gap", low=40, high=None, unit="m"),)
    assert decided("population", facts(), settings_for(LAW, reading=Reading.URBAN)).holds == ()


def test_a_population_never_reached_holds_as_far_as_was_looked() -> None:
    never = replace(NEAR_TOWNS, enough_from=None)
    short = facts(continuity=never, population=Populations(300_000, 290_000, 200_000))
    assert decided("population", short).holds == (
        Interval("max_gap", low=None, high=6_000, unit="m"),
    )


@pytest.mark.parametrize(
    ("people", "conflict"),
    [
        (Populations(300_000, 300_000, 300_000), False),
        (Populations(300_000, 300_000, 250_000), True),
        (Populations(300_000, 200_000, 200_000), True),
        (Populations(200_000, 200_000, 200_000), False),
        (Populations(300_000, None, None), False),
        (Populations(300_000, None, 200_000), True),
        (Populations(None, None, None), False),
    ],
)
def test_readings_conflict_where_their_verdicts_differ(
    people: Populations, *, conflict: bool
) -> None:
    assert readings_conflict(facts(population=people), LAWFUL) is conflict


def test_an_unknown_population_says_whose_population_is_unknown() -> None:
    unknown = facts(population=Populations(None, 290_000, 280_000))
    found = decided("population", unknown, settings_for(LAW, reading=Reading.COMMUNAL))
    assert found.verdict is UNDETERMINED
    assert found.notes
    assert "footprints" not in str(found.notes[0])


# -- other norms -----------------------------------------------------------


def under(name: str) -> Settings:
    return settings_for(load_norm(name))


@pytest.mark.parametrize(
    ("name", "people", "verdict"),
    [
        ("mexico-2020", 100_000, MET),
        ("mexico-2020", 99_999, NOT_MET),
        ("mexico-2020", None, UNDETERMINED),
        ("ine-espana", 51, MET),
        ("ine-espana", 50, UNDETERMINED),
    ],
)
def test_a_core_is_so_many_in_the_continuum(
    name: str, people: float | None, verdict: CriterionVerdict
) -> None:
    found = decided("core", by_continuum(people), under(name))
    assert (found.verdict, found.observed) == (verdict, people)


def test_where_buildings_would_do_they_are_asked_for() -> None:
    (note,) = decided("core", by_continuum(50), under("ine-espana")).notes
    assert "10 buildings" in str(note)


def test_a_core_depends_on_the_gap() -> None:
    area = facts(continuity=replace(NEAR_TOWNS, core_from=30.0))
    assert decided("core", area, under("mexico-2020")).holds == (
        Interval("max_gap", low=30, high=None, unit="m"),
    )


@pytest.mark.parametrize(
    ("name", "people", "verdict"),
    [
        ("eurostat-metro", 250_000, MET),
        ("eurostat-metro", 249_999, NOT_MET),
        ("ley-21074", 250_000, NOT_MET),
    ],
)
def test_at_least_is_not_more_than(name: str, people: float, verdict: CriterionVerdict) -> None:
    area = facts(population=Populations(people, people, people))
    assert decided("population", area, under(name)).verdict is verdict


@pytest.mark.parametrize(
    ("name", "merge", "verdict"),
    [
        ("insee-unite-urbaine", 200, MET),
        ("insee-unite-urbaine", 200.1, NOT_MET),
        ("ine-espana", 199.9, MET),
        ("ine-espana", 200, NOT_MET),
    ],
)
def test_below_a_gap_is_not_up_to_it(name: str, merge: float, verdict: CriterionVerdict) -> None:
    area = facts(continuity=replace(NEAR_TOWNS, merge_distance=merge))
    found = decided("continuity", area, under(name))
    assert (found.verdict, found.required) == (verdict, 200)
    inclusive = name == "insee-unite-urbaine"
    gaps, majorities = found.holds
    assert (gaps.low_closed if verdict is MET else not gaps.high_closed) is inclusive
    # and the majority is the other way round: more than half there, half here
    assert (majorities.high_closed if verdict is MET else not majorities.low_closed) is (
        not inclusive
    )


def test_exactly_half_is_no_more_than_half() -> None:
    half = facts(continuity=replace(NEAR_TOWNS, shares={A: 1.0, B: 0.5}, most_even_share=0.5))
    (note,) = decided("continuity", half, under("insee-unite-urbaine")).notes
    assert "Brea" in str(note)
    assert decided("continuity", half).notes == ()


def test_a_norm_without_a_threshold_has_no_readings_to_conflict() -> None:
    assert readings_conflict(by_continuum(10), LAWFUL)
    assert not readings_conflict(by_continuum(10), under("ine-espana"))


def test_an_area_that_only_a_limit_of_its_own_keeps_out_holds_up_to_it() -> None:
    far = facts(continuity=replace(NEAR_TOWNS, merge_distance=300.0, core_from=40.0))
    settings = under("ine-espana")
    assert area_holds(assess(far, settings), settings) == Interval(
        "max_gap", low=None, high=300, unit="m"
    )


# -- what needs papers -----------------------------------------------------


def trips(between: float) -> AreaCommuting:
    """Return an area of 1,000 employed, all in its first member, whose trips are all published."""
    home = Residents(A, 1_000, {B: between}, unlisted=0, closed=True)
    return AreaCommuting((home, Residents(B, 0, {A: 0}, unlisted=0, closed=True)))


# -- all together ----------------------------------------------------------


def test_what_waits_for_papers_does_not_decide() -> None:
    criteria = assess(facts(), LAWFUL)
    assert area_verdict(criteria) is AreaVerdict.ELIGIBLE
    assert pending(criteria) == ("shared-services", "commuting")


def test_when_strict_it_does() -> None:
    criteria = assess(facts(), settings_for(LAW, strict=True))
    assert area_verdict(criteria) is AreaVerdict.UNDETERMINED
    assert pending(criteria) == ()


def test_commuting_that_is_known_is_not_pending_and_decides_only_when_strict() -> None:
    area = facts(commuting=trips(10))
    assert pending(assess(area, LAWFUL)) == ("shared-services",)
    assert area_verdict(assess(area, LAWFUL)) is AreaVerdict.ELIGIBLE
    strict = assess(area, settings_for(LAW, strict=True))
    assert area_verdict(strict) is AreaVerdict.NOT_ELIGIBLE


def test_what_is_not_met_outweighs_what_is_undetermined() -> None:
    criteria = assess(facts(A, E, C), LAWFUL)
    assert decided("continuity", facts(A, E, C)).verdict is UNDETERMINED
    assert area_verdict(criteria) is AreaVerdict.NOT_ELIGIBLE


@pytest.mark.parametrize("area", [facts(A), facts(A, E), by_continuum(250_000)])
def test_one_criterion_that_is_not_met_is_enough(area: AreaFacts) -> None:
    assert area_verdict(assess(area, LAWFUL)) is AreaVerdict.NOT_ELIGIBLE


def test_an_unknown_population_leaves_the_area_undetermined() -> None:
    assert area_verdict(assess(by_continuum(None), LAWFUL)) is AreaVerdict.UNDETERMINED

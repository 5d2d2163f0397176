"""Two results side by side, built by hand with known answers."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrocli.comparison import compare
from metrocli.comparison.areas import matched
from metrocli.model import Area, AreaAssessment, AreaVerdict, Assessment, Reading, Trend
from tests.results import CHECK, CHILLAN, PARAMETERS, PROPOSAL, SANTIAGO, TALCA, TALCA_2017

WORST_FIRST = (AreaVerdict.NOT_ELIGIBLE, AreaVerdict.UNDETERMINED, AreaVerdict.ELIGIBLE)


def result(*areas: AreaAssessment) -> Assessment:
    return replace(CHECK, areas=areas)


def named(id: str, *members: str) -> AreaAssessment:
    """Return an area by its id and the codes of its members."""
    base = SANTIAGO.members[0]
    return replace(
        TALCA,
        area=Area(id, id.title(), tuple(sorted(members))),
        members=tuple(replace(base, code=code, name=code) for code in sorted(members)),
    )


def test_what_changed_in_an_area() -> None:
    (change,) = compare(result(TALCA_2017), result(TALCA)).areas
    assert change.trend is Trend.BETTER
    assert (change.worse, change.changed) == (False, True)
    assert change.people(Reading.CONTINUUM) == (222_728, 254_722)
    assert change.change(Reading.CONTINUUM) == 31_994
    criteria = {item.either.id: item for item in change.criteria}
    assert criteria["population"].change == 31_994
    assert criteria["continuity"].change == 14.6
    assert criteria["commuting"].change is None
    assert [member.change(Reading.CONTINUUM) for member in change.members] == [14_994, 17_000]
    assert change.ground is None


@given(st.sampled_from(WORST_FIRST), st.sampled_from(WORST_FIRST))
def test_a_verdict_is_worse_if_it_comes_before_in_their_order(
    then: AreaVerdict, now: AreaVerdict
) -> None:
    found = compare(result(replace(TALCA, verdict=then)), result(replace(TALCA, verdict=now)))
    assert found.worse == (WORST_FIRST.index(now) < WORST_FIRST.index(then))
    assert found.changed == (then != now)


def test_nothing_changed_between_a_result_and_itself() -> None:
    found = compare(PROPOSAL, PROPOSAL)
    assert {change.trend for change in found.areas} == {Trend.SAME}
    assert not found.changed
    assert not found.worse
    assert found.parameters == ()
    assert found.same_norm
    assert found.delimitation is not None
    assert (found.delimitation.moves, found.delimitation.rand_index) == ((), 1)


def test_an_eligible_area_that_vanishes_is_worse() -> None:
    found = compare(PROPOSAL, replace(PROPOSAL, areas=(TALCA,)))
    trends = {change.either.area.name: change for change in found.areas}
    assert trends["Gran Santiago"].trend is Trend.VANISHED
    assert found.worse


def test_a_near_miss_that_vanishes_is_a_change_and_no_more() -> None:
    found = compare(PROPOSAL, replace(PROPOSAL, near_misses=()))
    assert [c.either.area.name for c in found.areas if c.trend is Trend.VANISHED] == [
        "Chillán–Chillán Viejo",
        "Puerto Montt–Puerto Varas",
        "Antofagasta",
    ]
    assert found.changed
    assert not found.worse


def test_an_area_that_appears_is_no_worse() -> None:
    found = compare(result(TALCA), result(TALCA, CHILLAN))
    assert [change.trend for change in found.areas] == [Trend.SAME, Trend.APPEARED]
    assert found.changed
    assert not found.worse


def test_a_near_miss_of_then_may_be_an_area_of_now() -> None:
    chillan = next(near for near in PROPOSAL.near_misses or () if near.assessment is CHILLAN)
    short = replace(PROPOSAL, areas=(), near_misses=(chillan,))
    enough = replace(CHILLAN, verdict=AreaVerdict.ELIGIBLE)
    (change,) = compare(short, replace(PROPOSAL, areas=(enough,), near_misses=())).areas
    assert change.trend is Trend.BETTER


def test_areas_are_matched_by_id_then_by_their_members() -> None:
    base = [named("a", "01101", "01107"), named("b", "02101", "02102"), named("gone", "03101")]
    current = [
        named("new", "02101", "02102", "02103"),
        named("a", "09101"),
        named("other", "04101"),
        named("rest", "02102"),
    ]
    found = [(then and then.area.id, now and now.area.id) for then, now in matched(base, current)]
    assert found == [
        ("b", "new"),
        ("a", "a"),
        (None, "other"),
        (None, "rest"),
        ("gone", None),
    ]


def test_members_in_and_out() -> None:
    (change,) = compare(
        result(named("a", "01101", "01107")), result(named("a", "01101", "01401"))
    ).areas
    assert [member.code for member in change.joined] == ["01401"]
    assert [member.code for member in change.left] == ["01107"]
    assert [member.change(Reading.COMMUNAL) for member in change.members] == [0, None, None]


def test_what_was_decided_on_other_terms_is_told() -> None:
    gap, *others = PARAMETERS
    stricter = replace(CHECK, parameters=(replace(gap, value=200), *others[:-1]))
    found = compare(CHECK, stricter).parameters
    assert [(item.either.id, item.current and item.current.value) for item in found] == [
        ("max_gap", 200),
        ("min_population", None),
    ]
    other = replace(CHECK, norm=replace(CHECK.norm, sha256="00" * 32))
    assert not compare(CHECK, other).same_norm


@pytest.mark.parametrize("reading", Reading)
def test_the_other_way_round_every_sign_is_the_other(reading: Reading) -> None:
    (there,) = compare(result(TALCA_2017), result(TALCA)).areas
    (back,) = compare(result(TALCA), result(TALCA_2017)).areas
    assert there.change(reading) == -(back.change(reading) or 0)
    assert (there.trend, back.trend) == (Trend.BETTER, Trend.WORSE)
    for one, other in zip(there.criteria, back.criteria, strict=True):
        assert one.change is None or one.change == -(other.change or 0)


def test_what_no_result_shows_is_no_change() -> None:
    by_a_hair = replace(
        TALCA,
        criteria=tuple(
            replace(item, observed=14.6004) if item.id == "continuity" else item
            for item in TALCA.criteria
        ),
    )
    assert not compare(result(TALCA), result(by_a_hair)).changed

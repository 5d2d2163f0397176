"""Verdicts with and without what a study adds to gaps."""

from dataclasses import replace
from datetime import date

import pytest
import shapely

from metrocli.delimit import Undecided, check, gap, measured, propose, sweep
from metrocli.graph import commune_graph
from metrocli.model import (
    AreaVerdict,
    Conventions,
    Decision,
    DecisionKind,
    Span,
    Study,
    Tie,
    TieKind,
)
from metrocli.norm.explanation import explain
from tests.continuity.test_overlay import crossing, parks
from tests.studies import LAWFUL, A, B, C, area, house, study

ELIGIBLE, NOT = AreaVerdict.ELIGIBLE, AreaVerdict.NOT_ELIGIBLE

BRIDGE = crossing("Llacolén", (12, 5), (1_008, 5))


def over_a_river(**conventions: object) -> Study:
    """Return two towns of enough people, 1,000 m apart, with what is added."""
    drawn = study([house(A, 0, 200_000), house(B, 1_010, 100_000)])
    return replace(drawn, conventions=Conventions(**conventions))  # type: ignore[arg-type]


def test_a_verdict_says_what_it_would_be_without_links() -> None:
    (found,) = check(over_a_river(links=(BRIDGE,)), [area(A, B)], settings=LAWFUL).areas
    assert (found.verdict, found.merge_distance) == (ELIGIBLE, 0)
    assert found.weakest_link is not None
    assert found.weakest_link.via == Tie(TieKind.LINK, "Llacolén", "bridge")
    (without,) = found.without
    assert (without.kind, without.merge_distance, without.verdict) == (TieKind.LINK, 1_000, NOT)
    assert without.ties == (Tie(TieKind.LINK, "Llacolén", "bridge"),)


def test_every_bridge_that_joins_parts_is_named_and_no_other() -> None:
    second = crossing("Chacabuco", (12, 8), (1_008, 8))
    inside = crossing("Within", (2, 5), (8, 5))
    nowhere = crossing("Nowhere", (12, 5), (500, 5))
    drawn = over_a_river(links=(BRIDGE, nowhere, inside, second))
    (found,) = check(drawn, [area(A, B)], settings=LAWFUL).areas
    assert [tie.name for tie in found.without[0].ties] == ["Llacolén", "Chacabuco"]


def test_a_link_is_named_even_where_a_larger_gap_would_do() -> None:
    drawn = study([house(A, 0, 200_000), house(B, 60, 100_000)])
    drawn = replace(drawn, conventions=Conventions(links=(crossing("x", (12, 5), (58, 5)),)))
    (found,) = check(drawn, [area(A, B)], settings=LAWFUL).areas
    (without,) = found.without
    assert (found.merge_distance, without.merge_distance, without.verdict) == (0, 50, ELIGIBLE)
    assert [tie.name for tie in without.ties] == ["x"]


def test_a_link_where_gaps_join_as_well_is_not_named() -> None:
    drawn = study([house(A, 0, 200_000), house(B, 10, 100_000)])
    drawn = replace(drawn, conventions=Conventions(links=(crossing("x", (5, 5), (15, 5)),)))
    (found,) = check(drawn, [area(A, B)], settings=LAWFUL).areas
    assert [(one.merge_distance, one.ties) for one in found.without] == [(0, ())]


def test_without_a_merge_distance_the_largest_gap_allowed_tells() -> None:
    drawn = study([house(A, 0, 1), house(A, 1_010, 200_000), house(B, 9_000, 100_000)])
    drawn = replace(drawn, conventions=Conventions(links=(BRIDGE,)))
    (found,) = check(drawn, [area(A, B)], settings=LAWFUL).areas
    assert found.merge_distance is None
    assert [tie.name for tie in found.without[0].ties] == ["Llacolén"]


def test_a_park_counts_for_no_population_and_is_listed() -> None:
    park = parks((A, shapely.box(300, 0, 700, 10)))
    (found,) = check(over_a_river(also_built=park), [area(A, B)], settings=LAWFUL).areas
    assert (found.verdict, found.merge_distance) == (ELIGIBLE, 310)
    assert found.population.continuum == 300_000
    (without,) = found.without
    assert (without.kind, without.merge_distance) == (TieKind.ALSO_BUILT, 1_000)
    assert [tie.name for tie in without.ties] == ["park 0"]


def decision(kind: DecisionKind, *ids: str) -> Decision:
    return Decision((), kind, ids, (), "Because", "GORE", date(2026, 3, 11))


def test_a_join_is_left_aside_without_another_study() -> None:
    drawn = over_a_river(decisions=(decision(DecisionKind.JOIN, "f0", "f1"),))
    (found,) = check(drawn, [area(A, B)], settings=LAWFUL).areas
    assert found.verdict is ELIGIBLE
    assert [(one.kind, one.merge_distance, one.verdict) for one in found.without] == [
        (TieKind.DECISION, 1_000, NOT)
    ]


def test_an_exclusion_is_held_against_the_study_without_it() -> None:
    before = study([house(A, 0, 200_000), house(A, 500, 1), house(B, 1_010, 100_000)])
    after = over_a_river(decisions=(decision(DecisionKind.EXCLUDE, "f1"),))
    result = check(after, [area(A, B)], settings=LAWFUL, undecided=Undecided(before))
    (found,) = result.areas
    assert (found.verdict, found.merge_distance) == (NOT, 1_000)
    (without,) = found.without
    assert (without.verdict, without.merge_distance) == (ELIGIBLE, 500)
    assert result.conventions.decisions[0].reason == "Because"


def test_what_is_proposed_says_the_same() -> None:
    result = propose(over_a_river(links=(BRIDGE,)), settings=LAWFUL)
    (found,) = result.areas
    assert found.area.members == (A, B)
    assert [one.verdict for one in found.without] == [NOT]
    bare = propose(over_a_river(), settings=LAWFUL)
    assert bare.areas == ()
    assert [miss.gap for miss in bare.near_misses or ()] == [1_000]


def test_a_sweep_and_a_gap_say_the_same() -> None:
    drawn = over_a_river(links=(BRIDGE,))
    swept = sweep(
        drawn, [area(A, B)], settings=LAWFUL, span=Span(0, 2_000, 1), majorities=[0.5]
    ).areas[0]
    assert [(one.merge_distance, one.verdict) for one in swept.without] == [(1_000, NOT)]
    report = gap(drawn, [A, B], settings=LAWFUL)
    assert (report.merge_distance, report.without[0].merge_distance) == (0, 1_000)
    assert report.without[0].verdict is None
    assert report.conventions.links == (BRIDGE,)


def test_a_graph_names_what_joins() -> None:
    drawn = over_a_river(links=(BRIDGE,))
    edge = commune_graph(drawn, measured(drawn, LAWFUL), [A, B], majority=0.5).edges[A, B]
    assert (edge["merge_distance_m"], edge["via_kind"], edge["via"]) == (0, "link", "Llacolén")


def test_an_explanation_names_what_joins() -> None:
    result = check(over_a_river(links=(BRIDGE,)), [area(A, B)], settings=LAWFUL)
    working = explain("continuity", LAWFUL, result).working
    assert working is not None
    steps = [str(step) for step in working.steps]
    assert "Links that join parts of the continuum: Llacolén." in steps
    assert "Without links the merge distance is 1,000.0 m." in steps


def test_an_area_without_footprints_has_nothing_to_leave_aside() -> None:
    drawn = study([house(A, 0, 1)], communes=[])
    drawn = replace(drawn, conventions=Conventions(links=(BRIDGE,)))
    (found,) = check(drawn, [area(A)], settings=LAWFUL).areas
    assert [(one.ties, one.verdict) for one in found.without] == [((), found.verdict)]


@pytest.mark.parametrize("members", [(A, B), (A, C)])
def test_a_study_without_conventions_says_nothing_of_them(members: tuple[str, ...]) -> None:
    drawn = study([house(A, 0, 200_000), house(B, 100, 100_000), house(C, 300, 1)])
    (found,) = check(drawn, [area(*members)], settings=LAWFUL).areas
    assert found.without == ()

"""Two delimitations of the same communes."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrocli.comparison import compare
from metrocli.comparison.delimitation import rand_index
from metrocli.model import DelimitationChange
from tests.comparison.test_areas import named, result
from tests.results import SANTIAGO

groupings = st.integers(0, 12).flatmap(
    lambda size: st.tuples(
        *[st.lists(st.integers(0, 4), min_size=size, max_size=size) for _ in range(2)]
    )
)


def delimited(base: dict[str, str], current: dict[str, str]) -> DelimitationChange:
    """Compare delimitations, each an area's id by its members with blanks between them."""
    results = [
        result(*(named(id, *members.split()) for id, members in areas.items()))
        for areas in (base, current)
    ]
    found = compare(*results).delimitation
    assert found is not None
    return found


@given(groupings)
def test_the_rand_index_is_that_of_every_pair(both: tuple[list[int], list[int]]) -> None:
    then, now = both
    pairs = list(combinations(range(len(then)), 2))
    agreed = sum((then[a] == then[b]) == (now[a] == now[b]) for a, b in pairs)
    assert rand_index(then, now) == pytest.approx(agreed / len(pairs) if pairs else 1)
    assert rand_index(then, now) == rand_index(now, then)


def test_a_commune_that_joins_an_area() -> None:
    found = delimited({"a": "01101 01107"}, {"a": "01101 01107 01401"})
    (move,) = found.moves
    assert (move.code, move.base, move.current) == ("01401", None, "A")
    assert found.people_moved == SANTIAGO.members[0].population.communal
    # Of three pairs, both agree on one.
    assert found.rand_index == pytest.approx(1 / 3)


def test_a_commune_that_goes_from_one_area_to_another() -> None:
    found = delimited(
        {"a": "01101 01107 01401", "b": "02101 02102"},
        {"a": "01101 01107", "b": "01401 02101 02102"},
    )
    assert [(move.code, move.base, move.current) for move in found.moves] == [("01401", "A", "B")]
    # Of ten pairs, both disagree on the four of the commune that moved.
    assert found.rand_index == pytest.approx(6 / 10)


def test_an_area_of_another_name_is_no_move() -> None:
    found = delimited({"a": "01101 01107"}, {"b": "01101 01107"})
    assert (found.moves, found.rand_index) == ((), 1)


def test_the_people_moved_are_unknown_where_those_of_a_commune_are() -> None:
    lone = named("a", "01101")
    (member,) = lone.members
    unknown = replace(member, population=replace(member.population, communal=None))
    found = compare(result(), result(replace(lone, members=(unknown,)))).delimitation
    assert found is not None
    assert found.people_moved is None


def test_areas_that_share_communes_are_no_delimitation() -> None:
    sharing = result(named("a", "01101", "01107"), named("b", "01107", "01401"))
    assert compare(sharing, result()).delimitation is None
    assert compare(result(), sharing).delimitation is None

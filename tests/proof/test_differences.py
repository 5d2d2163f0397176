"""What differs between two documents is told by area, criterion and figure."""

import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrocli.proof.differences import Difference, differences
from metrocli.report.json_writer import document_of
from tests.results import CHECK, MANY, PROPOSAL

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "code", "areas", "x"]), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(VALUES)
def test_nothing_differs_from_itself(value: Any) -> None:
    assert differences(value, deepcopy(value)) == ()


@given(VALUES, VALUES)
def test_values_in_the_same_order_have_a_difference_where_a_file_shows_one(
    then: Any, now: Any
) -> None:
    found = differences({"x": then}, {"x": now})
    if json.dumps(then, sort_keys=True) == json.dumps(now, sort_keys=True):
        assert not found
    elif not _reordered(then, now):
        assert found


def _reordered(then: Any, now: Any) -> bool:
    """Return whether two values hold the same things, though perhaps in another order."""
    return sorted(json.dumps(then, sort_keys=True)) == sorted(json.dumps(now, sort_keys=True))


def changed(document: dict[str, Any]) -> dict[str, Any]:
    return deepcopy(document)


def test_a_figure_of_an_area_is_named_by_its_keys() -> None:
    then = document_of(MANY)
    now = changed(then)
    now["areas"][1]["population"]["continuum"] -= 1
    now["areas"][1]["members"][0]["population"]["continuum"] -= 1
    found = differences(then, now)
    area = then["areas"][1]
    assert found == (
        Difference(area["id"], None, "population.continuum", 187_459, 187_458),
        Difference(area["id"], None, "members.16101.population.continuum", 160_000, 159_999),
    )


def test_a_criterion_is_named_by_its_id() -> None:
    then = document_of(CHECK)
    now = changed(then)
    now["areas"][0]["criteria"][3] |= {"verdict": "not_met", "observed": 249_999}
    assert differences(then, now) == (
        Difference("talca-maule", "population", "verdict", "met", "not_met"),
        Difference("talca-maule", "population", "observed", 254_722, 249_999),
    )


def test_areas_are_matched_by_id_whatever_their_order() -> None:
    then = document_of(MANY)
    now = changed(then)
    now["areas"].reverse()
    assert differences(then["areas"], now["areas"]) == ()


def test_an_area_that_came_or_went_is_told_by_its_verdict() -> None:
    then, now = document_of(MANY), document_of(CHECK)
    gone = differences({"areas": then["areas"]}, {"areas": now["areas"][:0]})
    assert [(found.area, found.figure, found.now) for found in gone] == [
        (area["id"], "", None) for area in then["areas"]
    ]
    assert {found.then for found in gone} == {"eligible", "not_eligible"}


def test_what_is_of_no_area_is_named_by_where_it_stands() -> None:
    then = document_of(PROPOSAL)
    now = changed(then)
    now["parameters"][0]["value"] = 200
    now["near_misses"][0]["lacks"]["inhabitants"] += 1
    assert differences(then, now) == (
        Difference(None, None, "parameters.max_gap.value", 550, 200),
        Difference(None, None, "near_misses.1.lacks.inhabitants", 62_542, 62_543),
    )


@pytest.mark.parametrize(("then", "now"), [(1, True), (0, False), (1, 1.5), ("", None)])
def test_values_of_other_kinds_differ(then: Any, now: Any) -> None:
    assert differences({"x": then}, {"x": now})

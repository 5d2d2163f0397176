"""Joins, drawn by hand and against brute force."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from metrocli.continuity.joins import Join, joins
from metrocli.continuity.measuring import build_gap_graph
from metrocli.continuity.tree import GapTree
from metrocli.model import Footprints
from tests.continuity.territories import brute_partition, footprints, square, territories

A, B, C = "01101", "01107", "02101"


def tree_of(things: Footprints) -> GapTree:
    graph = build_gap_graph(things, horizon=6_000)
    return graph.tree(graph.rows)


def row(*houses: tuple[str, float, float]) -> GapTree:
    """Return houses of 10 m on a line: commune, western edge, weight."""
    shapes = [(code, square(x, 0)) for code, x, _ in houses]
    return tree_of(footprints(shapes, [weight for *_, weight in houses]))


def told(found: list[Join]) -> list[tuple[float, tuple[str, ...], float]]:
    return [(join.gap, join.communes, join.weight) for join in found]


def test_communes_join_one_after_another() -> None:
    tree = row((A, 0, 5), (B, 30, 7), (C, 100, 9))
    assert told(joins(tree, 0.5)) == [(20, (A, B), 12), (60, (A, B, C), 21)]


def test_communes_that_join_at_one_gap_join_once() -> None:
    tree = row((A, 0, 5), (B, 30, 7), (C, 60, 9))
    assert told(joins(tree, 0.5)) == [(20, (A, B, C), 21)]


def test_a_join_weighs_all_that_its_gap_brings_together() -> None:
    tree = row((A, 0, 5), (B, 10, 7), (B, 20, 2), (C, 30, 1), (C, 90, 8))
    assert told(joins(tree, 0.5)) == [(0, (A, B), 15), (50, (A, B, C), 23)]


def test_patches_with_the_same_communes_come_by_their_weight() -> None:
    heavy, light = [(A, 0, 3), (B, 10, 5)], [(A, 500, 3), (B, 510, 2)]
    for houses in ([*heavy, *light], [*light, *heavy]):
        assert told(joins(row(*houses), 0.2)) == [(0, (A, B), 5), (0, (A, B), 8)]


def test_a_patch_that_only_grows_is_no_join() -> None:
    # The outposts of C and D are one patch of two communes that holds the majority of none.
    tree = row(
        (A, 0, 5), (B, 20, 7), (C, 100, 1), (C, 5_000, 9), ("13101", 120, 1), ("13101", 12_000, 9)
    )
    assert told(joins(tree, 0.5)) == [(10, (A, B), 12), (4870, (A, B, C), 23)]


def test_a_commune_without_weight_joins_nothing() -> None:
    assert joins(row((A, 0, 5), (B, 20, 0)), 0.5) == []


def test_a_majority_may_come_from_several_footprints() -> None:
    tree = row((A, 0, 10), (B, 30, 4), (B, 45, 4), (B, 200, 8))
    assert told(joins(tree, 0.5)) == [(20, (A, B), 18)]
    assert told(joins(tree, 0.51)) == [(145, (A, B), 26)]


def test_halves_of_two_communes_in_two_places_join_twice() -> None:
    tree = row((A, 0, 5), (B, 20, 5), (A, 500, 5), (B, 530, 5))
    assert told(joins(tree, 0.5)) == [(10, (A, B), 10), (20, (A, B), 10)]


def test_a_tree_of_nothing_has_no_joins() -> None:
    assert joins(build_gap_graph(footprints([]), horizon=10).tree([]), 0.5) == []


@settings(max_examples=250, deadline=None)
@given(territories(), st.sampled_from([0.2, 0.5, 0.6, 0.9, 1.0]))
def test_joins_are_those_of_brute_force(things: Footprints, majority: float) -> None:
    tree = tree_of(things)
    found = joins(tree, majority)
    assert told(found) == _brute(things, tree, majority)
    assert [join.gap for join in found] == sorted(join.gap for join in found)


@settings(max_examples=100, deadline=None)
@given(territories(), st.sampled_from([0.55, 0.75, 1.0]))
def test_over_one_half_joins_are_nested_or_disjoint(things: Footprints, majority: float) -> None:
    found = [set(join.communes) for join in joins(tree_of(things), majority)]
    for k, earlier in enumerate(found):
        for later in found[k + 1 :]:
            assert earlier < later or not earlier & later


@settings(max_examples=100, deadline=None)
@given(territories(), st.sampled_from([0.3, 0.5, 0.8]))
def test_the_join_of_all_is_the_merge(things: Footprints, majority: float) -> None:
    tree = tree_of(things)
    merge = tree.merge(majority)
    whole = [join.gap for join in joins(tree, majority) if join.communes == tree.communes]
    if len(tree.communes) == 1 or merge is None:
        assert whole == []
    else:
        assert whole[0] == pytest.approx(merge.gap)


def _brute(
    things: Footprints, tree: GapTree, majority: float
) -> list[tuple[float, tuple[str, ...], float]]:
    """Return the patches that hold more communes than any part of them did at the gap before."""
    geometries, weights, communes = things.geometries, things.weights, things.communes
    codes = np.array(tree.communes)
    totals = np.array([weights[communes == code].sum() for code in codes])
    i, j = np.triu_indices(len(geometries), 1)
    gaps = np.unique(shapely.distance(geometries[i], geometries[j])) if len(i) else np.empty(0)
    held: list[tuple[frozenset[int], tuple[str, ...]]] = []
    found = []
    for gap in gaps[gaps <= 6_000]:
        labels = brute_partition(geometries, gap)
        now = []
        for label in range(labels.max() + 1):
            inside = labels == label
            parts = np.array([weights[inside & (communes == code)].sum() for code in codes])
            majorities = codes[(totals > 0) & (parts >= majority * totals - 1e-9)]
            now.append((frozenset(np.flatnonzero(inside).tolist()), tuple(majorities.tolist())))
        found += sorted(
            (float(gap), majorities, float(weights[sorted(patch)].sum()))
            for patch, majorities in now
            if len(majorities) > 1
            and not any(old <= patch and before == majorities for old, before in held)
        )
        held = now
    return found

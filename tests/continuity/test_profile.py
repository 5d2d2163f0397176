"""The continuum at every gap is, step by step, what the tree says gap by gap."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrocli.continuity.measuring import build_gap_graph
from metrocli.continuity.profile import Profile, profile
from metrocli.continuity.tree import GapTree, gap_of
from metrocli.model import Footprints
from tests.continuity.territories import footprints, square, territories

A, B = "01101", "01107"


def tree_of(things: Footprints) -> GapTree:
    graph = build_gap_graph(things, horizon=6_000)
    return graph.tree(graph.rows)


def drawn(*houses: tuple[str, float, float]) -> Profile:
    """Return the profile of houses: commune, western edge and people of each."""
    things = footprints([(c, square(x, 0)) for c, x, _ in houses], [w for *_, w in houses])
    return profile(tree_of(things))


def test_the_steps_are_where_the_continuum_grows() -> None:
    found = drawn((A, 0, 100), (A, 15, 20), (B, 65, 50), (B, 275, 30))
    assert found.gaps.tolist() == [0, 5, 40, 200]
    assert found.by_commune.tolist() == [[100, 0], [120, 0], [120, 50], [120, 80]]
    assert found.weights.tolist() == [100, 120, 170, 200]
    assert found.even_shares.tolist() == [0, 0, pytest.approx(50 / 80), 1]


def test_the_step_of_a_gap_begins_with_it() -> None:
    found = drawn((A, 0, 100), (B, 50, 50))
    assert found.steps_at(np.array([0, 39.99, 40, 41])).tolist() == [0, 0, 1, 1]


def test_of_equal_patches_that_of_the_first_footprint_is_the_continuum() -> None:
    assert drawn((A, 0, 5), (B, 1_000, 5)).by_commune.tolist() == [[5, 0], [5, 5]]


def test_a_heavier_patch_elsewhere_takes_over() -> None:
    found = drawn((A, 0, 100), (B, 1_000, 70), (B, 1_020, 60))
    assert found.gaps.tolist() == [0, 10, 990]
    assert found.by_commune.tolist() == [[100, 0], [0, 130], [100, 130]]


def test_footprints_that_touch_are_one_from_the_start() -> None:
    found = drawn((A, 0, 100), (B, 10, 50))
    assert (found.gaps.tolist(), found.weights.tolist()) == ([0], [150])
    assert (found.merge_distance(0.5), found.exceeds(149)) == (0, 0)


def test_what_never_happens_has_no_gap() -> None:
    found = drawn((A, 0, 100), (B, 20_000, 50))
    assert (found.merge_distance(0.5), found.exceeds(100)) == (None, None)


def test_a_commune_without_weight_has_no_majority() -> None:
    assert drawn((A, 0, 100), (B, 20, 0)).merge_distance(0.5) is None


@settings(max_examples=200, deadline=None)
@given(territories(), st.sampled_from([0.5, 0.75, 1.0]), st.integers(0, 200))
def test_a_profile_is_the_tree_at_every_gap(
    things: Footprints, majority: float, weight: int
) -> None:
    tree = tree_of(things)
    found = profile(tree)
    turns = np.unique(np.r_[0.0, tree.edges.gap, found.gaps])
    gaps = np.unique(np.r_[turns, np.maximum(0, np.nextafter(turns, -np.inf)), turns + 0.5])
    for gap, step in zip(gaps.tolist(), found.steps_at(gaps).tolist(), strict=True):
        assert found.by_commune[step].tolist() == tree.continuum(gap).by_commune.tolist()
        if tree.totals.all():
            assert found.even_shares[step] == tree.most_even_share(gap)
    assert found.merge_distance(majority) == gap_of(tree.merge(majority))
    assert found.exceeds(weight) == gap_of(tree.exceeds(weight))

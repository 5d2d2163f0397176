"""Merge and touch distance, weakest link and continuum, on drawn territories and by brute force."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from metrocli.continuity.measuring import build_gap_graph
from metrocli.continuity.tree import GapTree
from metrocli.model import Footprints
from tests.continuity.territories import (
    brute_partition,
    footprints,
    square,
    territories,
)

A, B, C = "01101", "01107", "02101"


def tree_of(things: Footprints, *communes: str, horizon: float = 6_000) -> GapTree:
    graph = build_gap_graph(things, horizon=horizon)
    return graph.tree(communes or graph.rows)


def twin_towns() -> Footprints:
    """Return a town of three squares and one of two, 40 m apart, with an outpost of the first.

    The outpost touches the second town: it is what makes touching earlier than merging.
    """
    return footprints(
        [
            (A, square(0, 0)),
            (A, square(15, 0)),
            (A, square(30, 0)),
            (A, square(110, 0)),  # the outpost, 70 m from its own town
            (B, square(80, 0)),
            (B, square(95, 0)),
        ],
        weights=[100, 100, 100, 10, 50, 50],
    )


def test_merge_waits_for_the_majority_and_touch_does_not() -> None:
    tree = tree_of(twin_towns())
    merge, touch = tree.merge(0.5), tree.touch()
    assert merge is not None
    assert touch is not None
    assert (merge.gap, touch.gap) == (40.0, 5.0)


def test_the_weakest_link_names_the_two_footprints_and_their_nearest_points() -> None:
    tree = tree_of(twin_towns())
    link = tree.link(tree.merge(0.5))
    assert link is not None
    assert link.gap == 40.0
    assert {(link.a.id, link.a.commune), (link.b.id, link.b.commune)} == {("f2", A), ("f4", B)}
    assert {link.a.x, link.b.x} == {40.0, 80.0}


def test_a_limit_is_inclusive() -> None:
    tree = tree_of(twin_towns())
    assert tree.continuum(40.0).weight == 410
    assert tree.continuum(np.nextafter(40.0, 0)).weight == 300


def test_the_continuum_tells_the_share_of_each_commune() -> None:
    continuum = tree_of(twin_towns()).continuum(10)
    assert continuum.by_commune.tolist() == [300, 0]
    assert continuum.shares.tolist() == [pytest.approx(300 / 310), 0]


def test_a_commune_outside_does_not_bridge() -> None:
    bridge = footprints(
        [(A, square(0, 0)), (C, square(15, 0)), (C, square(30, 0)), (B, square(45, 0))]
    )
    graph = build_gap_graph(bridge, horizon=6_000)
    alone, together = graph.tree([A, B]).merge(0.5), graph.tree([A, B, C]).merge(0.5)
    assert alone is not None
    assert together is not None
    assert (alone.gap, together.gap) == (35.0, 5.0)


def test_beyond_the_horizon_there_is_no_merge() -> None:
    far = footprints([(A, square(0, 0)), (B, square(7_000, 0))])
    tree = tree_of(far)
    assert tree.merge(0.5) is None
    assert tree.touch() is None
    assert tree.link(None) is None


def test_a_commune_without_weight_has_no_majority() -> None:
    empty = footprints([(A, square(0, 0)), (B, square(15, 0))], weights=[5, 0])
    tree = tree_of(empty)
    assert tree.merge(0.5) is None
    assert tree.touch() is not None


def test_a_single_footprint_is_its_own_continuum() -> None:
    tree = tree_of(footprints([(A, square(0, 0))], weights=[7]))
    merge = tree.merge(0.5)
    assert merge is not None
    assert (merge.gap, merge.edge) == (0.0, None)
    assert tree.continuum(0).weight == 7


def test_when_a_population_is_exceeded_strictly() -> None:
    tree = tree_of(twin_towns())
    above, at = tree.exceeds(399), tree.exceeds(410)
    assert above is not None
    assert above.gap == 40.0
    assert at is None


@settings(max_examples=200, deadline=None)
@given(territories(), st.sampled_from([0.3, 0.5, 0.75, 1.0]))
def test_merge_touch_and_continuum_are_those_of_brute_force(
    things: Footprints, majority: float
) -> None:
    tree = tree_of(things)
    geometries, weights = things.geometries[tree.rows], things.weights[tree.rows]
    totals = np.bincount(tree.commune, weights, minlength=len(tree.communes))
    i, j = np.triu_indices(len(geometries), 1)
    gaps = np.unique(np.r_[0.0, shapely.distance(geometries[i], geometries[j])])
    merged, touched = [], []
    for gap in gaps[gaps <= 6_000]:
        labels = brute_partition(geometries, gap)
        patches = [labels == label for label in range(labels.max() + 1)]
        by_patch = [np.bincount(tree.commune[p], weights[p], len(totals)) for p in patches]
        heaviest = max(share.sum() for share in by_patch)
        assert tree.continuum(gap).weight == heaviest
        if totals.all() and any((share >= majority * totals - 1e-9).all() for share in by_patch):
            merged.append(gap)
        if any(set(tree.commune[p]) == set(range(len(totals))) for p in patches):
            touched.append(gap)
    merge, touch = tree.merge(majority), tree.touch()
    assert (merge.gap if merge else None) == (merged[0] if merged else None)
    assert (touch.gap if touch else None) == (touched[0] if touched else None)


@settings(max_examples=100, deadline=None)
@given(territories())
def test_a_majority_holds_up_to_the_most_even_share(things: Footprints) -> None:
    tree = tree_of(things)
    if not tree.totals.all():
        return
    for gap in (0.0, 20.0, 500.0):
        share = tree.most_even_share(gap)
        if share > 0:
            merge = tree.merge(share)
            assert merge is not None
            assert merge.gap <= gap
        if share < 1:
            later = tree.merge(min(1.0, share + 1e-6))
            assert later is None or later.gap > gap

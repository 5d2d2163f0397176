"""The same partition as brute force, for every set of communes, gap and kind of footprint."""

from itertools import combinations
from random import Random

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from metrocli.continuity.gapgraph import build_gap_graph
from metrocli.continuity.ground import Ground
from metrocli.model import Footprints
from tests.continuity.territories import brute_partition, footprints, same_partition, territories

HORIZON = 6_000.0


@settings(max_examples=300, deadline=None)
@given(territories(), st.data())
def test_patches_are_those_of_brute_force(things: Footprints, data: st.DataObject) -> None:
    graph = build_gap_graph(things, horizon=HORIZON)
    present = sorted(graph.rows)
    chosen = data.draw(st.sets(st.sampled_from(present), min_size=1))
    tree = graph.tree(chosen)
    geometries = things.geometries[tree.rows]
    for gap in _telling_gaps(geometries, data):
        assert same_partition(tree.patches(gap), brute_partition(geometries, gap)), gap


def _telling_gaps(geometries: np.ndarray, data: st.DataObject) -> list[float]:
    """Return gaps that occur, gaps just below them, and round ones."""
    i, j = np.triu_indices(len(geometries), 1)
    exact = np.unique(shapely.distance(geometries[i], geometries[j]))
    exact = exact[exact <= HORIZON]
    picked = data.draw(st.lists(st.sampled_from(exact.tolist()), max_size=6)) if len(exact) else []
    below = [float(np.nextafter(gap, 0)) for gap in picked]
    return [0.0, 5.0, 200.0, HORIZON, *picked, *below]


@settings(max_examples=100, deadline=None)
@given(territories(), st.sampled_from([0.0, 3.0, 12.5, 40.0, 200.0, 1_000.0]))
def test_a_horizon_cuts_the_tree_and_changes_nothing_below(
    things: Footprints, horizon: float
) -> None:
    graph = build_gap_graph(things, horizon=horizon)
    tree = graph.tree(graph.rows)
    assert tree.edges.gap.max(initial=0.0) <= horizon
    whole = brute_partition(things.geometries[tree.rows], horizon)
    assert same_partition(tree.patches(horizon), whole)
    assert same_partition(tree.patches(np.inf), whole)


@settings(max_examples=150, deadline=None)
@given(territories(), st.data())
def test_a_tree_grown_alone_is_the_one_that_the_graph_gives(
    things: Footprints, data: st.DataObject
) -> None:
    codes = sorted(set(things.communes.tolist()))
    chosen = data.draw(st.sets(st.sampled_from(codes), min_size=1))
    alone = Ground(things, HORIZON).tree(chosen)
    kept = build_gap_graph(things, horizon=HORIZON).tree(chosen)
    assert alone.rows.tolist() == kept.rows.tolist()
    assert alone.edges.gap.tolist() == kept.edges.gap.tolist()
    assert alone.edges.i.tolist() == kept.edges.i.tolist()
    assert alone.edges.j.tolist() == kept.edges.j.tolist()


@settings(max_examples=100, deadline=None)
@given(territories())
def test_every_edge_carries_its_exact_gap(things: Footprints) -> None:
    graph = build_gap_graph(things, horizon=HORIZON)
    for edges in [*graph.own.values(), *graph.cross.values()]:
        exact = shapely.distance(things.geometries[edges.i], things.geometries[edges.j])
        assert (edges.gap == exact).all()


@settings(max_examples=60, deadline=None)
@given(territories(), st.randoms(use_true_random=False))
def test_the_order_of_the_pairs_does_not_matter(things: Footprints, random: Random) -> None:
    codes = sorted(set(things.communes.tolist()))
    pairs = [tuple(reversed(pair)) for pair in combinations(codes, 2)]
    random.shuffle(pairs)
    one = build_gap_graph(things, horizon=HORIZON).tree(codes)
    other = build_gap_graph(things, horizon=HORIZON, pairs=pairs).tree(codes)
    assert one.edges.gap.tolist() == other.edges.gap.tolist()
    assert one.edges.i.tolist() == other.edges.i.tolist()


def test_a_pair_that_was_not_measured_is_refused() -> None:
    drawn = footprints([("01101", shapely.Point(0, 0)), ("01107", shapely.Point(1, 0))])
    graph = build_gap_graph(drawn, horizon=10, pairs=[])
    with pytest.raises(KeyError):
        graph.tree(["01101", "01107"])

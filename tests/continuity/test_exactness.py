"""The same partition as brute force, for every set of communes, gap and kind of footprint."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from metrocli.continuity import measuring
from metrocli.continuity.edges import Edges, minimum_forest
from metrocli.continuity.measuring import build_gap_graph
from metrocli.model import Footprints
from tests.continuity.territories import (
    CODES,
    brute_partition,
    footprints,
    same_partition,
    square,
    territories,
)

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
def test_communes_left_out_change_nothing_among_the_others(
    things: Footprints, data: st.DataObject
) -> None:
    codes = sorted(set(things.communes.tolist()))
    chosen = data.draw(st.sets(st.sampled_from(codes), min_size=1))
    alone = build_gap_graph(things, horizon=HORIZON, communes=chosen).tree(chosen)
    kept = build_gap_graph(things, horizon=HORIZON).tree(chosen)
    assert alone.rows.tolist() == kept.rows.tolist()
    assert alone.edges.gap.tolist() == kept.edges.gap.tolist()
    assert alone.edges.i.tolist() == kept.edges.i.tolist()
    assert alone.edges.j.tolist() == kept.edges.j.tolist()


@settings(max_examples=150, deadline=None)
@given(territories())
def test_the_forest_is_the_one_of_all_pairs(things: Footprints) -> None:
    tree = build_gap_graph(things, horizon=HORIZON).tree(set(things.communes.tolist()))
    i, j = np.triu_indices(len(things), 1)
    gap = shapely.distance(things.geometries[i], things.geometries[j])
    near = Edges(i, j, gap).up_to(HORIZON)
    brute = near.take(minimum_forest(len(things), near, near.i, near.j))
    assert tree.edges.gap.tolist() == brute.gap.tolist()
    assert tree.edges.i.tolist() == brute.i.tolist()
    assert tree.edges.j.tolist() == brute.j.tolist()


@settings(max_examples=100, deadline=None)
@given(territories())
def test_every_edge_carries_its_exact_gap(things: Footprints) -> None:
    graph = build_gap_graph(things, horizon=HORIZON)
    for edges in [*graph.own.values(), *graph.cross.values()]:
        exact = shapely.distance(things.geometries[edges.i], things.geometries[edges.j])
        assert (edges.gap == exact).all()


@settings(max_examples=200, deadline=None)
@given(territories(), st.sampled_from([1.0, 5.0, 12.5, 40.0]), st.data())
def test_above_a_floor_nothing_changes(
    things: Footprints, floor: float, data: st.DataObject
) -> None:
    graph = build_gap_graph(things, horizon=HORIZON, floor=floor)
    chosen = data.draw(st.sets(st.sampled_from(sorted(graph.rows)), min_size=1))
    tree = graph.tree(chosen)
    geometries = things.geometries[tree.rows]
    assert tree.edges.gap.min(initial=floor) == floor
    for gap in (g for g in _telling_gaps(geometries, data) if g >= floor):
        assert same_partition(tree.patches(gap), brute_partition(geometries, gap)), gap


def test_a_floor_comes_with_many_footprints(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = footprints(
        [("01101", square(0, 0)), ("01101", square(13, 0)), ("01107", square(40, 0))]
    )
    assert build_gap_graph(drawn, horizon=100).own["01101"].gap.tolist() == [3]
    monkeypatch.setattr(measuring, "MANY", 2)
    graph = build_gap_graph(drawn, horizon=100)
    assert (graph.floor, graph.own["01101"].gap.tolist()) == (10, [10])
    assert graph.cross["01101", "01107"].gap.tolist() == [17]


def test_whole_metres_of_a_horizon_round_no_gap() -> None:
    drawn = footprints([("01101", square(0, 0)), ("01107", square(12.25, 0))])
    whole = build_gap_graph(drawn, horizon=100, floor=0)
    assert whole.cross["01101", "01107"].gap.tolist() == [2.25]


@pytest.mark.parametrize("seed", range(120))
def test_hundreds_of_footprints_come_to_what_brute_force_finds(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = np.random.default_rng(seed)
    # Small leaves make deep trees, much of which stays empty.
    monkeypatch.setattr(measuring, "LARGE_LEAF", int(some.choice([1, 2, 4, 16])))
    count, floor = int(some.integers(2, 300)), float(some.choice([0.0, 1.0, 1.4, 3.0]))
    # The two parts of a footprint are anywhere, so that what is near is in any branch.
    places = some.integers(0, int(some.choice([5, 20, 60, 300])), (count, 2, 2)).astype(float)
    codes = np.array(CODES)[some.integers(0, int(some.integers(1, 5)), count)]
    drawn = [(code, shapely.MultiPoint(two)) for code, two in zip(codes, places, strict=True)]
    things = footprints(drawn)
    tree = build_gap_graph(things, horizon=30.0, floor=floor).tree(sorted(set(codes.tolist())))
    geometries = things.geometries[tree.rows]
    for gap in (floor, 1.0, 1.4, 2.0, 5.0, 30.0):
        if gap >= floor:
            assert same_partition(tree.patches(gap), brute_partition(geometries, gap)), gap

"""Gaps round barriers are those of brute force, whatever is drawn."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse.csgraph import connected_components

from metrocli.continuity.barriers.walls import walls_of
from metrocli.continuity.grid import parted
from metrocli.continuity.grid.cluster import Held, cluster
from metrocli.continuity.measuring import build_gap_graph
from metrocli.continuity.tree import GapTree
from metrocli.model import Geometries
from metrocli.shapes.wkb import from_geometries
from tests.continuity.barriers.brute import ROUGH, Scene, scenes, telling, ways
from tests.continuity.territories import CODES, footprints, same_partition, square

HORIZON = 200.0


def partition(lengths: np.ndarray, gap: float) -> np.ndarray:
    return connected_components(lengths <= gap, directed=False)[1]


def tree_of(
    geometries: Geometries, barriers: Geometries, communes: int = 1, floor: float = 0.0
) -> GapTree:
    count = len(geometries)
    drawn = [(CODES[k * communes // count], shape) for k, shape in enumerate(geometries)]
    graph = build_gap_graph(footprints(drawn), horizon=HORIZON, barriers=barriers, floor=floor)
    return graph.tree(graph.rows)


@settings(max_examples=150, deadline=None)
@given(scenes(), st.sampled_from([1, 2, 4]))
def test_the_patches_of_the_graph_are_those_of_brute_force(scene: Scene, communes: int) -> None:
    lengths = ways(*scene)
    tree = tree_of(*scene, communes)
    for gap in telling(lengths, HORIZON):
        assert same_partition(tree.patches(gap), partition(lengths, gap)), gap


@settings(max_examples=100, deadline=None)
@given(scenes(), st.sampled_from([2.5, 12.0]), st.sampled_from([1, 2]))
def test_above_a_floor_nothing_changes(scene: Scene, floor: float, communes: int) -> None:
    lengths = ways(*scene)
    if (np.abs(lengths - floor) < ROUGH).any():
        return  # brute force cannot tell
    tree = tree_of(*scene, communes, floor)
    for gap in [floor, *telling(lengths, HORIZON)]:
        if gap >= floor:
            assert same_partition(tree.patches(gap), partition(lengths, gap)), gap


@settings(max_examples=150, deadline=None)
@given(scenes(), st.sampled_from([1, 7, 25]), st.sampled_from([1, 3, parted.MOST]))
def test_the_patches_of_the_grid_are_those_of_brute_force(
    scene: Scene, scale: int, most: int
) -> None:
    lengths = ways(*scene)
    shapes, barriers = (shapely.transform(some, lambda xy: xy * scale) for some in scene)
    walls = walls_of(barriers)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parted, "MOST", most)
        for gap in [0.0, *telling(lengths, HORIZON)]:
            found = cluster(Held(from_geometries(shapes)), gap * scale, walls)
            assert same_partition(found.patches, partition(lengths, gap)), gap


@settings(max_examples=50, deadline=None)
@given(scenes())
def test_every_edge_has_the_length_of_its_way(scene: Scene) -> None:
    lengths = ways(*scene)
    tree = tree_of(*scene)
    for m, gap in enumerate(tree.edges.gap.tolist()):
        i, j = tree.edges.i[m], tree.edges.j[m]
        assert gap == pytest.approx(lengths[i, j], abs=ROUGH)
        line = shapely.LineString(tree.line(m))
        assert line.length == pytest.approx(gap, abs=1e-6)


@settings(max_examples=50, deadline=None)
@given(scenes())
def test_one_more_barrier_joins_nothing(scene: Scene) -> None:
    shapes, barriers = scene
    fewer, more = tree_of(shapes, barriers[1:]), tree_of(shapes, barriers)
    for gap in [0.0, *more.edges.gap.tolist()]:
        joined = (
            fewer.patches(gap)[more.edges.up_to(gap).i],
            fewer.patches(gap)[more.edges.up_to(gap).j],
        )
        assert (joined[0] == joined[1]).all()


@settings(max_examples=50, deadline=None)
@given(scenes())
def test_the_other_way_round_it_is_as_far(scene: Scene) -> None:
    shapes, barriers = scene
    there, back = tree_of(shapes, barriers), tree_of(shapes[::-1], barriers)
    assert there.edges.gap.tolist() == pytest.approx(back.edges.gap.tolist(), abs=1e-9)


@pytest.mark.parametrize("communes", [1, 2])
def test_houses_far_inside_a_polygon_are_apart(communes: int) -> None:
    houses = np.array([square(40.0, 40.0), square(51.0, 40.0)], dtype=object)
    lake = np.array([shapely.box(0, 0, 100, 100)], dtype=object)
    assert ways(houses, lake)[0, 1] == np.inf
    assert tree_of(houses, lake, communes).patches(HORIZON).tolist() == [0, 1]
    assert tree_of(houses, lake, communes, 2.5).patches(HORIZON).tolist() == [0, 1]

"""Gaps round barriers are those of brute force, whatever is drawn."""

import numpy as np
import shapely
from hypothesis import given, settings

from metrocli.continuity.barriers.walls import walls_of
from metrocli.continuity.grid.cluster import Held, cluster
from metrocli.continuity.measuring import build_gap_graph
from metrocli.shapes.wkb import from_geometries
from tests.continuity.barriers.brute import scenes, telling, ways
from tests.continuity.territories import CODES, footprints, same_partition
from scipy.sparse.csgraph import connected_components

HORIZON = 200.0


def partition(lengths: np.ndarray, gap: float) -> np.ndarray:
    return connected_components(lengths <= gap, directed=False)[1]


def drawn(geometries: np.ndarray, communes: int):
    return footprints([(CODES[k * communes // len(geometries)], g) for k, g in enumerate(geometries)])


@settings(max_examples=400, deadline=None)
@given(scenes())
def test_the_patches_of_the_graph_are_those_of_brute_force(scene) -> None:
    geometries, barriers = scene
    lengths = ways(geometries, barriers)
    for communes in (1, 2, 4):
        things = drawn(geometries, communes)
        graph = build_gap_graph(things, horizon=HORIZON, barriers=barriers)
        tree = graph.tree(graph.rows)
        for gap in telling(lengths):
            if gap < HORIZON:
                assert same_partition(tree.patches(gap), partition(lengths, gap)), gap


@settings(max_examples=400, deadline=None)
@given(scenes())
def test_the_patches_of_the_grid_are_those_of_brute_force(scene) -> None:
    geometries, barriers = scene
    lengths = ways(geometries, barriers)
    for scale in (1, 7, 25):
        grown = [shapely.transform(some, lambda xy: xy * scale) for some in (geometries, barriers)]
        walls = walls_of(grown[1])
        for gap in telling(lengths):
            found = cluster(Held(from_geometries(grown[0])), gap * scale, walls)
            assert same_partition(found.patches, partition(lengths, gap)), (gap, scale)

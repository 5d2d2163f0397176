"""One gap graph holds the patches of any communes at any gap, as brute force finds them."""

import numpy as np
import pytest
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from metrocli.continuity.measuring import build_gap_graph
from metrocli.model import Footprints
from tests.continuity.territories import footprints, same_partition

COMMUNES, TOWNS, HOUSES = 20, 4, 25
SETS, GAPS, HORIZON = 200, 20, 6_000.0


def territory(random: np.random.Generator) -> Footprints:
    """Return two thousand footprints: towns of houses, each house of one of some communes."""
    centres = random.uniform(0, 20_000, (COMMUNES * TOWNS, 2))
    codes = [f"{13101 + k // TOWNS}" for k in range(COMMUNES * TOWNS)]
    shapes = []
    for code, centre in zip(codes, centres, strict=True):
        reach = random.uniform(50, 1_500)
        for x, y in centre + random.normal(0, reach, (HOUSES, 2)):
            width, height = random.uniform(5, 120, 2)
            turn = random.uniform(0, 90)
            shapes.append(
                (code, shapely.affinity.rotate(shapely.box(x, y, x + width, y + height), turn))
            )
    return footprints(shapes)


@pytest.mark.slow
def test_any_set_of_communes_has_the_patches_of_its_footprints_alone() -> None:
    random = np.random.default_rng(11)
    things = territory(random)
    graph = build_gap_graph(things, horizon=HORIZON)
    gaps = np.r_[0.0, np.geomspace(1.0, HORIZON, GAPS - 1)]
    for _ in range(SETS):
        size = random.integers(1, 7)
        chosen = random.choice(sorted(graph.rows), size, replace=False).tolist()
        alone = things.geometries[np.isin(things.communes, chosen)]
        i, j = np.triu_indices(len(alone), 1)
        apart = shapely.distance(alone[i], alone[j])
        tree = graph.tree(chosen)
        for gap in gaps.tolist():
            near = apart <= gap
            pairs = coo_array((near[near], (i[near], j[near])), shape=(len(alone), len(alone)))
            fresh = connected_components(pairs, directed=False)[1]
            assert same_partition(tree.patches(gap), fresh), (chosen, gap)

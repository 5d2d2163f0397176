"""Random layouts of footprints of every kind, and brute force to compare with."""

import numpy as np
import shapely
from hypothesis import strategies as st
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from tests.continuity.territories import same_partition

__all__ = ["brute_patches", "layouts", "same_partition"]


def brute_patches(geometries: np.ndarray, gap: float) -> np.ndarray:
    """Return the patch of each geometry, from the distance of every pair."""
    i, j = np.triu_indices(len(geometries), 1)
    near = shapely.distance(geometries[i], geometries[j]) <= gap
    links = coo_array((np.ones(near.sum()), (i[near], j[near])), shape=(len(geometries),) * 2)
    return connected_components(links, directed=False)[1]


def _shapes(x: float, y: float, w: float, h: float) -> list[shapely.Geometry]:
    """Return a footprint of every kind, degenerate ones included, that begin at a place."""
    box = shapely.box(x, y, x + w, y + h)
    hole = shapely.box(x + w, y + h, x + 9 * w, y + 9 * h).exterior
    lines = [[(x, y), (x + w, y)], [(x + 5 * w, y), (x + 5 * w, y + 9 * h)]]
    return [
        *[box] * 3,
        shapely.Point(x, y),
        shapely.LineString([(x, y), (x + 3 * w, y - h)]),
        shapely.Polygon([(x, y), (x + w, y), (x, y + h)]),
        shapely.MultiPolygon([box, shapely.box(x + 3 * w, y, x + 4 * w, y + h)]),
        shapely.Polygon(shapely.box(x, y, x + 10 * w, y + 10 * h).exterior, [hole]),
        shapely.MultiPoint([(x, y), (x + w, y + h)]),
        shapely.MultiLineString(lines),
        shapely.Polygon([(x, y), (x + 20 * w, y), (x + 20 * w, y + 1e-6)]),  # a sliver
        shapely.Polygon([(x, y), (x + w, y), (x, y)]),  # no area
        shapely.LineString([(x, y), (x, y), (x + w, y + h)]),  # an edge without length
    ]


@st.composite
def layouts(draw: st.DrawFn) -> tuple[np.ndarray, float]:
    """Draw footprints and a gap; the numbers come from a seed, as there are many of them.

    Half of the layouts have whole coordinates, so that footprints touch, repeat and lie exactly
    as far apart as the gap.
    """
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    gap = draw(st.sampled_from([0.0, 0.5, 3.0, 10.0, 24.9, 25.0, 50.0, 200.0, 1_000.0, 6_000.0]))
    size = draw(st.sampled_from([1.0, 10.0, 100.0]))
    crowd = draw(st.sampled_from([3.0, 10.0, 30.0]))
    far = draw(st.sampled_from([0.0, 1e7]))
    whole = draw(st.booleans())
    spread = crowd * max(gap, size)
    made = []
    for kind in random.integers(0, 13, draw(st.integers(1, 60))).tolist():
        x, y = random.uniform(-spread, spread, 2) + far
        w, h = random.uniform(0.1, 3, 2) * size * random.choice([1, 1, 1, 5, 20])
        numbers = [x, y, w, h]
        if whole:
            numbers = [round(x), round(y), max(round(w), 1), max(round(h), 1)]
        made.append(_shapes(*numbers)[kind])
    repeated = random.integers(0, len(made), draw(st.integers(0, 5)))
    return np.array([*made, *(made[k] for k in repeated)], dtype=object), gap

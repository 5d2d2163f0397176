"""Small territories for the tests of continuity, and brute force to compare with."""

from collections.abc import Sequence

import numpy as np
import shapely
from hypothesis import strategies as st
from scipy.sparse.csgraph import connected_components

from metrocli.model import Footprints, Weighting

CODES = ("01101", "01107", "02101", "13101")


def footprints(
    shapes: Sequence[tuple[str, shapely.Geometry]], weights: Sequence[float] | None = None
) -> Footprints:
    """Return footprints from (commune, geometry) pairs; identifiers tell the order given."""
    weights = [1.0] * len(shapes) if weights is None else weights
    order = sorted(range(len(shapes)), key=lambda k: (shapes[k][0], k))
    return Footprints(
        ids=np.array([f"f{k}" for k in order], dtype=str),
        communes=np.array([shapes[k][0] for k in order], dtype="U5"),
        geometries=np.array([shapes[k][1] for k in order], dtype=object),
        weights=np.array([weights[k] for k in order], dtype=float),
        weighting=Weighting.POPULATION,
    )


def square(x: float, y: float, side: float = 10.0) -> shapely.Polygon:
    """Return a square by its south-west corner."""
    return shapely.box(x, y, x + side, y + side)


def brute_partition(geometries: np.ndarray, gap: float) -> np.ndarray:
    """Return the patch of each geometry, from every pair by `shapely.dwithin`."""
    n = len(geometries)
    i, j = np.triu_indices(n, 1)
    near = shapely.dwithin(geometries[i], geometries[j], gap)
    matrix = np.zeros((n, n), dtype=bool)
    matrix[i[near], j[near]] = True
    return connected_components(matrix, directed=False)[1]


def same_partition(a: np.ndarray, b: np.ndarray) -> bool:
    """Return whether two labellings cut a set in the same way."""
    pairs = len(set(zip(a.tolist(), b.tolist(), strict=True)))
    return pairs == len(set(a.tolist())) == len(set(b.tolist()))


# Whole numbers make touching, nested, collinear and duplicate footprints, and gaps that are
# exactly on a limit, the rule instead of the exception.
_coordinate = st.integers(0, 24)


@st.composite
def shapes(draw: st.DrawFn) -> shapely.Geometry:
    """Draw a footprint of any kind."""
    x, y = draw(_coordinate), draw(_coordinate)
    width, height = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    dx, dy = draw(st.integers(7, 14)), draw(st.integers(-14, 14))
    box = shapely.box(x, y, x + width, y + height)
    hole = shapely.box(x - 2, y - 2, x + 8, y + 8)
    return draw(
        st.sampled_from(
            [
                box,
                shapely.Polygon([(x, y), (x + width, y), (x, y + height)]),
                shapely.Point(x, y),
                shapely.MultiPoint([(x, y), (x + width, y + height)]),
                shapely.LineString([(x, y), (x + dx, y + dy)]),
                shapely.MultiPolygon([box, shapely.box(x + dx, y + dy, x + dx + 2, y + dy + 2)]),
                shapely.Polygon(hole.buffer(4, join_style="mitre").exterior, [hole.exterior]),
            ]
        )
    )


@st.composite
def territories(draw: st.DrawFn) -> Footprints:
    """Draw footprints of up to four communes, at a scale that reaches every phase."""
    drawn = draw(st.lists(st.tuples(st.sampled_from(CODES), shapes()), min_size=1, max_size=22))
    repeated = draw(st.lists(st.sampled_from(drawn), max_size=3))
    scale = draw(st.sampled_from([1.0, 5.0, 40.0, 250.0]))
    grown = [
        (code, shapely.transform(shape, lambda xy: xy * scale))
        for code, shape in [*drawn, *repeated]
    ]
    weights = draw(st.lists(st.integers(0, 9).map(float), min_size=len(grown), max_size=len(grown)))
    return footprints(grown, weights)

"""The closest pair of every two components within a reach, as brute force finds it."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from metrocli.continuity import closest
from metrocli.continuity.boxtree import LARGE_LEAF, LEAF, plant
from metrocli.continuity.closest import closest_pairs
from metrocli.continuity.edges import Edges
from metrocli.continuity.outlines import outline_geometries
from metrocli.model import Footprints, Geometries
from tests.continuity.territories import square, territories

Found = list[tuple[float, int, int]]


def found_in(
    geometries: Geometries, first: np.ndarray, component: np.ndarray, reach: float, leaf: int
) -> list[Edges]:
    """Return the pairs between some footprints and the others, or of all if none are others."""
    outlines = outline_geometries(geometries)
    trees = [
        plant(outlines.boxes, np.flatnonzero(some), leaf) for some in (first, ~first) if any(some)
    ]
    sides = [(tree, component[tree.order].astype(np.int32)) for tree in trees]
    found = list(closest_pairs(outlines, sides, int(component.max()) + 1, reach))
    for pairs, ends in found:
        assert np.array_equal(ends, np.sort([component[pairs.i], component[pairs.j]], axis=0))
    return [pairs for pairs, _ in found]


def brute(geometries: Geometries, first: np.ndarray, component: np.ndarray, reach: float) -> Found:
    i, j = np.triu_indices(len(geometries), 1)
    gap = shapely.distance(geometries[i], geometries[j])
    sought = (component[i] != component[j]) & (gap <= reach)
    if not first.all():
        sought &= first[i] != first[j]
    best: dict[tuple[int, int], tuple[float, int, int]] = {}
    for a, b, length in zip(i[sought].tolist(), j[sought].tolist(), gap[sought], strict=True):
        low, high = sorted((int(component[a]), int(component[b])))
        best[low, high] = min(best.get((low, high), (np.inf, 0, 0)), (float(length), a, b))
    return sorted(best.values())


def rows(edges: Edges) -> Found:
    return sorted(zip(edges.gap.tolist(), edges.i.tolist(), edges.j.tolist(), strict=True))


@settings(max_examples=200, deadline=None)
@given(
    territories(),
    st.data(),
    st.sampled_from([0.0, 1.0, 12.5, 200.0, 6_000.0]),
    st.sampled_from([LEAF, LARGE_LEAF]),
)
def test_they_are_those_of_brute_force(
    things: Footprints, data: st.DataObject, reach: float, leaf: int
) -> None:
    count = len(things)
    several = data.draw(st.lists(st.integers(0, 4), min_size=count, max_size=count))
    _, component = np.unique(several, return_inverse=True)
    side = data.draw(st.lists(st.booleans(), min_size=count, max_size=count))
    first = np.array(side) if 0 < sum(side) < count else np.ones(count, dtype=bool)
    (pairs,) = found_in(things.geometries, first, component, reach, leaf)
    assert rows(pairs) == brute(things.geometries, first, component, reach)


def test_of_equal_pairs_it_is_the_one_that_stands_first() -> None:
    row = np.array([square(12.0 * k, 0.0) for k in range(4)], dtype=object)
    alone, component = np.ones(4, dtype=bool), np.array([0, 1, 0, 1])
    (pairs,) = found_in(row, alone, component, 100.0, LEAF)
    assert rows(pairs) == [(2.0, 0, 1)]


def test_what_does_not_fit_at_once_comes_bit_by_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closest, "ROOM", 0)
    monkeypatch.setattr(closest, "LEAST_ROOM", 2 * LEAF * LEAF)
    copies = np.array([square(0.0, 0.0)] * 30, dtype=object)
    alone, component = np.ones(30, dtype=bool), np.arange(30)
    pieces = found_in(copies, alone, component, 5.0, LEAF)
    assert len(pieces) > 1
    assert sorted(row for piece in pieces for row in rows(piece)) == brute(
        copies, alone, component, 5.0
    )

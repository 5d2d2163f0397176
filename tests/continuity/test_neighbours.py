"""Every pair of neighbours, as brute force finds them, or none at all."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings

from metrocli.continuity.boxtree import plant
from metrocli.continuity.neighbours import NOBODY, PART, ROOM, Near, neighbours
from metrocli.continuity.outlines import outline
from metrocli.model import Footprints
from tests.continuity.territories import square, territories

HORIZON = 6_000.0


def near(geometries: np.ndarray, horizon: float = HORIZON) -> Near:
    """Return the neighbours among geometries."""
    outlines = outline(geometries)
    return neighbours(outlines, plant(outlines.boxes, np.arange(len(geometries))), horizon)


@settings(max_examples=150, deadline=None)
@given(territories())
def test_all_pairs_within_the_reach_are_found_and_no_others(things: Footprints) -> None:
    found = near(things.geometries)
    i, j = np.triu_indices(len(things), 1)
    gap = shapely.distance(things.geometries[i], things.geometries[j])
    close = gap <= found.reach if found.reach else np.zeros(len(gap), dtype=bool)
    measured = zip(*(part.tolist() for part in found.pairs), strict=True)
    assert sorted(measured) == sorted(zip(gap[close], i[close], j[close], strict=True))


def test_the_reach_is_a_part_of_the_width_and_never_beyond_the_horizon() -> None:
    row = np.array([square(12.0 * k, 0.0) for k in range(9)], dtype=object)
    assert near(row).reach == PART * 10.0
    assert len(near(row).pairs.gap) == len(row) - 1
    assert near(row, horizon=1.5).reach == 1.5
    assert len(near(row, horizon=1.5).pairs.gap) == 0


@pytest.mark.parametrize(
    "crowd",
    [[shapely.Point(3.0 * k, 0.0) for k in range(9)], [square(0.0, 0.0)] * (3 * ROOM)],
    ids=["points", "copies"],
)
def test_of_points_and_of_copies_none_is_held(crowd: list[shapely.Geometry]) -> None:
    assert near(np.array(crowd, dtype=object)) is NOBODY

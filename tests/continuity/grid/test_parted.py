"""Footprints near walls are joined by neighbourhoods, which leave no two that are near apart."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrocli.continuity.grid import parted
from metrocli.continuity.grid.parted import neighbourhoods

places = st.integers(0, 40)
sizes = st.integers(0, 8)


@st.composite
def boxes(draw: st.DrawFn) -> np.ndarray:
    drawn = draw(st.lists(st.tuples(places, places, sizes, sizes), min_size=1, max_size=30))
    west, south, wide, high = np.array(drawn, dtype=float).T
    return np.column_stack([west, south, west + wide, south + high])


@given(boxes(), st.integers(0, 12), st.integers(1, 8))
def test_two_within_the_gap_share_a_neighbourhood(some: np.ndarray, gap: int, most: int) -> None:
    across = np.maximum(some[:, np.newaxis, :2] - some[:, 2:], 0)
    across = np.maximum(across, across.transpose(1, 0, 2))
    near = np.hypot(*np.moveaxis(across, -1, 0)) <= gap
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parted, "MOST", most)
        for rows in neighbourhoods(some, float(gap)):
            near[np.ix_(rows, rows)] = False
    assert not near.any()


def test_neighbourhoods_are_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parted, "MOST", 100)
    corners = np.random.default_rng(6).uniform(0, 1_000, (2_000, 2))
    counts = [len(rows) for rows in neighbourhoods(np.hstack([corners, corners + 1]), 10.0)]
    assert max(counts) <= 100
    assert sum(counts) < 3_000


def test_what_cannot_be_taken_apart_stays_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parted, "MOST", 2)
    (rows,) = neighbourhoods(np.tile([0.0, 0.0, 10.0, 10.0], (5, 1)), 1.0)
    assert rows.tolist() == [0, 1, 2, 3, 4]

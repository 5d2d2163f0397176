"""Partitions are compared row by row, whatever their patches are called."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.partition import rows_that_differ


@pytest.mark.parametrize(
    ("one", "other", "differing"),
    [
        ([0, 0, 1, 2], [5, 5, -1, 3], 0),
        ([0, 0, 0, 1, 1], [0, 0, 0, 0, 0], 2),
        ([0, 0, 0, 0, 0], [0, 0, 0, 1, 1], 2),
        ([0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 1, 1], 1),
        ([0, 1, 2], [0, 0, 0], 2),
    ],
)
def test_rows_outside_matching_patches_differ(
    one: list[int], other: list[int], differing: int
) -> None:
    assert rows_that_differ(np.array(one), np.array(other)) == differing


@given(st.lists(st.integers(0, 5), min_size=1), st.permutations(range(6)))
def test_names_do_not_matter(patches: list[int], names: list[int]) -> None:
    one = np.array(patches)
    assert rows_that_differ(one, np.array(names)[one]) == 0


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1))
def test_only_the_same_partitions_do_not_differ(rows: list[tuple[int, int]]) -> None:
    one, other = np.array(rows).T
    same = len(set(rows)) == len(set(one.tolist())) == len(set(other.tolist()))
    assert (rows_that_differ(one, other) == 0) == same

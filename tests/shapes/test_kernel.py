"""Arrays that kernels are lent."""

import gc
import sys
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from metrocli.shapes.kernel import kernel, lent


class Several(NamedTuple):
    """Arrays of several shapes, and a number."""

    flat: NDArray[np.float64]
    table: NDArray[np.int64]
    number: int


@kernel
def _count(several: Several, parents: NDArray[np.int32]) -> float:
    several, parents = lent(several), lent(parents)
    total = 0.0
    for k in range(len(several.flat)):
        total += several.flat[k] * several.table[k, 1] + several.number
        parents[k] = k
    return total


def test_lent_arrays_are_read_and_written_as_others_are() -> None:
    several = Several(np.arange(4.0), np.arange(8).reshape(4, 2), 10)
    parents = np.zeros(4, np.int32)
    assert _count(several, parents) == 74.0
    assert parents.tolist() == [0, 1, 2, 3]


def test_lending_leaves_no_reference_behind_and_takes_none_away() -> None:
    several = Several(np.arange(4.0), np.arange(8).reshape(4, 2), 10)
    parents = np.zeros(4, np.int32)
    _count(several, parents)
    gc.collect()
    before = [sys.getrefcount(one) for one in (several.flat, several.table, parents)]
    for _ in range(100):
        _count(several, parents)
    gc.collect()
    assert [sys.getrefcount(one) for one in (several.flat, several.table, parents)] == before

"""Two partitions of the same rows compared."""

from typing import Any

import numpy as np
from numpy.typing import NDArray


def rows_that_differ(one: NDArray[Any], other: NDArray[Any]) -> int:
    """Return how many rows two partitions put elsewhere; 0 if they are the same but for names.

    Each patch of the one is set against the patch of the other with which it shares most rows, if
    that is so from both sides; rows outside such couples differ.

    Parameters
    ----------
    one, other : ndarray of integers, shape (n,)
        The patch of each row.
    """
    names, a = np.unique(one, return_inverse=True)
    others, b = np.unique(other, return_inverse=True)
    couples, shared = np.unique(a.astype(np.int64) * len(others) + b, return_counts=True)
    a, b = np.divmod(couples, len(others))
    best_of_a, best_of_b = np.zeros(len(names), np.int64), np.zeros(len(others), np.int64)
    ascending = np.argsort(shared, kind="stable")
    best_of_a[a[ascending]] = ascending
    best_of_b[b[ascending]] = ascending
    chosen = best_of_a[a] == best_of_b[b]
    return len(one) - int(shared[chosen].sum())

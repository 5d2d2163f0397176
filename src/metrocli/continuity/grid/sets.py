"""Disjoint sets of numbers, as an array in which each number points towards the root of its set."""

import numpy as np
from numpy.typing import NDArray

from metrocli.shapes.kernel import inlined, kernel

Parents = NDArray[np.int32]


@inlined
def find(parents: Parents, number: int) -> int:
    """Return the root of a number's set, halving the way there."""
    while parents[number] != number:
        parents[number] = parents[parents[number]]
        number = parents[number]
    return number


@inlined
def unite(parents: Parents, one: int, other: int) -> None:
    """Make one set of two numbers' sets."""
    a, b = find(parents, one), find(parents, other)
    if a < b:
        parents[b] = a
    else:
        parents[a] = b


@kernel
def numbered(parents: Parents, members: NDArray[np.int32]) -> tuple[NDArray[np.int32], int]:
    """Give sets numbers from 0, in the order in which members of them first appear.

    Parameters
    ----------
    parents : ndarray of int32, shape (k,)
        The sets.
    members : ndarray of int32, shape (n,)
        Numbers; negative for things that are in no set.

    Returns
    -------
    labels : ndarray of int32, shape (n,)
        The number of each member's set; -1 for those in none.
    count : int
        How many sets have a member.
    """
    names = np.full(len(parents), -1, np.int32)
    labels = np.full(len(members), -1, np.int32)
    count = 0
    for k in range(len(members)):
        if members[k] >= 0:
            root = find(parents, members[k])
            if names[root] < 0:
                names[root] = count
                count += 1
            labels[k] = names[root]
    return labels, count

"""Edges between footprints, in the one total order that makes every spanning forest unique.

Edges are ordered by gap, then by the two footprints. Under a strict total order a graph has exactly
one minimum spanning forest, so equal gaps never make a result depend on how it was computed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Indices = NDArray[np.int64]

Numbers = NDArray[np.integer[Any]]

Ends = NDArray[np.int32]
"""The components that edges join, in two rows."""


@dataclass(frozen=True, eq=False)
class Edges:
    """Pairs of footprints with their gaps.

    Parameters
    ----------
    i, j : ndarray of int64, shape (m,)
        Positions of the footprints; ``i < j``.
    gap : ndarray of float64, shape (m,)
        Metres.
    """

    i: Indices
    j: Indices
    gap: NDArray[np.float64]

    def __len__(self) -> int:
        """Return the number of edges."""
        return len(self.gap)

    def take(self, which: NDArray[np.bool_] | Indices | slice) -> "Edges":
        """Return some of the edges."""
        return Edges(self.i[which], self.j[which], self.gap[which])

    def order(self) -> Indices:
        """Return the positions of the edges in their total order."""
        order = np.argsort(self.gap)
        gap = self.gap[order]
        same = gap[1:] == gap[:-1]
        if same.any():
            tied = np.r_[False, same] | np.r_[same, False]
            some = order[tied]
            order[tied] = some[np.lexsort((self.j[some], self.i[some], self.gap[some]))]
        return order

    def up_to(self, limit: float) -> "Edges":
        """Return the edges whose gap is at most a limit."""
        return self.take(self.gap <= limit)

    def beyond(self, limit: float) -> "Edges":
        """Return the edges whose gap is more than a limit."""
        return self.take(self.gap > limit)


NO_EDGES = Edges(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))


def join(parts: Iterable[Edges]) -> Edges:
    """Return the edges of all parts together, in no particular order."""
    several = [NO_EDGES, *parts]
    return Edges(
        np.concatenate([part.i for part in several]),
        np.concatenate([part.j for part in several]),
        np.concatenate([part.gap for part in several]),
    )


def stars(rows: Indices, patches: NDArray[np.integer[Any]], floor: float) -> Edges:
    """Return edges of the floor that join each patch's first footprint to the rest of it.

    Parameters
    ----------
    rows : ndarray of int64, shape (n,)
        Positions of footprints, in any order.
    patches : ndarray of integers, shape (n,)
        The patch of each, from 0.
    floor : float
        Metres.
    """
    first = np.full(patches.max(initial=-1) + 1, np.iinfo(np.int64).max)
    np.minimum.at(first, patches, rows)
    others = first[patches] != rows
    return Edges(first[patches[others]], rows[others], np.full(np.count_nonzero(others), floor))


def components(size: int, edges: Edges) -> tuple[int, Indices]:
    """Return the number of components of a graph, and the component of each of its nodes.

    They are numbered from 0 in the order in which their first nodes come.
    """
    nodes = np.arange(size)
    root = _joined(nodes, edges.i, edges.j)
    first = root == nodes
    return int(first.sum()), (np.cumsum(first) - 1)[root]


def minimum_forest(size: int, edges: Edges, a: Indices, b: Indices) -> Indices:
    """Return which edges make up the minimum spanning forest of a graph, in their total order.

    Parameters
    ----------
    size : int
        Number of nodes.
    edges : Edges
        Between footprints; several may join the same two nodes.
    a, b : ndarray of int64, shape (m,)
        The two nodes that each edge joins, ``0 … size - 1``, never the same.

    Returns
    -------
    ndarray of int64
        Positions in `edges`.
    """
    order = edges.order()
    a, b = a[order], b[order]
    root, left, kept = np.arange(size), np.arange(len(order)), np.empty(0, np.int64)
    # Borůvka's rounds: the first edge of every component joins it to another.
    while len(left):
        first = np.full((2, size), len(order))
        last = left[::-1]  # of several values for one place, it is the last that stays
        first[0, root[a[last]]], first[1, root[b[last]]] = last, last
        wanted = np.zeros(len(order) + 1, np.bool_)
        wanted[first.min(axis=0)] = True
        found = np.flatnonzero(wanted[:-1])
        kept = np.concatenate([kept, found])
        root = _joined(root, a[found], b[found])
        left = left[root[a[left]] != root[b[left]]]
    kept.sort()
    return np.asarray(order[kept], dtype=np.int64)


def _joined(root: Indices, i: Indices, j: Indices) -> Indices:
    """Return the first node of the component of each node, once edges join some.

    Parameters
    ----------
    root : ndarray of int64, shape (n,)
        The first node of the component of each before.
    i, j : ndarray of int64, shape (m,)
        The nodes that each edge joins.
    """
    root = root.copy()
    while len(i):
        one, other = root[i], root[j]
        np.minimum.at(root, np.maximum(one, other), np.minimum(one, other))
        while not np.array_equal(above := root[root], root):
            root = above
        apart = root[i] != root[j]
        i, j = i[apart], j[apart]
    return root

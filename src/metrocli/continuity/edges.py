"""Edges between footprints, in the one total order that makes every spanning forest unique.

Edges are ordered by gap, then by the two footprints. Under a strict total order a graph has exactly
one minimum spanning forest, so equal gaps never make a result depend on how it was computed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components, minimum_spanning_tree

Indices = NDArray[np.int64]


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


def components(size: int, edges: Edges) -> tuple[int, Indices]:
    """Return the number of components of a graph, and the component of each of its nodes."""
    if not len(edges):
        return size, np.arange(size)
    matrix = _matrix(np.ones(len(edges)), edges.i, edges.j, size)
    count, labels = connected_components(matrix, directed=False)
    return int(count), labels.astype(np.int64)


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
    if not len(edges):
        return np.empty(0, np.int64)
    order = np.lexsort((edges.j, edges.i, edges.gap))
    low, high = np.minimum(a, b)[order], np.maximum(a, b)[order]
    _, first = np.unique(low * size + high, return_index=True)
    # Ranks instead of gaps: no two are equal, and none is the zero that sparse matrices lose.
    ranks = np.asarray(first + 1, dtype=np.float64)
    matrix = _matrix(ranks, low[first], high[first], size)
    kept = minimum_spanning_tree(matrix).data.astype(np.int64) - 1
    kept.sort()
    return np.asarray(order[kept], dtype=np.int64)


def _matrix(values: NDArray[np.float64], i: Indices, j: Indices, size: int) -> Any:
    # The graph routines of scipy take 32-bit positions, some versions of it no others.
    positions = i.astype(np.int32), j.astype(np.int32)
    return coo_array((values, positions), shape=(size, size)).tocsr()

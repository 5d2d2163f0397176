"""Minimum spanning forests of footprints, exact and up to a horizon.

Kruskal's algorithm, by reaches that grow threefold: of what one reach has joined, every two
components that come within the next one are measured where they are closest, and no other edge
between them can be of the forest (cycle property). What is left is farther apart than the reach
before, so there is never much of it around any one place, and the longest reach costs no more than
the first. The order of edges is total, so the forest is the only one there is, however it is found.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from metrocli.continuity.boxtree import BoxTree
from metrocli.continuity.closest import closest_pairs
from metrocli.continuity.edges import NO_EDGES, Edges, Indices, join
from metrocli.continuity.grid.sets import Parents, find, numbered, unite
from metrocli.continuity.nearby import patches_within
from metrocli.continuity.outlines import Outlines
from metrocli.shapes.kernel import kernel

NEVER = -1.0
"""A gap that nothing has: without a floor, even edges of gap 0 are in the total order."""

WIDER = 3.0
"""How many times the one before each reach is."""

PART, LEAST = 0.04, 1.0
"""Of the width of a leaf, and metres at least: a reach in which footprints have few neighbours."""


@dataclass(frozen=True, eq=False)
class Stand:
    """Some footprints, and what is known of their minimum spanning forest.

    Parameters
    ----------
    tree : BoxTree
        Over the footprints.
    patches : ndarray of integers, shape (n,)
        Which of them hang together by gaps up to the floor, in the order of the tree: from 0.
        Without a floor each is alone.
    count : int
        How many such patches there are.
    edges : Edges
        The rest of their forest, which joins the patches.
    """

    tree: BoxTree
    patches: NDArray[np.integer[Any]]
    count: int
    edges: Edges

    @classmethod
    def of(cls, tree: BoxTree, known: Edges, floor: float) -> "Stand":
        """Return the footprints of a tree with the edges that are known, down to the floor."""
        place = np.empty(int(tree.order.max()) + 1, np.int64)
        place[tree.order] = np.arange(len(tree.order))
        near = known.up_to(floor or NEVER)
        patches, count = _joined(near, place, len(tree.order))
        return cls(tree, patches, count, known.beyond(floor or NEVER))


def grown(outlines: Outlines, tree: BoxTree, horizon: float, floor: float) -> Stand:
    """Return the footprints of a tree with their minimum spanning forest.

    Parameters
    ----------
    outlines : Outlines
        That the tree stands on.
    tree : BoxTree
        Over some of them.
    horizon, floor : float
        Largest gap of an edge, and the one up to which gaps are not told apart; metres.
    """
    if floor:
        patches, count = patches_within(outlines, tree, floor)
        bare = Stand(tree, patches, count, NO_EDGES)
    else:
        bare = Stand.of(tree, NO_EDGES, floor)
    return replace(bare, edges=_grow(outlines, (bare,), _reaches((tree,), horizon, floor), floor))


def cross_edges(outlines: Outlines, a: Stand, b: Stand, horizon: float, floor: float) -> Edges:
    """Return the edges between two stands in the minimum spanning forest of both together.

    Parameters
    ----------
    outlines : Outlines
        That their trees stand on.
    a, b : Stand
        Of different ones of them.
    horizon, floor : float
        Largest gap of an edge, and the one up to which gaps are not told apart; metres.
    """
    side = np.empty(len(outlines.boxes), np.int64)
    side[a.tree.order], side[b.tree.order] = 0, 1
    closest = join(closest_pairs(outlines, (a.tree, b.tree), side, 2, horizon))
    if not len(closest):
        return NO_EDGES
    reaches = _reaches((a.tree, b.tree), horizon, floor)
    # What is shorter than anything between the trees is of the forest of both.
    spared = sum(reach < closest.gap[0] for reach in reaches[1:])
    return _grow(outlines, (a, b), reaches[spared:], floor)


def _reaches(trees: Sequence[BoxTree], horizon: float, floor: float) -> list[float]:
    """Return the gap that is joined from the start, and the reaches up to the horizon."""
    leaves = np.concatenate([tree.boxes[len(tree.boxes) // 2 :] for tree in trees])
    widths = (leaves[:, 2:] - leaves[:, :2])[leaves[:, 0] <= leaves[:, 2]]
    reach = max(PART * float(np.median(widths)), LEAST, WIDER * floor)
    reaches = [floor or NEVER]
    while reach < horizon:
        reaches.append(reach)
        reach *= WIDER
    return [*reaches, horizon]


def _grow(
    outlines: Outlines, stands: Sequence[Stand], reaches: Sequence[float], floor: float
) -> Edges:
    """Return the edges that are not known yet: between two stands, or inside the only one."""
    rows = np.concatenate([stand.tree.order for stand in stands])
    known = join(stand.edges for stand in stands)
    known = known.take(np.argsort(known.gap, kind="stable"))
    ends = np.searchsorted(known.gap, reaches, side="right").tolist()
    component, count = np.empty(len(outlines.boxes), np.int64), 0
    for stand in stands:
        component[stand.tree.order] = stand.patches + count
        count += stand.count
    labels, count = _joined(known.take(slice(ends[0])), component, count)
    trees = stands[0].tree, stands[-1].tree
    found = []
    for high, (start, end) in zip(reaches[1:], pairwise(ends), strict=True):
        component[rows] = labels[component[rows]]
        if count == 1:
            break
        offered = known.take(slice(start, end))
        new = np.zeros(len(offered), np.bool_)
        size = count
        for pairs in closest_pairs(outlines, trees, component, size, high):
            new = np.append(new, np.ones(len(pairs), np.bool_))
            offered = join([offered, pairs])
            kept, labels, count = _forest(offered, component, size)
            offered, new = offered.take(kept), new[kept]
        found.append(offered.take(new))
    edges = join(found)
    edges = Edges(edges.i, edges.j, np.maximum(edges.gap, floor))
    return edges.take(np.lexsort((edges.j, edges.i, edges.gap)))


def _joined(edges: Edges, component: Indices, count: int) -> tuple[NDArray[np.int32], int]:
    """Return the component of each component once edges join some, and how many there are then."""
    _, labels, left = _kruskal(edges, component, np.arange(len(edges)), count)
    return labels, left


def _forest(edges: Edges, component: Indices, count: int) -> tuple[Indices, NDArray[np.int32], int]:
    """Return which edges make up the minimum spanning forest of components, in their total order.

    What these join is returned as by `_joined`.
    """
    order = np.lexsort((edges.j, edges.i, edges.gap))
    joins, labels, left = _kruskal(edges, component, order, count)
    return order[joins], labels, left


def _kruskal(
    edges: Edges, component: Indices, order: Indices, count: int
) -> tuple[NDArray[np.bool_], NDArray[np.int32], int]:
    parents = np.arange(count, dtype=np.int32)
    joins = _join(edges.i, edges.j, component, order, parents)
    return joins, *numbered(parents, np.arange(count, dtype=np.int32))


@kernel
def _join(
    i: Indices, j: Indices, component: Indices, order: Indices, parents: Parents
) -> NDArray[np.bool_]:
    """Join the components of the ends of edges, and tell which joined what was apart."""
    joins = np.zeros(len(order), np.bool_)
    for k in range(len(order)):
        one, other = component[i[order[k]]], component[j[order[k]]]
        if find(parents, one) != find(parents, other):
            unite(parents, one, other)
            joins[k] = True
    return joins

"""What hangs together by gaps up to a limit: the patches of one small gap, or below a floor.

Two branches of a tree of boxes are gone down together, from the leaves up; what has come together
already is not looked at again, so that a thousand footprints in one place cost no more than their
number.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from metrocli.continuity.boxtree import DEPTH, NOTHING, BoxTree
from metrocli.continuity.distance import SLACK, box_at, box_gap2, gap_between
from metrocli.continuity.edges import Indices
from metrocli.continuity.grid.sets import Parents, find, numbered, unite
from metrocli.continuity.outlines import Outlines
from metrocli.shapes.kernel import inlined, kernel, lent

NOBODY = np.empty(0, np.bool_)
"""No outlines that are apart."""


FEW = 100
"""Pairs of corners that are compared before any edges are: those of two houses."""


class _Nodes(NamedTuple):
    """What is known of the nodes of a tree.

    Parameters
    ----------
    one : ndarray of int64, shape (2 m,)
        Where in the order something stands that lies below each, or `NOTHING`.
    whole : ndarray of bool, shape (2 m,)
        Whether all that lies below it is known to hang together.
    """

    one: Indices
    whole: NDArray[np.bool_]


def patches_within(
    outlines: Outlines, tree: BoxTree, limit: float, apart: NDArray[np.bool_] = NOBODY
) -> tuple[NDArray[np.int32], int]:
    """Return what hangs together by gaps up to a limit.

    Parameters
    ----------
    outlines : Outlines
        That the tree stands on.
    tree : BoxTree
        Over some of them.
    limit : float
        Metres, inclusive.
    apart : ndarray of bool, optional
        Of all outlines, those of which no gap to another one of them is looked at.

    Returns
    -------
    patches : ndarray of int32, shape (n,)
        The patch of each of the tree's footprints, in its order: ``0 … count - 1``.
    count : int
        How many patches.
    """
    parents = np.arange(len(tree.order), dtype=np.int32)
    _join(outlines, tree, float(limit), apart, parents)
    return numbered(parents, np.arange(len(tree.order), dtype=np.int32))


@kernel
def _join(
    outlines: Outlines, tree: BoxTree, limit: float, apart: NDArray[np.bool_], parents: Parents
) -> None:
    """Join the places in the order of a tree whose footprints are within the limit."""
    outlines, tree, apart, parents = lent(outlines), lent(tree), lent(apart), lent(parents)
    leaves = len(tree.boxes) // 2
    nodes = _Nodes(np.full(2 * leaves, NOTHING), np.ones(2 * leaves, np.bool_))
    todo = np.empty((4 * DEPTH, 2), np.int64)
    for node in range(2 * leaves - 1, 0, -1):
        if node >= leaves:
            first = (node - leaves) * tree.leaf
            if first < len(tree.order):
                nodes.one[node] = first
            _join_leaves(outlines, tree, node, node, limit, apart, parents)
            for place in range(first + 1, min(first + tree.leaf, len(tree.order))):
                nodes.whole[node] &= find(parents, place) == find(parents, first)
        else:
            left, right = 2 * node, 2 * node + 1
            nodes.one[node] = nodes.one[left]
            if nodes.one[right] == NOTHING:
                nodes.whole[node] = nodes.whole[left]
                continue
            _join_branches(outlines, tree, nodes, limit, apart, todo, parents, left, right)
            nodes.whole[node] = _together(nodes, parents, left, right)


@inlined
def _together(nodes: _Nodes, parents: Parents, a: int, b: int) -> bool:
    """Tell whether all that lies below two nodes is known to hang together."""
    if not (nodes.whole[a] and nodes.whole[b]):
        return False
    return find(parents, nodes.one[a]) == find(parents, nodes.one[b])


@kernel
def _join_branches(
    outlines: Outlines,
    tree: BoxTree,
    nodes: _Nodes,
    limit: float,
    apart: NDArray[np.bool_],
    todo: Indices,
    parents: Parents,
    one: int,
    other: int,
) -> None:
    nodes, todo = lent(nodes), lent(todo)
    leaves = len(tree.boxes) // 2
    far2 = (limit + SLACK) * (limit + SLACK)
    todo[0, 0], todo[0, 1], waiting = one, other, 1
    while waiting:
        waiting -= 1
        a, b = todo[waiting, 0], todo[waiting, 1]
        if box_gap2(box_at(tree.boxes, a), box_at(tree.boxes, b)) > far2:
            continue
        if _together(nodes, parents, a, b):
            continue
        if a >= leaves and b >= leaves:
            _join_leaves(outlines, tree, a, b, limit, apart, parents)
            continue
        # Of two nodes, it is the higher one that is split.
        split, kept = (a, b) if a < b else (b, a)
        todo[waiting, 0], todo[waiting, 1] = 2 * split, kept
        todo[waiting + 1, 0], todo[waiting + 1, 1] = 2 * split + 1, kept
        waiting += 2


@inlined
def _join_leaves(
    outlines: Outlines,
    tree: BoxTree,
    a: int,
    b: int,
    limit: float,
    apart: NDArray[np.bool_],
    parents: Parents,
) -> None:
    leaves = len(tree.boxes) // 2
    far2 = (limit + SLACK) * (limit + SLACK)
    first, begin = (a - leaves) * tree.leaf, (b - leaves) * tree.leaf
    for place in range(first, min(first + tree.leaf, len(tree.order))):
        here = box_at(outlines.boxes, tree.order[place])
        if box_gap2(here, box_at(tree.boxes, b)) > far2:
            continue
        for other in range(
            max(begin, place + 1) if a == b else begin, min(begin + tree.leaf, len(tree.order))
        ):
            if box_gap2(here, box_at(outlines.boxes, tree.order[other])) > far2:
                continue
            if find(parents, place) == find(parents, other):
                continue
            i, j = tree.order[place], tree.order[other]
            if len(apart) and apart[i] and apart[j]:
                continue
            if _are_within(outlines, min(i, j), max(i, j), limit):
                unite(parents, place, other)


@inlined
def _are_within(outlines: Outlines, i: int, j: int, limit: float) -> bool:
    """Tell whether two footprints are within a limit; of two houses, corners mostly tell it."""
    near2 = (limit - SLACK) * (limit - SLACK) if limit > SLACK else -1.0
    x, y, runs = outlines.x, outlines.y, outlines.runs
    first, last = runs[outlines.owned[i]], runs[outlines.owned[i] + 1]
    begin, end = runs[outlines.owned[j]], runs[outlines.owned[j] + 1]
    if (last - first) * (end - begin) <= FEW:
        for a in range(first, last):
            for b in range(begin, end):
                dx, dy = x[a] - x[b], y[a] - y[b]
                if dx * dx + dy * dy <= near2:
                    return True
    return gap_between(outlines, i, j, limit) <= limit

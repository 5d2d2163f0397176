"""Pairs of nodes of a tree, and what sets lie below them while sets are being joined."""

from metrocli.continuity.boxtree import LEAF, MIXED, NOTHING, BoxTree
from metrocli.continuity.distance import Box, box_at, box_gap
from metrocli.continuity.edges import Indices
from metrocli.continuity.grid.sets import Parents, find
from metrocli.shapes.kernel import inlined


@inlined
def is_one(parents: Parents, one: int, other: int) -> bool:
    """Tell whether two belongings are of one set."""
    return one >= 0 and other >= 0 and find(parents, one) == find(parents, other)


@inlined
def unmix(
    tree: BoxTree, parents: Parents, component: Indices, belonging: Indices, node: int
) -> None:
    """Note the set of a node all of which has come to be of one.

    Parameters
    ----------
    component : ndarray of int64
        Of every thing, a member of its set.
    belonging : ndarray of int64
        Of the nodes, as `belongings` gives it.
    """
    if belonging[node] != MIXED:
        return
    leaves = len(tree.boxes) // 2
    whole = NOTHING
    if node >= leaves:
        first = (node - leaves) * LEAF
        for k in tree.order[first : first + LEAF]:
            root = find(parents, component[k])
            if whole not in (NOTHING, root):
                return
            whole = root
    else:
        for child in (2 * node, 2 * node + 1):
            if belonging[child] == MIXED:
                return
            if belonging[child] != NOTHING:
                root = find(parents, belonging[child])
                if whole not in (NOTHING, root):
                    return
                whole = root
    belonging[node] = whole


@inlined
def open_pair(tree: BoxTree, stack: Indices, waiting: int, one: int, other: int) -> int:
    """Put down the pairs that make up a pair of nodes, the nearest last; return how many wait."""
    if one == other:
        left, right = 2 * one, 2 * one + 1
        for pair in ((left, right), (left, left), (right, right)):
            stack[waiting, 0], stack[waiting, 1] = pair
            waiting += 1
        return waiting
    here, there = box_at(tree.boxes, one), box_at(tree.boxes, other)
    leaves = len(tree.boxes) // 2
    if one >= leaves or (other < leaves and _size(there) > _size(here)):
        one, other, there = other, one, here
    left, right = 2 * one, 2 * one + 1
    if box_gap(box_at(tree.boxes, left), there) < box_gap(box_at(tree.boxes, right), there):
        left, right = right, left
    for child in (left, right):
        stack[waiting, 0], stack[waiting, 1] = child, other
        waiting += 1
    return waiting


@inlined
def _size(box: Box) -> float:
    return max(box[2] - box[0], box[3] - box[1])

"""Trees of boxes over footprints, in which the nearest one that belongs elsewhere is soon found.

Footprints in their order along a space-filling curve, a few to a leaf; every node of the complete
binary tree above them holds the box of what lies below. A search leaves out whatever is farther
than what it has found, or belongs to one component as a whole.
"""

from math import inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from metrocli.continuity.distance import Box, box_at, box_gap
from metrocli.continuity.edges import Indices, Numbers
from metrocli.shapes.kernel import inlined, kernel

LEAF, LARGE_LEAF = 4, 16
"""Footprints in a leaf: few where each search is for one, more where all are compared with all."""

DEPTH = 128
"""More nodes than a search can ever have before it: two for each level."""

NOTHING, MIXED = -2, -1
"""What a node belongs to that holds no footprint, or those of several components."""


class BoxTree(NamedTuple):
    """A complete binary tree over footprints; node 1 is the root, 2v and 2v + 1 lie below v.

    Parameters
    ----------
    order : ndarray of int64, shape (n,)
        The footprints, leaf by leaf.
    boxes : ndarray of float64, shape (2 m, 4)
        Of the nodes, of which the last m are leaves; inside out where nothing lies below.
    leaf : int
        How many footprints a leaf has room for.
    """

    order: Indices
    boxes: NDArray[np.float64]
    leaf: int


def plant(boxes: NDArray[np.float64], rows: Indices, leaf: int = LEAF) -> BoxTree:
    """Return a tree over some of the footprints in boxes, of which there is one at least."""
    keys = _curve(boxes, rows)
    keys.sort()
    order = rows[(keys & np.uint64(0xFFFFFFFF)).astype(np.int64)]
    leaves = 1 << int(np.ceil(np.log2(-(-len(rows) // leaf))))
    tree = BoxTree(order, np.full((2 * leaves, 4), (inf, inf, -inf, -inf)), leaf)
    _fill(tree, boxes)
    return tree


@kernel
def _curve(boxes: NDArray[np.float64], rows: Indices) -> NDArray[np.uint64]:
    """Return where the centres of boxes lie on Morton's curve over them all, and then which."""
    centres = np.empty((len(rows), 2))
    west = south = inf
    east = north = -inf
    for k in range(len(rows)):
        box = box_at(boxes, rows[k])
        x, y = box[0] / 2 + box[2] / 2, box[1] / 2 + box[3] / 2
        centres[k, 0], centres[k, 1] = x, y
        west, south, east, north = min(west, x), min(south, y), max(east, x), max(north, y)
    scale = 0xFFFF / max(east - west, north - south, 1.0)
    keys = np.empty(len(rows), np.uint64)
    for k in range(len(rows)):
        column = np.uint64((centres[k, 0] - west) * scale)
        row = np.uint64((centres[k, 1] - south) * scale)
        place = _spread(column) | (_spread(row) << np.uint64(1))
        keys[k] = (place << np.uint64(32)) | np.uint64(k)
    return keys


@inlined
def _spread(number: np.uint64) -> np.uint64:
    """Return a number of 16 bits with a zero before each bit."""
    number = (number | (number << np.uint64(8))) & np.uint64(0x00FF00FF)
    number = (number | (number << np.uint64(4))) & np.uint64(0x0F0F0F0F)
    number = (number | (number << np.uint64(2))) & np.uint64(0x33333333)
    return (number | (number << np.uint64(1))) & np.uint64(0x55555555)


@kernel
def _fill(tree: BoxTree, boxes: NDArray[np.float64]) -> None:
    order, nodes, leaf = tree
    leaves = len(nodes) // 2
    for place in range(len(order)):
        _widen(nodes, leaves + place // leaf, box_at(boxes, order[place]))
    for node in range(len(nodes) - 1, 1, -1):
        _widen(nodes, node // 2, box_at(nodes, node))


@kernel
def _widen(nodes: NDArray[np.float64], node: int, box: Box) -> None:
    nodes[node, 0] = min(nodes[node, 0], box[0])
    nodes[node, 1] = min(nodes[node, 1], box[1])
    nodes[node, 2] = max(nodes[node, 2], box[2])
    nodes[node, 3] = max(nodes[node, 3], box[3])


@inlined
def following(tree: BoxTree, node: int, down: bool) -> int:  # noqa: FBT001
    """Return the node to look at after a node: below it, or beyond all of it; 0 at the end."""
    if down and node < len(tree.boxes) // 2:
        return 2 * node
    while node % 2:
        node //= 2
    return node + 1 if node else 0


@inlined
def put_below(
    tree: BoxTree,
    node: int,
    here: Box,
    nodes: Indices,
    near: NDArray[np.float64],
    waiting: int,
) -> int:
    """Put down what is below a node and how far it is from a box, the nearer last.

    Return how many nodes wait then.
    """
    left = box_gap(here, box_at(tree.boxes, 2 * node))
    right = box_gap(here, box_at(tree.boxes, 2 * node + 1))
    far = left > right
    nodes[waiting], near[waiting] = 2 * node + (not far), max(left, right)
    nodes[waiting + 1], near[waiting + 1] = 2 * node + far, min(left, right)
    return waiting + 2


@inlined
def held(tree: BoxTree, node: int) -> Indices:
    """Return what a leaf holds; nothing for another node."""
    first = max(node - len(tree.boxes) // 2, -1) * tree.leaf
    return tree.order[first : first + tree.leaf] if first >= 0 else tree.order[:0]


@kernel
def belongings(tree: BoxTree, component: Numbers) -> Indices:
    """Return the component that each node belongs to as a whole, or `MIXED`, or `NOTHING`.

    Parameters
    ----------
    component : ndarray of integers, shape (n,)
        Of each footprint, in the order of the tree.
    """
    leaves = len(tree.boxes) // 2
    belonging = np.full(2 * leaves, NOTHING)
    for leaf in range(-(-len(component) // tree.leaf)):
        first = leaf * tree.leaf
        one = component[first]
        for other in component[first + 1 : first + tree.leaf]:
            if other != one:
                one = MIXED
                break
        belonging[leaves + leaf] = one
    for node in range(leaves - 1, 0, -1):
        left, right = belonging[2 * node], belonging[2 * node + 1]
        belonging[node] = left if right in (left, NOTHING) else MIXED
    return belonging

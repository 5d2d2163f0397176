"""Trees of boxes over footprints, in which the nearest one that belongs elsewhere is soon found.

Footprints in their order along a space-filling curve, a few to a leaf; every node of the complete
binary tree above them holds the box of what lies below. A search goes to the nearer child first and
leaves out whatever is farther than what it has found, or belongs to the asking component as a
whole.
"""

from math import inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from metrocli.continuity.distance import SLACK, Box, box_at, box_gap, gap_between
from metrocli.continuity.edges import Indices
from metrocli.continuity.outlines import Outlines
from metrocli.shapes.kernel import inlined, kernel

LEAF = 4
"""Footprints in a leaf."""

DEPTH = 128
"""More nodes than a search can ever have before it: two for each level."""

NOTHING, MIXED = -2, -1
"""What a node belongs to that holds no footprint, or those of several components."""


class Stack(NamedTuple):
    """Room for the nodes that a search has before it, and how far each is, metres."""

    nodes: Indices
    near: NDArray[np.float64]


class BoxTree(NamedTuple):
    """A complete binary tree over footprints; node 1 is the root, 2v and 2v + 1 lie below v.

    Parameters
    ----------
    order : ndarray of int64, shape (n,)
        The footprints, leaf by leaf.
    boxes : ndarray of float64, shape (2 m, 4)
        Of the nodes, of which the last m are leaves; inside out where nothing lies below.
    """

    order: Indices
    boxes: NDArray[np.float64]


def plant(boxes: NDArray[np.float64], rows: Indices) -> BoxTree:
    """Return a tree over some of the footprints in boxes, of which there is one at least."""
    order = rows[np.argsort(_curve(boxes[rows]), kind="stable")]
    leaves = 1 << int(np.ceil(np.log2(-(-len(rows) // LEAF))))
    nodes = np.full((2 * leaves, 4), (inf, inf, -inf, -inf))
    _fill(nodes, order, boxes)
    return BoxTree(order, nodes)


def _curve(boxes: NDArray[np.float64]) -> NDArray[np.uint64]:
    """Return where the centres of boxes lie on Morton's curve over them all."""
    centres = boxes[:, :2] / 2 + boxes[:, 2:] / 2
    low = centres.min(axis=0)
    side = max(float((centres - low).max()), 1.0)
    x, y = ((centres - low) / side * 0xFFFF).astype(np.uint64).T
    return np.asarray(_spread(x) | (_spread(y) << np.uint64(1)))


def _spread(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return numbers of 16 bits with a zero before each bit."""
    for shift, mask in ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
        numbers = (numbers | (numbers << np.uint64(shift))) & np.uint64(mask)
    return numbers


@kernel
def _fill(nodes: NDArray[np.float64], order: Indices, boxes: NDArray[np.float64]) -> None:
    leaves = len(nodes) // 2
    for place in range(len(order)):
        _widen(nodes, leaves + place // LEAF, box_at(boxes, order[place]))
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
def held(tree: BoxTree, node: int) -> Indices:
    """Return what a leaf holds; nothing for another node."""
    first = max(node - len(tree.boxes) // 2, -1) * LEAF
    return tree.order[first : first + LEAF] if first >= 0 else tree.order[:0]


@kernel
def belongings(tree: BoxTree, component: Indices) -> Indices:
    """Return the component that each node belongs to as a whole, or `MIXED`, or `NOTHING`.

    Parameters
    ----------
    component : ndarray of int64
        Of every footprint of the shapes; those of other trees do not matter.
    """
    leaves = len(tree.boxes) // 2
    belonging = np.full(2 * leaves, NOTHING)
    for place in range(len(tree.order)):
        _belong(belonging, leaves + place // LEAF, component[tree.order[place]])
    for node in range(2 * leaves - 1, 1, -1):
        if belonging[node] != NOTHING:
            _belong(belonging, node // 2, belonging[node])
    return belonging


@kernel
def _belong(belonging: Indices, node: int, component: int) -> None:
    if belonging[node] == NOTHING:
        belonging[node] = component
    elif belonging[node] != component:
        belonging[node] = MIXED


@inlined
def new_stack() -> Stack:
    """Return room for searches, one after the other."""
    return Stack(np.empty(DEPTH, np.int64), np.empty(DEPTH))


@kernel
def nearest_elsewhere(
    outlines: Outlines,
    tree: BoxTree,
    belonging: Indices,
    component: Indices,
    i: int,
    bound: float,
    floor: float,
    stack: Stack,
) -> tuple[float, int]:
    """Return the nearest footprint of another component and its gap, ties by position.

    Parameters
    ----------
    belonging : ndarray of int64
        Of the nodes, as `belongings` gives it.
    component : ndarray of int64
        Of every footprint of the outlines.
    i : int
        The footprint that asks.
    bound : float
        Metres; what is beyond does not matter.
    floor : float
        Metres; what is within counts as just as near, so that the first that is found will do.
    stack : Stack
        Whatever is in it.

    Returns
    -------
    gap : float
        Metres; the bound if there is none.
    footprint : int
        Its position; -1 if there is none.
    """
    here, own = box_at(outlines.boxes, i), component[i]
    leaves = len(tree.boxes) // 2
    nodes, near = stack
    nodes[0], near[0], waiting = 1, box_gap(here, box_at(tree.boxes, 1)), 1
    best, found = bound, -1
    while waiting:
        waiting -= 1
        node = nodes[waiting]
        if near[waiting] > best + SLACK or belonging[node] == own or belonging[node] == NOTHING:
            continue
        if node >= leaves:
            first = (node - leaves) * LEAF
            for j in tree.order[first : first + LEAF]:
                if component[j] != own and box_gap(here, box_at(outlines.boxes, j)) <= best + SLACK:
                    gap = max(gap_between(outlines, min(i, j), max(i, j), best), floor)
                    if gap < best or (gap == best and (found < 0 or j < found)):
                        best, found = gap, j
                        if 0.0 < floor == gap:
                            return best, found
            continue
        left = box_gap(here, box_at(tree.boxes, 2 * node))
        right = box_gap(here, box_at(tree.boxes, 2 * node + 1))
        far = left > right  # what is put down last is looked at first
        nodes[waiting], near[waiting] = 2 * node + (not far), max(left, right)
        nodes[waiting + 1], near[waiting + 1] = 2 * node + far, min(left, right)
        waiting += 2
    return best, found

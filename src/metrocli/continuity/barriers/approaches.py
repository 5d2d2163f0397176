"""Approaches: from every bend the nearest footprint, along the shortest way that no wall cuts.

They make a sparse graph of all ways: the forest of the footprints under the lengths of shortest
ways is that of the lines between any two things, each as long as it is and as what lies behind its
ends (K. Mehlhorn, A faster approximation algorithm for the Steiner problem in graphs, 1988).

Where features are joined with footprints, but not with each other, each bend is two things: one
that approaches footprints and one that approaches features, which may be joined to it in place.
"""

from heapq import heappop, heappush
from math import inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from metrocli.continuity.barriers.sight import may_lead
from metrocli.continuity.barriers.things import Things, seen
from metrocli.continuity.barriers.walls import Walls
from metrocli.continuity.boxtree import DEPTH, LEAF, BoxTree, following, held, plant, put_below
from metrocli.continuity.distance import SLACK, box_at, box_gap
from metrocli.continuity.edges import Indices
from metrocli.continuity.outlines import Outlines
from metrocli.shapes.kernel import kernel


class Approaches(NamedTuple):
    """What lies behind each thing; of a footprint, it is itself.

    Parameters
    ----------
    lengths : ndarray of float64, shape (t,)
        Of the way to the nearest footprint, metres; infinite if none is within the horizon.
    owners : ndarray of int64, shape (t,)
        That footprint; -1 if there is none.
    following : ndarray of int64, shape (t,)
        The next thing on the way; itself if there is none.
    """

    lengths: NDArray[np.float64]
    owners: Indices
    following: Indices


def tree_of(things: Things, which: Indices) -> BoxTree:
    """Return a tree over some things, which may be none."""
    if len(which):
        return plant(things.boxes, which)
    return BoxTree(which, np.full((2, 4), (np.inf, np.inf, -np.inf, -np.inf)), LEAF)


def approaches_of(outlines: Outlines, walls: Walls, things: Things, horizon: float) -> Approaches:
    """Return what lies behind each thing: behind some bends footprints, behind others features."""
    is_bend = np.arange(len(things.boxes)) >= len(things.rows)
    kinds = []
    for of_kind in (~things.feature, things.feature):
        sources = tree_of(things, np.flatnonzero(of_kind & ~is_bend))
        bends = tree_of(things, np.flatnonzero(of_kind & is_bend))
        kinds.append(approach(outlines, walls, things, sources, bends, horizon))
    return Approaches(
        *(np.where(things.feature, other, one) for one, other in zip(*kinds, strict=True))
    )


@kernel
def approach(
    outlines: Outlines,
    walls: Walls,
    things: Things,
    footprints: BoxTree,
    bends: BoxTree,
    horizon: float,
) -> Approaches:
    """Return the approaches of bends to footprints, or to features, from trees over both."""
    total, count = len(things.boxes), len(things.rows)
    found = Approaches(np.full(total, inf), np.arange(total), np.arange(total))
    found.lengths[:count] = 0.0
    waiting = [(0.0, 0)]
    waiting.pop()
    for bend in bends.order:
        length, there = _nearest(outlines, walls, things, footprints, bend, horizon)
        found.lengths[bend], found.owners[bend] = length, there
        if there >= 0:
            found.following[bend] = there
            heappush(waiting, (length, bend))
    most = _most(bends, np.minimum(found.lengths, horizon))
    while waiting:
        length, bend = heappop(waiting)
        if length == found.lengths[bend]:
            _spread(outlines, walls, things, (bends, most), bend, found, waiting, horizon)
    return found


@kernel
def _most(tree: BoxTree, lengths: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the greatest length below each node of a tree."""
    leaves = len(tree.boxes) // 2
    most = np.full(2 * leaves, -inf)
    for place in range(len(tree.order)):
        leaf = leaves + place // LEAF
        most[leaf] = max(most[leaf], lengths[tree.order[place]])
    for node in range(leaves - 1, 0, -1):
        most[node] = max(most[2 * node], most[2 * node + 1])
    return most


@kernel
def _nearest(
    outlines: Outlines, walls: Walls, things: Things, tree: BoxTree, bend: int, horizon: float
) -> tuple[float, int]:
    """Return the nearest footprint that a bend sees, and how far it is; -1 if there is none."""
    here = box_at(things.boxes, bend)
    turned = things.bends[bend - len(things.rows)]
    leaves = len(tree.boxes) // 2
    nodes, near = np.empty(DEPTH, np.int64), np.empty(DEPTH)
    nodes[0], near[0], waiting = 1, 0.0, 1
    best, found = inf, -1
    while waiting:
        waiting -= 1
        node = nodes[waiting]
        bound = min(best, horizon)
        if near[waiting] > bound + SLACK or not may_lead(walls, turned, box_at(tree.boxes, node)):
            continue
        if node >= leaves:
            first = (node - leaves) * LEAF
            for k in tree.order[first : first + LEAF]:
                if box_gap(here, box_at(things.boxes, k)) <= min(best, horizon) + SLACK:
                    length = seen(outlines, walls, things, bend, k, min(best, horizon))
                    if length < best or (length == best and k < found):
                        best, found = length, k
            continue
        waiting = put_below(tree, node, here, nodes, near, waiting)
    return best, found


@kernel
def _spread(
    outlines: Outlines,
    walls: Walls,
    things: Things,
    bends: tuple[BoxTree, NDArray[np.float64]],
    bend: int,
    found: Approaches,
    waiting: list[tuple[float, int]],
    horizon: float,
) -> None:
    """Let the bends that a bend sees approach by it, where that is nearer."""
    tree, most = bends
    here, length = box_at(things.boxes, bend), found.lengths[bend]
    turned = things.bends[bend - len(things.rows)]
    node = 1
    while node:
        box = box_at(tree.boxes, node)
        near = length + box_gap(here, box) <= most[node] + SLACK and may_lead(walls, turned, box)
        if near:
            for k in held(tree, node):
                bound = min(found.lengths[k], horizon) - length
                if box_gap(here, box_at(things.boxes, k)) <= bound:
                    way = length + seen(outlines, walls, things, bend, k, bound)
                    if way < found.lengths[k]:
                        found.lengths[k], found.owners[k] = way, found.owners[bend]
                        found.following[k] = bend
                        heappush(waiting, (way, k))
        node = following(tree, node, near)

"""Seeking: the shortest edge of every component, between pairs of boxes of one tree or of two.

The near ones come first (W. B. March, P. Ram and A. G. Gray, "Fast Euclidean minimum spanning
tree", KDD 2010). A pair of boxes is done with as a whole if all in it is of one component, or if
it is farther apart than what any component in it holds already.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from metrocli.continuity.boxtree import (
    DEPTH,
    LEAF,
    MIXED,
    NOTHING,
    BoxTree,
    belongings,
    nearest_elsewhere,
)
from metrocli.continuity.distance import SLACK, box_at, box_gap, gap_between
from metrocli.continuity.edges import Indices
from metrocli.continuity.outlines import Outlines
from metrocli.shapes.kernel import inlined, kernel

NEVER = -1.0
"""A gap that nothing has: without a floor, even edges of gap 0 are in the total order."""


class Limits(NamedTuple):
    """The gaps at which something begins or ends, metres.

    Parameters
    ----------
    enough : float
        No edge is better than one of this gap: the floor, or `NEVER` without one.
    floor : float
        Gaps up to it count as it.
    horizon : float
        Gaps beyond it are not looked for.
    """

    enough: float
    floor: float
    horizon: float


class Pair(NamedTuple):
    """The trees between which edges are looked for.

    Parameters
    ----------
    trees : tuple of two BoxTree
        Over different footprints, or the same one twice.
    same : bool
        Whether it is the same one.
    rows : ndarray of int64, shape (n,)
        The footprints of both.
    """

    trees: tuple[BoxTree, BoxTree]
    same: bool
    rows: Indices


class _Nodes(NamedTuple):
    """What is known of the nodes of a tree in a round.

    Parameters
    ----------
    belonging : ndarray of int64
        See `belongings`.
    wants : ndarray of float64
        No component that a node is mixed of needs an edge longer than this, metres.
    """

    belonging: Indices
    wants: NDArray[np.float64]


class _Nearest(NamedTuple):
    """The nearest one elsewhere that each footprint has been measured with; -1 before the first."""

    gap: NDArray[np.float64]
    row: Indices


class _Offers(NamedTuple):
    """The shortest edge that each component was offered in a round; `i` is -1 before the first.

    The gap of what has had no offer is the horizon. `new` tells whether the edge was found here.
    """

    gap: NDArray[np.float64]
    i: Indices
    j: Indices
    new: NDArray[np.bool_]


class Round(NamedTuple):
    """What a round looks at, by position among all footprints, and what it changes."""

    component: Indices
    place: Indices
    nearest: _Nearest
    offers: _Offers


class _ToDo(NamedTuple):
    """Pairs of nodes that wait, how far apart their boxes are, metres, and how many there are."""

    nodes: Indices
    near: NDArray[np.float64]
    waiting: Indices


@kernel
def new_round(total: int, pair: Pair, components: int) -> Round:
    """Return room for rounds among so many footprints in all, with so many components at most."""
    # By position among all footprints, of which only the entries of the pair are ever touched.
    component, place = np.empty(total, np.int64), np.empty(total, np.int64)
    for k in range(len(pair.rows)):
        place[pair.rows[k]] = k
    count = len(pair.rows)
    return Round(
        component,
        place,
        _Nearest(np.empty(count), np.full(count, -1)),
        _Offers(
            np.empty(components),
            np.empty(components, np.int64),
            np.empty(components, np.int64),
            np.empty(components, np.bool_),
        ),
    )


@kernel
def clear(offers: _Offers, horizon: float) -> None:
    """Take back all offers."""
    for c in range(len(offers.gap)):
        offers.gap[c], offers.i[c] = horizon, -1


@inlined
def offer(now: Round, gap: float, i: int, j: int, new: bool) -> None:  # noqa: FBT001
    """Let the components of two footprints have an edge, if they have none that comes before it."""
    offers = now.offers
    for c in (now.component[i], now.component[j]):
        held = offers.gap[c], offers.i[c], offers.j[c]
        if (offers.i[c] < 0 and gap <= offers.gap[c]) or (gap, i, j) < held:
            offers.gap[c], offers.i[c], offers.j[c], offers.new[c] = gap, i, j, new


@kernel
def probe(outlines: Outlines, pair: Pair, now: Round, limits: Limits) -> None:
    """Let one footprint of each component without an offer look for what is nearest to it.

    What a floor leaves apart is far apart: without a first offer, pairs of boxes would be gone
    through in vain up to the horizon.
    """
    sides = belongings(pair.trees[0], now.component), belongings(pair.trees[1], now.component)
    for k in range(len(pair.rows)):
        i = pair.rows[k]
        if now.offers.i[now.component[i]] < 0:
            side = 0 if pair.same or k >= len(pair.trees[0].order) else 1
            gap, j = nearest_elsewhere(
                outlines,
                pair.trees[side],
                sides[side],
                now.component,
                i,
                limits.horizon,
                limits.floor,
            )
            if j >= 0:
                offer(now, gap, min(i, j), max(i, j), True)


@kernel
def seek(outlines: Outlines, pair: Pair, now: Round, limits: Limits) -> None:
    """Measure whatever may give a component a shorter edge than the one it holds."""
    one, other = pair.trees
    ours = _nodes_of(one, now, limits.enough)
    theirs = ours if pair.same else _nodes_of(other, now, limits.enough)
    todo = _ToDo(np.empty((DEPTH, 2), np.int64), np.empty(DEPTH), np.zeros(1, np.int64))
    _put(todo, 1, 1, 0.0)
    while todo.waiting[0]:
        todo.waiting[0] -= 1
        a, b = todo.nodes[todo.waiting[0]]
        if _are_one(ours.belonging[a], theirs.belonging[b]):
            continue
        wanted = max(_wanted(ours, now, a, limits.enough), _wanted(theirs, now, b, limits.enough))
        if todo.near[todo.waiting[0]] > wanted + SLACK:
            continue
        leaf, opposite = 2 * a >= len(one.boxes), 2 * b >= len(other.boxes)
        if leaf and opposite:
            _measure(outlines, pair, now, (a, b), limits)
            _want(one, ours, now, a, limits.enough)
            _want(other, theirs, now, b, limits.enough)
        elif pair.same and a == b:
            near = box_gap(box_at(one.boxes, 2 * a), box_at(one.boxes, 2 * a + 1))
            if near <= wanted + SLACK:
                _put(todo, 2 * a, 2 * a + 1, near)
            _put(todo, 2 * a + 1, 2 * a + 1, 0.0)
            _put(todo, 2 * a, 2 * a, 0.0)
        else:
            halved = opposite or (not leaf and _extent(one.boxes, a) >= _extent(other.boxes, b))
            boxes, half = (one.boxes, 2 * a) if halved else (other.boxes, 2 * b)
            around = box_at(other.boxes, b) if halved else box_at(one.boxes, a)
            left = box_gap(box_at(boxes, half), around)
            right = box_gap(box_at(boxes, half + 1), around)
            far = half + (left <= right)  # what is put down last is looked at first
            for child, gap in ((far, max(left, right)), (2 * half + 1 - far, min(left, right))):
                if gap <= wanted + SLACK:
                    _put(todo, child if halved else a, b if halved else child, gap)


@inlined
def _put(todo: _ToDo, a: int, b: int, near: float) -> None:
    place = todo.waiting[0]
    todo.nodes[place, 0], todo.nodes[place, 1], todo.near[place] = a, b, near
    todo.waiting[0] += 1


@inlined
def _are_one(one: int, other: int) -> bool:
    """Tell whether two belongings leave nothing to join."""
    return NOTHING in (one, other) or (one == other and one != MIXED)


@inlined
def _extent(boxes: NDArray[np.float64], node: int) -> float:
    return float(max(boxes[node, 2] - boxes[node, 0], boxes[node, 3] - boxes[node, 1]))


@inlined
def _wanted_by(offers: _Offers, component: int, enough: float) -> float:
    """Return the longest edge that a component has a use for, metres."""
    gap = float(offers.gap[component])
    return NEVER if offers.i[component] >= 0 and gap <= enough else gap


@inlined
def _wanted(nodes: _Nodes, now: Round, node: int, enough: float) -> float:
    """Return the longest edge that anything below a node has a use for, metres."""
    if nodes.belonging[node] == MIXED and 2 * node < len(nodes.wants):
        left = _noted(nodes, now, 2 * node, enough)
        nodes.wants[node] = max(left, _noted(nodes, now, 2 * node + 1, enough))
    return _noted(nodes, now, node, enough)


@inlined
def _noted(nodes: _Nodes, now: Round, node: int, enough: float) -> float:
    """Return the same as it was noted last, which may be more."""
    whole = nodes.belonging[node]
    return _wanted_by(now.offers, whole, enough) if whole >= 0 else float(nodes.wants[node])


@kernel
def _nodes_of(tree: BoxTree, now: Round, enough: float) -> _Nodes:
    nodes = _Nodes(belongings(tree, now.component), np.full(len(tree.boxes), NEVER))
    for node in range(len(tree.boxes) - 1, 0, -1):
        if 2 * node >= len(tree.boxes):
            _want(tree, nodes, now, node, enough)
        else:
            nodes.wants[node] = max(nodes.wants[2 * node], nodes.wants[2 * node + 1])
    return nodes


@inlined
def _want(tree: BoxTree, nodes: _Nodes, now: Round, leaf: int, enough: float) -> None:
    """Note the longest edge that the footprints of a leaf have a use for."""
    first, longest = LEAF * (leaf - len(tree.boxes) // 2), NEVER
    for i in tree.order[first : first + LEAF]:
        longest = max(longest, _wanted_by(now.offers, now.component[i], enough))
    nodes.wants[leaf] = longest


@kernel
def _measure(
    outlines: Outlines, pair: Pair, now: Round, leaves: tuple[int, int], limits: Limits
) -> None:
    """Measure the footprints of two leaves, and offer the edges between them."""
    one, other = pair.trees
    first = LEAF * (leaves[0] - len(one.boxes) // 2)
    start = LEAF * (leaves[1] - len(other.boxes) // 2)
    for k in range(first, min(first + LEAF, len(one.order))):
        a = one.order[k]
        here = box_at(outlines.boxes, a)
        alone = pair.same and first == start
        for m in range(k + 1 if alone else start, min(start + LEAF, len(other.order))):
            b = other.order[m]
            if now.component[a] == now.component[b]:
                continue
            wanted = max(
                _wanted_by(now.offers, now.component[a], limits.enough),
                _wanted_by(now.offers, now.component[b], limits.enough),
            )
            if box_gap(here, box_at(outlines.boxes, b)) > wanted + SLACK:
                continue
            i, j = min(a, b), max(a, b)
            gap = max(gap_between(outlines, i, j, wanted), limits.floor)
            if gap <= wanted:
                offer(now, gap, i, j, True)
                _remember(now, a, b, gap)
                _remember(now, b, a, gap)


@inlined
def _remember(now: Round, here: int, there: int, gap: float) -> None:
    k = now.place[here]
    if now.nearest.row[k] < 0 or gap < now.nearest.gap[k]:
        now.nearest.gap[k], now.nearest.row[k] = gap, there

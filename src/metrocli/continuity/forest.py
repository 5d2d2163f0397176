"""Minimum spanning forests of footprints, exact and up to a horizon.

Borůvka's algorithm: in each round every component finds its shortest edge to another, and those
edges join them. The order of edges is total, so the forest is the only one there is, however it is
found. What makes it fast changes nothing in it: neighbours are measured beforehand, each pair once;
beyond their reach a footprint asks the box tree for its nearest one in another component; what it
finds stays good until the two have come together, and what it did not find within a bound needs no
second look within that bound.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from metrocli.continuity.boxtree import BoxTree, belongings, nearest_elsewhere, new_stack
from metrocli.continuity.distance import SLACK, box_at, box_gap
from metrocli.continuity.edges import Edges, Indices
from metrocli.continuity.grid.sets import Parents, find
from metrocli.continuity.neighbours import NOBODY, Near, Pairs, neighbours
from metrocli.continuity.outlines import Outlines
from metrocli.shapes.kernel import kernel

NEVER = -1.0
"""A gap that nothing has: without a floor, even edges of gap 0 are in the total order."""


class _Limits(NamedTuple):
    """The gaps at which something begins or ends, metres.

    Parameters
    ----------
    settled : float
        Known edges up to it are of the forest: no new one is shorter.
    floor : float
        Gaps up to it count as it.
    horizon : float
        Gaps beyond it are not looked for.
    """

    settled: float
    floor: float
    horizon: float


class _Seekers(NamedTuple):
    """The footprints that look for edges, and what each knows of its nearest one elsewhere.

    Parameters
    ----------
    rows : ndarray of int64, shape (n,)
        Their positions.
    second : ndarray of bool, shape (n,)
        Whether they look in the second of two trees.
    least : ndarray of float64, shape (n,)
        Nothing elsewhere is nearer than this, metres.
    nearest : ndarray of int64, shape (n,)
        What is just as near as that, or -1 if it is not known.
    """

    rows: Indices
    second: NDArray[np.bool_]
    least: NDArray[np.float64]
    nearest: Indices


class _Offers(NamedTuple):
    """The shortest edge that each component was offered in a round; `i` is -1 before the first.

    The gap of what has had no offer is the horizon. `new` tells whether the edge was found here.
    """

    gap: NDArray[np.float64]
    i: Indices
    j: Indices
    new: NDArray[np.bool_]


def own_edges(
    outlines: Outlines, tree: BoxTree, known: Edges, horizon: float, floor: float
) -> Edges:
    """Return the edges that make known ones the minimum spanning forest of a tree's footprints.

    Parameters
    ----------
    outlines : Outlines
        That the tree stands on.
    tree : BoxTree
        Over some of them.
    known : Edges
        That join all that is within the floor, and nothing else.
    horizon, floor : float
        Largest gap of an edge, and the one up to which gaps are not told apart; metres.
    """
    second = np.zeros(len(tree.order), np.bool_)
    limits = _Limits(floor or NEVER, float(floor), float(horizon))
    # Above a floor, the known edges join what is near already.
    near = NOBODY if floor else neighbours(outlines, tree, horizon)
    return _grow(outlines, (tree, tree), _seekers(tree.order, second, near), known, near, limits)


def cross_edges(
    outlines: Outlines, a: BoxTree, b: BoxTree, known: Edges, horizon: float, floor: float
) -> Edges:
    """Return the edges between two trees in the minimum spanning forest of both together.

    Parameters
    ----------
    outlines : Outlines
        That the trees stand on.
    a, b : BoxTree
        Over different ones of them.
    known : Edges
        The forests of both.
    horizon, floor : float
        Largest gap of an edge, and the one up to which gaps are not told apart; metres.
    """
    second = np.repeat([True, False], [len(a.order), len(b.order)])
    apart = box_gap(box_at(a.boxes, 1), box_at(b.boxes, 1))
    limits = _Limits(max(floor or NEVER, apart - 2 * SLACK), float(floor), float(horizon))
    seekers = _seekers(np.concatenate([a.order, b.order]), second, NOBODY)
    return _grow(outlines, (a, b), seekers, known, NOBODY, limits)


def _seekers(rows: Indices, second: NDArray[np.bool_], near: Near) -> _Seekers:
    return _Seekers(rows, second, np.full(len(rows), near.reach), np.full(len(rows), -1))


def _grow(
    outlines: Outlines,
    trees: tuple[BoxTree, BoxTree],
    seekers: _Seekers,
    known: Edges,
    near: Near,
    limits: _Limits,
) -> Edges:
    joined = Pairs(known.gap, known.i, known.j)
    found = _boruvka(outlines, trees, seekers, joined, near.pairs, limits)
    order = np.lexsort((found.j, found.i, found.gap))
    return Edges(found.i[order], found.j[order], found.gap[order])


@kernel
def _boruvka(
    outlines: Outlines,
    trees: tuple[BoxTree, BoxTree],
    seekers: _Seekers,
    known: Pairs,
    near: Pairs,
    limits: _Limits,
) -> Pairs:
    """Return the new edges, in the order in which components were joined."""
    count = len(seekers.rows)
    parent = np.arange(count).astype(np.int32)
    # Both by position among all footprints, of which only the seekers' entries are ever touched.
    place, component = (
        np.empty(len(outlines.boxes), np.int64),
        np.empty(len(outlines.boxes), np.int64),
    )
    for k in range(count):
        place[seekers.rows[k]] = k
    found = Pairs(np.empty(count), np.empty(count, np.int64), np.empty(count, np.int64))
    known = _join_settled(limits.settled, known, parent, place)
    size = 0
    while True:
        offers = _Offers(
            np.full(count, limits.horizon),
            np.full(count, -1),
            np.empty(count, np.int64),
            np.zeros(count, np.bool_),
        )
        for k in range(count):
            component[seekers.rows[k]] = find(parent, k)
        known = _offer_pairs(offers, known, component, False)
        near = _offer_pairs(offers, near, component, True)
        _offer_remembered(offers, seekers, component)
        _seek(offers, outlines, trees, seekers, component, limits.floor)
        joined = False
        for c in range(count):
            if offers.i[c] >= 0:
                one, other = place[offers.i[c]], place[offers.j[c]]
                one, other = find(parent, one), find(parent, other)
                if one != other:
                    parent[one] = other
                    joined = True
                    if offers.new[c]:
                        found.gap[size] = offers.gap[c]
                        found.i[size], found.j[size] = offers.i[c], offers.j[c]
                        size += 1
        if not joined:
            return Pairs(found.gap[:size], found.i[:size], found.j[:size])


@kernel
def _join_settled(limit: float, known: Pairs, parent: Parents, place: Indices) -> Pairs:
    """Join what known edges up to a limit join, and return the others."""
    later = known.gap > limit
    for e in np.flatnonzero(~later):
        parent[find(parent, place[known.i[e]])] = find(parent, place[known.j[e]])
    return Pairs(known.gap[later], known.i[later], known.j[later])


@kernel
def _offer(offers: _Offers, component: int, gap: float, i: int, j: int, new: bool) -> None:  # noqa: FBT001
    """Let a component have an edge, if it has none that comes before it."""
    held = offers.gap[component], offers.i[component], offers.j[component]
    if offers.i[component] < 0 or (gap, i, j) < held:
        offers.gap[component] = gap
        offers.i[component], offers.j[component] = i, j
        offers.new[component] = new


@kernel
def _offer_pairs(offers: _Offers, pairs: Pairs, component: Indices, new: bool) -> Pairs:  # noqa: FBT001
    """Offer the pairs that lie in two components, and return them."""
    between = component[pairs.i] != component[pairs.j]
    left = Pairs(pairs.gap[between], pairs.i[between], pairs.j[between])
    for e in range(len(left.gap)):
        for end in (left.i[e], left.j[e]):
            _offer(offers, component[end], left.gap[e], left.i[e], left.j[e], new)
    return left


@kernel
def _offer_found(offers: _Offers, seekers: _Seekers, k: int, component: Indices) -> None:
    """Offer what a seeker has found, to its own component and to the other."""
    here, there = seekers.rows[k], seekers.nearest[k]
    i, j = min(here, there), max(here, there)
    _offer(offers, component[here], seekers.least[k], i, j, True)
    _offer(offers, component[there], seekers.least[k], i, j, True)


@kernel
def _offer_remembered(offers: _Offers, seekers: _Seekers, component: Indices) -> None:
    """Offer what seekers found in earlier rounds, if it is still elsewhere."""
    for k in range(len(seekers.rows)):
        if seekers.nearest[k] >= 0:
            if component[seekers.nearest[k]] == component[seekers.rows[k]]:
                seekers.nearest[k] = -1
            else:
                _offer_found(offers, seekers, k, component)


@kernel
def _seek(
    offers: _Offers,
    outlines: Outlines,
    trees: tuple[BoxTree, BoxTree],
    seekers: _Seekers,
    component: Indices,
    floor: float,
) -> None:
    """Let every seeker look for what is nearer than the edge that its component holds."""
    belonging = belongings(trees[0], component), belongings(trees[1], component)
    stack = new_stack()
    for k in range(len(seekers.rows)):
        bound = offers.gap[component[seekers.rows[k]]]
        if seekers.nearest[k] < 0 and seekers.least[k] <= bound:
            side = 1 if seekers.second[k] else 0
            seekers.least[k], seekers.nearest[k] = nearest_elsewhere(
                outlines,
                trees[side],
                belonging[side],
                component,
                seekers.rows[k],
                bound,
                floor,
                stack,
            )
            if seekers.nearest[k] >= 0:
                _offer_found(offers, seekers, k, component)

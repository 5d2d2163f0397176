"""Minimum spanning forests of footprints, exact and up to a horizon.

Borůvka's algorithm: in each round every component finds its shortest edge to another, and those
edges join them. The order of edges is total, so the forest is the only one there is, however it is
found.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from metrocli.continuity.boxtree import BoxTree
from metrocli.continuity.edges import NO_EDGES, Edges, Indices
from metrocli.continuity.grid.sets import Parents, find
from metrocli.continuity.outlines import Outlines
from metrocli.continuity.seeking import (
    NEVER,
    Limits,
    Pair,
    Round,
    clear,
    new_round,
    offer,
    probe,
    seek,
)
from metrocli.shapes.kernel import kernel


class _Edges(NamedTuple):
    """Edges as compiled code takes them; see `metrocli.continuity.edges.Edges`."""

    gap: NDArray[np.float64]
    i: Indices
    j: Indices


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
    limits = Limits(floor or NEVER, float(floor), float(horizon))
    return _grown(outlines, Pair((tree, tree), True, tree.order), known, limits, limits.enough)


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
    limits = Limits(floor or NEVER, float(floor), float(horizon))
    pair = Pair((a, b), False, np.concatenate([a.order, b.order]))
    least = _least(outlines, pair, limits)
    if least < 0:
        return NO_EDGES
    # What is shorter than anything between the trees is an edge of their common forest.
    return _grown(outlines, pair, known, limits, max(limits.enough, np.nextafter(least, NEVER)))


def _grown(outlines: Outlines, pair: Pair, known: Edges, limits: Limits, settled: float) -> Edges:
    found = _grow(outlines, pair, _Edges(known.gap, known.i, known.j), limits, float(settled))
    order = np.lexsort((found.j, found.i, found.gap))
    return Edges(found.i[order], found.j[order], found.gap[order])


@kernel
def _grow(outlines: Outlines, pair: Pair, known: _Edges, limits: Limits, settled: float) -> _Edges:
    """Return the new edges, in the order in which components were joined.

    Known edges up to `settled` are of the forest.
    """
    count, size = len(pair.rows), 0
    now = new_round(len(outlines.boxes), pair, count)
    parents = np.arange(count).astype(np.int32)
    found = _Edges(np.empty(count), np.empty(count, np.int64), np.empty(count, np.int64))
    known = _join_settled(settled, known, parents, now.place)
    while True:
        for k in range(count):
            now.component[pair.rows[k]] = find(parents, k)
        clear(now.offers, limits.horizon)
        known = _offer_known(now, known)
        _offer_remembered(now, pair.rows)
        if limits.floor > 0.0:
            probe(outlines, pair, now, limits)
        seek(outlines, pair, now, limits)
        joined = False
        for c in range(count):
            i, j = now.offers.i[c], now.offers.j[c]
            if i < 0:
                continue
            one, other = find(parents, now.place[i]), find(parents, now.place[j])
            if one != other:
                parents[one] = other
                joined = True
                if now.offers.new[c]:
                    found.gap[size], found.i[size], found.j[size] = now.offers.gap[c], i, j
                    size += 1
        if not joined:
            return _Edges(found.gap[:size], found.i[:size], found.j[:size])


@kernel
def _least(outlines: Outlines, pair: Pair, limits: Limits) -> float:
    """Return the least gap between two trees, as if each were of one component; -1 for none."""
    now = new_round(len(outlines.boxes), pair, 2)
    first = len(pair.trees[0].order)
    for k in range(len(pair.rows)):
        now.component[pair.rows[k]] = k >= first
    clear(now.offers, limits.horizon)
    seek(outlines, pair, now, limits)
    return now.offers.gap[0] if now.offers.i[0] >= 0 else NEVER


@kernel
def _join_settled(limit: float, known: _Edges, parents: Parents, place: Indices) -> _Edges:
    """Join what known edges up to a limit join, and return the others."""
    later = known.gap > limit
    for e in np.flatnonzero(~later):
        parents[find(parents, place[known.i[e]])] = find(parents, place[known.j[e]])
    return _Edges(known.gap[later], known.i[later], known.j[later])


@kernel
def _offer_known(now: Round, known: _Edges) -> _Edges:
    """Offer the known edges between components, and return them."""
    between = now.component[known.i] != now.component[known.j]
    left = _Edges(known.gap[between], known.i[between], known.j[between])
    for e in range(len(left.gap)):
        offer(now, left.gap[e], left.i[e], left.j[e], False)
    return left


@kernel
def _offer_remembered(now: Round, rows: Indices) -> None:
    """Offer what was measured in earlier rounds, if it is still elsewhere."""
    for k in range(len(rows)):
        here, there = rows[k], now.nearest.row[k]
        if there >= 0:
            if now.component[there] == now.component[here]:
                now.nearest.row[k] = -1
            else:
                offer(now, now.nearest.gap[k], min(here, there), max(here, there), True)

"""Closest pairs: of every two components that come within a reach, the two nearest footprints.

Two trees of boxes are gone down together. What lies farther apart than the reach is left out, and
so is what belongs to one component as a whole, or to two whose closest pair so far is nearer.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from metrocli.continuity.boxtree import DEPTH, MIXED, NOTHING, BoxTree, belongings
from metrocli.continuity.distance import SLACK, Box, box_at, box_gap2, gap_between
from metrocli.continuity.edges import Edges, Ends, Indices
from metrocli.continuity.outlines import Outlines
from metrocli.shapes.kernel import inlined, kernel, lent

ITSELF = 0
"""What stands for the other node where a node is compared with itself."""

ROOM, LEAST_ROOM = 8, 1024
"""Pairs that are held at a time: for each component, and at least."""

SPREAD = np.uint64(0x9E3779B97F4A7C15)
"""An odd number near 2^64 over the golden ratio: products with it scatter (Knuth, 6.4)."""

VACANT = -1


class _Todo(NamedTuple):
    """Pairs of nodes that are still to be compared, the last of them first.

    Parameters
    ----------
    nodes : ndarray of int64, shape (d, 2)
        One of the first tree, and one of the second or `ITSELF`. After its last node, a tree's
        nodes go on with its single footprints.
    gap2 : ndarray of float64, shape (d,)
        The square of the distance of their boxes.
    waiting : ndarray of int64, shape (1,)
        How many.
    """

    nodes: Indices
    gap2: NDArray[np.float64]
    waiting: Indices


class _Found(NamedTuple):
    """The closest pairs so far, each found by its two components.

    Parameters
    ----------
    slots : ndarray of int32, shape (2^k,)
        Which pair a slot holds, or `VACANT`; more than half of them are vacant.
    key : ndarray of int64, shape (r,)
        The two components as one number.
    gap : ndarray of float64, shape (r,)
        Metres.
    i, j : ndarray of int64, shape (r,)
        The footprints; ``i < j``.
    size : ndarray of int64, shape (1,)
        How many pairs there are.
    """

    slots: NDArray[np.int32]
    key: Indices
    gap: NDArray[np.float64]
    i: Indices
    j: Indices
    size: Indices


class _Side(NamedTuple):
    """A tree, the component of each of its footprints, and what its nodes belong to as a whole."""

    tree: BoxTree
    component: NDArray[np.int32]
    belonging: Indices


def closest_pairs(
    outlines: Outlines,
    sides: Sequence[tuple[BoxTree, NDArray[np.int32]]],
    count: int,
    reach: float,
) -> Iterator[tuple[Edges, Ends]]:
    """Yield the closest pair of every two components that come within a reach of each other.

    Parameters
    ----------
    outlines : Outlines
        That the trees stand on.
    sides : one or two pairs of BoxTree and ndarray of int32
        A tree, and of each of its footprints, in its order, the component: ``0 … count - 1``. Of
        two trees, one footprint of a pair is of the first, the other of the second.
    count : int
        How many components there are.
    reach : float
        Metres.

    Yields
    ------
    Edges
        All of them at once, but where there are more than are held at a time; then two components
        may come several times, their closest pair at least once. Ties go by position.
    ndarray of int32, shape (2, m)
        The components of each.
    """
    known = [_Side(tree, of, belongings(tree, of)) for tree, of in sides]
    first, second = known[0], known[-1]
    todo = _Todo(np.empty((8 * DEPTH, 2), np.int64), np.zeros(8 * DEPTH), np.ones(1, np.int64))
    todo.nodes[0] = 1, 1 if len(known) > 1 else ITSELF
    room = max(ROOM * count, LEAST_ROOM)
    found = _Found(
        np.empty(1 << (2 * room).bit_length(), np.int32),
        np.empty(room, np.int64),
        np.empty(room),
        np.empty(room, np.int64),
        np.empty(room, np.int64),
        np.zeros(1, np.int64),
    )
    while todo.waiting[0]:
        found.slots.fill(VACANT)
        found.size[0] = 0
        _search(outlines, (first, second), count, float(reach), todo, found)
        size = int(found.size[0])
        pairs = Edges(found.i[:size].copy(), found.j[:size].copy(), found.gap[:size].copy())
        yield pairs, np.array(np.divmod(found.key[:size], count), dtype=np.int32)


@kernel
def _search(
    outlines: Outlines,
    sides: tuple[_Side, _Side],
    count: int,
    reach: float,
    todo: _Todo,
    found: _Found,
) -> None:
    """Compare nodes until all are done or there may be no room for what the next would add."""
    outlines, sides, todo, found = lent(outlines), lent(sides), lent(todo), lent(found)
    one, other = sides
    far2 = (reach + SLACK) * (reach + SLACK)
    room = len(found.gap) - one.tree.leaf * other.tree.leaf
    while todo.waiting[0] and found.size[0] <= room:
        todo.waiting[0] -= 1
        a, b = todo.nodes[todo.waiting[0], 0], todo.nodes[todo.waiting[0], 1]
        alone = b == ITSELF
        if alone and one.belonging[a] != MIXED:
            continue
        if not alone and not _may_be_closer(
            sides, count, (a, b), todo.gap2[todo.waiting[0]], found
        ):
            continue
        if _is_leaf(one, a) and (alone or _is_leaf(other, b)):
            _measure(outlines, sides, count, reach, (a, b), found)
        elif alone:
            _put(todo, 0, 2 * a, ITSELF, 0.0)
            _put(todo, 0, 2 * a + 1, ITSELF, 0.0)
            gap2 = box_gap2(box_at(one.tree.boxes, 2 * a), box_at(one.tree.boxes, 2 * a + 1))
            if gap2 <= far2:
                _put(todo, 0, 2 * a, 2 * a + 1, gap2)
        else:
            at = _to_split(outlines, sides, (a, b))
            _split(outlines, sides, (a, b), at, far2, todo)


@inlined
def _may_be_closer(
    sides: tuple[_Side, _Side],
    count: int,
    nodes: tuple[int, int],
    gap2: float,
    found: _Found,
) -> bool:
    """Tell whether something below two nodes may be of two components, and their closest pair."""
    one, other = sides
    here, there = _belonging(one, nodes[0]), _belonging(other, nodes[1])
    if min(here, there) == NOTHING:
        return False
    if min(here, there) == MIXED:
        return True
    if here == there:
        return False
    held = found.slots[_slot(found, _key(here, there, count))]
    if held == VACANT:
        return True
    bound = found.gap[held] + SLACK
    return bool(gap2 <= bound * bound)


@inlined
def _put(todo: _Todo, at: int, node: int, other: int, gap2: float) -> None:
    """Put down a pair, the place in which a node stands given; it is looked at before others."""
    todo.nodes[todo.waiting[0], at], todo.nodes[todo.waiting[0], 1 - at] = node, other
    todo.gap2[todo.waiting[0]] = gap2
    todo.waiting[0] += 1


@inlined
def _belonging(side: _Side, node: int) -> int:
    beyond = node - len(side.tree.boxes)
    return int(side.belonging[node] if beyond < 0 else side.component[beyond])


@inlined
def _box(outlines: Outlines, side: _Side, node: int) -> Box:
    beyond = node - len(side.tree.boxes)
    if beyond < 0:
        return box_at(side.tree.boxes, node)
    return box_at(outlines.boxes, side.tree.order[beyond])


@inlined
def _is_leaf(side: _Side, node: int) -> bool:
    """Tell whether a node has no nodes below it."""
    return node >= len(side.tree.boxes) // 2


@inlined
def _places(side: _Side, leaf: int) -> tuple[int, int]:
    """Return where what a leaf holds begins and ends in the order of its tree."""
    place = leaf - len(side.tree.boxes)
    if place >= 0:
        return place, place + 1
    first = (leaf - len(side.tree.boxes) // 2) * side.tree.leaf
    return first, min(first + side.tree.leaf, len(side.tree.order))


@inlined
def _key(one: int, other: int, count: int) -> int:
    return min(one, other) * count + max(one, other)


@inlined
def _slot(found: _Found, key: int) -> int:
    """Return the slot of two components, or the one where they are to go."""
    slot = int((np.uint64(key) * SPREAD) >> np.uint64(20)) & (len(found.slots) - 1)
    while found.slots[slot] != VACANT and found.key[found.slots[slot]] != key:
        slot = (slot + 1) & (len(found.slots) - 1)
    return slot


@inlined
def _to_split(outlines: Outlines, sides: tuple[_Side, _Side], nodes: tuple[int, int]) -> int:
    """Return which of two nodes is to be split: the one of several components, or the larger.

    What is of two components can be left out as soon as a closer pair of theirs is known.
    """
    one, other = sides
    a, b = nodes
    mixed = _belonging(one, a) == MIXED
    if mixed != (_belonging(other, b) == MIXED):
        return 0 if mixed else 1
    if _is_leaf(one, a) or _is_leaf(other, b):
        return 0 if _is_leaf(other, b) else 1
    p, q = _box(outlines, one, a), _box(outlines, other, b)
    return 0 if p[2] - p[0] + p[3] - p[1] >= q[2] - q[0] + q[3] - q[1] else 1


@inlined
def _split(
    outlines: Outlines,
    sides: tuple[_Side, _Side],
    nodes: tuple[int, int],
    at: int,
    far2: float,
    todo: _Todo,
) -> None:
    """Put down the pairs that a pair comes to when one of its nodes is split, the nearest last."""
    side, node, kept = sides[at], nodes[at], nodes[1 - at]
    box = _box(outlines, sides[1 - at], kept)
    if _is_leaf(side, node):
        first, last = _places(side, node)
        for place in range(first, last):
            gap2 = box_gap2(box_at(outlines.boxes, side.tree.order[place]), box)
            if gap2 <= far2:
                _put(todo, at, len(side.tree.boxes) + place, kept, gap2)
        return
    left = box_gap2(box_at(side.tree.boxes, 2 * node), box)
    right = box_gap2(box_at(side.tree.boxes, 2 * node + 1), box)
    far = int(left <= right)
    if max(left, right) <= far2:
        _put(todo, at, 2 * node + far, kept, max(left, right))
    if min(left, right) <= far2:
        _put(todo, at, 2 * node + 1 - far, kept, min(left, right))


@kernel
def _measure(
    outlines: Outlines,
    sides: tuple[_Side, _Side],
    count: int,
    reach: float,
    leaves: tuple[int, int],
    found: _Found,
) -> None:
    """Measure the pairs of two leaves, or of one, that may be closer than those that are known."""
    one, other = sides
    alone = leaves[1] == ITSELF
    first, last = _places(one, leaves[0])
    begin, end = _places(other, leaves[0] if alone else leaves[1])
    around = _box(outlines, other, leaves[0] if alone else leaves[1])
    far2 = (reach + SLACK) * (reach + SLACK)
    for place in range(first, last):
        p, mine = one.tree.order[place], one.component[place]
        here = box_at(outlines.boxes, p)
        if box_gap2(here, around) > far2:
            continue
        for across in range(place + 1 if alone else begin, end):
            q, theirs = other.tree.order[across], other.component[across]
            if mine == theirs:
                continue
            gap2 = box_gap2(here, box_at(outlines.boxes, q))
            if gap2 > far2:
                continue
            key = _key(mine, theirs, count)
            slot = _slot(found, key)
            held = found.slots[slot]
            bound = reach if held == VACANT else found.gap[held]
            if gap2 > (bound + SLACK) * (bound + SLACK):
                continue
            i, j = min(p, q), max(p, q)
            gap = gap_between(outlines, i, j, bound)
            if gap > bound:
                continue
            if held == VACANT:
                held = found.size[0]
                found.size[0] += 1
                found.slots[slot], found.key[held] = held, key
            elif (gap, i, j) >= (found.gap[held], found.i[held], found.j[held]):
                continue
            found.gap[held], found.i[held], found.j[held] = gap, i, j

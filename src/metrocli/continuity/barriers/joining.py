"""Joining: the sets of footprints that come within a gap of each other, as walls leave it.

Where all that matters is what is joined, by whatever way. Most of it is so by short lines, which
are looked for first; what lies on both banks of a river is then mostly one set already, by the
nearest bridge, and need not be compared. Bends matter only where they are within the gap of two
sets that no line joins.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from metrocli.continuity.barriers.approaches import Approaches, approach, tree_of
from metrocli.continuity.barriers.pairs import is_one, open_pair, unmix
from metrocli.continuity.barriers.sight import may_lead, parted
from metrocli.continuity.barriers.things import Things, between_footprints, seen, things_of
from metrocli.continuity.barriers.walls import Walls
from metrocli.continuity.boxtree import (
    DEPTH,
    LEAF,
    NOTHING,
    BoxTree,
    belongings,
    following,
    held,
    plant,
    put_below,
)
from metrocli.continuity.distance import SLACK, box_at, box_gap, gap_between
from metrocli.continuity.edges import Indices
from metrocli.continuity.grid.sets import Parents, find, unite
from metrocli.continuity.outlines import Outlines
from metrocli.shapes.kernel import inlined, kernel

SHORT = 4
"""Of what part of the gap the lines are that are looked for first."""


class Field(NamedTuple):
    """What is looked at, and never changes.

    Parameters
    ----------
    outlines : Outlines
        Of all footprints.
    walls : Walls
        What parts them.
    things : Things
        Some of the footprints, and bends.
    tree : BoxTree
        Over those footprints.
    """

    outlines: Outlines
    walls: Walls
    things: Things
    tree: BoxTree


def joined(outlines: Outlines, rows: Indices, sets: Parents, walls: Walls, gap: float) -> Parents:
    """Return the sets of some footprints when those within a gap are joined.

    Parameters
    ----------
    outlines : Outlines
        Of all.
    rows : ndarray of int64, shape (f,)
        Which footprints.
    sets : ndarray of int32, shape (f,)
        Of each, the root of the set that it is in beforehand.
    walls : Walls
        The barriers.
    gap : float
        Metres, inclusive.

    Returns
    -------
    ndarray of int32, shape (f,)
        Sets of positions among the rows.
    """
    _, first, which = np.unique(sets, return_index=True, return_inverse=True)
    parents = first[which].astype(np.int32)
    things = things_of(outlines, rows, walls, gap, len(rows))
    field = Field(outlines, walls, things, plant(things.boxes, np.arange(len(rows))))
    for reach in (gap / SHORT, gap):
        _join_by_lines(field, parents, reach)
    bends = tree_of(things, len(rows) + np.flatnonzero(_contested(field, parents, gap)))
    approaches = approach(outlines, walls, things, field.tree, bends, gap)
    _join_by_bends(field, parents, bends, approaches, gap)
    return parents


@kernel
def _roots(parents: Parents) -> Indices:
    roots = np.empty(len(parents), np.int64)
    for k in range(len(parents)):
        roots[k] = find(parents, k)
    return roots


# -- lines ---------------------------------------------------------------------


@kernel
def _join_by_lines(field: Field, parents: Parents, reach: float) -> None:
    """Join what lines no longer than a reach join that no wall cuts."""
    tree, component = field.tree, _roots(parents)
    belonging = belongings(tree, component[tree.order])
    leaves = len(tree.boxes) // 2
    stack = np.empty((4 * DEPTH, 2), np.int64)
    stack[0, 0] = stack[0, 1] = 1
    waiting = 1
    while waiting:
        waiting -= 1
        one, other = stack[waiting]
        unmix(tree, parents, component, belonging, one)
        unmix(tree, parents, component, belonging, other)
        if NOTHING in (belonging[one], belonging[other]):
            continue
        if is_one(parents, belonging[one], belonging[other]):
            continue
        here, there = box_at(tree.boxes, one), box_at(tree.boxes, other)
        if box_gap(here, there) > reach + SLACK:
            continue
        # Of two sets that are both whole, most stand on two banks; what is mixed soon is one set.
        whole = belonging[one] >= 0 and belonging[other] >= 0
        if whole and parted(field.walls, here, there):
            continue
        if one >= leaves and other >= leaves:
            _join_leaves(field, parents, one, other, reach)
        else:
            waiting = open_pair(tree, stack, waiting, one, other)


@kernel
def _join_leaves(field: Field, parents: Parents, one: int, other: int, reach: float) -> None:
    tree = field.tree
    leaves = len(tree.boxes) // 2
    first, second = (one - leaves) * LEAF, (other - leaves) * LEAF
    for i in tree.order[first : first + LEAF]:
        for j in tree.order[second : second + LEAF]:
            if (one == other and i >= j) or find(parents, i) == find(parents, j):
                continue
            if _sees(field, min(i, j), max(i, j), reach):
                unite(parents, i, j)


@inlined
def _sees(field: Field, i: int, j: int, reach: float) -> bool:
    """Tell whether a line no longer than a reach joins two footprints and no wall cuts it."""
    things = field.things
    here, there = box_at(things.boxes, i), box_at(things.boxes, j)
    if box_gap(here, there) > reach + SLACK:
        return False
    gap = gap_between(field.outlines, things.rows[i], things.rows[j], reach)
    if gap > reach:
        return False
    if gap == 0.0 or gap < max(things.clear[i], things.clear[j]):
        return True
    if parted(field.walls, here, there):
        return False
    length = between_footprints(field.walls, things, i, j, reach + SLACK)[0]
    return length <= gap + SLACK or length <= reach


# -- bends ---------------------------------------------------------------------


@kernel
def _contested(field: Field, parents: Parents, gap: float) -> NDArray[np.bool_]:
    """Tell which bends two sets are so near to that a way round them may join the two."""
    count = len(parents)
    component = _roots(parents)
    belonging = belongings(field.tree, component[field.tree.order])
    contested = np.zeros(len(field.things.bends), np.bool_)
    for bend in range(len(contested)):
        near, own = _nearest(field, component, belonging, count + bend, NOTHING, gap)
        if own != NOTHING:
            other = _nearest(field, component, belonging, count + bend, own, gap - near)[1]
            contested[bend] = other != NOTHING
    return contested


@kernel
def _nearest(
    field: Field, component: Indices, belonging: Indices, bend: int, own: int, bound: float
) -> tuple[float, int]:
    """Return the nearest set to a bend but one, by boxes, and how far it is; or `NOTHING`."""
    tree, here = field.tree, box_at(field.things.boxes, bend)
    leaves = len(tree.boxes) // 2
    nodes, near = np.empty(DEPTH, np.int64), np.empty(DEPTH)
    nodes[0], near[0], waiting = 1, box_gap(here, box_at(tree.boxes, 1)), 1
    best, found = bound + SLACK, NOTHING
    while waiting:
        waiting -= 1
        node = nodes[waiting]
        if near[waiting] > best or belonging[node] == own:
            continue
        if node >= leaves:
            first = (node - leaves) * LEAF
            for k in tree.order[first : first + LEAF]:
                length = box_gap(here, box_at(field.things.boxes, k))
                if component[k] != own and length <= best:
                    best, found = length, component[k]
            continue
        waiting = put_below(tree, node, here, nodes, near, waiting)
    return best, found


@kernel
def _join_by_bends(
    field: Field, parents: Parents, bends: BoxTree, approaches: Approaches, gap: float
) -> None:
    """Join what a bend approaches to what it sees, and to what other bends that it sees do."""
    outlines, walls, things, _tree = field
    for bend in bends.order:
        own, length = approaches.owners[bend], approaches.lengths[bend]
        if own < 0:
            continue
        here, turned = box_at(things.boxes, bend), things.bends[bend - len(parents)]
        for tree in (field.tree, bends):
            node = 1
            while node:
                box = box_at(tree.boxes, node)
                near = length + box_gap(here, box) <= gap + SLACK and may_lead(walls, turned, box)
                if near:
                    for k in held(tree, node):
                        other = approaches.owners[k]
                        if other < 0 or find(parents, own) == find(parents, other):
                            continue
                        behind = length + approaches.lengths[k]
                        if behind + box_gap(here, box_at(things.boxes, k)) > gap + SLACK:
                            continue
                        way = seen(outlines, walls, things, bend, k, gap - behind + SLACK)
                        if behind + way <= gap:
                            unite(parents, own, other)
                node = following(tree, node, near)

"""Growth: the forest of footprints under the lengths of shortest ways, from a part that is sure.

Borůvka's algorithm, as in `metrocli.continuity.forest`, but over pairs of boxes: where a chain of
walls parts two boxes, no line between them counts, so that the two banks of a river are done with
in a few steps. A bend is of the component of the footprint or feature that it approaches.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from metrocli.continuity.barriers.approaches import Approaches, approaches_of, tree_of
from metrocli.continuity.barriers.pairs import is_one, open_pair, unmix
from metrocli.continuity.barriers.sight import may_lead, parted
from metrocli.continuity.barriers.things import Things, seen
from metrocli.continuity.barriers.walls import Walls
from metrocli.continuity.boxtree import DEPTH, LEAF, NOTHING, BoxTree, belongings, plant, put_below
from metrocli.continuity.distance import SLACK, box_at, box_gap
from metrocli.continuity.edges import Edges, Indices
from metrocli.continuity.grid.sets import Parents, find, unite
from metrocli.continuity.outlines import Outlines
from metrocli.shapes.kernel import inlined, kernel

NEVER = -1.0
"""A gap that nothing has."""


class Ground(NamedTuple):
    """What growth looks at, and never changes.

    Parameters
    ----------
    outlines : Outlines
        Of all footprints.
    walls : Walls
        What parts them.
    things : Things
        Footprints, features and bends.
    footprints, bends : BoxTree
        Over them, features among footprints; the bends that approach nothing are left out.
    approaches : Approaches
        Of the things.
    floor, horizon : float
        Gaps up to the floor count as it, and those beyond the horizon do not; metres.
    """

    outlines: Outlines
    walls: Walls
    things: Things
    footprints: BoxTree
    bends: BoxTree
    approaches: Approaches
    floor: float
    horizon: float


class _Offers(NamedTuple):
    """The shortest edge that each component was offered in a round; `i` is -1 before the first."""

    gap: NDArray[np.float64]
    i: Indices
    j: Indices
    new: NDArray[np.bool_]


class _Found(NamedTuple):
    """Edges found so far."""

    gap: NDArray[np.float64]
    i: Indices
    j: Indices
    size: Indices


class _Sides(NamedTuple):
    """Of the nodes of a tree: the component of each as a whole, and its most distant offer."""

    belonging: Indices
    limits: NDArray[np.float64]


class _Round(NamedTuple):
    """What changes while a round goes on."""

    parents: Parents
    component: Indices
    offers: _Offers
    found: _Found
    footprints: _Sides
    bends: _Sides


def ground_of(
    outlines: Outlines, walls: Walls, things: Things, floor: float, horizon: float
) -> Ground:
    """Return the ground on which the forest of things grows."""
    count = len(things.rows)
    approaches = approaches_of(outlines, walls, things, float(horizon))
    return Ground(
        outlines,
        walls,
        things,
        plant(things.boxes, np.arange(count)),
        tree_of(things, count + np.flatnonzero(approaches.owners[count:] >= 0)),
        approaches,
        float(floor),
        float(horizon),
    )


def grow(ground: Ground, sure: Edges, known: Edges) -> Edges:
    """Return the edges that make the forest whole.

    Parameters
    ----------
    ground : Ground
        Its things.
    sure : Edges
        Between positions among its footprints: a part of the forest.
    known : Edges
        Others that may be of it.
    """
    parents = np.arange(len(ground.things.rows), dtype=np.int32)
    taken = sure.i, sure.j
    given = known.gap, known.i, known.j
    gap, i, j = _grow(ground, parents, taken, given)
    return Edges(np.minimum(i, j), np.maximum(i, j), gap)


@kernel
def _grow(
    ground: Ground,
    parents: Parents,
    sure: tuple[Indices, Indices],
    known: tuple[NDArray[np.float64], Indices, Indices],
) -> tuple[NDArray[np.float64], Indices, Indices]:
    count = len(ground.things.rows)
    for k in range(len(sure[0])):
        unite(parents, sure[0][k], sure[1][k])
    size = np.zeros(1, np.int64)
    found = _Found(np.empty(count), np.empty(count, np.int64), np.empty(count, np.int64), size)
    while True:
        before = size[0]
        now = _begin(ground, parents, known, found)
        _compare(ground, now)
        for bend in ground.bends.order:
            _look(ground, now, bend, ground.footprints, now.footprints)
            _look(ground, now, bend, ground.bends, now.bends)
        # What was joined at once has other shortest edges than its parts were offered.
        if size[0] == before and not _accept(now):
            return found.gap[: size[0]], found.i[: size[0]], found.j[: size[0]]


@kernel
def _begin(
    ground: Ground,
    parents: Parents,
    known: tuple[NDArray[np.float64], Indices, Indices],
    found: _Found,
) -> _Round:
    """Return a round in which nothing has been offered but known edges."""
    count, owners = len(parents), ground.approaches.owners
    component = np.full(len(owners), NOTHING)
    for thing in range(len(owners)):
        if owners[thing] >= 0:
            component[thing] = find(parents, owners[thing])
    offers = _Offers(
        np.full(count, ground.horizon),
        np.full(count, -1),
        np.full(count, -1),
        np.zeros(count, np.bool_),
    )
    for k in range(len(known[0])):
        one, other = component[known[1][k]], component[known[2][k]]
        if one != other:
            _offer(offers, one, known[0][k], known[1][k], known[2][k], False)
            _offer(offers, other, known[0][k], known[1][k], known[2][k], False)
    return _Round(
        parents,
        component,
        offers,
        found,
        _sides(ground.footprints, component, offers),
        _sides(ground.bends, component, offers),
    )


@kernel
def _accept(now: _Round) -> bool:
    """Join what the edges on offer do; return whether they joined anything."""
    parents, offers = now.parents, now.offers
    joined = False
    for c in range(len(parents)):
        if offers.i[c] >= 0 and find(parents, offers.i[c]) != find(parents, offers.j[c]):
            unite(parents, offers.i[c], offers.j[c])
            joined = True
            if offers.new[c]:
                _note(now.found, offers.gap[c], offers.i[c], offers.j[c])
    return joined


@inlined
def _note(found: _Found, gap: float, i: int, j: int) -> None:
    found.gap[found.size[0]] = gap
    found.i[found.size[0]], found.j[found.size[0]] = i, j
    found.size[0] += 1


@kernel
def _offer(offers: _Offers, component: int, gap: float, i: int, j: int, new: bool) -> None:  # noqa: FBT001
    """Let a component have an edge, if it has none that comes before it."""
    held = offers.gap[component], offers.i[component], offers.j[component]
    if (offers.i[component] < 0 and gap <= held[0]) or (gap, i, j) < held:
        offers.gap[component] = gap
        offers.i[component], offers.j[component] = i, j
        offers.new[component] = new


@kernel
def _sides(tree: BoxTree, component: Indices, offers: _Offers) -> _Sides:
    leaves = len(tree.boxes) // 2
    limits = np.full(2 * leaves, NEVER)
    for place in range(len(tree.order)):
        node = leaves + place // LEAF
        while node and limits[node] < offers.gap[component[tree.order[place]]]:
            limits[node] = offers.gap[component[tree.order[place]]]
            node //= 2
    return _Sides(belongings(tree, component[tree.order]), limits)


@inlined
def _limit(sides: _Sides, offers: _Offers, node: int) -> float:
    """Return how far away an edge may be that something below a node still needs."""
    whole = sides.belonging[node]
    return float(offers.gap[whole] if whole >= 0 else sides.limits[node])


@kernel
def _compare(ground: Ground, now: _Round) -> None:
    """Compare the footprints two by two, nearer boxes first, except where walls part them."""
    tree = ground.footprints
    leaves = len(tree.boxes) // 2
    stack = np.empty((4 * DEPTH, 2), np.int64)
    stack[0, 0] = stack[0, 1] = 1
    waiting = 1
    while waiting:
        waiting -= 1
        one, other = stack[waiting]
        if not _may_join(ground, now, one, other):
            continue
        if one >= leaves and other >= leaves:
            _compare_leaves(ground, now, one, other)
        else:
            waiting = open_pair(tree, stack, waiting, one, other)


@inlined
def _may_join(ground: Ground, now: _Round, one: int, other: int) -> bool:
    """Tell whether an edge between what lies below two nodes may still be the shortest of any."""
    tree, sides = ground.footprints, now.footprints
    unmix(tree, now.parents, now.component, sides.belonging, one)
    unmix(tree, now.parents, now.component, sides.belonging, other)
    if sides.belonging[one] == NOTHING or sides.belonging[other] == NOTHING:
        return False
    if is_one(now.parents, sides.belonging[one], sides.belonging[other]):
        return False
    here, there = box_at(tree.boxes, one), box_at(tree.boxes, other)
    gap = max(box_gap(here, there), ground.floor)
    limit = max(_limit(sides, now.offers, one), _limit(sides, now.offers, other))
    return gap <= limit + SLACK and (one == other or not parted(ground.walls, here, there))


@kernel
def _compare_leaves(ground: Ground, now: _Round, one: int, other: int) -> None:
    tree = ground.footprints
    leaves = len(tree.boxes) // 2
    first, second = (one - leaves) * LEAF, (other - leaves) * LEAF
    for i in tree.order[first : first + LEAF]:
        for j in tree.order[second : second + LEAF]:
            if one != other or i < j:
                _try(ground, now, i, j)
    for leaf in (one, other):
        _refresh(tree, now, leaf)


@inlined
def _refresh(tree: BoxTree, now: _Round, leaf: int) -> None:
    """Bring the limits above a leaf up to date with what its footprints were offered."""
    limits = now.footprints.limits
    first = (leaf - len(tree.boxes) // 2) * LEAF
    limit = NEVER
    for i in tree.order[first : first + LEAF]:
        limit = max(limit, now.offers.gap[now.component[i]])
    limits[leaf] = limit
    node = leaf // 2
    while node:
        limit = max(limits[2 * node], limits[2 * node + 1])
        if limit == limits[node]:
            break
        limits[node] = limit
        node //= 2


@kernel
def _try(ground: Ground, now: _Round, i: int, j: int) -> None:
    """Offer the edge that the line between two things makes, if it may be the shortest."""
    parents, offers, lengths = now.parents, now.offers, ground.approaches.lengths
    one, other = now.component[i], now.component[j]
    if find(parents, one) == find(parents, other):
        return
    if ground.things.feature[i] and ground.things.feature[j]:
        return
    bound = max(offers.gap[one], offers.gap[other])
    here, there = box_at(ground.things.boxes, i), box_at(ground.things.boxes, j)
    behind = lengths[i] + lengths[j]
    if max(behind + box_gap(here, there), ground.floor) > bound + SLACK:
        return
    if behind == 0.0 and parted(ground.walls, here, there):
        return
    gap = behind + seen(ground.outlines, ground.walls, ground.things, i, j, bound - behind + SLACK)
    gap = max(gap, ground.floor)
    if gap > ground.horizon:
        return
    a, b = ground.approaches.owners[i], ground.approaches.owners[j]
    a, b = min(a, b), max(a, b)
    if 0.0 < ground.floor == gap:
        unite(parents, a, b)
        _note(now.found, gap, a, b)
        return
    _offer(offers, one, gap, a, b, True)
    _offer(offers, other, gap, a, b, True)


@kernel
def _look(ground: Ground, now: _Round, bend: int, tree: BoxTree, sides: _Sides) -> None:
    """Let a bend look for things of other components."""
    things, length = ground.things, ground.approaches.lengths[bend]
    turned = things.bends[bend - len(things.rows)]
    here, own = box_at(things.boxes, bend), now.component[bend]
    leaves = len(tree.boxes) // 2
    nodes, near = np.empty(DEPTH, np.int64), np.empty(DEPTH)
    nodes[0], near[0], waiting = 1, 0.0, 1
    while waiting:
        waiting -= 1
        node = nodes[waiting]
        unmix(tree, now.parents, now.component, sides.belonging, node)
        whole = sides.belonging[node]
        if whole == NOTHING or is_one(now.parents, whole, own):
            continue
        limit = max(now.offers.gap[own], _limit(sides, now.offers, node))
        if max(length + near[waiting], ground.floor) > limit + SLACK:
            continue
        if not may_lead(ground.walls, turned, box_at(tree.boxes, node)):
            continue
        if node >= leaves:
            first = (node - leaves) * LEAF
            for k in tree.order[first : first + LEAF]:
                _try(ground, now, bend, k)
            continue
        waiting = put_below(tree, node, here, nodes, near, waiting)

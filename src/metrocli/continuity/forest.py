"""Minimum spanning forests of footprints, exact and up to a horizon.

Kruskal's algorithm, by reaches that grow threefold: of what one reach has joined, every two
components that come within the next one are measured where they are closest, and no other edge
between them can be of the forest (cycle property). What is left is farther apart than the reach
before, so there is never much of it around any one place, and the longest reach costs no more than
the first. The order of edges is total, so the forest is the only one there is, however it is found.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

import numpy as np
from numpy.typing import NDArray

from metrocli.continuity.boxtree import BoxTree
from metrocli.continuity.closest import closest_pairs
from metrocli.continuity.edges import NO_EDGES, Edges, Ends, Indices, join
from metrocli.continuity.grid.sets import Parents, find, numbered, unite
from metrocli.continuity.nearby import patches_within
from metrocli.continuity.outlines import Outlines
from metrocli.shapes.kernel import kernel

NEVER = -1.0
"""A gap that nothing has: without a floor, even edges of gap 0 are in the total order."""

WIDER = 3.0
"""How many times the one before each reach is."""

PART, LEAST = 0.04, 1.0
"""Of the width of a leaf, and metres at least: a reach in which footprints have few neighbours."""


@dataclass(frozen=True, eq=False)
class Step:
    """What the gaps within one reach, but not within the one before, join.

    Parameters
    ----------
    edges : Edges
        Of the forest, of such gaps.
    ends : ndarray of int32, shape (2, m)
        The components that each joins, of those that the reach before has left.
    labels : ndarray of int32, shape (k,)
        What each of those components is of once they are joined.
    count : int
        How many are left.
    """

    edges: Edges
    ends: Ends
    labels: NDArray[np.int32]
    count: int


@dataclass(frozen=True, eq=False)
class Stand:
    """Some footprints and their minimum spanning forest.

    Parameters
    ----------
    tree : BoxTree
        Over the footprints.
    patches : ndarray of int32, shape (n,)
        Which of them hang together by gaps up to the floor, in the order of the tree: from 0.
        Without a floor each is alone.
    count : int
        How many such patches there are.
    steps : tuple of Step
        The rest of their forest, which joins the patches, reach by reach.
    """

    tree: BoxTree
    patches: NDArray[np.int32]
    count: int
    steps: tuple[Step, ...]

    @classmethod
    def of(cls, tree: BoxTree, known: Edges, reaches: Sequence[float]) -> "Stand":
        """Return the footprints of a tree with their forest, which is known."""
        place = np.empty(int(tree.order.max()) + 1, np.int32)
        place[tree.order] = np.arange(len(tree.order), dtype=np.int32)
        near = known.up_to(reaches[0])
        _, patches, count = _forest(near, place[np.array([near.i, near.j])], len(tree.order))
        component, size, steps = patches, count, []
        for low, high in pairwise(reaches):
            some = known.beyond(low).up_to(high)
            ends = component[place[np.array([some.i, some.j])]]
            kept, labels, left = _forest(some, ends, size)
            steps.append(Step(some.take(kept), ends[:, kept], labels, left))
            component, size = labels[component], left
        return cls(tree, patches, count, tuple(steps))

    def edges(self) -> Edges:
        """Return the edges that join the patches, in the order of their gaps."""
        return join(step.edges for step in self.steps)

    def left(self, steps: int) -> int:
        """Return how many components are left after some of the steps."""
        return self.steps[steps - 1].count if steps else self.count


def reaches_over(trees: Sequence[BoxTree], horizon: float, floor: float) -> list[float]:
    """Return the gap that is joined from the start, and the reaches up to the horizon.

    Parameters
    ----------
    trees : sequence of BoxTree
        All that are to be compared.
    horizon, floor : float
        Largest gap of an edge, and the one up to which gaps are not told apart; metres.
    """
    if not trees:
        return [floor or NEVER, horizon]
    leaves = np.concatenate([tree.boxes[len(tree.boxes) // 2 :] for tree in trees])
    widths = (leaves[:, 2:] - leaves[:, :2])[leaves[:, 0] <= leaves[:, 2]]
    reach = max(PART * float(np.median(widths)), LEAST, WIDER * floor)
    reaches = [floor or NEVER]
    while reach < horizon:
        reaches.append(reach)
        reach *= WIDER
    return [*reaches, horizon]


def grown(outlines: Outlines, tree: BoxTree, reaches: Sequence[float]) -> Stand:
    """Return the footprints of a tree with their minimum spanning forest.

    Parameters
    ----------
    outlines : Outlines
        That the tree stands on.
    tree : BoxTree
        Over some of them.
    reaches : sequence of float
        As `reaches_over` gives them.
    """
    count = len(tree.order)
    patches = np.arange(count, dtype=np.int32)
    if reaches[0] >= 0:
        patches, count = patches_within(outlines, tree, reaches[0])
    component, size, steps = patches, count, []
    for reach in reaches[1:]:
        step = _step(outlines, [(tree, component)], size, reach)
        steps.append(step)
        component, size = step.labels[component], step.count
    return Stand(tree, patches, count, tuple(steps))


def cross_edges(outlines: Outlines, a: Stand, b: Stand, reaches: Sequence[float]) -> Edges:
    """Return the edges between two stands in the minimum spanning forest of both together.

    Parameters
    ----------
    outlines : Outlines
        That their trees stand on.
    a, b : Stand
        Of different ones of them.
    reaches : sequence of float
        Those that both were grown by.

    Returns
    -------
    Edges
        In their total order; none is shorter than the floor.
    """
    parts = [
        (stand.tree, np.full(len(stand.patches), k, np.int32)) for k, stand in enumerate((a, b))
    ]
    nearest = [pairs.gap for pairs, _ in closest_pairs(outlines, parts, 2, reaches[-1])]
    gap = float(np.concatenate(nearest).min(initial=inf))
    if gap == inf:
        return NO_EDGES
    # What is shorter than anything between them is of the forest of both.
    spared = sum(reach < gap for reach in reaches[1:])
    one, other = _Half.of(a, spared, 0), _Half.of(b, spared, a.left(spared))
    count, found = a.left(spared) + b.left(spared), []
    for k in range(spared, len(reaches) - 1):
        if count == 1:
            break
        own = a.steps[k], b.steps[k]
        known = join([own[0].edges, own[1].edges])
        ends = np.hstack([one.names[own[0].ends], other.names[own[1].ends]])
        sides = [(one.tree, one.component), (other.tree, other.component)]
        step = _step(outlines, sides, count, reaches[k + 1], (known, ends))
        one, other = one.after(own[0], step), other.after(own[1], step)
        count = step.count
        found.append(step.edges)
    return _in_order(found, max(reaches[0], 0.0))


@dataclass(frozen=True, eq=False)
class _Half:
    """One of two stands that are being joined, and its components among those of both.

    Parameters
    ----------
    tree : BoxTree
        Of the stand.
    component : ndarray of int32, shape (n,)
        Of each of its footprints, in the order of the tree.
    names : ndarray of int32, shape (k,)
        Of each component that the stand has by itself.
    """

    tree: BoxTree
    component: NDArray[np.int32]
    names: NDArray[np.int32]

    @classmethod
    def of(cls, stand: Stand, steps: int, first: int) -> "_Half":
        """Return a stand after some steps by itself, its components numbered from one."""
        labels = np.arange(stand.count, dtype=np.int32)
        for step in stand.steps[:steps]:
            labels = step.labels[labels]
        names = np.arange(first, first + stand.left(steps), dtype=np.int32)
        return cls(stand.tree, names[labels[stand.patches]], names)

    def after(self, own: Step, both: Step) -> "_Half":
        """Return it after a step of both, the stand's own one given too."""
        names = np.empty(own.count, np.int32)
        names[own.labels] = both.labels[self.names]
        return _Half(self.tree, both.labels[self.component], names)


def _step(
    outlines: Outlines,
    sides: Sequence[tuple[BoxTree, NDArray[np.int32]]],
    count: int,
    reach: float,
    known: tuple[Edges, Ends] = (NO_EDGES, np.empty((2, 0), np.int32)),
) -> Step:
    """Join components up to a reach, some of whose edges are known, and return what is new."""
    offered, ends = known
    new, labels, left = np.zeros(len(offered), np.bool_), np.arange(count, dtype=np.int32), count
    for pairs, between in closest_pairs(outlines, sides, count, reach):
        offered, ends = join([offered, pairs]), np.hstack([ends, between])
        new = np.append(new, np.ones(len(pairs), np.bool_))
        kept, labels, left = _forest(offered, ends, count)
        offered, ends, new = offered.take(kept), ends[:, kept], new[kept]
    return Step(offered.take(new), ends[:, new], labels, left)


def _forest(edges: Edges, ends: Ends, count: int) -> tuple[Indices, NDArray[np.int32], int]:
    """Return which edges make up the minimum spanning forest of components, in their total order.

    With them, what each component is of once they are joined, and how many are left.
    """
    order = edges.order()
    parents = np.arange(count, dtype=np.int32)
    joins = _join(ends, order, parents)
    return order[joins], *numbered(parents, np.arange(count, dtype=np.int32))


@kernel
def _join(ends: Ends, order: Indices, parents: Parents) -> NDArray[np.bool_]:
    """Join components by edges, and tell which joined what was apart."""
    joins = np.zeros(len(order), np.bool_)
    for k in range(len(order)):
        one, other = ends[0, order[k]], ends[1, order[k]]
        if find(parents, one) != find(parents, other):
            unite(parents, one, other)
            joins[k] = True
    return joins


def _in_order(edges: Iterable[Edges], floor: float) -> Edges:
    """Return edges in their total order, none of them shorter than the floor."""
    every = join(edges)
    every = Edges(every.i, every.j, np.maximum(every.gap, floor))
    return every.take(every.order())

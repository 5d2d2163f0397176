"""Joins: which communes come together, in which patch, as the gap grows."""

from collections.abc import Sequence
from dataclasses import dataclass

from metrocli.continuity.tree import TOLERANCE, GapTree
from metrocli.model import Code


@dataclass(frozen=True, slots=True)
class Join:
    """A patch that holds the majority of several communes, as soon as it does.

    Parameters
    ----------
    gap : float
        Metres from which on it does.
    communes : tuple of str
        The communes whose majority it holds, sorted.
    weight : float
        Of the whole patch, in the unit of the footprints' weights.
    """

    gap: float
    communes: tuple[Code, ...]
    weight: float


@dataclass(slots=True)
class _Patch:
    weights: dict[int, float]
    majority: frozenset[int]


def joins(tree: GapTree, majority: float) -> list[Join]:
    """Return the joins of a tree, by rising gap.

    Of the joins at one gap that grow into each other only the last is kept, so that each is a patch
    that exists. The sets are nested or disjoint where `majority` exceeds one half.

    Parameters
    ----------
    tree : GapTree
        Of the communes that may join.
    majority : float
        Part of each commune's weight, in (0, 1].
    """
    least = (tree.totals * majority * (1 - TOLERANCE)).tolist()
    patches = _singles(tree, least)
    parent = list(range(len(patches)))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    found: list[Join] = []
    edges = tree.edges
    for i, j, gap in zip(edges.i.tolist(), edges.j.tolist(), edges.gap.tolist(), strict=True):
        small, large = sorted((root(i), root(j)), key=lambda node: len(patches[node].weights))
        parent[small] = large
        before = patches[large].majority
        _absorb(patches[large], patches[small], least)
        after = patches[large].majority
        if after != before and len(after) > 1:
            communes = tuple(sorted(tree.communes[k] for k in after))
            found.append(Join(gap, communes, sum(patches[large].weights.values())))
    return _settled(found)


def _singles(tree: GapTree, least: Sequence[float]) -> list[_Patch]:
    return [
        _Patch({k: weight}, frozenset([k] if 0 < least[k] <= weight else []))
        for k, weight in zip(tree.commune.tolist(), tree.weights.tolist(), strict=True)
    ]


def _absorb(large: _Patch, small: _Patch, least: Sequence[float]) -> None:
    for k, weight in small.weights.items():
        large.weights[k] = large.weights.get(k, 0.0) + weight
    reached = {k for k in small.weights if 0 < least[k] <= large.weights[k]}
    large.majority |= small.majority | reached


def _settled(found: Sequence[Join]) -> list[Join]:
    """Return the joins without those that grow on at their own gap."""
    return [
        join
        for k, join in enumerate(found)
        if not any(
            later.gap == join.gap and set(later.communes) > set(join.communes)
            for later in found[k + 1 :]
        )
    ]

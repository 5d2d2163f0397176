"""Joins: which communes come together, in which patch, as the gap grows."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from metrocli.continuity.sets import Sets
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
    joined: int = 1
    """How many communes the last join had that led to this patch."""


def joins(tree: GapTree, majority: float) -> list[Join]:
    """Return the joins of a tree, by rising gap, then by their communes and weight.

    A join is a patch as it stands with *all* gaps up to its own, and that holds the majority of
    more communes than any of the patches it grew from. The sets are nested or disjoint where
    `majority` exceeds one half.

    Parameters
    ----------
    tree : GapTree
        Of the communes that may join.
    majority : float
        Part of each commune's weight, in (0, 1].
    """
    least = (tree.totals * majority * (1 - TOLERANCE)).tolist()
    patches = _singles(tree, least)
    sets = Sets(len(patches))
    found: list[Join] = []
    edges = tree.edges
    rising = zip(edges.gap.tolist(), edges.i.tolist(), edges.j.tolist(), strict=True)
    for gap, equal in groupby(rising, key=itemgetter(0)):
        grown = set()
        for _, i, j in equal:
            small, large = sets.find(i), sets.find(j)
            if len(patches[small].weights) > len(patches[large].weights):
                small, large = large, small
            sets.join(small, into=large)
            _absorb(patches[large], patches[small], least)
            grown.add(large)
        now = [_joined(tree, gap, patches[node]) for node in grown if sets.find(node) == node]
        # Two patches may hold the same communes where less than half is asked for.
        found += sorted(
            (join for join in now if join is not None),
            key=lambda join: (join.communes, join.weight),
        )
    return found


def _singles(tree: GapTree, least: Sequence[float]) -> list[_Patch]:
    return [
        _Patch({k: weight}, frozenset([k] if 0 < least[k] <= weight else []))
        for k, weight in zip(tree.commune.tolist(), tree.weights.tolist(), strict=True)
    ]


def _absorb(large: _Patch, small: _Patch, least: Sequence[float]) -> None:
    for k, weight in small.weights.items():
        large.weights[k] = large.weights.get(k, 0.0) + weight
    large.majority |= {k for k in small.weights if 0 < least[k] <= large.weights[k]}
    large.joined = max(large.joined, small.joined)


def _joined(tree: GapTree, gap: float, patch: _Patch) -> Join | None:
    """Return a patch as a join, if it holds more communes than what it grew from."""
    # A patch holds all that its parts held, so that the same number is the same communes.
    if len(patch.majority) <= patch.joined:
        return None
    patch.joined = len(patch.majority)
    communes = tuple(sorted(tree.communes[k] for k in patch.majority))
    return Join(gap, communes, sum(patch.weights.values()))

"""The profile of a gap tree: its continuum at every gap, as steps."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from metrocli.continuity.edges import Indices
from metrocli.continuity.sets import Sets
from metrocli.continuity.tree import TOLERANCE, GapTree


@dataclass(frozen=True, eq=False)
class Profile:
    """What the continuum of a tree is at every gap: a step holds from its gap up to the next one's.

    Parameters
    ----------
    gaps : ndarray of float64, shape (s,)
        Metres, ascending; the first is 0.
    by_commune : ndarray of float64, shape (s, k)
        Weight of the continuum in each commune of the tree, as `GapTree.continuum` has it.
    even_shares : ndarray of float64, shape (s,)
        The largest share that every commune has in one and the same patch, as
        `GapTree.most_even_share` has it; 0 where a commune has no weight.
    """

    gaps: NDArray[np.float64]
    by_commune: NDArray[np.float64]
    even_shares: NDArray[np.float64]

    @property
    def weights(self) -> NDArray[np.float64]:
        """Weight of the continuum at each step, shape (s,)."""
        return np.asarray(self.by_commune.sum(axis=1))

    def steps_at(self, gaps: NDArray[np.float64]) -> Indices:
        """Return the step that holds at each of some gaps, none below 0."""
        return np.searchsorted(self.gaps, gaps, side="right") - 1

    def merge_distance(self, majority: float) -> float | None:
        """Return the gap from which one patch holds a majority of the weight of every commune."""
        return self._first(self.even_shares >= majority * (1 - TOLERANCE))

    def exceeds(self, weight: float) -> float | None:
        """Return the gap from which the continuum weighs more than `weight`."""
        return self._first(self.weights > weight)

    def _first(self, holds: NDArray[np.bool_]) -> float | None:
        return float(self.gaps[holds.argmax()]) if holds.any() else None


def profile(tree: GapTree) -> Profile:
    """Return the profile of a tree that has footprints, in one pass over its edges.

    Parameters
    ----------
    tree : GapTree
        Of one commune or more.
    """
    patches = _grow(tree)
    even = np.maximum.accumulate(patches.even_shares(tree.totals))
    gaps = np.r_[np.zeros(len(tree.rows)), tree.edges.gap]
    # What holds at a gap is what all edges of that gap have done, and those before them.
    last = np.flatnonzero(np.r_[gaps[1:] > gaps[:-1], True])
    heaviest, even = patches.heaviest[last], even[last]
    changed = np.r_[True, (np.diff(heaviest) != 0) | (np.diff(even) > 0)]
    return Profile(
        gaps=gaps[last][changed],
        by_commune=patches.by_commune(heaviest[changed]),
        even_shares=even[changed],
    )


@dataclass(frozen=True, eq=False)
class _Patches:
    """Every patch there ever is: each footprint alone, then what each edge makes, in their order.

    The footprints stand in an order in which those of any patch are next to each other.

    Parameters
    ----------
    running : ndarray of float64, shape (k, n + 1)
        Weight in each commune of the footprints before each place of that order.
    start, end : ndarray of int64, shape (n + m,)
        Where in that order the footprints of each patch stand; the end is not among them.
    heaviest : ndarray of int64, shape (n + m,)
        Of the patches up to each, the heaviest; of equal ones, that of the first footprint.
    """

    running: NDArray[np.float64]
    start: Indices
    end: Indices
    heaviest: Indices

    def by_commune(self, which: Indices) -> NDArray[np.float64]:
        """Return the weight of some patches in each commune, shape (p, k)."""
        return (self.running[:, self.end[which]] - self.running[:, self.start[which]]).T

    def even_shares(self, totals: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the largest share that each patch has of every commune, shape (n + m,)."""
        shares = np.full(len(self.start), np.inf if totals.all() else 0.0)
        left = np.flatnonzero(shares)
        for weight, total in zip(self.running, totals, strict=True):
            share = (weight[self.end[left]] - weight[self.start[left]]) / total
            shares[left] = np.minimum(shares[left], share)
            left = left[share > 0]  # the others have nothing of this commune: they are done
        return shares


def _grow(tree: GapTree) -> _Patches:
    """Join the footprints of a tree, edge by edge."""
    size = len(tree.rows)
    sets = Sets(size)
    weight = tree.weights.tolist()
    # The footprints of a patch are a chain from its first one, which stands for it; joining two
    # is hanging one on the other's end.
    tail, following = list(range(size)), [-1] * size
    heads, tails = list(range(size)), list(range(size))
    best = first = int(tree.weights.argmax())
    most = weight[best]
    heaviest = [best] * size
    for i, j in zip(tree.edges.i.tolist(), tree.edges.j.tolist(), strict=True):
        one, other = sets.unite(i, j)
        following[tail[one]] = other
        tail[one] = end = tail[other]
        weight[one] = heavy = weight[one] + weight[other]
        if heavy > most or (heavy == most and one < first):
            best, most, first = len(heads), heavy, one
        heads.append(one)
        tails.append(end)
        heaviest.append(best)
    order = np.array(_walk(following, sets.representatives()))
    place = np.empty(size, np.int64)
    place[order] = np.arange(size)
    running = np.zeros((len(tree.communes), size + 1))
    running[tree.commune[order], np.arange(1, size + 1)] = tree.weights[order]
    return _Patches(
        running=running.cumsum(axis=1),
        start=place[heads],
        end=place[tails] + 1,
        heaviest=np.array(heaviest),
    )


def _walk(following: list[int], heads: list[int]) -> list[int]:
    """Return all links of some chains, one chain after the other."""
    order = []
    for head in heads:
        node = head
        while node >= 0:
            order.append(node)
            node = following[node]
    return order

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
    by_commune = patches.by_commune(tree)
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = np.where(tree.totals > 0, by_commune / tree.totals, 0.0).min(axis=1)
    gaps = np.r_[np.zeros(len(tree.rows)), tree.edges.gap]
    # What holds at a gap is what all edges of that gap have done, and those before them.
    last = np.flatnonzero(np.r_[gaps[1:] > gaps[:-1], True])
    even = np.maximum.accumulate(shares)[last]
    heaviest = patches.heaviest[last]
    changed = np.r_[True, (np.diff(heaviest) != 0) | (np.diff(even) > 0)]
    return Profile(
        gaps=gaps[last][changed],
        by_commune=by_commune[heaviest][changed],
        even_shares=even[changed],
    )


@dataclass(frozen=True, eq=False)
class _Patches:
    """Every patch there ever is: each footprint alone, then what each edge makes, in their order.

    Parameters
    ----------
    order : ndarray of int64, shape (n,)
        The footprints, so that those of any patch stand next to each other.
    start, end : ndarray of int64, shape (n + m,)
        Where in that order the footprints of each patch stand; the end is not among them.
    heaviest : ndarray of int64, shape (n + m,)
        Of the patches up to each, the heaviest; of equal ones, that of the first footprint.
    """

    order: Indices
    start: Indices
    end: Indices
    heaviest: Indices

    def by_commune(self, tree: GapTree) -> NDArray[np.float64]:
        """Return the weight of each patch in each commune, shape (n + m, k)."""
        commune, weights = tree.commune[self.order], tree.weights[self.order]
        found = np.empty((len(self.start), len(tree.communes)))
        for k in range(len(tree.communes)):
            sums = np.r_[0.0, np.cumsum(np.where(commune == k, weights, 0.0))]
            found[:, k] = sums[self.end] - sums[self.start]
        return found


def _grow(tree: GapTree) -> _Patches:
    """Join the footprints of a tree, edge by edge."""
    size = len(tree.rows)
    sets = Sets(size)
    weight, first = tree.weights.tolist(), list(range(size))
    # The footprints of a patch are a chain; joining two is hanging one on the other's end.
    head, tail, following = list(range(size)), list(range(size)), [-1] * size
    heads, tails = list(range(size)), list(range(size))
    best = int(tree.weights.argmax())
    most, earliest = weight[best], best
    heaviest = [best] * size
    for i, j in zip(tree.edges.i.tolist(), tree.edges.j.tolist(), strict=True):
        one, other = sets.find(i), sets.find(j)
        sets.join(one, into=other)
        following[tail[other]] = head[one]
        tail[other] = tail[one]
        weight[other] += weight[one]
        first[other] = min(first[other], first[one])
        if weight[other] > most or (weight[other] == most and first[other] < earliest):
            best, most, earliest = len(heads), weight[other], first[other]
        heads.append(head[other])
        tails.append(tail[other])
        heaviest.append(best)
    order = np.array(_walk(following, [head[node] for node in sets.representatives()]))
    place = np.empty(size, np.int64)
    place[order] = np.arange(size)
    return _Patches(order, place[heads], place[tails] + 1, np.array(heaviest))


def _walk(following: list[int], heads: list[int]) -> list[int]:
    """Return all links of some chains, one chain after the other."""
    order = []
    for head in heads:
        node = head
        while node >= 0:
            order.append(node)
            node = following[node]
    return order

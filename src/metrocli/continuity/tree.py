"""The gap tree of some communes: their patches at every gap at once."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import shapely
from numpy.typing import NDArray

from metrocli import planar
from metrocli.continuity.edges import Edges, Indices, components, join, minimum_forest
from metrocli.continuity.overlay import NO_OVERLAY, Overlay
from metrocli.model import Code, Footprints, Link, LinkEnd, Tie, Turn

if TYPE_CHECKING:
    from metrocli.continuity.barriers.walls import Walls

TOLERANCE = 1e-9
"""Relative slack when a share is compared with a majority: sums of floats, not of people."""


@dataclass(frozen=True, eq=False)
class Merge:
    """When something first becomes true as the gap grows.

    Parameters
    ----------
    gap : float
        Metres.
    edge : int, optional
        Position in the tree of the edge that brings it about; None if it holds without any.
    """

    gap: float
    edge: int | None


def gap_of(merge: Merge | None) -> float | None:
    """Return the gap of a merge, None where there is none."""
    return None if merge is None else merge.gap


@dataclass(frozen=True, eq=False)
class Continuum:
    """The patch of some communes with most population at a gap.

    Parameters
    ----------
    weight : float
        Of the whole patch, in the unit of the footprints' weights.
    by_commune : ndarray of float64, shape (k,)
        Its part in each commune of the tree.
    shares : ndarray of float64, shape (k,)
        The same as a part of each commune's weight, in [0, 1]; NaN for a commune without weight.
    rows : ndarray of int64
        Its footprints.
    """

    weight: float
    by_commune: NDArray[np.float64]
    shares: NDArray[np.float64]
    rows: Indices


@dataclass(frozen=True, eq=False)
class GapTree:
    """The minimum spanning forest of the footprints of some communes, and of no others.

    Parameters
    ----------
    footprints : Footprints
        All footprints of the study.
    rows : ndarray of int64, shape (n,)
        Those of the communes, ascending.
    commune : ndarray of int64, shape (n,)
        Which of `communes` each belongs to.
    communes : tuple of str
        CUTs, sorted; only communes that have footprints.
    edges : Edges
        Between positions in `rows`, in their total order: the first m of them make the patches
        at the gap of the m-th.
    floor : float
        Gaps up to it are not told apart, and read as it; metres.
    tie : ndarray of int64, shape (m,)
        Which of `ties` each edge comes of; -1 where it is a gap.
    ties : tuple of Tie
        What joins beside gaps.
    walls : Walls, optional
        What gaps go round; None without barriers.
    open : GapTree, optional
        The same without barriers, where there are some.
    """

    footprints: Footprints
    rows: Indices
    commune: Indices
    communes: tuple[Code, ...]
    edges: Edges
    floor: float
    tie: Indices
    ties: tuple[Tie, ...]
    walls: "Walls | None" = None
    open: "GapTree | None" = None

    @classmethod
    def of(
        cls,
        footprints: Footprints,
        groups: Sequence[Indices],
        edges: Edges,
        floor: float = 0.0,
        overlay: Overlay = NO_OVERLAY,
    ) -> "GapTree":
        """Return the tree of groups of footprints (one a commune) from edges that contain it.

        Of a gap and a tie that join the same two footprints alike, it is the gap.
        """
        tie = np.concatenate([np.full(len(edges), -1), overlay.tie])
        edges = join([edges, overlay.edges])
        rows = np.concatenate([np.empty(0, np.int64), *groups])
        commune = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
        order = np.argsort(rows)
        rows, commune = rows[order], commune[order]
        place = np.empty(len(footprints), np.int64)
        place[rows] = np.arange(len(rows))
        local = Edges(place[edges.i], place[edges.j], edges.gap)
        kept = minimum_forest(len(rows), local, local.i, local.j)
        codes = tuple(str(footprints.communes[group[0]]) for group in groups)
        return cls(
            footprints, rows, commune, codes, local.take(kept), floor, tie[kept], overlay.ties
        )

    @cached_property
    def weights(self) -> NDArray[np.float64]:
        """Weight of each footprint of the tree."""
        return np.asarray(self.footprints.weights[self.rows])

    @cached_property
    def totals(self) -> NDArray[np.float64]:
        """Weight of each commune."""
        return _sums(self.commune, self.weights, len(self.communes))

    @cached_property
    def _last_patches(self) -> Indices:
        """The patch of each footprint once all edges have joined."""
        return self._patches_after(len(self.edges))

    @cached_property
    def _of_commune(self) -> list[Indices]:
        """The footprints of each commune."""
        return [np.flatnonzero(self.commune == k) for k in range(len(self.communes))]

    # -- patches -----------------------------------------------------------

    def patches(self, gap: float) -> Indices:
        """Return the patch of each footprint of the tree at a gap (inclusive), ``0 … p - 1``."""
        return self._patches_after(self._edges_up_to(gap))

    def continuum(self, gap: float) -> Continuum:
        """Return the patch with most weight at a gap; of equal ones, that of the first footprint.

        Parameters
        ----------
        gap : float
            Metres, inclusive.
        """
        labels = self.patches(gap)
        inside = labels == _sums(labels, self.weights).argmax()
        by_commune = _sums(self.commune[inside], self.weights[inside], len(self.communes))
        return Continuum(
            weight=float(by_commune.sum()),
            by_commune=by_commune,
            shares=self._shares(by_commune),
            rows=self.rows[inside],
        )

    def most_even_share(self, gap: float) -> float:
        """Return the largest share that every commune has in one and the same patch at a gap."""
        parts = self._parts(self.patches(gap), self.weights)
        with np.errstate(invalid="ignore"):
            shares = [part / total for part, total in zip(parts, self.totals, strict=True)]
        return float(np.minimum.reduce(shares).max())

    # -- distances ---------------------------------------------------------

    def merge(self, majority: float) -> Merge | None:
        """Return when one patch holds a majority of the weight of every commune.

        Parameters
        ----------
        majority : float
            Part of each commune's weight, in (0, 1].

        Returns
        -------
        Merge or None
            None if it does not happen below the horizon, or a commune has no weight.
        """
        if not self.totals.all():
            return None
        least = self.totals * majority * (1 - TOLERANCE)
        return self._first(lambda labels: self._is_one(labels, self.weights, least))

    def touch(self) -> Merge | None:
        """Return when one patch holds any footprint of every commune."""
        one, any_ = np.ones(len(self.rows)), np.ones(len(self.communes))
        return self._first(lambda labels: self._is_one(labels, one, any_))

    def exceeds(self, weight: float) -> Merge | None:
        """Return when the heaviest patch first weighs more than `weight`."""
        return self._first(lambda labels: bool(_sums(labels, self.weights).max(initial=0) > weight))

    def link(self, merge: Merge | None) -> Link | None:
        """Return the two footprints of the edge that brought a merge about, if it is known."""
        if merge is None or merge.edge is None:
            return None
        tie = int(self.tie[merge.edge])
        if tie < 0 and 0.0 < merge.gap <= self.floor:
            return None
        via = None if tie < 0 else self.ties[tie]
        first, *turns, last = self.line(merge.edge)
        i, j = self.rows[[self.edges.i[merge.edge], self.edges.j[merge.edge]]].tolist()
        a, b = self._end(i, *first), self._end(j, *last)
        turned = tuple(Turn(*at, *planar.to_degrees(*at)) for at in turns)
        return Link(merge.gap, a, b, turned, via)

    def line(self, edge: int) -> list[tuple[float, float]]:
        """Return the corners of the shortest way between the two footprints of an edge, metres.

        What something else than their gap joins has no way: it is the line between them.
        """
        ends = self.rows[[self.edges.i[edge], self.edges.j[edge]]]
        one, other = self.footprints.geometries[ends]
        gap = float(self.edges.gap[edge])
        is_gap = self.tie[edge] < 0
        if is_gap and self.walls is not None and gap > shapely.distance(one, other):
            # Compiled code takes half a second to load, which other lines can spare.
            from metrocli.continuity.barriers.ways import way  # noqa: PLC0415

            return way(one, other, self.walls, gap)
        x, y = shapely.get_coordinates(shapely.shortest_line(one, other)).T.tolist()
        return list(zip(x, y, strict=True))

    # -- workings ----------------------------------------------------------

    def _end(self, row: int, x: float, y: float) -> LinkEnd:
        lon, lat = planar.to_degrees(x, y)
        footprints = self.footprints
        return LinkEnd(str(footprints.ids[row]), str(footprints.communes[row]), x, y, lon, lat)

    def _edges_up_to(self, gap: float) -> int:
        return int(np.searchsorted(self.edges.gap, gap, side="right"))

    def _patches_after(self, count: int) -> Indices:
        return components(len(self.rows), self.edges.take(slice(count)))[1]

    def _parts(
        self, labels: Indices, weights: NDArray[np.float64]
    ) -> Iterator[NDArray[np.float64]]:
        """Yield, commune by commune, what each patch weighs in it, shape (p,)."""
        count = int(labels.max(initial=-1)) + 1
        for rows in self._of_commune:
            yield _sums(labels[rows], weights[rows], count)

    def _is_one(
        self, labels: Indices, weights: NDArray[np.float64], least: NDArray[np.float64]
    ) -> bool:
        """Return whether one patch has, of every commune, at least so much as is asked for."""
        left = np.ones(int(labels.max(initial=-1)) + 1, np.bool_)
        for part, enough in zip(self._parts(labels, weights), least.tolist(), strict=True):
            left &= part >= enough
            if not left.any():
                return False
        return len(left) > 0

    def _shares(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        with np.errstate(invalid="ignore"):
            return np.asarray(weights / self.totals)

    def _first(self, holds: Callable[[Indices], bool]) -> Merge | None:
        """Return the first edge after which something holds that never ceases to hold.

        The search halves the edges at each step, and patches that are settled are one node from
        then on, so that all steps together take little more than the first.
        """
        count, labels = len(self.rows), np.arange(len(self.rows))
        if holds(labels):
            return Merge(0.0, None)
        if not holds(self._last_patches):
            return None
        low, high = 0, len(self.edges)
        while high - low > 1:
            middle = (low + high) // 2
            between = self.edges.take(slice(low, middle))
            nodes = Edges(labels[between.i], labels[between.j], between.gap)
            joined, patch = components(count, nodes)
            if holds(patch[labels]):
                high = middle
            else:
                low, count, labels = middle, joined, patch[labels]
        return Merge(float(self.edges.gap[high - 1]), high - 1)


def _sums(labels: Indices, weights: NDArray[np.float64], size: int = 0) -> NDArray[np.float64]:
    """Return the sum of the weights of each label, for at least `size` labels."""
    return np.bincount(labels, weights, minlength=size).astype(np.float64)

"""Edges beside the gaps: what links, features that also count as built, and decisions join.

Each is a set of footprints that come together at some gap, whoever they are: a few edges for each
two communes say the same of any set of communes, so that Kruskal on them and on the kept edges
gives the gap tree of any set, and leaving a kind of them aside gives the tree without.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from metrocli.continuity.edges import NO_EDGES, Edges, Indices, join
from metrocli.model import Code, Crossing, Decision, DecisionKind, Footprints, Tie, TieKind


@dataclass(frozen=True, eq=False)
class Overlay:
    """Edges that come of something else than a gap.

    Parameters
    ----------
    edges : Edges
        Between positions of footprints; `gap` is that from which on they join.
    tie : ndarray of int64, shape (m,)
        Which of `ties` each comes of.
    ties : tuple of Tie
        What joins.
    homes : tuple of str
        The commune that each tie lies in, without which it does not count; "" for none.
    """

    edges: Edges
    tie: Indices
    ties: tuple[Tie, ...]
    homes: tuple[Code, ...]

    def among(self, owner: NDArray[np.str_], communes: Collection[Code]) -> "Overlay":
        """Return the edges both of whose ends, and whose ties, lie in some communes.

        Parameters
        ----------
        owner : ndarray of str
            CUT of each footprint.
        communes : collection of str
            CUTs.
        """
        if not self.ties:
            return self
        there = sorted(communes)
        homes = np.array(["", *self.homes], dtype="U5")[1:]
        at_home = np.isin(homes, ["", *there])
        ends = np.isin(owner[self.edges.i], there) & np.isin(owner[self.edges.j], there)
        return self._take(ends & at_home[self.tie])

    def without(self, kind: TieKind) -> "Overlay":
        """Return the edges that come of other kinds of ties."""
        kept = np.array([tie.kind is not kind for tie in self.ties], dtype=np.bool_)
        return self._take(kept[self.tie])

    def _take(self, which: NDArray[np.bool_]) -> "Overlay":
        return Overlay(self.edges.take(which), self.tie[which], self.ties, self.homes)


NO_OVERLAY = Overlay(NO_EDGES, np.empty(0, np.int64), (), ())


@dataclass(frozen=True, eq=False)
class Meeting:
    """Footprints that come together where something reaches them.

    Parameters
    ----------
    tie : Tie
        What brings them together.
    edges : Edges
        That say so of any set of communes.
    home : str
        The commune without which it does not count; "" for none.
    """

    tie: Tie
    edges: Edges
    home: Code = ""


def overlay(meetings: Iterable[Meeting]) -> Overlay:
    """Return the edges of all meetings together."""
    met = [meeting for meeting in meetings if len(meeting.edges)]
    if not met:
        return NO_OVERLAY
    return Overlay(
        join(meeting.edges for meeting in met),
        np.repeat(np.arange(len(met)), [len(meeting.edges) for meeting in met]),
        tuple(meeting.tie for meeting in met),
        tuple(meeting.home for meeting in met),
    )


@dataclass(frozen=True, eq=False)
class Reach:
    """Footprints that something reaches, each from some gap on.

    Parameters
    ----------
    rows : ndarray of int64, shape (k,)
        Their positions, in the order in which they are reached.
    gap : ndarray of float64, shape (k,)
        From which on each is reached, metres.
    """

    rows: Indices
    gap: NDArray[np.float64]

    def centres(self, owner: NDArray[np.str_]) -> "Reach":
        """Return the first that is reached in each commune."""
        _, first = np.unique(owner[self.rows], return_index=True)
        return Reach(self.rows[first], self.gap[first])


def between(a: Reach, b: Reach, owner: NDArray[np.str_], least: float = 0.0) -> Edges:
    """Return edges that join whatever is reached on one side with whatever is on the other.

    The first of each commune on one side stands for all of that commune there: whoever else is
    reached, is reached no earlier than the first one.

    Parameters
    ----------
    a, b : Reach
        The two sides, which may be the same.
    owner : ndarray of str
        CUT of each footprint.
    least : float
        Gap from which on they are joined at all, metres.
    """
    parts = [_stars(a.centres(owner), b, least), _stars(b.centres(owner), a, least)]
    return _once(join(parts))


def _stars(centres: Reach, others: Reach, least: float) -> Edges:
    i = np.repeat(centres.rows, len(others.rows))
    j = np.tile(others.rows, len(centres.rows))
    gap = np.maximum(
        np.repeat(centres.gap, len(others.rows)), np.tile(others.gap, len(centres.rows))
    )
    apart = i != j
    i, j, gap = i[apart], j[apart], np.maximum(gap[apart], least)
    return Edges(np.minimum(i, j), np.maximum(i, j), gap)


def _once(edges: Edges) -> Edges:
    """Return each two ends once, by the least of their gaps."""
    order = np.lexsort((edges.gap, edges.j, edges.i))
    i, j = edges.i[order], edges.j[order]
    new = np.r_[True, (i[1:] != i[:-1]) | (j[1:] != j[:-1])][: len(order)]
    return edges.take(order[new])


def crossed(
    footprints: Footprints, rows: Indices, crossings: Sequence[Crossing], horizon: float
) -> list[Meeting]:
    """Return what links join: all that one end reaches, with all that the other does.

    Parameters
    ----------
    footprints : Footprints
        Planar, metres.
    rows : ndarray of int64
        Those that are measured.
    crossings : sequence of Crossing
        Those of a gap beyond the horizon join nothing.
    horizon : float
        Metres.
    """
    if not crossings:
        return []
    tree = shapely.STRtree(footprints.geometries[rows])
    owner = footprints.communes

    def meeting(crossing: Crossing) -> Meeting:
        a, b = (_reached(tree, rows, shapely.Point(end), crossing) for end in crossing.ends)
        return Meeting(crossing.tie, between(a, b, owner, crossing.gap))

    return [meeting(crossing) for crossing in crossings if crossing.gap <= horizon]


def _reached(tree: shapely.STRtree, rows: Indices, end: shapely.Point, crossing: Crossing) -> Reach:
    """Return the footprints that an end reaches: all alike, the nearest first."""
    near = np.sort(tree.query(end, predicate="dwithin", distance=crossing.tolerance))
    nearest = np.argsort(shapely.distance(tree.geometries[near], end), kind="stable")
    return Reach(rows[near[nearest]], np.zeros(len(near)))


def decided(footprints: Footprints, rows: Indices, decisions: Sequence[Decision]) -> list[Meeting]:
    """Return what decisions join: footprints by their ids, communes by their heaviest footprint."""
    joins = [decision for decision in decisions if decision.kind is DecisionKind.JOIN]
    return [_agreed(footprints, rows, decision) for decision in joins]


def _agreed(footprints: Footprints, rows: Indices, decision: Decision) -> Meeting:
    named = rows[np.isin(footprints.ids[rows], list(decision.footprints))]
    heaviest = [
        _heaviest(footprints, rows[footprints.communes[rows] == code]) for code in decision.communes
    ]
    met = np.unique(np.concatenate([named, *heaviest])).astype(np.int64)
    reach = Reach(met, np.zeros(len(met)))
    return Meeting(decision.tie, between(reach, reach, footprints.communes))


def _heaviest(footprints: Footprints, rows: Indices) -> Indices:
    return rows[[footprints.weights[rows].argmax()]] if len(rows) else rows

"""Minimum spanning forests of footprints, exact and up to a horizon.

Kruskal's algorithm in two phases. *Near*: limits that grow fourfold. At each one, components are
those of all edges up to the limit before; only pairs between different components can still be
edges of the forest, and of those between the same two components only the closest (cycle property).
Every such pair has an end outside the largest component, so only those footprints look around.
*Far*: what is left are a few components a long way apart. The distance of their boxes bounds their
gap from below; a heap takes the smallest bound first, and an exact gap is measured only when its
bound comes up and the two are still apart. No step approximates: boxes and centres only decide what
need not be measured.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import heapify, heappop, heappush

import numpy as np
from numpy.typing import NDArray

from metrocli.continuity.edges import NO_EDGES, Edges, Indices, components, join, minimum_forest
from metrocli.continuity.parts import (
    SLACK,
    Part,
    box_distance,
    closest_by_group,
    closest_pair,
    near_pairs,
)
from metrocli.continuity.sets import Sets

NEAR = (12.5, 50.0, 200.0)
"""Limits of the near phase, in metres; the far phase takes over from the last one."""


@dataclass(frozen=True, eq=False)
class Forest:
    """A part with its minimum spanning forest.

    Parameters
    ----------
    part : Part
        The footprints.
    edges : Edges
        Of the forest.
    horizon : float
        Largest gap of an edge, metres.
    """

    part: Part
    edges: Edges
    horizon: float

    @cached_property
    def near_labels(self) -> list[Indices]:
        """The component of each footprint before each near limit, and after the last one."""
        lows = [-np.inf, *_limits(self.horizon)]
        return [_labels(self.part, self.edges.up_to(low)) for low in lows]

    @cached_property
    def pieces(self) -> list[Part]:
        """What is connected at the last near limit."""
        return _pieces(self.part, self.near_labels[-1])


def grow(part: Part, horizon: float) -> Forest:
    """Return the minimum spanning forest of a part.

    Parameters
    ----------
    part : Part
        The footprints.
    horizon : float
        Largest gap of an edge, metres.
    """
    alone = [np.arange(len(part))] * len(_limits(horizon))
    near = _near_phase([(part, part)], NO_EDGES, alone, horizon)
    pieces = _pieces(part, _labels(part, near))
    far = _far_phase(pieces, np.arange(len(pieces)), NO_EDGES, near, horizon)
    return Forest(part, join([near, far]), horizon)


def cross_edges(a: Forest, b: Forest) -> Edges:
    """Return the edges between two parts in the minimum spanning forest of both together.

    Parameters
    ----------
    a, b : Forest
        Of sets of the same footprints with one horizon, those of `a` all before those of `b`.
    """
    apart = box_distance(a.part.extent, b.part.extent)
    if apart > a.horizon:
        return NO_EDGES
    own = join([a.edges, b.edges])
    near = NO_EDGES
    if apart <= _last_limit(a.horizon):
        looks = [(a.part, b.part), (b.part, a.part)]
        labels = [
            np.concatenate([of_a, of_b + len(a.part)])
            for of_a, of_b in zip(a.near_labels, b.near_labels, strict=True)
        ]
        near = _near_phase(looks, own, labels, a.horizon)
    side = np.repeat([0, 1], [len(a.pieces), len(b.pieces)])
    return join([near, _far_phase(a.pieces + b.pieces, side, own, near, a.horizon)])


def _near_phase(
    looks: Sequence[tuple[Part, Part]],
    known: Edges,
    known_labels: Sequence[Indices],
    horizon: float,
) -> Edges:
    """Return the new edges up to the last near limit.

    Parameters
    ----------
    looks : sequence of (Part, Part)
        Whose footprints look for neighbours among whose.
    known : Edges
        Edges of the forest that are known already.
    known_labels : sequence of ndarray of int64
        Before each limit, the component of each footprint by the known edges alone.
    horizon : float
        Largest gap, metres.
    """
    found = NO_EDGES
    low = -np.inf
    rows = np.unique(np.concatenate([asked.rows for asked, _ in looks]))
    for limit, labels_before in zip(_limits(horizon), known_labels, strict=False):
        ends = _local(found, rows)
        reached = Edges(labels_before[ends.i], labels_before[ends.j], found.gap)
        labels = components(len(rows), reached)[1][labels_before]
        if (labels == labels[0]).all():
            break
        closest = _closest_between(rows, labels, looks, limit).up_to(limit)
        if len(closest):
            coming = join([closest, known.up_to(limit).beyond(low)])
            ends = _local(coming, rows)
            kept = minimum_forest(len(rows), coming, labels[ends.i], labels[ends.j])
            found = join([found, closest.take(kept[kept < len(closest)])])
        low = limit
    return found


def _closest_between(
    rows: Indices, labels: Indices, looks: Sequence[tuple[Part, Part]], limit: float
) -> Edges:
    """Return the closest pair of every two components whose boxes come within a limit."""
    outside = labels != np.bincount(labels).argmax()
    found = [
        near_pairs(
            asked.subset(asked.rows[outside[np.searchsorted(rows, asked.rows)]]), among, limit
        )
        for asked, among in looks
    ]
    i, j = (np.concatenate(ends) for ends in zip(*found, strict=True))
    local_i, local_j = np.searchsorted(rows, i), np.searchsorted(rows, j)
    one, other = labels[local_i], labels[local_j]
    # A pair whose ends both look around is found from each: the lower end's find is kept.
    apart = (one != other) & ((i < j) | ~outside[local_j])
    if not apart.any():
        return NO_EDGES
    low, high = np.minimum(i, j)[apart], np.maximum(i, j)[apart]
    one, other = np.minimum(one, other)[apart], np.maximum(one, other)[apart]
    _, group = np.unique(one * len(rows) + other, return_inverse=True)
    part = looks[0][0]
    return closest_by_group(part.geometries, part.boxes, low, high, group)


def _far_phase(
    pieces: Sequence[Part], side: NDArray[np.intp], known: Edges, found: Edges, horizon: float
) -> Edges:
    """Return the new edges beyond the near limits, between pieces of different sides.

    Parameters
    ----------
    pieces : sequence of Part
        What is connected inside its own side at the last near limit.
    side : ndarray of int, shape (len(pieces),)
        Pieces of one side are joined by known edges only.
    known, found : Edges
        What was there before the search, and what the near phase added.
    horizon : float
        Largest gap, metres.
    """
    if len(pieces) <= 1 or horizon <= _last_limit(horizon):
        return NO_EDGES
    owner = _Owner(pieces)
    together = Sets(len(pieces))
    for one, other in np.unique([owner.of(found.i), owner.of(found.j)], axis=1).T.tolist():
        together.join(one, other)
    later = known.beyond(_last_limit(horizon))
    heap: list[_Entry] = [
        *((gap, 1, i, j, False) for gap, i, j in _rows_of(later)),
        *_bounds(pieces, side, horizon),
    ]
    heapify(heap)
    new: list[tuple[int, int, float]] = []
    while heap and together.count > 1:
        gap, exact, i, j, ours = heappop(heap)
        one, other = owner.of(np.array([i, j])).tolist() if exact else (i, j)
        if together.find(one) == together.find(other):
            continue
        if not exact:
            pair = closest_pair(pieces[one], pieces[other]).up_to(horizon)
            for measured in _rows_of(pair):
                heappush(heap, (measured[0], 1, *measured[1:], True))
            continue
        together.join(one, other)
        if ours:
            new.append((i, j, gap))
    return _edges(new)


_Entry = tuple[float, int, int, int, bool]
"""Gap or its lower bound; 1 if exact; two footprints, or two pieces if not; whether it is new."""


def _bounds(pieces: Sequence[Part], side: NDArray[np.intp], horizon: float) -> Iterator[_Entry]:
    """Yield a lower bound for every two pieces that may be joined."""
    extents = np.array([piece.extent for piece in pieces])
    for p in range(len(pieces) - 1):
        bound = box_distance(extents[p], extents[p + 1 :])
        near = np.flatnonzero((bound <= horizon) & (side[p + 1 :] != side[p]))
        for q in near.tolist():
            yield float(bound[q]) - SLACK, 0, p, p + 1 + q, False


class _Owner:
    """Finds the piece that a footprint lies in."""

    def __init__(self, pieces: Sequence[Part]) -> None:
        rows = np.concatenate([piece.rows for piece in pieces])
        piece = np.repeat(np.arange(len(pieces)), [len(piece) for piece in pieces])
        order = np.argsort(rows)
        self._rows, self._piece = rows[order], piece[order]

    def of(self, footprints: Indices) -> Indices:
        return np.asarray(self._piece[np.searchsorted(self._rows, footprints)])


def _labels(part: Part, edges: Edges) -> Indices:
    return components(len(part), _local(edges, part.rows))[1]


def _pieces(part: Part, labels: Indices) -> list[Part]:
    """Return the footprints of each label as a part."""
    order = np.argsort(labels, kind="stable")
    cuts = np.flatnonzero(np.diff(labels[order])) + 1
    return [part.subset(rows) for rows in np.split(part.rows[order], cuts)]


def _local(edges: Edges, rows: Indices) -> Edges:
    """Return edges whose ends are positions in `rows` instead of footprints."""
    return Edges(np.searchsorted(rows, edges.i), np.searchsorted(rows, edges.j), edges.gap)


def _rows_of(edges: Edges) -> Iterator[tuple[float, int, int]]:
    return zip(edges.gap.tolist(), edges.i.tolist(), edges.j.tolist(), strict=True)


def _edges(rows: Sequence[tuple[int, int, float]]) -> Edges:
    if not rows:
        return NO_EDGES
    i, j, gap = zip(*rows, strict=True)
    return Edges(np.array(i), np.array(j), np.array(gap))


def _limits(horizon: float) -> list[float]:
    """Return the near limits, none beyond the horizon."""
    return [limit for limit in NEAR if limit < horizon] + [horizon] * (horizon <= NEAR[-1])


def _last_limit(horizon: float) -> float:
    return min(NEAR[-1], horizon)

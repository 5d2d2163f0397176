"""Parts: sets of footprints that can be asked which of them are near, and how near."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray

from metrocli.continuity.edges import Edges, Indices
from metrocli.model import Geometries

Boxes = NDArray[np.float64]
"""Bounding boxes, shape (n, 4): west, south, east, north."""

CHUNK = 2_000
"""Pairs measured in one call: enough to be worth a thread, few enough to share the work."""

STEPS = 2
"""How often the search for a near pair goes back and forth; more hardly ever helps."""

SLACK = 1e-9
"""Metres added to bounds taken from boxes, far above their rounding error."""


@dataclass(frozen=True, eq=False)
class Part:
    """Some footprints of a larger array.

    Parameters
    ----------
    geometries : ndarray of shapely geometries
        Of *all* footprints; planar, metres.
    boxes : ndarray, shape (n, 4)
        Bounding boxes of all footprints.
    rows : ndarray of int64
        Positions of the footprints that make up the part, ascending.
    """

    geometries: Geometries
    boxes: Boxes
    rows: Indices

    def __len__(self) -> int:
        """Return the number of footprints of the part."""
        return len(self.rows)

    @cached_property
    def extent(self) -> Boxes:
        """The part's bounding box, shape (4,)."""
        boxes = self.boxes[self.rows]
        return np.concatenate([boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)])

    @cached_property
    def index(self) -> shapely.STRtree:
        """An index over the footprints of the part."""
        return shapely.STRtree(self.geometries[self.rows])

    def subset(self, rows: Indices) -> "Part":
        """Return another part of the same footprints."""
        return Part(self.geometries, self.boxes, rows)


def box_distance(a: Boxes, b: Boxes) -> NDArray[np.float64]:
    """Return the distances between boxes, which never exceed those of what they hold."""
    dx = np.maximum(0, np.maximum(a[..., 0] - b[..., 2], b[..., 0] - a[..., 2]))
    dy = np.maximum(0, np.maximum(a[..., 1] - b[..., 3], b[..., 1] - a[..., 3]))
    return np.asarray(np.hypot(dx, dy))


def gaps(geometries: Geometries, i: Indices, j: Indices) -> NDArray[np.float64]:
    """Return the exact gaps of pairs of footprints, edge to edge, in metres.

    The lower position always comes first, so that a gap does not depend on who asks.
    """
    first, second = np.minimum(i, j), np.maximum(i, j)
    if len(i) <= CHUNK:
        return np.asarray(shapely.distance(geometries[first], geometries[second]))

    def measure(start: int) -> NDArray[np.float64]:
        chunk = slice(start, start + CHUNK)
        return np.asarray(shapely.distance(geometries[first[chunk]], geometries[second[chunk]]))

    with ThreadPoolExecutor() as threads:
        return np.concatenate(list(threads.map(measure, range(0, len(i), CHUNK))))


def near_pairs(asked: Part, among: Part, limit: float) -> tuple[Indices, Indices]:
    """Return the pairs of an asked footprint and one among others whose boxes are within a limit.

    A pair may come twice, once from each side, if both are asked.
    """
    close = box_distance(asked.boxes[asked.rows], among.extent) <= limit
    rows = asked.rows[close]
    if not len(rows):
        return rows, rows
    west, south, east, north = asked.boxes[rows].T
    reach = limit + SLACK
    windows = shapely.box(west - reach, south - reach, east + reach, north + reach)
    found = among.index.query(windows)
    i, j = rows[found[0]], among.rows[found[1]]
    within = (i != j) & (box_distance(asked.boxes[i], asked.boxes[j]) <= reach)
    return i[within], j[within]


def closest_by_group(
    geometries: Geometries, boxes: Boxes, i: Indices, j: Indices, group: Indices
) -> Edges:
    """Return the closest pair of each group of pairs, ties by position.

    Only pairs whose boxes are no farther than an exact gap already known for their group are
    measured, which is what makes far components cheap.

    Parameters
    ----------
    geometries, boxes
        Of all footprints.
    i, j : ndarray of int64, shape (m,)
        The pairs; ``i < j``, none twice.
    group : ndarray of int64, shape (m,)
        The group of each pair, ``0 … k - 1``, none empty.
    """
    bound = box_distance(boxes[i], boxes[j]) - SLACK
    order = np.lexsort((bound, group))
    i, j, group, bound = i[order], j[order], group[order], bound[order]
    first = np.r_[True, group[1:] != group[:-1]]
    gap = np.full(len(i), np.inf)
    gap[first] = gaps(geometries, i[first], j[first])
    hopeful = ~first & (bound <= gap[first][group])
    gap[hopeful] = gaps(geometries, i[hopeful], j[hopeful])
    best = np.lexsort((j, i, gap, group))
    best = best[np.r_[True, group[best][1:] != group[best][:-1]]]
    return Edges(i[best], j[best], gap[best])


def closest_pair(a: Part, b: Part) -> Edges:
    """Return the one closest pair between two parts that share no footprint."""
    geometries, boxes = a.geometries, a.boxes
    one, other = _near_pair(a, b)
    limit = float(gaps(geometries, one, other)[0]) + SLACK
    left = a.rows[box_distance(boxes[a.rows], b.extent) <= limit]
    right = b.rows[box_distance(boxes[b.rows], a.extent) <= limit]
    i, j = _within(boxes, left, right, limit)
    return closest_by_group(
        geometries, boxes, np.minimum(i, j), np.maximum(i, j), np.zeros(len(i), np.int64)
    )


def _near_pair(a: Part, b: Part) -> tuple[Indices, Indices]:
    """Return a pair that is near, if not the nearest: a few steps to and fro between two parts."""
    boxes = a.boxes
    here = a.rows[[np.argmin(box_distance(boxes[a.rows], b.extent))]]
    there = b.rows[[np.argmin(box_distance(boxes[b.rows], boxes[here]))]]
    for _ in range(STEPS):
        here = a.rows[[np.argmin(box_distance(boxes[a.rows], boxes[there]))]]
        there = b.rows[[np.argmin(box_distance(boxes[b.rows], boxes[here]))]]
    return here, there


def _within(boxes: Boxes, left: Indices, right: Indices, limit: float) -> tuple[Indices, Indices]:
    """Return the pairs of two sets of footprints whose boxes are within a limit."""
    found = [
        (left[start + rows], right[columns])
        for start, rows, columns in _blocks(boxes[left], boxes[right], limit)
    ]
    return np.concatenate([i for i, _ in found]), np.concatenate([j for _, j in found])


def _blocks(left: Boxes, right: Boxes, limit: float) -> Iterator[tuple[int, Indices, Indices]]:
    # A block of rows at a time keeps the table of distances small however many there are.
    height = max(1, 1_000_000 // len(right))
    for start in range(0, len(left), height):
        block = left[start : start + height, np.newaxis]
        rows, columns = np.nonzero(box_distance(block, right[np.newaxis]) <= limit)
        yield start, rows, columns

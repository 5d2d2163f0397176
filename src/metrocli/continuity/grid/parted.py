"""Footprints near walls: joined one by one, by what walls leave of the lines between them."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from metrocli.continuity.barriers.joining import joined
from metrocli.continuity.barriers.walls import Walls
from metrocli.continuity.distance import SLACK
from metrocli.continuity.edges import Indices
from metrocli.continuity.grid.sets import Parents, find, unite
from metrocli.continuity.outlines import outline
from metrocli.shapes.ahead import ahead
from metrocli.shapes.arrays import Shapes
from metrocli.shapes.kernel import kernel

MOST = 1 << 16
"""Footprints that are joined at a time by a thread, unless they are too near to be taken apart."""

LEAST_GAIN = 0.75
"""Of how many in all each half may consist for halving to be worth it."""


def some_of(shapes: Shapes, which: NDArray[np.bool_]) -> Shapes:
    """Return some of the shapes."""
    parts, starts = _within(shapes.starts, np.flatnonzero(which))
    paths, part_starts = _within(shapes.parts, parts)
    vertices, path_starts = _within(shapes.paths, paths)
    return Shapes(
        shapes.xy[vertices],
        path_starts,
        part_starts,
        shapes.kinds[parts],
        starts,
        shapes.faults[which],
    )


def _within(starts: Indices, which: NDArray[np.intp]) -> tuple[Indices, Indices]:
    """Return what some things are made of, and where each begins in that."""
    begins = _starts(starts[which + 1] - starts[which])
    return np.repeat(starts[which] - begins[:-1], np.diff(begins)) + np.arange(begins[-1]), begins


def join_parted(
    shapes: Shapes, members: NDArray[np.int32], parents: Parents, walls: Walls, gap: float
) -> None:
    """Join the sets of footprints that are within a gap, as walls leave it.

    Parameters
    ----------
    shapes : Shapes
        All footprints of which two may have a wall between them.
    members : ndarray of int32, shape (n,)
        A number for each, whose set it is in.
    parents : ndarray of int32
        The sets, which are changed.
    walls : Walls
        The barriers.
    gap : float
        Metres, inclusive.
    """
    if not len(shapes):
        return
    outlines, sets = outline(shapes), _roots(parents, members)

    def look(rows: Indices) -> tuple[Indices, Parents]:
        return rows, joined(outlines, rows, sets[rows], walls, gap)

    for rows, found in ahead(look, neighbourhoods(outlines.boxes, gap)):
        _unite(parents, members[rows], members[rows[found]])


def neighbourhoods(boxes: NDArray[np.float64], gap: float) -> Iterator[Indices]:
    """Yield groups of footprints such that one of them holds any two that are within a gap.

    A way between two is halved by its middle, so both are within half a gap of that side of a line
    on which the middle lies.

    Parameters
    ----------
    boxes : ndarray of float64, shape (n, 4)
        Around the footprints; n is not 0.
    gap : float
        Metres.
    """
    waiting = [np.arange(len(boxes))]
    while waiting:
        rows = waiting.pop()
        low, high = boxes[rows, :2], boxes[rows, 2:]
        centres = (low + high) / 2
        axis = int(np.argmax(np.ptp(centres, axis=0)))
        middle = np.median(centres[:, axis])
        halves = [
            rows[low[:, axis] <= middle + gap / 2 + SLACK],
            rows[high[:, axis] >= middle - gap / 2 - SLACK],
        ]
        if len(rows) <= MOST or max(map(len, halves)) > LEAST_GAIN * len(rows):
            yield rows
        else:
            waiting += halves


def _starts(sizes: Indices) -> Indices:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])


@kernel
def _roots(parents: Parents, members: NDArray[np.int32]) -> NDArray[np.int32]:
    roots = np.empty(len(members), np.int32)
    for k in range(len(members)):
        roots[k] = find(parents, members[k])
    return roots


@kernel
def _unite(parents: Parents, one: NDArray[np.int32], other: NDArray[np.int32]) -> None:
    for k in range(len(one)):
        unite(parents, one[k], other[k])

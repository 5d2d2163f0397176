"""Footprints near walls: joined one by one, by what walls leave of the lines between them."""

import numpy as np
from numpy.typing import NDArray

from metrocli.continuity.barriers.growth import ground_of, grow
from metrocli.continuity.barriers.things import things_of
from metrocli.continuity.barriers.walls import Walls
from metrocli.continuity.edges import NO_EDGES, Edges, Indices
from metrocli.continuity.grid.sets import Parents, find, unite
from metrocli.continuity.outlines import Outlines
from metrocli.shapes.arrays import Kind, Shapes
from metrocli.shapes.kernel import kernel


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
    begins = _starts(np.diff(starts)[which])
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
        A number for each, whose set it is in; negative for what has no geometry.
    parents : ndarray of int32
        The sets, which are changed.
    walls : Walls
        The barriers.
    gap : float
        Metres, inclusive.
    """
    present = members >= 0
    if not present.any():
        return
    shapes, members = some_of(shapes, present), members[present]
    rows = np.arange(len(members))
    _, first, patch = np.unique(_roots(parents, members), return_index=True, return_inverse=True)
    sure = Edges(first[patch], rows, np.zeros(len(rows)))
    outlines = outlines_of(shapes)
    things = things_of(outlines, rows, walls, gap, len(rows))
    found = grow(ground_of(outlines, walls, things, gap, gap), sure, NO_EDGES)
    _unite(parents, members[found.i], members[found.j])


def outlines_of(shapes: Shapes) -> Outlines:
    """Return the outlines of shapes, which all have parts; each of several points is a run."""
    kinds = np.repeat(shapes.kinds, np.diff(shapes.parts))
    owners = np.repeat(np.arange(len(shapes)), np.diff(shapes.starts))
    owners = np.repeat(owners, np.diff(shapes.parts))
    sizes = np.diff(shapes.paths)
    points = kinds == int(Kind.POINTS)
    runs = np.where(points, sizes, 1)
    lengths = np.repeat(np.where(points, 1, sizes), runs)
    owned = np.bincount(owners, weights=runs, minlength=len(shapes)).astype(np.int64)
    x, y = np.ascontiguousarray(shapes.xy.T)
    first = shapes.paths[shapes.parts[shapes.starts[:-1]]]
    boxes = [np.minimum.reduceat(x, first), np.minimum.reduceat(y, first)]
    boxes += [np.maximum.reduceat(x, first), np.maximum.reduceat(y, first)]
    return Outlines(
        x=x,
        y=y,
        runs=_starts(lengths),
        areal=np.repeat(kinds == int(Kind.POLYGON), runs),
        owned=_starts(owned),
        boxes=np.column_stack(boxes),
    )


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

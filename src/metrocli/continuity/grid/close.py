"""Patches of a gap that is small beside footprints, where cells would be smaller than these."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from metrocli.continuity.barriers.walls import Walls
from metrocli.continuity.boxtree import LARGE_LEAF, plant
from metrocli.continuity.grid.parted import join_parted, some_of
from metrocli.continuity.grid.sets import Parents, numbered
from metrocli.continuity.grid.shade import Shade
from metrocli.continuity.grid.stays import stays_of
from metrocli.continuity.nearby import patches_within
from metrocli.continuity.outlines import outline
from metrocli.shapes.arrays import Shapes, join
from metrocli.shapes.trace import flat


def cluster_close(
    batches: Iterable[Shapes], gap: float, walls: Walls | None, shade: Shade
) -> tuple[NDArray[np.int32], int]:
    """Put footprints into the patches of a gap; all of them are held in memory.

    Parameters
    ----------
    batches : iterable of Shapes
        Planar, metres.
    gap : float
        Metres, from 0.
    walls : Walls, optional
        What no way crosses.
    shade : Shade
        Their shade, in cells of which four are wider than the gap.

    Returns
    -------
    patches : ndarray of int32, shape (n,)
        Numbered from 0 as their first footprints come; -1 for what has no geometry.
    count : int
        How many patches.
    """
    shapes = join(batches)
    present = shapes.faults == 0
    members = np.full(len(shapes), -1, np.int32)
    members[present] = np.arange(present.sum())
    shapes = shapes if present.all() else some_of(shapes, present)
    near = np.zeros(len(shapes), np.bool_)
    if walls is not None:
        stays = stays_of(flat(shapes), shade.grid)
        near[stays.shapes[shade.is_near(stays.keys)]] = True
    parents = _joined(shapes, gap, near)
    if walls is not None:
        rows = np.flatnonzero(near).astype(np.int32)
        join_parted(some_of(shapes, near), rows, parents, walls, gap)
    return numbered(parents, members)


def _joined(shapes: Shapes, gap: float, near: NDArray[np.bool_]) -> Parents:
    """Return the sets of shapes within a gap, no two of those near walls being compared."""
    if not len(shapes):
        return np.empty(0, np.int32)
    outlines = outline(shapes)
    tree = plant(outlines.boxes, np.arange(len(shapes)), LARGE_LEAF)
    patches, count = patches_within(outlines, tree, gap, near)
    first = np.full(count, len(shapes), np.int32)
    np.minimum.at(first, patches, tree.order.astype(np.int32))
    parents = np.empty(len(shapes), np.int32)
    parents[tree.order] = first[patches]
    return parents

"""Neighbours: footprints that stand close together, of which each pair is measured once."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from metrocli.continuity.boxtree import DEPTH, LEAF, BoxTree
from metrocli.continuity.distance import SLACK, box_at, box_gap2, gap_between
from metrocli.continuity.edges import Indices
from metrocli.continuity.outlines import Outlines
from metrocli.shapes.kernel import kernel

PART = 0.2
"""Of the width of a footprint: what is that near is close. Blocks across a street are."""

ROOM = 16
"""Pairs for each footprint: where they are more, as with copies, they are not worth holding."""


class Pairs(NamedTuple):
    """Pairs of footprints with their gaps, as compiled code takes them; `i` is less than `j`."""

    gap: NDArray[np.float64]
    i: Indices
    j: Indices


class Near(NamedTuple):
    """Every pair within a reach, metres; no pairs of gap 0 either where the reach is 0."""

    pairs: Pairs
    reach: float


NOBODY = Near(Pairs(np.empty(0), np.empty(0, np.int64), np.empty(0, np.int64)), 0.0)


def neighbours(outlines: Outlines, tree: BoxTree, horizon: float) -> Near:
    """Return the pairs of a tree's footprints within a reach that suits these.

    Parameters
    ----------
    outlines : Outlines
        That the tree stands on.
    tree : BoxTree
        Over some of them.
    horizon : float
        What the reach may not exceed, metres.

    Returns
    -------
    Near
        `NOBODY` for points, and for footprints of which too many lie on top of each other.
    """
    boxes = outlines.boxes[tree.order]
    width = np.median(boxes[:, 2:] - boxes[:, :2])
    reach = min(PART * float(width), horizon)
    if reach > 0:
        pairs, complete = _within(outlines, tree, reach)
        if complete:
            return Near(pairs, reach)
    return NOBODY


@kernel
def _within(outlines: Outlines, tree: BoxTree, reach: float) -> tuple[Pairs, bool]:
    """Return the pairs within a reach, and whether there was room for them all."""
    room = ROOM * len(tree.order)
    pairs = Pairs(np.empty(room), np.empty(room, np.int64), np.empty(room, np.int64))
    far2 = (reach + SLACK) * (reach + SLACK)
    leaves = len(tree.boxes) // 2
    nodes, size = np.empty(DEPTH, np.int64), 0
    for place in range(len(tree.order)):
        here = box_at(outlines.boxes, tree.order[place])
        nodes[0], waiting = 1, 1
        while waiting:
            waiting -= 1
            node = nodes[waiting]
            if box_gap2(here, box_at(tree.boxes, node)) > far2:
                continue
            if node < leaves:
                nodes[waiting], nodes[waiting + 1] = 2 * node, 2 * node + 1
                waiting += 2
                continue
            first = (node - leaves) * LEAF
            for other in range(max(first, place + 1), min(first + LEAF, len(tree.order))):
                i = min(tree.order[place], tree.order[other])
                j = max(tree.order[place], tree.order[other])
                if box_gap2(here, box_at(outlines.boxes, tree.order[other])) <= far2:
                    gap = gap_between(outlines, i, j, reach)
                    if gap <= reach:
                        if size == room:
                            return pairs, False
                        pairs.gap[size], pairs.i[size], pairs.j[size] = gap, i, j
                        size += 1
    return Pairs(pairs.gap[:size], pairs.i[:size], pairs.j[:size]), True

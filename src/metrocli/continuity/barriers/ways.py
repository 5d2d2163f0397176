"""Ways: the shortest ones round barriers, as lines to be drawn."""

from math import inf
from typing import Any

import numpy as np

from metrocli.continuity.barriers.approaches import Approaches, approach, tree_of
from metrocli.continuity.barriers.things import (
    Things,
    between_footprints,
    from_bend,
    seen,
    things_of,
)
from metrocli.continuity.barriers.walls import Walls
from metrocli.continuity.boxtree import plant
from metrocli.continuity.outlines import Outlines, outline_geometries
from metrocli.shapes.kernel import kernel

SLACK = 1e-6
"""Metres that a way may be longer than it is known to be."""


def way(one: Any, other: Any, walls: Walls, length: float) -> list[tuple[float, float]]:
    """Return the shortest way from a footprint to another that crosses no wall, longer than a line.

    Parameters
    ----------
    one, other : shapely geometry
        Planar, metres; apart.
    walls : Walls
        What it goes round.
    length : float
        How long it is, metres.

    Returns
    -------
    list of (float, float)
        Its corners, metres: its ends on both footprints, and where it turns between them.
    """
    outlines, horizon = outline_geometries(np.array([one, other], dtype=object)), length + SLACK
    things = things_of(outlines, np.arange(2), walls, horizon, 2)
    bends = np.arange(2, len(things.boxes))
    # The only footprint that is approached is the first one.
    source = plant(things.boxes, np.arange(1))
    approaches = approach(outlines, walls, things, source, tree_of(things, bends), horizon)
    straight, first, last = between_footprints(walls, things, 0, 1, horizon)
    bend, whole = _last_bend(outlines, walls, things, approaches, horizon)
    if straight <= whole:
        return [first[:2], last[:2]]
    corners = []
    _, last = from_bend(walls, things, bend, 1, horizon)
    while bend:
        corners.append((float(things.boxes[bend, 0]), float(things.boxes[bend, 1])))
        before, bend = bend, int(approaches.following[bend])
    _, first = from_bend(walls, things, before, 0, horizon)
    return [first[:2], *reversed(corners), last[:2]]


@kernel
def _last_bend(
    outlines: Outlines, walls: Walls, things: Things, approaches: Approaches, horizon: float
) -> tuple[int, float]:
    """Return the last bend of the shortest way from the first footprint to the second one."""
    best, found = inf, 0
    for bend in range(2, len(things.boxes)):
        length = approaches.lengths[bend]
        if length <= horizon:
            length += seen(outlines, walls, things, 1, bend, horizon - length)
            if length < best:
                best, found = length, bend
    return found, best

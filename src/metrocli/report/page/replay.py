"""What a page replays as its reader moves the gap: the edges, the continuum, the verdict.

A page counts gaps in whole centimetres. Each gap of metro is written as the first of them that is
no smaller, so that at every gap a reader can choose the page joins what metro joins there, and says
what metro says.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from metrocli.continuity.edges import Edges, Indices
from metrocli.continuity.profile import profile
from metrocli.continuity.tree import GapTree
from metrocli.delimit.cartography import AreaMap
from metrocli.model import AreaSweep, Reading, Weighting
from metrocli.report.documents.values import number
from metrocli.report.page.packing import pack, pack_steps

MEMBERS, AROUND = 1, 2
"""The trees that an edge is of: of the members, of these with their neighbours, or (3) of both."""


def centimetres(gaps: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the first whole centimetre that is no smaller than each of some gaps in metres."""
    found = np.ceil(gaps * 100)
    # Products of floats are off by their last bit: what counts is the gap that will be asked for.
    found -= (found - 1) / 100 >= gaps
    found += found / 100 < gaps
    return found.astype(np.int64)


def edges(drawn: AreaMap) -> dict[str, str]:
    """Return the edges of both trees of an area, in their total order, as a page carries them."""
    size = len(drawn.footprints)
    trees = drawn.tree, drawn.around
    keys = [_on_map(tree, tree.edges.i) * size + _on_map(tree, tree.edges.j) for tree in trees]
    gaps = np.concatenate([tree.edges.gap for tree in trees])
    either, first = np.unique(np.concatenate(keys), return_index=True)
    every = Edges(*np.divmod(either, max(size, 1)), gaps[first])
    order = np.lexsort((every.j, every.i, every.gap))
    of = MEMBERS * np.isin(either, keys[0]) + AROUND * np.isin(either, keys[1])
    return {
        "i": pack_steps(every.i[order]),
        "span": pack((every.j - every.i)[order]),
        "gap": pack_steps(centimetres(every.gap[order])),
        "of": pack(of[order]),
    }


def steps(tree: GapTree, place: dict[str, int]) -> list[list[Any]]:
    """Return the continuum of a tree at every gap: what changes, where it changes.

    Parameters
    ----------
    tree : GapTree
        Of the members, or of these with their neighbours.
    place : mapping of str to int
        Where each commune stands on the page.

    Returns
    -------
    list of [gap, people, changes]
        Centimetres; inhabitants, None where they are unknown; and the weight of the continuum in
        each commune where it is another than before, as [place, weight].
    """
    if not len(tree.rows):
        return []
    found = profile(tree)
    inhabited = tree.footprints.weighting is Weighting.POPULATION
    at = centimetres(found.gaps)
    last = np.flatnonzero(np.r_[at[1:] > at[:-1], True])
    by_commune = found.by_commune[last]
    before = np.vstack([np.zeros((1, by_commune.shape[1])), by_commune[:-1]])
    people = found.weights[last].tolist() if inhabited else [None] * len(last)
    return [
        [
            gap,
            number(weight),
            [[place[tree.communes[k]], number(row[k])] for k in np.flatnonzero(row != old)],
        ]
        for gap, weight, row, old in zip(at[last].tolist(), people, by_commune, before, strict=True)
    ]


def verdicts(swept: AreaSweep, majority: float) -> dict[Reading, list[list[Any]]]:
    """Return the verdict by each reading from each gap on, for a majority that was swept."""
    return {
        line.reading: [
            [*centimetres(np.array([stretch.low])).tolist(), stretch.verdict]
            for stretch in line.stretches
        ]
        for line in swept.lines
        if line.majority == majority
    }


def _on_map(tree: GapTree, positions: Indices) -> Indices:
    """Return where footprints of a tree stand among those of the map."""
    return np.asarray(tree.rows[positions])

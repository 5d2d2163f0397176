"""Measuring footprints: every gap that any set of their communes will ever ask for."""

from collections.abc import Collection, Iterator, Mapping
from itertools import combinations

from metrocli.continuity.boxtree import BoxTree, plant
from metrocli.continuity.distance import box_at, box_gap
from metrocli.continuity.edges import Edges, join
from metrocli.continuity.forest import cross_edges, own_edges
from metrocli.continuity.gapgraph import GapGraph, Pair, rows_by_commune
from metrocli.continuity.outlines import outline
from metrocli.model import Code, Footprints
from metrocli.progress import Stage, counted, silent
from metrocli.shapes.ahead import workers
from metrocli.text import text


def build_gap_graph(
    footprints: Footprints,
    *,
    horizon: float,
    communes: Collection[Code] | None = None,
    stage: Stage = silent,
) -> GapGraph:
    """Measure footprints and return their gap graph.

    Parameters
    ----------
    footprints : Footprints
        Planar, metres.
    horizon : float
        Largest gap, metres.
    communes : collection of str, optional
        The communes to measure; by default all that have footprints.
    stage : callable
        Told what is being done.
    """
    rows = rows_by_commune(footprints)
    rows = {code: rows[code] for code in rows if communes is None or code in communes}
    outlines = outline(footprints.geometries)

    def cross_of(pair: Pair) -> Edges:
        a, b = pair
        return cross_edges(outlines, trees[a], trees[b], join([own[a], own[b]]), horizon)

    with workers() as threads:
        stage(text("Measuring gaps inside {count:,d} communes", count=len(rows)))
        trees = {code: plant(outlines, of_commune) for code, of_commune in rows.items()}
        found = threads.map(lambda tree: own_edges(outlines, tree, horizon), trees.values())
        own = dict(zip(trees, counted(stage, found, len(trees)), strict=True))
        near = list(_near(trees, horizon))
        stage(text("Measuring gaps between communes ({count:,d} pairs)", count=len(near)))
        measured = counted(stage, threads.map(cross_of, near), len(near))
        cross = dict(zip(near, measured, strict=True))
    return GapGraph(
        footprints=footprints,
        rows=rows,
        own=own,
        cross={pair: edges for pair, edges in cross.items() if len(edges)},
        horizon=horizon,
    )


def _near(trees: Mapping[Code, BoxTree], horizon: float) -> Iterator[Pair]:
    """Yield the pairs of communes whose extents are within the horizon."""
    extents = {code: box_at(tree.boxes, 1) for code, tree in trees.items()}
    for a, b in combinations(extents, 2):
        if box_gap(extents[a], extents[b]) <= horizon:
            yield a, b

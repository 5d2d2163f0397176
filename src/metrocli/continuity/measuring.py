"""Measuring footprints: every gap that any set of their communes will ever ask for."""

from collections.abc import Collection, Iterator, Mapping
from itertools import combinations

from metrocli.continuity.barriers.parting import part, stars
from metrocli.continuity.barriers.walls import walls_of
from metrocli.continuity.boxtree import BoxTree, plant
from metrocli.continuity.distance import box_at, box_gap
from metrocli.continuity.edges import NO_EDGES, Edges, Indices, join
from metrocli.continuity.forest import cross_edges, own_edges
from metrocli.continuity.gapgraph import GapGraph, Pair, rows_by_commune
from metrocli.continuity.grid.cluster import Held, cluster
from metrocli.continuity.outlines import outline
from metrocli.model import Code, Footprints, Geometries
from metrocli.progress import Stage, counted, silent
from metrocli.shapes.ahead import workers
from metrocli.shapes.wkb import from_geometries
from metrocli.text import text

MANY, FLOOR = 1_000_000, 10.0
"""Footprints beyond which gaps are not told apart up to some metres."""


def build_gap_graph(
    footprints: Footprints,
    *,
    horizon: float,
    communes: Collection[Code] | None = None,
    floor: float | None = None,
    barriers: Geometries | None = None,
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
    floor : float, optional
        Gaps up to it are not told apart, which spares most of the work where footprints are
        buildings; metres. By default 0 up to `MANY` footprints, and `FLOOR` beyond.
    barriers : ndarray of shapely geometries, optional
        Polygons and lines, valid; planar, metres. A gap is then the length of the shortest way
        from one footprint to the other that does not cross any.
    stage : callable
        Told what is being done.
    """
    rows = rows_by_commune(footprints)
    rows = {code: rows[code] for code in rows if communes is None or code in communes}
    if floor is None:
        floor = FLOOR if sum(map(len, rows.values())) > MANY else 0.0
    outlines = outline(footprints.geometries)

    def own_of(code: Code) -> Edges:
        known = _within(footprints.geometries, rows[code], floor)
        return join([known, own_edges(outlines, trees[code], known, horizon, floor)])

    def cross_of(pair: Pair) -> Edges:
        a, b = pair
        return cross_edges(outlines, trees[a], trees[b], join([own[a], own[b]]), horizon, floor)

    with workers() as threads:
        stage(text("Measuring gaps inside {count:,d} communes", count=len(rows)))
        trees = {code: plant(outlines.boxes, of_commune) for code, of_commune in rows.items()}
        found = threads.map(own_of, trees)
        own = dict(zip(trees, counted(stage, found, len(trees)), strict=True))
        near = list(_near(trees, horizon))
        stage(text("Measuring gaps between communes ({count:,d} pairs)", count=len(near)))
        measured = counted(stage, threads.map(cross_of, near), len(near))
        cross = dict(zip(near, measured, strict=True))
    graph = GapGraph(
        footprints=footprints,
        rows=rows,
        own=own,
        cross={pair: edges for pair, edges in cross.items() if len(edges)},
        horizon=horizon,
        floor=floor,
    )
    walls = None if barriers is None else walls_of(barriers)
    return graph if walls is None else part(graph, walls, stage)


def _near(trees: Mapping[Code, BoxTree], horizon: float) -> Iterator[Pair]:
    """Yield the pairs of communes whose extents are within the horizon."""
    extents = {code: box_at(tree.boxes, 1) for code, tree in trees.items()}
    for a, b in combinations(extents, 2):
        if box_gap(extents[a], extents[b]) <= horizon:
            yield a, b


def _within(geometries: Geometries, rows: Indices, floor: float) -> Edges:
    """Return edges that join what is within the floor: each patch's first footprint to the rest."""
    if not floor:
        return NO_EDGES
    patches = cluster(Held(from_geometries(geometries[rows])), floor).patches
    return stars(rows, patches, floor)

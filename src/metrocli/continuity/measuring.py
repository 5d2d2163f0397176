"""Measuring footprints: every gap that any set of their communes will ever ask for."""

from collections.abc import Collection, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from metrocli.continuity.boxtree import BoxTree, plant
from metrocli.continuity.distance import box_at, box_gap
from metrocli.continuity.edges import NO_EDGES, Edges, Indices, join
from metrocli.continuity.forest import cross_edges, own_edges
from metrocli.continuity.gapgraph import GapGraph, Pair, rows_by_commune
from metrocli.continuity.outlines import outline
from metrocli.model import Code, Footprints, Geometries
from metrocli.progress import Stage, counted, silent
from metrocli.shapes.ahead import workers
from metrocli.shapes.kernel import kernel
from metrocli.shapes.wkb import from_geometries
from metrocli.text import plural

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

    def own_of(code: Code) -> tuple[BoxTree, Edges]:
        tree = plant(outlines.boxes, rows[code])
        known = _within(footprints.geometries, rows[code], floor)
        return tree, join([known, own_edges(outlines, tree, known, horizon, floor)])

    def cross_of(pair: Pair) -> Edges:
        a, b = pair
        return cross_edges(outlines, trees[a], trees[b], join([own[a], own[b]]), horizon, floor)

    with workers() as threads:
        stage(
            plural(
                "Measuring gaps inside {count:,d} commune",
                "Measuring gaps inside {count:,d} communes",
                count=len(rows),
            )
        )
        found = list(counted(stage, threads.map(own_of, rows), len(rows)))
        trees = {code: tree for code, (tree, _) in zip(rows, found, strict=True)}
        own = {code: edges for code, (_, edges) in zip(rows, found, strict=True)}
        near = list(_near(trees, horizon))
        stage(
            plural(
                "Measuring gaps between communes ({count:,d} pair)",
                "Measuring gaps between communes ({count:,d} pairs)",
                count=len(near),
            )
        )
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
    return graph if barriers is None else _parted(graph, barriers, stage)


def _parted(graph: GapGraph, barriers: Geometries, stage: Stage) -> GapGraph:
    """Return a gap graph whose gaps go round barriers."""
    # Compiled code that few studies need takes a fifth of a second to import.
    from metrocli.continuity.barriers.parting import part  # noqa: PLC0415
    from metrocli.continuity.barriers.walls import walls_of  # noqa: PLC0415

    walls = walls_of(barriers)
    return graph if walls is None else part(graph, walls, stage)


def _near(trees: Mapping[Code, BoxTree], horizon: float) -> Iterator[Pair]:
    """Yield the pairs of communes whose extents are within the horizon."""
    codes = list(trees)
    roots = np.array([tree.boxes[1] for tree in trees.values()]).reshape(-1, 4)
    for a, b in np.argwhere(_within_reach(roots, horizon)).tolist():
        yield codes[a], codes[b]


@kernel
def _within_reach(boxes: NDArray[np.float64], horizon: float) -> NDArray[np.bool_]:
    """Return which boxes are within the horizon of which later ones."""
    near = np.zeros((len(boxes), len(boxes)), np.bool_)
    for a in range(len(boxes)):
        for b in range(a + 1, len(boxes)):
            near[a, b] = box_gap(box_at(boxes, a), box_at(boxes, b)) <= horizon
    return near


def _within(geometries: Geometries, rows: Indices, floor: float) -> Edges:
    """Return edges that join what is within the floor: each patch's first footprint to the rest."""
    if not floor:
        return NO_EDGES
    from metrocli.continuity.barriers.parting import stars  # noqa: PLC0415 - as above
    from metrocli.continuity.grid.cluster import Held, cluster  # noqa: PLC0415

    patches = cluster(Held(from_geometries(geometries[rows])), floor).patches
    return stars(rows, patches, floor)

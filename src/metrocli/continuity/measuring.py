"""Measuring footprints: every gap that any set of their communes will ever ask for."""

from collections.abc import Collection, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from metrocli.continuity.boxtree import LARGE_LEAF, BoxTree, plant
from metrocli.continuity.distance import box_at, box_gap
from metrocli.continuity.edges import Edges, Indices, join, stars
from metrocli.continuity.forest import Stand, cross_edges, grown, reaches_over
from metrocli.continuity.gapgraph import GapGraph, Pair, rows_by_commune
from metrocli.continuity.outlines import Outlines, outline_geometries
from metrocli.model import Code, Footprints, Geometries
from metrocli.progress import Stage, counted, silent
from metrocli.shapes.ahead import workers
from metrocli.shapes.kernel import kernel
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
    own, cross = measure(outline_geometries(footprints.geometries), rows, horizon, floor, stage)
    graph = GapGraph(footprints, rows, own, cross, horizon, floor)
    return graph if barriers is None else _parted(graph, barriers, stage)


def measure(
    outlines: Outlines,
    rows: Mapping[Code, Indices],
    horizon: float,
    floor: float = 0.0,
    stage: Stage = silent,
) -> tuple[dict[Code, Edges], dict[Pair, Edges]]:
    """Measure outlines, however they were read.

    Parameters
    ----------
    outlines : Outlines
        Planar, metres.
    rows : mapping of str to ndarray of int64
        Positions of those of each commune; one at least.
    horizon : float
        Largest gap, metres.
    floor : float
        Gaps up to it are not told apart; metres.
    stage : callable
        Told what is being done.

    Returns
    -------
    own : dict of str to Edges
        The spanning edges of each commune.
    cross : dict of (str, str) to Edges
        The edges of two communes' tree that lie between them, where there are any.
    """

    def planted(code: Code) -> BoxTree:
        return plant(outlines.boxes, rows[code], LARGE_LEAF)

    def grown_on(tree: BoxTree) -> Stand:
        return grown(outlines, tree, reaches)

    def cross_of(pair: Pair) -> Edges:
        a, b = pair
        return cross_edges(outlines, stands[a], stands[b], reaches)

    with workers() as threads:
        stage(
            plural(
                "Measuring gaps inside {count:,d} commune",
                "Measuring gaps inside {count:,d} communes",
                count=len(rows),
            )
        )
        # The largest first, so that no thread has one before it when the others are through.
        codes = sorted(rows, key=lambda code: -len(rows[code]))
        trees = list(threads.map(planted, codes))
        reaches = reaches_over(trees, horizon, floor)
        found = counted(stage, threads.map(grown_on, trees), len(codes))
        by_code = dict(zip(codes, found, strict=True))
        stands = {code: by_code[code] for code in rows}
        near = list(_near(stands, horizon))
        stage(
            plural(
                "Measuring gaps between communes ({count:,d} pair)",
                "Measuring gaps between communes ({count:,d} pairs)",
                count=len(near),
            )
        )
        measured = counted(stage, threads.map(cross_of, near), len(near))
        cross = dict(zip(near, measured, strict=True))
    own = {
        code: join([stars(stand.tree.order, stand.patches, floor), stand.edges()])
        for code, stand in stands.items()
    }
    return own, {pair: edges for pair, edges in cross.items() if len(edges)}


def _parted(graph: GapGraph, barriers: Geometries, stage: Stage) -> GapGraph:
    """Return a gap graph whose gaps go round barriers."""
    # Compiled code that few studies need takes a fifth of a second to import.
    from metrocli.continuity.barriers.parting import part  # noqa: PLC0415
    from metrocli.continuity.barriers.walls import walls_of  # noqa: PLC0415

    walls = walls_of(barriers)
    return graph if walls is None else part(graph, walls, stage)


def _near(stands: Mapping[Code, Stand], horizon: float) -> Iterator[Pair]:
    """Yield the pairs of communes whose extents are within the horizon."""
    codes = list(stands)
    roots = np.array([stand.tree.boxes[1] for stand in stands.values()]).reshape(-1, 4)
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

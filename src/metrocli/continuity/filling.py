"""Features that also count as built: which footprints each joins, and from which gap on."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely

from metrocli.continuity.barriers.parting import Group, Parting
from metrocli.continuity.barriers.pieces import pieces_of
from metrocli.continuity.boxtree import LARGE_LEAF, BoxTree, plant
from metrocli.continuity.distance import box_at, box_gap
from metrocli.continuity.edges import NO_EDGES, Edges, Indices, join
from metrocli.continuity.forest import Stand, cross_edges, reaches_over
from metrocli.continuity.gapgraph import GapGraph, Pair
from metrocli.continuity.outlines import outline_geometries
from metrocli.continuity.overlay import Meeting, Reach, between
from metrocli.model import AlsoBuilt, Code, Geometries
from metrocli.progress import Stage, counted, silent
from metrocli.shapes.ahead import workers
from metrocli.text import plural, text


@dataclass(frozen=True, eq=False)
class _Parts:
    """Features by their parts, behind all footprints.

    Parameters
    ----------
    feature : ndarray of int64, shape (p,)
        Which feature each part is of.
    geometries : ndarray of shapely geometries, shape (n + p,)
        Of the footprints, and then of the parts.
    first : int
        Where parts begin.
    groups : mapping of str to ndarray of int64
        Positions of the parts of each commune.
    """

    feature: Indices
    geometries: Geometries
    first: int
    groups: Mapping[Code, Indices]


def filled(graph: GapGraph, also_built: AlsoBuilt, stage: Stage = silent) -> list[Meeting]:
    """Return what features that also count as built join.

    A feature counts as its parts, which are what barriers leave of it where there are some. A part
    is joined with every footprint whose gap to it is not larger, and with no other part. The parts
    of a commune are a group beside its footprints, without edges of their own, so that what holds
    of the gap graph holds of them: an edge between a part and a footprint, in the tree of any set
    of communes, is one in the tree of the parts of the one's commune and the footprints of the
    other's.

    Parameters
    ----------
    graph : GapGraph
        Of the footprints.
    also_built : AlsoBuilt
        Planar, metres; those of communes that are not measured join nothing.
    stage : callable
        Told what is being done.
    """
    parts = _parts_of(graph, also_built)
    found = join(_parted(graph, parts, _measured(graph, parts, stage), stage).values())
    owner = graph.footprints.communes
    # Parts stand behind all footprints, so that they are the second end of every edge.
    order = np.lexsort((found.i, found.gap, found.j))
    reached = found.take(order)
    starts = np.flatnonzero(np.r_[True, reached.j[1:] != reached.j[:-1]][: len(order)])
    meetings = []
    for start, end in zip(starts, np.append(starts, len(order))[1:], strict=True):
        feature = int(parts.feature[reached.j[start] - parts.first])
        reach = Reach(reached.i[start:end], reached.gap[start:end])
        home = str(also_built.communes[feature])
        meetings.append(Meeting(also_built.tie(feature), between(reach, reach, owner), home))
    return meetings


def _parts_of(graph: GapGraph, also_built: AlsoBuilt) -> _Parts:
    parts, feature = shapely.get_parts(also_built.geometries, return_index=True)
    if graph.walls is not None:
        parts, whole = pieces_of(parts, graph.walls)
        feature = feature[whole]
    first = len(graph.footprints)
    communes = also_built.communes[feature]
    return _Parts(
        feature=feature,
        geometries=np.concatenate([np.asarray(graph.footprints.geometries), parts]),
        first=first,
        groups={
            code: first + np.flatnonzero(communes == code)
            for code in sorted(set(communes.tolist()) & set(graph.rows))
        },
    )


def _measured(graph: GapGraph, parts: _Parts, stage: Stage) -> dict[Pair, Edges]:
    """Return the edges between the parts of communes and footprints, without barriers."""
    own = graph.own if graph.open is None else graph.open.own
    outlines = outline_geometries(parts.geometries)

    def planted(groups: Mapping[Code, Indices]) -> dict[Code, BoxTree]:
        return {code: plant(outlines.boxes, rows, LARGE_LEAF) for code, rows in groups.items()}

    of_features, of_built = planted(parts.groups), planted(graph.rows)
    trees = [*of_features.values(), *of_built.values()]
    reaches = reaches_over(trees, graph.horizon, graph.floor)
    features = {code: Stand.of(tree, NO_EDGES, reaches) for code, tree in of_features.items()}
    built = {code: Stand.of(tree, own[code], reaches) for code, tree in of_built.items()}
    near = [
        (home, code)
        for home, feature in features.items()
        for code, stand in built.items()
        if box_gap(box_at(feature.tree.boxes, 1), box_at(stand.tree.boxes, 1)) <= graph.horizon
    ]

    def edges_of(pair: Pair) -> Edges:
        home, code = pair
        return cross_edges(outlines, features[home], built[code], reaches)

    with workers() as threads:
        stage(
            text("Measuring gaps to what also counts as built ({count:,d} pairs)", count=len(near))
        )
        found = list(counted(stage, threads.map(edges_of, near), len(near)))
    return dict(zip(near, found, strict=True))


def _parted(
    graph: GapGraph, parts: _Parts, edges: Mapping[Pair, Edges], stage: Stage
) -> dict[Pair, Edges]:
    """Return such edges as walls leave them, if there are walls."""
    if graph.walls is None or graph.open is None:
        return dict(edges)
    parting = Parting(parts.geometries, parts.first, graph.walls, graph)
    features = {code: Group(rows, NO_EDGES, NO_EDGES) for code, rows in parts.groups.items()}
    built = {
        code: Group(rows, graph.open.own[code], graph.own[code])
        for code, rows in graph.rows.items()
    }
    stage(
        plural(
            "Finding the ways round barriers ({count:,d} pair)",
            "Finding the ways round barriers ({count:,d} pairs)",
            count=len(edges),
        )
    )
    return {
        (home, code): parting.cross(features[home], built[code], found)
        for (home, code), found in counted(stage, edges.items(), len(edges))
    }

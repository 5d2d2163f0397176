"""Features that also count as built: which footprints each joins, and from which gap on."""

import numpy as np

from metrocli.continuity.boxtree import plant
from metrocli.continuity.distance import box_at, box_gap
from metrocli.continuity.edges import Edges, join
from metrocli.continuity.forest import cross_edges
from metrocli.continuity.gapgraph import GapGraph
from metrocli.continuity.outlines import outline
from metrocli.continuity.overlay import Meeting, Reach, between
from metrocli.model import AlsoBuilt, Code
from metrocli.progress import Stage, counted, silent
from metrocli.shapes.ahead import workers
from metrocli.text import text


def filled(graph: GapGraph, also_built: AlsoBuilt, stage: Stage = silent) -> list[Meeting]:
    """Return what features that also count as built join.

    A feature is joined with every footprint whose gap to it is not larger, and with no other such
    feature. The features of a commune are a group beside its footprints, without edges of their
    own, so that what holds of the gap graph holds of them: an edge between a feature and a
    footprint, in the tree of any set of communes, is one in the tree of the features of the one's
    commune and the footprints of the other's.

    Parameters
    ----------
    graph : GapGraph
        Of the footprints.
    also_built : AlsoBuilt
        Planar, metres; those of communes that are not measured join nothing.
    stage : callable
        Told what is being done.
    """
    footprints, rows, horizon = graph.footprints, graph.rows, graph.horizon
    outlines = outline(np.concatenate([np.asarray(footprints.geometries), also_built.geometries]))
    first = len(footprints)
    groups = {
        code: first + np.flatnonzero(also_built.communes == code)
        for code in sorted(set(also_built.communes.tolist()) & set(rows))
    }
    features = {code: plant(outlines.boxes, of_commune) for code, of_commune in groups.items()}
    trees = {code: plant(outlines.boxes, of_commune) for code, of_commune in rows.items()}
    near = [
        (home, code)
        for home in features
        for code in trees
        if box_gap(box_at(features[home].boxes, 1), box_at(trees[code].boxes, 1)) <= horizon
    ]

    def edges_of(pair: tuple[Code, Code]) -> Edges:
        home, code = pair
        return cross_edges(
            outlines, features[home], trees[code], graph.own[code], horizon, graph.floor
        )

    with workers() as threads:
        stage(
            text("Measuring gaps to what also counts as built ({count:,d} pairs)", count=len(near))
        )
        found = join(counted(stage, threads.map(edges_of, near), len(near)))
    # Features stand behind all footprints, so that they are the second end of every edge.
    order = np.lexsort((found.i, found.gap, found.j))
    reached = found.take(order)
    starts = np.flatnonzero(np.r_[True, reached.j[1:] != reached.j[:-1]][: len(order)])
    meetings = []
    for start, end in zip(starts, np.append(starts, len(order))[1:], strict=True):
        position = int(reached.j[start]) - first
        reach = Reach(reached.i[start:end], reached.gap[start:end])
        edges = between(reach, reach, footprints.communes)
        home = str(also_built.communes[position])
        meetings.append(Meeting(also_built.tie(position), edges, home))
    return meetings

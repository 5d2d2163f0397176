"""Parting: a gap graph as walls leave it."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from metrocli.continuity.barriers.growth import ground_of, grow
from metrocli.continuity.barriers.sight import clearances
from metrocli.continuity.barriers.things import Things, seen, things_of
from metrocli.continuity.barriers.walls import Walls
from metrocli.continuity.edges import NO_EDGES, Edges, Indices, join, minimum_forest, stars
from metrocli.continuity.gapgraph import GapGraph
from metrocli.continuity.grid.cluster import Held, cluster
from metrocli.continuity.outlines import Outlines, outline_geometries
from metrocli.model import Geometries
from metrocli.progress import Stage, counted, silent
from metrocli.shapes.kernel import kernel
from metrocli.shapes.wkb import from_geometries
from metrocli.text import plural


class Group(NamedTuple):
    """Footprints, or features beside them that nothing joins to each other.

    Parameters
    ----------
    rows : ndarray of int64
        Their positions.
    open : Edges
        Of their forest without barriers; none where they are features.
    behind : Edges
        Of their forest as walls leave it.
    """

    rows: Indices
    open: Edges
    behind: Edges


def part(graph: GapGraph, walls: Walls, stage: Stage = silent) -> GapGraph:
    """Return a gap graph as walls leave it.

    An edge whose shortest line no wall cuts stays: no edge across the cut that it closes has
    become shorter than it. What the others joined is joined anew, by other lines and ways round.

    Parameters
    ----------
    graph : GapGraph
        Without barriers.
    walls : Walls
        The barriers.
    stage : callable
        Told what is being done.
    """
    parting = Parting(graph.footprints.geometries, len(graph.footprints), walls, graph)
    stage(
        plural(
            "Finding the ways round barriers in {count:,d} commune",
            "Finding the ways round barriers in {count:,d} communes",
            count=len(graph.rows),
        )
    )
    groups = {
        code: Group(rows, graph.own[code], parting.own(rows, graph.own[code]))
        for code, rows in counted(stage, graph.rows.items(), len(graph.rows))
    }
    stage(
        plural(
            "Finding the ways round barriers ({count:,d} pair)",
            "Finding the ways round barriers ({count:,d} pairs)",
            count=len(graph.cross),
        )
    )
    cross = {
        (a, b): parting.cross(groups[a], groups[b], edges)
        for (a, b), edges in counted(stage, graph.cross.items(), len(graph.cross))
    }
    return replace(
        graph,
        own={code: group.behind for code, group in groups.items()},
        cross={pair: edges for pair, edges in cross.items() if len(edges)},
        walls=walls,
        open=graph,
    )


class Parting:
    """Edges of footprints, and of features beside them, as walls leave them.

    Parameters
    ----------
    geometries : ndarray of shapely geometries
        Footprints first, then features, which nothing joins to each other; planar, metres.
    count : int
        How many are footprints.
    walls : Walls
        The barriers.
    graph : GapGraph
        Whose floor and horizon hold.
    """

    def __init__(self, geometries: Geometries, count: int, walls: Walls, graph: GapGraph) -> None:
        self._geometries = geometries
        self._count = count
        self._walls = walls
        self._floor, self._horizon = graph.floor, graph.horizon
        self._outlines = outline_geometries(geometries)
        self._clear = clearances(
            walls, self._outlines, np.arange(len(geometries)), float(graph.horizon)
        )

    def own(self, rows: Indices, edges: Edges) -> Edges:
        """Return the forest of a commune's footprints, from that without barriers."""
        if self._clear[rows].min() >= self._horizon:
            return edges
        long = edges.beyond(self._floor) if self._floor else edges
        return self._grown(rows, self._within(rows), long, NO_EDGES, len(edges))

    def cross(self, a: Group, b: Group, edges: Edges) -> Edges:
        """Return the edges between two groups in the forest of both, from those without barriers.

        Parameters
        ----------
        a, b : Group
            Not both of features.
        edges : Edges
            Between them in the forest of both without barriers.
        """
        rows = np.sort(np.concatenate([a.rows, b.rows]))
        every = join([a.open, b.open, edges])
        local = _local(every, rows)
        forest = every.take(minimum_forest(len(rows), local, local.i, local.j))
        if not self._doubtful(forest).any():
            return edges
        known, short, long = join([a.behind, b.behind]), NO_EDGES, forest
        if self._floor:
            short = known.up_to(self._floor)
            long = forest.take((forest.gap > self._floor) | _between(forest, a.rows))
        found = self._grown(rows, short, long, known, len(forest))
        return found.take(_between(found, a.rows))

    def _within(self, rows: Indices) -> Edges:
        """Return edges that join what is within the floor, as walls leave it."""
        if not self._floor:
            return NO_EDGES
        shapes = from_geometries(self._geometries[rows])
        return stars(rows, cluster(Held(shapes), self._floor, self._walls).patches, self._floor)

    def _doubtful(self, edges: Edges) -> NDArray[np.bool_]:
        """Tell which edges a wall comes so near to that it may cut them."""
        reach = np.maximum(self._clear[edges.i], self._clear[edges.j])
        return np.asarray((edges.gap > 0.0) & (edges.gap >= reach))

    def _grown(self, rows: Indices, short: Edges, long: Edges, known: Edges, count: int) -> Edges:
        """Return the forest of some footprints and features.

        Parameters
        ----------
        rows : ndarray of int64
            Which, ascending.
        short : Edges
            What joins all that the floor does, as walls leave it.
        long : Edges
            Of the forest without barriers.
        known : Edges
            Others that may be of it.
        count : int
            How many edges the forest has without barriers.
        """
        footprints = int(np.searchsorted(rows, self._count))
        things = things_of(self._outlines, rows, self._walls, self._horizon, footprints)
        local = _local(long, rows)
        clear = _are_clear(self._outlines, self._walls, things, (local.i, local.j, local.gap))
        sure = join([short, long.take(clear)])
        if len(sure) == count:
            return sure
        ground = ground_of(self._outlines, self._walls, things, self._floor, self._horizon)
        new = grow(ground, _local(sure, rows), _local(known, rows))
        return join([sure, Edges(rows[new.i], rows[new.j], new.gap)])


def _local(edges: Edges, rows: Indices) -> Edges:
    """Return edges between positions in ascending rows."""
    return Edges(np.searchsorted(rows, edges.i), np.searchsorted(rows, edges.j), edges.gap)


@kernel
def _are_clear(
    outlines: Outlines,
    walls: Walls,
    things: Things,
    edges: tuple[Indices, Indices, NDArray[np.float64]],
) -> NDArray[np.bool_]:
    """Tell which edges no wall cuts."""
    clear = np.empty(len(edges[2]), np.bool_)
    for k in range(len(clear)):
        gap = edges[2][k]
        clear[k] = seen(outlines, walls, things, edges[0][k], edges[1][k], gap) <= gap
    return clear


def _between(edges: Edges, rows: Indices) -> NDArray[np.bool_]:
    """Tell which edges join one of some footprints to another."""
    return np.asarray(np.isin(edges.i, rows) != np.isin(edges.j, rows))

"""Parting: a gap graph as walls leave it."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from metrocli.continuity.barriers.growth import ground_of, grow
from metrocli.continuity.barriers.sight import clearance
from metrocli.continuity.barriers.things import Things, seen, things_of
from metrocli.continuity.barriers.walls import Walls
from metrocli.continuity.distance import box_at
from metrocli.continuity.edges import NO_EDGES, Edges, Indices, join, minimum_forest
from metrocli.continuity.gapgraph import GapGraph, Pair
from metrocli.continuity.grid.cluster import Held, cluster
from metrocli.continuity.outlines import Outlines, outline
from metrocli.model import Code
from metrocli.progress import Stage, counted, silent
from metrocli.shapes.kernel import kernel
from metrocli.shapes.wkb import from_geometries
from metrocli.text import plural


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
    parting = _Parting(graph, walls)
    stage(
        plural(
            "Finding the ways round barriers in {count:,d} commune",
            "Finding the ways round barriers in {count:,d} communes",
            count=len(graph.rows),
        )
    )
    own = {code: parting.own(code) for code in counted(stage, graph.rows, len(graph.rows))}
    stage(
        plural(
            "Finding the ways round barriers ({count:,d} pair)",
            "Finding the ways round barriers ({count:,d} pairs)",
            count=len(graph.cross),
        )
    )
    pairs = counted(stage, graph.cross, len(graph.cross))
    cross = {pair: parting.cross(pair, own) for pair in pairs}
    return replace(
        graph,
        own=own,
        cross={pair: edges for pair, edges in cross.items() if len(edges)},
        walls=walls,
        open=graph,
    )


class _Parting:
    def __init__(self, graph: GapGraph, walls: Walls) -> None:
        self._graph = graph
        self._walls = walls
        self._outlines = outline(graph.footprints.geometries)
        self._clear = _clearances(walls, self._outlines, graph.horizon)

    def own(self, code: Code) -> Edges:
        """Return a commune's own spanning edges."""
        graph = self._graph
        rows, edges = graph.rows[code], graph.own[code]
        if self._clear[rows].min() >= graph.horizon:
            return edges
        long = edges.beyond(graph.floor) if graph.floor else edges
        return self._grown(rows, self._within(rows), long, NO_EDGES, len(edges))

    def cross(self, pair: Pair, own: Mapping[Code, Edges]) -> Edges:
        """Return the edges between two communes in the forest of both."""
        graph = self._graph
        a, b = (graph.rows[code] for code in pair)
        rows = np.sort(np.concatenate([a, b]))
        every = join([*(graph.own[code] for code in pair), graph.cross[pair]])
        local = _local(every, rows)
        forest = every.take(minimum_forest(len(rows), local, local.i, local.j))
        if not self._doubtful(forest).any():
            return graph.cross[pair]
        known, short, long = join([own[code] for code in pair]), NO_EDGES, forest
        if graph.floor:
            short = known.up_to(graph.floor)
            long = forest.take((forest.gap > graph.floor) | _between(forest, a))
        found = self._grown(rows, short, long, known, len(forest))
        return found.take(_between(found, a))

    def _within(self, rows: Indices) -> Edges:
        """Return edges that join what is within the floor, as walls leave it."""
        floor = self._graph.floor
        if not floor:
            return NO_EDGES
        shapes = from_geometries(self._graph.footprints.geometries[rows])
        return stars(rows, cluster(Held(shapes), floor, self._walls).patches, floor)

    def _doubtful(self, edges: Edges) -> NDArray[np.bool_]:
        """Tell which edges a wall comes so near to that it may cut them."""
        reach = np.maximum(self._clear[edges.i], self._clear[edges.j])
        return np.asarray((edges.gap > 0.0) & (edges.gap >= reach))

    def _grown(self, rows: Indices, short: Edges, long: Edges, known: Edges, count: int) -> Edges:
        """Return the forest of some footprints.

        Parameters
        ----------
        rows : ndarray of int64
            The footprints, ascending.
        short : Edges
            What joins all that the floor does, as walls leave it.
        long : Edges
            Of the forest without barriers.
        known : Edges
            Others that may be of it.
        count : int
            How many edges the forest has without barriers.
        """
        graph = self._graph
        things = things_of(self._outlines, rows, self._walls, graph.horizon)
        local = _local(long, rows)
        clear = _are_clear(self._outlines, self._walls, things, (local.i, local.j, local.gap))
        sure = join([short, long.take(clear)])
        if len(sure) == count:
            return sure
        ground = ground_of(self._outlines, self._walls, things, graph.floor, graph.horizon)
        new = grow(ground, _local(sure, rows), _local(known, rows))
        return join([sure, Edges(rows[new.i], rows[new.j], new.gap)])


def stars(rows: Indices, patches: NDArray[np.int32], floor: float) -> Edges:
    """Return edges of the floor that join each patch's first footprint to the rest of it."""
    _, first, patch = np.unique(patches, return_index=True, return_inverse=True)
    others = np.flatnonzero(first[patch] != np.arange(len(rows)))
    return Edges(rows[first[patch[others]]], rows[others], np.full(len(others), floor))


def _local(edges: Edges, rows: Indices) -> Edges:
    """Return edges between positions in ascending rows."""
    return Edges(np.searchsorted(rows, edges.i), np.searchsorted(rows, edges.j), edges.gap)


@kernel
def _clearances(walls: Walls, outlines: Outlines, limit: float) -> NDArray[np.float64]:
    clear = np.empty(len(outlines.boxes))
    for k in range(len(clear)):
        clear[k] = clearance(walls, box_at(outlines.boxes, k), limit)
    return clear


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

"""The gap graph: the edges from which the gap tree of any set of communes follows."""

from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import shapely

from metrocli.continuity.boxtree import BoxTree, plant
from metrocli.continuity.distance import Box, box_at, box_gap
from metrocli.continuity.edges import Edges, Indices, join
from metrocli.continuity.forest import cross_edges, own_edges
from metrocli.continuity.shapes import flatten
from metrocli.continuity.tree import GapTree
from metrocli.model import Code, Footprints
from metrocli.text import Text, text

Pair = tuple[Code, Code]


@dataclass(frozen=True, eq=False)
class GapGraph:
    """Each commune's own spanning edges, and the cross edges of each two communes.

    An edge between A and B of the gap tree of any set of communes is an edge of the gap tree of
    {A, B} (cycle property), so Kruskal on these edges gives the gap tree of any set.

    Parameters
    ----------
    footprints : Footprints
        What the edges join.
    rows : mapping of str to ndarray of int64
        Positions of each commune's footprints.
    own : mapping of str to Edges
        By commune.
    cross : mapping of (str, str) to Edges
        By pair of communes, the lower code first; absent where none is within the horizon.
    horizon : float
        Largest gap, metres.
    """

    footprints: Footprints
    rows: Mapping[Code, Indices]
    own: Mapping[Code, Edges]
    cross: Mapping[Pair, Edges]
    horizon: float

    def tree(self, communes: Collection[Code]) -> GapTree:
        """Return the gap tree of some communes; those without footprints add nothing."""
        present = sorted(code for code in set(communes) if code in self.rows)
        edges = [self.own[code] for code in present]
        edges += [self.cross[pair] for pair in combinations(present, 2) if pair in self.cross]
        return GapTree.of(self.footprints, [self.rows[code] for code in present], join(edges))


def build_gap_graph(
    footprints: Footprints,
    *,
    horizon: float,
    communes: Collection[Code] | None = None,
    stage: Callable[[Text], None] = lambda _: None,
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
    shapes = flatten(footprints.geometries)

    def cross_of(pair: Pair) -> Edges:
        a, b = pair
        return cross_edges(shapes, trees[a], trees[b], join([own[a], own[b]]), horizon)

    with ThreadPoolExecutor() as threads:
        stage(text("Measuring gaps inside {count:,d} communes", count=len(rows)))
        trees = {code: plant(shapes, of_commune) for code, of_commune in rows.items()}
        found = threads.map(lambda tree: own_edges(shapes, tree, horizon), trees.values())
        own = dict(zip(trees, found, strict=True))
        near = list(_near(trees, horizon))
        stage(text("Measuring gaps between communes ({count:,d} pairs)", count=len(near)))
        cross = dict(zip(near, threads.map(cross_of, near), strict=True))
    return GapGraph(
        footprints=footprints,
        rows=rows,
        own=own,
        cross={pair: edges for pair, edges in cross.items() if len(edges)},
        horizon=horizon,
    )


def within_reach(footprints: Footprints, communes: Collection[Code], horizon: float) -> list[Code]:
    """Return the communes whose extent is within the horizon of some others', and those."""
    extents = {
        code: _extent(footprints, rows) for code, rows in rows_by_commune(footprints).items()
    }
    centres = [extent for code, extent in extents.items() if code in communes]
    return [
        code
        for code, extent in extents.items()
        if any(box_gap(extent, centre) <= horizon for centre in centres)
    ]


def rows_by_commune(footprints: Footprints) -> dict[Code, Indices]:
    """Return the positions of each commune's footprints, which stand together."""
    codes, first = np.unique(footprints.communes, return_index=True)
    ends = np.append(first, len(footprints))[1:]
    return {
        str(code): np.arange(start, end)
        for code, start, end in zip(codes, first, ends, strict=True)
    }


def _extent(footprints: Footprints, rows: Indices) -> Box:
    west, south, east, north = shapely.total_bounds(footprints.geometries[rows]).tolist()
    return west, south, east, north


def _near(trees: Mapping[Code, BoxTree], horizon: float) -> Iterator[Pair]:
    """Yield the pairs of communes whose extents are within the horizon."""
    extents = {code: box_at(tree.boxes, 1) for code, tree in trees.items()}
    for a, b in combinations(extents, 2):
        if box_gap(extents[a], extents[b]) <= horizon:
            yield a, b

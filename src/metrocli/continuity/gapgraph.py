"""The gap graph: the edges from which the gap tree of any set of communes follows."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import shapely

from metrocli.continuity.edges import Edges, Indices, join
from metrocli.continuity.overlay import NO_OVERLAY, Overlay
from metrocli.continuity.tree import GapTree
from metrocli.model import Code, Footprints, TieKind

if TYPE_CHECKING:
    from metrocli.continuity.barriers.walls import Walls

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
    floor : float
        Gaps up to it are not told apart, and read as it; metres.
    overlay : Overlay
        Edges beside the gaps, which no cycle of them takes out.
    walls : Walls, optional
        What gaps go round; None without barriers.
    open : GapGraph, optional
        The same without barriers, where there are some.
    """

    footprints: Footprints
    rows: Mapping[Code, Indices]
    own: Mapping[Code, Edges]
    cross: Mapping[Pair, Edges]
    horizon: float
    floor: float = 0.0
    overlay: Overlay = NO_OVERLAY
    walls: "Walls | None" = None
    open: "GapGraph | None" = None

    def tree(self, communes: Collection[Code]) -> GapTree:
        """Return the gap tree of some communes; those without footprints add nothing."""
        present = sorted(code for code in set(communes) if code in self.rows)
        edges = [self.own[code] for code in present]
        edges += [self.cross[pair] for pair in combinations(present, 2) if pair in self.cross]
        groups = [self.rows[code] for code in present]
        overlay = self.overlay.among(self.footprints.communes, present)
        tree = GapTree.of(self.footprints, groups, join(edges), self.floor, overlay)
        if self.open is None:
            return tree
        return replace(tree, walls=self.walls, open=self.open.tree(communes))

    def without(self, kind: TieKind) -> "GapGraph":
        """Return the graph without what one kind of ties joins."""
        open_ = None if self.open is None else self.open.without(kind)
        return replace(self, overlay=self.overlay.without(kind), open=open_)

    @property
    def pairs(self) -> set[Pair]:
        """The pairs of communes that something joins, the lower code first."""
        owner, edges = self.footprints.communes, self.overlay.edges
        tied = zip(owner[edges.i].tolist(), owner[edges.j].tolist(), strict=True)
        return {*self.cross, *((min(pair), max(pair)) for pair in tied if pair[0] != pair[1])}

    def over(self, footprints: Footprints) -> "GapGraph":
        """Return the same graph of footprints that are held in another way."""
        open_ = None if self.open is None else self.open.over(footprints)
        return replace(self, footprints=footprints, open=open_)

    def neighbours(self, communes: Collection[Code]) -> list[Code]:
        """Return the other communes that come within the horizon of some communes."""
        near = {code for pair in self.pairs if set(communes) & set(pair) for code in pair}
        return sorted(near - set(communes))


def within_reach(footprints: Footprints, communes: Collection[Code], horizon: float) -> list[Code]:
    """Return the communes whose extent is within the horizon of some others', and those."""
    rows = rows_by_commune(footprints)
    extents = {
        code: shapely.box(*shapely.total_bounds(footprints.geometries[found]))
        for code, found in rows.items()
    }
    centres = [extents[code] for code in communes if code in extents]
    return [
        code
        for code, extent in extents.items()
        if bool(shapely.dwithin(extent, centres, horizon).any())
    ]


def rows_by_commune(footprints: Footprints) -> dict[Code, Indices]:
    """Return the positions of each commune's footprints, which stand together."""
    codes, first = np.unique(footprints.communes, return_index=True)
    ends = np.append(first, len(footprints))[1:]
    return {
        str(code): np.arange(start, end)
        for code, start, end in zip(codes, first, ends, strict=True)
    }

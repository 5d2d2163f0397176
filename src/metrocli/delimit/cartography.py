"""An area on the ground: what its maps, its GIS layers and its page are drawn from."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from metrocli.continuity.edges import Indices
from metrocli.continuity.gapgraph import GapGraph, within_reach
from metrocli.continuity.grid.cluster import Held, Labels
from metrocli.continuity.grid.contours import contours
from metrocli.continuity.grid.occupancy import Occupancy, drawing_grid
from metrocli.continuity.tree import GapTree
from metrocli.delimit.areas import check
from metrocli.delimit.measured import measured
from metrocli.delimit.sweeps import MAJORITIES, sweep
from metrocli.delimit.without import Undecided
from metrocli.model import (
    Area,
    AreaAssessment,
    Assessment,
    Code,
    Commune,
    Footprints,
    Geometries,
    Span,
    Study,
    Sweep,
)
from metrocli.norm.settings import Settings
from metrocli.progress import Stage, silent
from metrocli.shapes.wkb import from_geometries

OUTSIDE = -1
"""The patch of what belongs to no member."""


@dataclass(frozen=True, eq=False)
class AreaMap:
    """An area and what lies around it, in the plane (see `metrocli.planar`), metres.

    Parameters
    ----------
    study : Study
        Where it lies.
    settings : Settings
        The norm with the parameters in force.
    result : Assessment
        Of this area alone: its verdict, and all that it rests on.
    communes : mapping of str to Commune
        The members and their neighbours, by CUT.
    neighbours : tuple of str
        CUTs of the communes whose footprints come within the horizon of the members'; sorted.
    boundaries : mapping of str to shapely geometry
        Of those communes, where the study has them.
    footprints : Footprints
        Of all these communes.
    tree : GapTree
        Of the members. Its rows are positions in `footprints`.
    around : GapTree
        Of the members and their neighbours together; its rows too.
    graph : GapGraph
        That the trees are of.
    """

    study: Study
    settings: Settings
    result: Assessment
    communes: Mapping[Code, Commune]
    neighbours: tuple[Code, ...]
    boundaries: Mapping[Code, Any]
    footprints: Footprints
    tree: GapTree
    around: GapTree
    graph: GapGraph

    @property
    def max_gap(self) -> float:
        """The largest gap that joins, metres."""
        return self.settings.continuity.max_gap

    @property
    def horizon(self) -> float:
        """Gaps beyond it are not looked for, metres."""
        return self.settings.continuity.horizon

    @property
    def assessed(self) -> AreaAssessment:
        """The verdict of the area."""
        return self.result.areas[0]

    @property
    def area(self) -> Area:
        """The area."""
        return self.assessed.area

    @cached_property
    def patches(self) -> NDArray[np.int64]:
        """Patch of each footprint at `max_gap`, `OUTSIDE` for those of no member, shape (n,)."""
        found = np.full(len(self.footprints), OUTSIDE)
        found[self.tree.rows] = self.tree.patches(self.max_gap)
        return found

    @cached_property
    def in_continuum(self) -> NDArray[np.bool_]:
        """Whether each footprint is of the continuum at `max_gap`, shape (n,)."""
        found = np.zeros(len(self.footprints), bool)
        if len(self.tree.rows):
            found[self.tree.continuum(self.max_gap).rows] = True
        return found

    @cached_property
    def outlines(self) -> Geometries:
        """Multipolygon around each patch of the members, for drawing, by number of the patch."""
        geometries = self.footprints.geometries[self.tree.rows]
        return outlines(geometries, self.patches[self.tree.rows], self.max_gap)

    @cached_property
    def sweep(self) -> Sweep:
        """The verdict of the area over all gaps, by reading and for several majorities."""
        return sweep(
            self.study,
            [self.area],
            settings=self.settings,
            span=Span(0, self.horizon, 1),
            majorities=(*MAJORITIES, self.settings.continuity.majority),
            graph=self.graph,
        )


def outlines(geometries: Geometries, patches: NDArray[np.int64], gap: float) -> Geometries:
    """Return a multipolygon around the footprints of each patch, for drawing.

    Parameters
    ----------
    geometries : ndarray of shapely geometries, shape (n,)
        Planar footprints, metres.
    patches : ndarray of int64, shape (n,)
        The patch of each, ``0 … p - 1``.
    gap : float
        That joins them, metres.

    Returns
    -------
    ndarray of shapely.MultiPolygon, shape (p,)
        Planar; around the cells that the footprints occupy, corners cut.
    """
    grid = drawing_grid(gap)
    occupancy = Occupancy(Held(from_geometries(geometries)), grid)
    for _ in occupancy.read():
        pass
    count = int(patches.max(initial=-1)) + 1
    rings = contours(occupancy.of_patches(Labels(patches.astype(np.int32), count)), grid.side)
    pieces = np.searchsorted(rings.pieces, np.arange(len(rings.owners) + 1))
    starts = np.searchsorted(rings.owners, np.arange(count + 1))
    kind = shapely.GeometryType.MULTIPOLYGON
    found: Geometries = shapely.from_ragged_array(kind, rings.xy, (rings.starts, pieces, starts))
    return found


def map_area(
    study: Study,
    area: Area,
    *,
    settings: Settings,
    graph: GapGraph | None = None,
    undecided: Undecided | None = None,
    stage: Stage = silent,
) -> AreaMap:
    """Return an area as it lies on the ground, with its verdict.

    Parameters
    ----------
    study : Study
        With the footprints of the members, and of the communes around them.
    area : Area
        Which one.
    settings : Settings
        The norm with the parameters in force.
    graph : GapGraph, optional
        Of the study, where it has been measured before; without it, what is needed is measured.
    undecided : Undecided, optional
        The study without its decisions, as `metrocli.delimit.check` takes it.
    stage : callable
        Told what is being done.
    """
    horizon = settings.continuity.horizon
    if graph is None:
        reach = within_reach(study.footprints, area.members, horizon)
        graph = measured(study, settings, communes=reach, stage=stage)
    neighbours = tuple(graph.neighbours(area.members))
    codes = sorted({*area.members, *neighbours})
    tree, around = graph.tree(area.members), graph.tree(codes)
    result = check(study, [area], settings=settings, graph=graph, undecided=undecided, stage=stage)
    footprints = _taken(study.footprints, around.rows)
    return AreaMap(
        study=study,
        settings=settings,
        result=result,
        communes={code: study.communes[code] for code in codes},
        neighbours=neighbours,
        boundaries={code: study.boundaries[code] for code in codes if code in study.boundaries},
        footprints=footprints,
        tree=_moved(tree, footprints, around.rows),
        around=_moved(around, footprints, around.rows),
        graph=graph,
    )


def _taken(footprints: Footprints, rows: Indices) -> Footprints:
    """Return some of the footprints."""
    return replace(
        footprints,
        ids=footprints.ids[rows],
        communes=footprints.communes[rows],
        geometries=footprints.geometries[rows],
        weights=footprints.weights[rows],
    )


def _moved(tree: GapTree, footprints: Footprints, kept: Indices) -> GapTree:
    """Return a tree that stands on the footprints that were kept of those it stood on."""
    return replace(tree, footprints=footprints, rows=np.searchsorted(kept, tree.rows))

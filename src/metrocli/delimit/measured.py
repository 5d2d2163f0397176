"""The gap graph of a study, measured on the terms of a norm."""

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np
import shapely

from metrocli.continuity.gapgraph import GapGraph
from metrocli.continuity.overlay import crossed, decided, overlay
from metrocli.continuity.tree import GapTree, gap_of
from metrocli.model import (
    Barred,
    Barriers,
    Code,
    Conventions,
    Input,
    Link,
    Notice,
    Severity,
    Study,
)
from metrocli.norm.settings import Settings
from metrocli.progress import Stage, silent
from metrocli.text import plural, text

AREAL = 2
"""Dimension of polygons."""

SHOWN = 3
"""Footprints that a notice names."""

BARRED = "barriers-applied"
"""Code of the notice that no gap crosses barriers."""


def measured(
    study: Study,
    settings: Settings,
    *,
    communes: Collection[Code] | None = None,
    stage: Stage = silent,
) -> GapGraph:
    """Return the gap graph of a study's footprints, up to the horizon of the norm.

    Parameters
    ----------
    study : Study
        Whose footprints are measured.
    settings : Settings
        The norm with the parameters in force.
    communes : collection of str, optional
        The communes to measure; by default all that have footprints.
    stage : callable
        Told what is being done.
    """
    # Compiled code takes half a second to load, which a graph that is at hand can spare.
    from metrocli.continuity.measuring import build_gap_graph  # noqa: PLC0415

    graph = build_gap_graph(
        study.footprints,
        horizon=settings.continuity.horizon,
        communes=communes,
        barriers=study.barriers.geometries if len(study.barriers) else None,
        stage=stage,
    )
    return overlaid(graph, study.conventions, stage)


def overlaid(graph: GapGraph, conventions: Conventions, stage: Stage = silent) -> GapGraph:
    """Return a gap graph with what a study adds to gaps: links, also-built features, decisions."""
    if not conventions.kinds:
        return graph
    rows = np.concatenate([np.empty(0, np.int64), *graph.rows.values()])
    footprints = graph.footprints
    meetings = [
        *crossed(footprints, rows, conventions.links, graph.horizon),
        *decided(footprints, rows, conventions.decisions),
    ]
    if conventions.also_built is not None:
        from metrocli.continuity.filling import filled  # noqa: PLC0415 - as above

        meetings += filled(graph, conventions.also_built, stage)
    open_ = None if graph.open is None else overlaid(graph.open, conventions)
    return replace(graph, overlay=overlay(meetings), open=open_)


def barred(study: Study, tree: GapTree, majority: float) -> Barred | None:
    """Return what barriers have to do with a merge distance; None if the study has none.

    Parameters
    ----------
    study : Study
        With its barriers.
    tree : GapTree
        Of some communes.
    majority : float
        Part of each commune's weight that it asks for.
    """
    if tree.open is None:
        return None
    merge = tree.open.merge(majority)
    return Barred(
        length=study.barriers.length,
        files=_files(study.inputs),
        merge_distance=gap_of(merge),
        crossed=_crossed(study.barriers, tree.open.link(merge)),
    )


def _crossed(barriers: Barriers, link: Link | None) -> tuple[str, ...]:
    """Return the names of the barriers that cut the line of a link, if it is that of a gap."""
    if link is None or link.via is not None:
        return ()
    cut = shapely.intersects(barriers.geometries, shapely.LineString(link.corners))
    return tuple(sorted({name for name in barriers.names[cut].tolist() if name}))


def noticed(study: Study, graph: GapGraph) -> tuple[Notice, ...]:
    """Return what the reader must know of a study and of how its gaps were measured."""
    return (*study.notices, *as_measured(study, graph))


def as_measured(study: Study, graph: GapGraph) -> tuple[Notice, ...]:
    """Return what the reader must know of how the gaps of a study were measured."""
    barriers = study.barriers
    return (*fenced(barriers, study.inputs), *_flooded(barriers, study), *_floored(graph))


def fenced(barriers: Barriers, inputs: Sequence[Input]) -> tuple[Notice, ...]:
    """Return the notice that barriers were applied, if there are any."""
    if not len(barriers):
        return ()
    message = text(
        "no gap crosses the {length:,.1f} km of barriers of {files}: where they part footprints, "
        "it is the length of the shortest way round",
        length=barriers.length / 1_000,
        files=_files(inputs),
    )
    return (Notice(BARRED, message, Severity.INFO),)


def _flooded(barriers: Barriers, study: Study) -> tuple[Notice, ...]:
    """Return the notice that footprints lie inside polygons of barriers, if any does."""
    areal = barriers.geometries[shapely.get_dimensions(barriers.geometries) == AREAL]
    if not len(areal):
        return ()
    inside = shapely.STRtree(study.footprints.geometries).query(areal, predicate="covers")[1]
    rows = np.unique(inside)
    if not len(rows):
        return ()
    message = plural(
        "{count:,d} footprint lies inside a polygon of the barriers, and is joined only with what "
        "it touches: {ids}",
        "{count:,d} footprints lie inside polygons of the barriers, and are joined only with what "
        "they touch, such as {ids}",
        count=len(rows),
        ids=tuple(study.footprints.ids[rows[:SHOWN]].tolist()),
    )
    return (Notice("footprints-in-barriers", message, Severity.WARNING),)


def _files(inputs: Sequence[Input]) -> tuple[str, ...]:
    """Return the files of barriers among inputs."""
    return tuple(known.path for known in inputs if known.role == "barriers")


def _floored(graph: GapGraph) -> tuple[Notice, ...]:
    if not graph.floor:
        return ()
    message = text(
        "with so many footprints, gaps of up to {floor:g} m are not told apart: ≤ {floor:g}",
        floor=graph.floor,
    )
    return (Notice("gaps-floored", message, Severity.INFO),)

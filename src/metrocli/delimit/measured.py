"""The gap graph of a study, measured on the terms of a norm."""

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from metrocli.continuity.gapgraph import GapGraph
from metrocli.continuity.overlay import crossed, decided, overlay
from metrocli.model import Code, Conventions, Notice, Severity, Study
from metrocli.norm.settings import Settings
from metrocli.progress import Stage, silent
from metrocli.text import text


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
    return replace(graph, overlay=overlay(meetings))


def floored(graph: GapGraph) -> tuple[Notice, ...]:
    """Return the notice that small gaps are not told apart, if they are not."""
    if not graph.floor:
        return ()
    message = text(
        "with so many footprints, gaps of up to {floor:g} m are not told apart: ≤ {floor:g}",
        floor=graph.floor,
    )
    return (Notice("gaps-floored", message, Severity.INFO),)

"""Measure how far apart communes are, and what would join them."""

from collections.abc import Sequence

from metrocli.continuity.gapgraph import GapGraph, within_reach
from metrocli.continuity.joins import joins
from metrocli.continuity.tree import GapTree, gap_of
from metrocli.delimit.measured import barred, measured, noticed
from metrocli.delimit.without import Undecided, bare, joining
from metrocli.model import Code, GapReport, GapStep, Neighbour, Study, Weighting, Without
from metrocli.norm.settings import Settings
from metrocli.progress import Stage, silent


def gap(
    study: Study,
    members: Sequence[Code],
    *,
    settings: Settings,
    graph: GapGraph | None = None,
    undecided: Undecided | None = None,
    stage: Stage = silent,
) -> GapReport:
    """Return the merge and touch distance of communes, and those at which others would join them.

    Parameters
    ----------
    study : Study
        With the footprints of the communes, and of those around them.
    members : sequence of str
        CUTs.
    settings : Settings
        The norm with the parameters in force.
    graph : GapGraph, optional
        Of the study, where it has been measured before; without it, what is needed is measured.
    undecided : Undecided, optional
        The study without its decisions, where these put footprints in or take some out.
    stage : callable
        Told what is being done.
    """
    group = sorted(set(members))
    continuity = settings.continuity
    if graph is None:
        around = within_reach(study.footprints, group, continuity.horizon)
        graph = measured(study, settings, communes=around, stage=stage)
    tree = graph.tree(group)
    complete = len(tree.communes) == len(group)
    merge = tree.merge(continuity.majority) if complete else None
    touch = tree.touch() if complete else None
    inhabited = study.footprints.weighting is Weighting.POPULATION
    return GapReport(
        study_title=study.title,
        vintage=study.vintage,
        schematic=study.schematic,
        settings=continuity,
        members=tuple(study.communes[code] for code in group),
        merge_distance=gap_of(merge),
        touch_distance=gap_of(touch),
        weakest_link=tree.link(merge),
        touch_link=tree.link(touch),
        steps=tuple(
            GapStep(join.gap, join.communes, join.weight if inhabited else None)
            for join in joins(tree, continuity.majority)
        ),
        neighbours=_neighbours(study, graph, group, continuity.majority) if complete else (),
        floor=graph.floor,
        barred=barred(study, tree, continuity.majority) if complete else None,
        inputs=study.inputs,
        notices=noticed(study, graph),
        conventions=study.conventions.among(group),
        without=tuple(
            Without(
                base.kind,
                _merge_distance(base.graph.tree(group), group, continuity.majority),
                joining(graph, tree, base.kind, settings),
            )
            for base in bare(study, graph, settings, undecided, group, stage)
        ),
    )


def _merge_distance(tree: GapTree, group: Sequence[Code], majority: float) -> float | None:
    return gap_of(tree.merge(majority)) if len(tree.communes) == len(group) else None


def _neighbours(
    study: Study, graph: GapGraph, group: Sequence[Code], majority: float
) -> tuple[Neighbour, ...]:
    """Return the communes that come into touch with the group below the horizon, nearest first."""
    found = []
    for code in graph.neighbours(group):
        tree = graph.tree([*group, code])
        merge, touch = tree.merge(majority), tree.touch()
        found.append(Neighbour(study.communes[code], gap_of(merge), gap_of(touch)))
    return tuple(sorted(found, key=_nearness))


def _nearness(neighbour: Neighbour) -> tuple[float, float, Code]:
    merge, touch = neighbour.merge_distance, neighbour.touch_distance
    far = float("inf")
    return far if merge is None else merge, far if touch is None else touch, neighbour.commune.code

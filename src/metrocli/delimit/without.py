"""What would be said of some communes without links, without parks, without decisions."""

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np

from metrocli.continuity.gapgraph import GapGraph
from metrocli.continuity.tree import GapTree
from metrocli.delimit.measured import measured
from metrocli.model import Code, Study, Tie, TieKind
from metrocli.norm.settings import Settings
from metrocli.progress import Stage, silent


@dataclass(frozen=True, eq=False)
class Undecided:
    """A study as it would be without decisions that put footprints in or took some out.

    Parameters
    ----------
    study : Study
        Read without them.
    graph : GapGraph, optional
        Its gap graph, where it has been measured before.
    """

    study: Study
    graph: GapGraph | None = None


@dataclass(frozen=True, eq=False)
class Bare:
    """What a verdict is worked out on where things of one kind are left aside."""

    kind: TieKind
    study: Study
    graph: GapGraph


def bare(
    study: Study,
    graph: GapGraph,
    settings: Settings,
    undecided: Undecided | None,
    communes: Collection[Code],
    stage: Stage = silent,
) -> list[Bare]:
    """Return a study without each kind of thing that it adds to gaps.

    Parameters
    ----------
    study : Study
        As it is.
    graph : GapGraph
        Of its footprints.
    settings : Settings
        The norm with the parameters in force.
    undecided : Undecided, optional
        Needed where decisions put footprints in or take some out; joins are left aside without it.
    communes : collection of str
        Those that will be asked for.
    stage : callable
        Told what is being done.
    """
    found = []
    for kind in study.conventions.kinds:
        if kind is TieKind.DECISION and undecided is not None:
            before = undecided.graph or measured(
                undecided.study, settings, communes=communes, stage=stage
            )
            # A decision may have put in the only footprint of a commune that nothing else knows.
            communes_then = {**study.communes, **undecided.study.communes}
            found.append(Bare(kind, replace(undecided.study, communes=communes_then), before))
        else:
            found.append(Bare(kind, study, graph.without(kind)))
    return found


def joining(graph: GapGraph, tree: GapTree, kind: TieKind, settings: Settings) -> tuple[Tie, ...]:
    """Return what joins parts of a continuum that would be apart without all of its kind.

    Parameters
    ----------
    graph : GapGraph
        With everything.
    tree : GapTree
        Of it, for the communes.
    kind : TieKind
        What is left aside.
    settings : Settings
        The continuum is that of the merge distance or, if there is none, of the largest gap
        allowed.
    """
    if not len(tree.rows):
        return ()
    continuity = settings.continuity
    merge = tree.merge(continuity.majority)
    gap = continuity.max_gap if merge is None else merge.gap
    inside = np.isin(tree.rows, tree.continuum(gap).rows)
    patches = graph.without(kind).tree(tree.communes).patches(gap)
    overlay = graph.overlay.among(graph.footprints.communes, tree.communes)
    i = np.searchsorted(tree.rows, overlay.edges.i)
    j = np.searchsorted(tree.rows, overlay.edges.j)
    joins = (overlay.edges.gap <= gap) & inside[i] & (patches[i] != patches[j])
    ties = dict.fromkeys(overlay.ties[tie] for tie in overlay.tie[joins].tolist())
    return tuple(tie for tie in ties if tie.kind is kind)

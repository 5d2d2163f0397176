"""The case file of an area: everything that its dossier says, gathered once."""

from dataclasses import dataclass, replace

from metrocli.comparison import compare, continua
from metrocli.continuity.gapgraph import GapGraph, within_reach
from metrocli.delimit import check, gap, measured
from metrocli.delimit.cartography import AreaMap, map_area
from metrocli.delimit.without import Undecided
from metrocli.model import (
    Area,
    AreaAssessment,
    Assessment,
    AssessmentComparison,
    GapReport,
    Request,
    Study,
    Sweep,
)
from metrocli.norm.explanation import Explanation, explain
from metrocli.norm.settings import Settings
from metrocli.progress import Stage, silent
from metrocli.text import text


@dataclass(frozen=True, eq=False)
class CaseFile:
    """An area, with everything that is known of it.

    Parameters
    ----------
    ground : AreaMap
        Its verdict, and the area as it lies on the ground.
    explanations : tuple of Explanation
        Each criterion of the norm, and how it was worked out.
    gaps : GapReport
        At which gaps its communes join, and its neighbours would.
    comparison : AssessmentComparison, optional
        What changed since an earlier census; None without one.
    """

    ground: AreaMap
    explanations: tuple[Explanation, ...]
    gaps: GapReport
    comparison: AssessmentComparison | None = None

    @property
    def result(self) -> Assessment:
        """The verdict of the area, with its norm, parameters, inputs and notices."""
        return self.ground.result

    @property
    def sweep(self) -> Sweep:
        """Its verdict at every gap up to the horizon."""
        return self.ground.sweep

    @property
    def assessed(self) -> AreaAssessment:
        """The verdict of the area by itself."""
        return self.ground.assessed


@dataclass(frozen=True, eq=False)
class Census:
    """An earlier study of an area, to compare with.

    Parameters
    ----------
    study : Study
        With the footprints of the members.
    area : Area
        The area as it was then.
    settings : Settings
        The norm with the parameters that are in force in it.
    graph : GapGraph, optional
        Of the study, where it has been measured before.
    request : Request, optional
        How to ask for its verdict again.
    """

    study: Study
    area: Area
    settings: Settings
    graph: GapGraph | None = None
    request: Request | None = None


def gather(
    study: Study,
    area: Area,
    *,
    settings: Settings,
    earlier: Census | None = None,
    graph: GapGraph | None = None,
    undecided: Undecided | None = None,
    request: Request | None = None,
    stage: Stage = silent,
) -> CaseFile:
    """Return the case file of an area.

    Parameters
    ----------
    study : Study
        With the footprints of the members, and of the communes around them.
    area : Area
        Which one.
    settings : Settings
        The norm with the parameters in force.
    earlier : Census, optional
        What to compare with.
    graph : GapGraph, optional
        Of the study, where it has been measured before; without it, what is needed is measured.
    undecided : Undecided, optional
        The study without its decisions, as `metrocli.delimit.check` takes it.
    request : Request, optional
        How to ask for the case file again.
    stage : callable
        Told what is being done.
    """
    if graph is None:
        near = within_reach(study.footprints, area.members, settings.continuity.horizon)
        graph = measured(study, settings, communes=near, stage=stage)
    stage(text("Gathering the case file"))
    ground = map_area(study, area, settings=settings, graph=graph, undecided=undecided)
    ground = replace(ground, result=replace(ground.result, request=request))
    found = CaseFile(
        ground=ground,
        explanations=tuple(
            explain(rule.id, settings, ground.result) for rule in settings.norm.criteria
        ),
        gaps=gap(study, area.members, settings=settings, graph=graph),
    )
    if earlier is None:
        return found
    return replace(found, comparison=_compared(earlier, study, found, graph, stage))


def _compared(
    earlier: Census, study: Study, current: CaseFile, graph: GapGraph, stage: Stage
) -> AssessmentComparison:
    """Return what changed since an earlier census, with the ground that it changed on."""
    before = earlier.graph or measured(
        earlier.study, earlier.settings, communes=earlier.area.members, stage=stage
    )
    stage(text("Comparing"))
    found = check(earlier.study, [earlier.area], settings=earlier.settings, graph=before)
    base = replace(found, request=earlier.request)
    then = continua(earlier.study, base, before, max_gap=earlier.settings.continuity.max_gap)
    now = continua(study, current.result, graph, max_gap=current.ground.max_gap)
    return compare(
        base,
        current.result,
        continua=(then, now),
        notices=(*earlier.study.notices, *study.notices),
    )

"""From the options of `metro dossier` to the case files of areas."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from metrocli.casefile import CaseFile, Census, gather
from metrocli.cli.areas import chosen_areas
from metrocli.cli.options import Source, Terms
from metrocli.cli.work import Case, area_of, at_hand
from metrocli.continuity.gapgraph import GapGraph
from metrocli.delimit import measured
from metrocli.model import Area, Study
from metrocli.progress import Stage, counted, silent
from metrocli.proof.recording import recorded
from metrocli.text import text

Asked: TypeAlias = Mapping[str, Any]
"""How an area was named, as a request records it."""


def terms_in(source: Source) -> Terms:
    """Return what the options put in place of what several studies say alike."""
    return Terms(source.root, source.max_gap, source.majority, source.reading, source.norm)


def file_areas(
    case: Case, base: Case | None, names: Sequence[str], stage: Stage
) -> Iterator[CaseFile]:
    """Yield the case files of areas of the study; of all of them where none is named.

    Parameters
    ----------
    case : Case
        The study, and the terms on which it is judged.
    base : Case, optional
        An earlier one, to compare with.
    names : sequence of str
        Ids or names of areas.
    stage : callable
        Told what is being done.
    """
    ids = chosen_areas(case.config.areas, names)
    study, graph = at_hand(case, stage)
    areas = {area.id: area for area in study.areas}
    chosen = [areas[id] for id in ids]
    earlier = _censuses(base, chosen, stage)
    if len(chosen) == 1:
        yield _filed(case, study, chosen[0], {"areas": ids}, earlier, graph, stage)
        return
    graph = graph or measured(study, case.settings, stage=stage)
    stage(text("Writing the dossiers"))
    for area in counted(stage, chosen, len(chosen)):
        yield _filed(case, study, area, {"areas": [area.id]}, earlier, graph, silent)


def file_members(case: Case, base: Case | None, written: Sequence[str], stage: Stage) -> CaseFile:
    """Return the case file of communes as one area, which the study need not name."""
    study, graph = at_hand(case, stage)
    study, area = area_of(study, written)
    asked = {"members": list(written)}
    return _filed(case, study, area, asked, _censuses(base, [area], stage), graph, stage)


def _filed(
    case: Case,
    study: Study,
    area: Area,
    asked: Asked,
    earlier: Mapping[str, Census],
    graph: GapGraph | None,
    stage: Stage,
) -> CaseFile:
    options = {**asked, "strict": case.settings.strict}
    return gather(
        study,
        area,
        settings=case.settings,
        earlier=earlier.get(area.id),
        graph=graph,
        request=recorded(case.config, "dossier", options),
        stage=stage,
    )


def _censuses(base: Case | None, areas: Sequence[Area], stage: Stage) -> dict[str, Census]:
    """Return each area as it was in an earlier study: by its id there, else by its members."""
    if base is None:
        return {}
    written = [code for area in areas for code in area.members]
    written += [word for area in areas for word in _words(base, area)]
    study, graph = at_hand(base, stage, only=written)
    known = {area.id: area for area in study.areas}
    strict = {"strict": base.settings.strict}
    found = {}
    for area in areas:
        named = area.id in known
        asked = {"areas": [area.id]} if named else {"members": list(area.members)}
        found[area.id] = Census(
            study=study,
            area=known.get(area.id, area),
            settings=base.settings,
            graph=graph,
            request=recorded(base.config, "check", asked | strict),
        )
    return found


def _words(base: Case, area: Area) -> Sequence[str]:
    """Return the communes that an earlier study writes for an area; none if it has no such one."""
    section = base.config.areas.get(area.id)
    return () if section is None else section.members

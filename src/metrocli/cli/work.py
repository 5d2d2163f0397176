"""From the options of a command to its result.

The heavy libraries come in with this module, so that commands import it when they run.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from metrocli import delimit
from metrocli.cache import Kept, keep, key_of, reopen
from metrocli.cli.areas import chosen_areas
from metrocli.cli.asked import Asked, Members
from metrocli.cli.options import Source
from metrocli.cli.studies import study_of, terms_of
from metrocli.continuity.gapgraph import GapGraph
from metrocli.delimit.outlooks import Prospects
from metrocli.delimit.sweeps import MAJORITIES
from metrocli.errors import UsageError
from metrocli.model import (
    Area,
    Assessment,
    Code,
    GapReport,
    History,
    Outlook,
    Span,
    Study,
    Sweep,
)
from metrocli.norm.explanation import Explanation, explain
from metrocli.norm.norm import load_norm
from metrocli.norm.settings import Settings, settings_for
from metrocli.progress import Stage
from metrocli.proof.recording import recorded
from metrocli.study.config import StudyConfig
from metrocli.study.members import read_members
from metrocli.study.reader import read_config
from metrocli.study.sections import DecisionsSection
from metrocli.text import Text, text

DEFAULT_NORM = "ley-21074"

MOST_GAPS = 100_000
"""More gaps than anybody reads, or a spreadsheet takes."""


@dataclass(frozen=True, slots=True)
class Case:
    """A study that is ready to be loaded, the terms on which it is judged, and where it is kept."""

    config: StudyConfig
    settings: Settings
    cache: Path | None = None


def open_case(source: Source, *, cache: Path | None = None, strict: bool = False) -> Case:
    """Return the case that the options describe.

    Raises
    ------
    MissingInputError
        If no study is found, and the options do not make one up.
    """
    return case_of(study_of(source), cache=cache, strict=strict)


def case_of(config: StudyConfig, *, cache: Path | None = None, strict: bool = False) -> Case:
    """Return a study on the terms that it states itself."""
    return Case(config, _settings(config, strict=strict), cache)


def _settings(config: StudyConfig, *, strict: bool = False) -> Settings:
    return settings_for(
        load_norm(config.norm.id or DEFAULT_NORM),
        max_gap=config.continuity.max_gap,
        majority=config.continuity.majority,
        horizon=config.continuity.horizon,
        reading=config.norm.reading,
        strict=strict,
    )


def at_hand(
    case: Case, stage: Stage, *, only: Sequence[str] | None = None
) -> tuple[Study, GapGraph | None]:
    """Return the study and, where a folder keeps such, the gap graph of all its footprints.

    Parameters
    ----------
    case : Case
        With the folder, if any. What is not in it yet is read and measured, and kept there.
    stage : callable
        Told what is being done.
    only : sequence of str, optional
        The communes that matter where nothing is kept.
    """
    if case.cache is None:
        return _load(case.config, stage, only), None
    horizon = case.settings.continuity.horizon
    key = key_of(case.config, horizon)
    kept = reopen(case.cache, key)
    if kept is None:
        study = _load(case.config, stage, None)
        kept = Kept(study, delimit.measured(study, case.settings, stage=stage))
        stage(text("Keeping what was measured"))
        keep(case.cache, key, kept)
    return kept.study, kept.graph


def undecided_of(
    case: Case, stage: Stage, *, only: Sequence[str] | None = None
) -> delimit.Undecided | None:
    """Return the study without its decisions, if they put footprints in or take some out."""
    if not (case.config.decisions.include or case.config.decisions.exclude):
        return None
    stage(text("Reading the study without its decisions"))
    bare = replace(case, config=replace(case.config, decisions=DecisionsSection()))
    return delimit.Undecided(*at_hand(bare, stage, only=only))


def _load(config: StudyConfig, stage: Stage, only: Sequence[str] | None) -> Study:
    from metrocli.study.load import load  # noqa: PLC0415 - readers, which a kept study can spare

    return load(config, only=only, stage=stage)


@dataclass(frozen=True, eq=False)
class Found:
    """The areas that were asked for, and what is at hand of their study.

    Parameters
    ----------
    study : Study
        With the footprints of their communes at least.
    graph : GapGraph, optional
        Of the whole study, where a folder keeps such.
    areas : sequence of Area
        In the order in which they were asked for.
    asked : mapping of str to list of str
        How they were named, as a request records it.
    """

    study: Study
    graph: GapGraph | None
    areas: Sequence[Area]
    asked: Mapping[str, list[str]]

    @property
    def members(self) -> list[Code]:
        """The communes of all of them, sorted."""
        return sorted({code for area in self.areas for code in area.members})


def find_alone(case: Case, asked: Asked, stage: Stage) -> Found:
    """Return the areas that are asked for, and what is at hand of their communes.

    Raises
    ------
    UsageError
        If the study has no area of a name, or a commune is none.
    """
    return _found(case, asked, *at_hand(case, stage, only=_written(case, asked)))


def find_amid(case: Case, asked: Asked, stage: Stage) -> Found:
    """Return the same, and what is at hand of the whole study around them."""
    _written(case, asked)  # before the data are read
    return _found(case, asked, *at_hand(case, stage))


def _written(case: Case, asked: Asked) -> list[str]:
    """Return the communes of the areas that are asked for, as they are written."""
    if isinstance(asked, Members):
        return list(asked.communes)
    sections = case.config.areas
    return [word for id in chosen_areas(sections, asked.names) for word in sections[id].members]


def _found(case: Case, asked: Asked, study: Study, graph: GapGraph | None) -> Found:
    if isinstance(asked, Members):
        study, codes = _members(study, asked.communes, Text("--members"))
        name = "–".join(study.communes[code].name for code in codes)
        area = Area(id="-".join(codes), name=name, members=codes)
        return Found(study, graph, [area], {"members": list(asked.communes)})
    ids = chosen_areas(case.config.areas, asked.names)
    known = {area.id: area for area in study.areas}
    return Found(study, graph, [known[id] for id in ids], {"areas": list(ids)})


def check_areas(case: Case, asked: Asked, stage: Stage) -> Assessment:
    """Check areas."""
    found = find_alone(case, asked, stage)
    result = delimit.check(
        found.study,
        found.areas,
        settings=case.settings,
        graph=found.graph,
        undecided=undecided_of(case, stage, only=found.members),
        stage=stage,
    )
    options = {**found.asked, "strict": case.settings.strict}
    return replace(result, request=recorded(case.config, "check", options))


def together(results: Sequence[Assessment]) -> Assessment | History:
    """Return the result of one study by itself, those of several as a history."""
    if len(results) == 1:
        return results[0]
    return History.of(results, (notice for result in results for notice in result.notices))


def propose_areas(case: Case, region: str | None, stage: Stage) -> Assessment:
    """Find the areas that the continuum suggests, in one region or in all."""
    study, graph = at_hand(case, stage)
    result = delimit.propose(
        study,
        settings=case.settings,
        region=region,
        graph=graph,
        undecided=undecided_of(case, stage),
        stage=stage,
    )
    asked = {"region": region, "strict": case.settings.strict}
    return replace(result, request=recorded(case.config, "propose", asked))


def measure_gap(case: Case, written: Sequence[str], stage: Stage) -> GapReport:
    """Measure how far apart communes are, and which others are near."""
    study, graph = at_hand(case, stage)
    study, members = _members(study, written, Text("metro gap"))
    result = delimit.gap(
        study,
        members,
        settings=case.settings,
        graph=graph,
        undecided=undecided_of(case, stage, only=members),
        stage=stage,
    )
    asked = {"communes": list(written), "strict": case.settings.strict}
    return replace(result, request=recorded(case.config, "gap", asked))


def explain_rule(source: Source, criterion: str) -> Explanation:
    """Explain a criterion by itself; no data are read."""
    return explain(criterion, _settings(terms_of(source)))


def explain_area(case: Case, criterion: str, asked: Asked, stage: Stage) -> Explanation:
    """Explain a criterion with the figures of an area."""
    case.settings.norm.rule(criterion)  # before the data are read
    return explain(criterion, case.settings, check_areas(case, asked, stage))


@dataclass(frozen=True, slots=True)
class Grid:
    """What a sweep goes over beside the readings: gaps and majorities."""

    span: Span
    majorities: tuple[float, ...]


def grid_of(
    case: Case,
    *,
    first: float,
    last: float | None,
    step: float,
    majorities: Sequence[float] | None,
) -> Grid:
    """Return the grid that options describe; what they leave out is as wide as can be.

    Raises
    ------
    UsageError
        If there is no gap from the first to the last, if the last is beyond the horizon, or if
        there are more gaps than anybody reads.
    """
    continuity = case.settings.continuity
    span = Span(first, continuity.horizon if last is None else last, step)
    if span.last < span.first:
        raise UsageError(
            text("--from {first:g} is beyond --to {last:g}.", first=span.first, last=span.last)
        )
    if span.last > continuity.horizon:
        raise UsageError(
            text(
                "--to {last:g} is beyond the horizon ({horizon:,.0f} m).",
                last=span.last,
                horizon=continuity.horizon,
            ),
            text("Give a nearer one, or set [continuity].horizon to at least that."),
        )
    if (span.last - span.first) / step > MOST_GAPS:
        raise UsageError(
            text("--step {step:g} makes more than {most:,d} gaps.", step=step, most=MOST_GAPS),
            text("Give a larger step, or a nearer --to."),
        )
    return Grid(span, tuple(majorities or (*MAJORITIES, continuity.majority)))


def sweep_areas(case: Case, asked: Asked, grid: Grid, stage: Stage) -> Sweep:
    """Sweep areas."""
    found = find_alone(case, asked, stage)
    result = delimit.sweep(
        found.study,
        found.areas,
        settings=case.settings,
        span=grid.span,
        majorities=grid.majorities,
        graph=found.graph,
        undecided=undecided_of(case, stage, only=found.members),
        stage=stage,
    )
    options = {
        **found.asked,
        "from_m": grid.span.first,
        "to_m": grid.span.last,
        "step_m": grid.span.step,
        "majorities": list(grid.majorities),
        "strict": case.settings.strict,
    }
    return replace(result, request=recorded(case.config, "sweep", options))


def look_out(case: Case, asked: Asked, earlier: Path | None, stage: Stage) -> Outlook:
    """Look out for areas; their growth follows from an earlier study, if one is given."""
    found = find_amid(case, asked, stage)
    past = None if earlier is None else _load(read_config(earlier), stage, found.members)
    from metrocli.study.projections import load_projections  # noqa: PLC0415 - as above

    given = load_projections(case.config)
    prospects = (
        Prospects(past)
        if given is None
        else Prospects(past, given.projections, (given.input,), given.notices)
    )
    return delimit.outlook(
        found.study,
        found.areas,
        settings=case.settings,
        prospects=prospects,
        graph=found.graph,
        stage=stage,
    )


def _members(study: Study, written: Sequence[str], place: Text) -> tuple[Study, tuple[Code, ...]]:
    """Return the communes that an option names, and the study that says what was mended."""
    members, notices = read_members(written, study.communes, place)
    return replace(study, notices=(*study.notices, *notices)), members

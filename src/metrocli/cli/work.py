"""From the options of a command to its result.

The heavy libraries come in with this module, so that commands import it when they run.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from metrocli import delimit
from metrocli.cli.areas import chosen_areas
from metrocli.cli.options import Source
from metrocli.cli.studies import study_of, terms_of
from metrocli.delimit.outlooks import Prospects
from metrocli.errors import UsageError
from metrocli.model import (
    Area,
    Assessment,
    Code,
    GapReport,
    Outlook,
    Span,
    Study,
    Sweep,
)
from metrocli.norm.explanation import Explanation, explain
from metrocli.norm.norm import load_norm
from metrocli.norm.settings import Settings, settings_for
from metrocli.proof.recording import recorded
from metrocli.study.config import StudyConfig
from metrocli.study.load import load
from metrocli.study.members import read_members
from metrocli.study.projections import load_projections
from metrocli.study.reader import read_config
from metrocli.text import Text, text

DEFAULT_NORM = "ley-21074"

MAJORITIES = (0.5, 0.6, 0.7, 0.8, 0.9)
"""The majorities that are swept where none is asked for, beside the one in force."""

MOST_GAPS = 100_000
"""More gaps than anybody reads, or a spreadsheet takes."""

Stage: TypeAlias = Callable[[Text], None]
"""What is told of each stage as it begins."""


@dataclass(frozen=True, slots=True)
class Case:
    """A study that is ready to be loaded, and the terms on which it will be judged."""

    config: StudyConfig
    settings: Settings


def open_case(source: Source, *, strict: bool = False) -> Case:
    """Return the case that the options describe.

    Raises
    ------
    MissingInputError
        If no study is found, and the options do not make one up.
    """
    return case_of(study_of(source), strict=strict)


def case_of(config: StudyConfig, *, strict: bool = False) -> Case:
    """Return a study on the terms that it states itself."""
    return Case(config, _settings(config, strict=strict))


def _settings(config: StudyConfig, *, strict: bool = False) -> Settings:
    return settings_for(
        load_norm(config.norm.id or DEFAULT_NORM),
        max_gap=config.continuity.max_gap,
        majority=config.continuity.majority,
        horizon=config.continuity.horizon,
        reading=config.norm.reading,
        strict=strict,
    )


def check_areas(case: Case, names: Sequence[str], stage: Stage) -> Assessment:
    """Check areas of the study; all of them where none is named."""
    study, areas = _named(case, names, stage)
    result = delimit.check(study, areas, settings=case.settings, stage=stage)
    asked = {"areas": [area.id for area in areas], "strict": case.settings.strict}
    return replace(result, request=recorded(case.config, "check", asked))


def check_members(case: Case, written: Sequence[str], stage: Stage) -> Assessment:
    """Check communes as one area, which the study need not name."""
    study, area = _made_up(case, written, stage)
    result = delimit.check(study, [area], settings=case.settings, stage=stage)
    asked = {"members": list(written), "strict": case.settings.strict}
    return replace(result, request=recorded(case.config, "check", asked))


def propose_areas(case: Case, region: str | None, stage: Stage) -> Assessment:
    """Find the areas that the continuum suggests, in one region or in all."""
    study = load(case.config, stage=stage)
    result = delimit.propose(study, settings=case.settings, region=region, stage=stage)
    asked = {"region": region, "strict": case.settings.strict}
    return replace(result, request=recorded(case.config, "propose", asked))


def measure_gap(case: Case, written: Sequence[str], stage: Stage) -> GapReport:
    """Measure how far apart communes are, and which others are near."""
    study, members = _members(load(case.config, stage=stage), written, Text("metro gap"))
    result = delimit.gap(study, members, settings=case.settings, stage=stage)
    asked = {"communes": list(written), "strict": case.settings.strict}
    return replace(result, request=recorded(case.config, "gap", asked))


def explain_rule(source: Source, criterion: str) -> Explanation:
    """Explain a criterion by itself; no data are read."""
    return explain(criterion, _settings(terms_of(source)))


def explain_area(case: Case, criterion: str, name: str, stage: Stage) -> Explanation:
    """Explain a criterion with the figures of an area of the study."""
    case.settings.norm.rule(criterion)  # before the data are read
    return explain(criterion, case.settings, check_areas(case, [name], stage))


def explain_members(
    case: Case, criterion: str, written: Sequence[str], stage: Stage
) -> Explanation:
    """Explain a criterion with the figures of communes as one area."""
    case.settings.norm.rule(criterion)
    return explain(criterion, case.settings, check_members(case, written, stage))


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


def sweep_areas(case: Case, names: Sequence[str], grid: Grid, stage: Stage) -> Sweep:
    """Sweep areas of the study; all of them where none is named."""
    study, areas = _named(case, names, stage)
    return _sweep(case, study, areas, grid, {"areas": [area.id for area in areas]}, stage)


def sweep_members(case: Case, written: Sequence[str], grid: Grid, stage: Stage) -> Sweep:
    """Sweep communes as one area, which the study need not name."""
    study, area = _made_up(case, written, stage)
    return _sweep(case, study, [area], grid, {"members": list(written)}, stage)


def _sweep(
    case: Case,
    study: Study,
    areas: Sequence[Area],
    grid: Grid,
    named: Mapping[str, list[str]],
    stage: Stage,
) -> Sweep:
    result = delimit.sweep(
        study,
        areas,
        settings=case.settings,
        span=grid.span,
        majorities=grid.majorities,
        stage=stage,
    )
    asked = {
        **named,
        "from_m": grid.span.first,
        "to_m": grid.span.last,
        "step_m": grid.span.step,
        "majorities": list(grid.majorities),
        "strict": case.settings.strict,
    }
    return replace(result, request=recorded(case.config, "sweep", asked))


def look_out_areas(case: Case, names: Sequence[str], earlier: Path | None, stage: Stage) -> Outlook:
    """Look out for areas of the study; all of them where none is named."""
    ids = chosen_areas(case.config.areas, names)
    study = load(case.config, stage=stage)
    areas = {area.id: area for area in study.areas}
    return _look_out(case, study, [areas[id] for id in ids], earlier, stage)


def look_out_members(
    case: Case, written: Sequence[str], earlier: Path | None, stage: Stage
) -> Outlook:
    """Look out for communes as one area, which the study need not name."""
    study, members = _members(load(case.config, stage=stage), written, Text("--members"))
    return _look_out(case, study, [_area(study, members)], earlier, stage)


def _look_out(
    case: Case, study: Study, areas: Sequence[Area], earlier: Path | None, stage: Stage
) -> Outlook:
    codes = {code for area in areas for code in area.members}
    past = None if earlier is None else load(read_config(earlier), only=codes, stage=stage)
    given = load_projections(case.config)
    prospects = (
        Prospects(past)
        if given is None
        else Prospects(past, given.projections, (given.input,), given.notices)
    )
    return delimit.outlook(study, areas, settings=case.settings, prospects=prospects, stage=stage)


def _named(case: Case, names: Sequence[str], stage: Stage) -> tuple[Study, list[Area]]:
    """Return areas by their names, all where none is named, and the study with their footprints."""
    ids = chosen_areas(case.config.areas, names)
    written = [word for id in ids for word in case.config.areas[id].members]
    study = load(case.config, only=written, stage=stage)
    areas = {area.id: area for area in study.areas}
    return study, [areas[id] for id in ids]


def _made_up(case: Case, written: Sequence[str], stage: Stage) -> tuple[Study, Area]:
    """Return communes as an area, and the study with their footprints."""
    study = load(case.config, only=written, stage=stage)
    study, members = _members(study, written, Text("--members"))
    return study, _area(study, members)


def _area(study: Study, members: tuple[Code, ...]) -> Area:
    name = "–".join(study.communes[code].name for code in members)
    return Area(id="-".join(members), name=name, members=members)


def _members(study: Study, written: Sequence[str], place: Text) -> tuple[Study, tuple[Code, ...]]:
    """Return the communes that an option names, and the study that says what was mended."""
    members, notices = read_members(written, study.communes, place)
    return replace(study, notices=(*study.notices, *notices)), members

"""From the options of a command to its result.

The heavy libraries come in with this module, so that commands import it when they run.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from metrocli import delimit
from metrocli.cli.areas import chosen_areas
from metrocli.cli.options import Source
from metrocli.cli.studies import study_of, terms_of
from metrocli.model import (
    Area,
    Assessment,
    Code,
    GapReport,
    Study,
)
from metrocli.norm.explanation import Explanation, explain
from metrocli.norm.norm import load_norm
from metrocli.norm.settings import Settings, settings_for
from metrocli.study.config import StudyConfig
from metrocli.study.load import load
from metrocli.study.members import read_members
from metrocli.text import Text

DEFAULT_NORM = "ley-21074"

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
    config = study_of(source)
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
    ids = chosen_areas(case.config.areas, names)
    written = [word for id in ids for word in case.config.areas[id].members]
    study = load(case.config, only=written, stage=stage)
    areas = {area.id: area for area in study.areas}
    return delimit.check(study, [areas[id] for id in ids], settings=case.settings, stage=stage)


def check_members(case: Case, written: Sequence[str], stage: Stage) -> Assessment:
    """Check communes as one area, which the study need not name."""
    study = load(case.config, only=written, stage=stage)
    study, members = _members(study, written, Text("--members"))
    name = "–".join(study.communes[code].name for code in members)
    area = Area(id="-".join(members), name=name, members=members)
    return delimit.check(study, [area], settings=case.settings, stage=stage)


def propose_areas(case: Case, region: str | None, stage: Stage) -> Assessment:
    """Find the areas that the continuum suggests, in one region or in all."""
    study = load(case.config, stage=stage)
    return delimit.propose(study, settings=case.settings, region=region, stage=stage)


def measure_gap(case: Case, written: Sequence[str], stage: Stage) -> GapReport:
    """Measure how far apart communes are, and which others are near."""
    study, members = _members(load(case.config, stage=stage), written, Text("metro gap"))
    return delimit.gap(study, members, settings=case.settings, stage=stage)


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


def _members(study: Study, written: Sequence[str], place: Text) -> tuple[Study, tuple[Code, ...]]:
    """Return the communes that an option names, and the study that says what was mended."""
    members, notices = read_members(written, study.communes, place)
    return replace(study, notices=(*study.notices, *notices)), members

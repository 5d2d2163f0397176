"""A study as the options of a command change it."""

from dataclasses import replace
from pathlib import Path

from metrocli.errors import UsageError
from metrocli.model import Reading
from metrocli.study.config import StudyConfig
from metrocli.study.overrides import Overrides
from metrocli.study.sections import (
    AlsoBuiltSection,
    BarriersSection,
    BoundariesSection,
    ContinuitySection,
    FootprintsSection,
    LinksSection,
    NormSection,
    PeopleSection,
    PopulationSection,
    ServicesSection,
    Source,
    StudySection,
)
from metrocli.text import text


def override(config: StudyConfig, overrides: Overrides) -> StudyConfig:
    """Return a study as the options of a command change it.

    A file given as an option replaces its section, whose column names were meant for another file;
    footprints, links, barriers and also-built features replace all layers of theirs. So does a
    census replace the columns of population. Where the study has no table of population, it is the
    census of the whole study. The study's own horizon follows a larger gap.

    Raises
    ------
    UsageError
        If an option has nothing to apply to, or a number cannot be meant.
    """
    return replace(
        config,
        study=_study(config, overrides),
        boundaries=(
            BoundariesSection(_from_here(overrides.boundaries))
            if overrides.boundaries
            else config.boundaries
        ),
        population=_population(config.population, overrides),
        footprints=_footprints(config.footprints, overrides),
        also_built=tuple(AlsoBuiltSection(_from_here(given)) for given in overrides.also_built)
        or config.also_built,
        links=tuple(LinksSection(_from_here(given)) for given in overrides.links) or config.links,
        barriers=tuple(BarriersSection(_from_here(given)) for given in overrides.barriers)
        or config.barriers,
        services=(
            ServicesSection(_from_here(overrides.services))
            if overrides.services
            else config.services
        ),
        people=_people(config.people, overrides),
        continuity=_continuity(config.continuity, overrides),
        norm=NormSection(
            id=overrides.norm or config.norm.id,
            reading=Reading(overrides.reading) if overrides.reading else config.norm.reading,
        ),
    )


def _from_here(given: str) -> Source:
    return Source(given, Path.cwd())


def _study(config: StudyConfig, overrides: Overrides) -> StudySection:
    section = config.study
    if overrides.population_vintage and not (config.population or overrides.population):
        section = replace(section, vintage=overrides.population_vintage)
    if overrides.root is None:
        return section
    # A dollar in an option is a dollar: the shell has seen to its variables.
    return replace(section, root=str(Path.cwd() / overrides.root).replace("$", "$$"))


def _population(
    section: PopulationSection | None, overrides: Overrides
) -> PopulationSection | None:
    if overrides.population:
        vintage = section.vintage if section else None
        section = PopulationSection(_from_here(overrides.population), vintage=vintage)
    if overrides.population_vintage and section:
        vintage = overrides.population_vintage
        section = replace(section, vintage=vintage, column=None, urban=None)
    if overrides.population_column is None:
        return section
    if section is None:
        raise UsageError(
            text("--population-column is given, but no population table"),
            text("Give --population, or [population] in metro.toml."),
        )
    return replace(section, column=overrides.population_column)


def _footprints(
    sections: tuple[FootprintsSection, ...], overrides: Overrides
) -> tuple[FootprintsSection, ...]:
    if overrides.footprints:
        sections = tuple(FootprintsSection(_from_here(given)) for given in overrides.footprints)
    if overrides.footprint_population is not None:
        if all(section.of_raster for section in sections):
            raise UsageError(
                text("--footprint-population is given, but no footprints with columns"),
                text("Give --footprints, or [[footprints]] in metro.toml."),
            )
        sections = tuple(
            section
            if section.of_raster
            else replace(section, population=overrides.footprint_population)
            for section in sections
        )
    if overrides.threshold is not None:
        if not any(section.of_raster for section in sections):
            raise UsageError(
                text("--threshold is given, but no footprints from a raster"),
                text("Give a GeoTIFF as --footprints, or in [[footprints]] of metro.toml."),
            )
        sections = tuple(
            replace(section, threshold=overrides.threshold) if section.of_raster else section
            for section in sections
        )
    return sections


def _people(section: PeopleSection | None, overrides: Overrides) -> PeopleSection | None:
    if overrides.people:
        section = PeopleSection(_from_here(overrides.people))
    if overrides.people_population is None:
        return section
    if section is None:
        raise UsageError(
            text("--people-population is given, but no census layer"),
            text("Give --people, or [people] in metro.toml."),
        )
    return replace(section, population=overrides.people_population)


def _continuity(section: ContinuitySection, overrides: Overrides) -> ContinuitySection:
    max_gap = section.max_gap if overrides.max_gap is None else overrides.max_gap
    horizon = section.horizon
    changed = replace(
        section,
        max_gap=max_gap,
        majority=section.majority if overrides.majority is None else overrides.majority,
        horizon=None if horizon is None else max(horizon, max_gap or 0),
    )
    problem = changed.problem()
    if problem is not None:
        raise UsageError(problem)
    return changed

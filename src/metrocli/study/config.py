"""What a study says of itself: metro.toml as frozen values, and the options that override it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from string import Template

from metrocli.errors import MissingInputError, UsageError
from metrocli.model import LEAST_MAJORITY, Reading
from metrocli.text import Text, text

FILE_NAME = "metro.toml"

RASTER = frozenset({".tif", ".tiff"})
"""How rasters end."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file as the study or an option gives it.

    Parameters
    ----------
    given : str
        The path as written.
    folder : Path, optional
        What it is relative to; None is the root of the study.
    """

    given: str
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class BoundariesSection:
    """`[boundaries]`: commune polygons, and the columns of code, name and region name."""

    path: Source
    layer: str | None = None
    code: str | None = None
    name: str | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True)
class PopulationSection:
    """`[population]`: the table of communes, its sheet, columns and census."""

    path: Source
    layer: str | None = None
    code: str | None = None
    name: str | None = None
    region: str | None = None
    column: str | None = None
    urban: str | None = None
    vintage: str | None = None


@dataclass(frozen=True, slots=True)
class FeaturesSection:
    """A layer of features that lie in communes, its columns and its filter."""

    path: Source
    layer: str | None = None
    id: str | None = None
    code: str | None = None
    population: str | None = None
    where: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class FootprintsSection(FeaturesSection):
    """`[[footprints]]`: one layer of built-up features, or the band and threshold of a raster."""

    band: int | None = None
    threshold: float | None = None

    @property
    def of_raster(self) -> bool:
        """Whether the built-up features are cells of a raster, by the ending of its name."""
        return Path(self.path.given).suffix.lower() in RASTER


@dataclass(frozen=True, slots=True)
class PeopleSection(FeaturesSection):
    """`[people]`: census features whose people go to the footprints that have none."""


@dataclass(frozen=True, slots=True)
class BarriersSection:
    """`[[barriers]]`: one layer of lines or polygons that no gap crosses, and its filter."""

    path: Source
    layer: str | None = None
    where: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class CommutingSection:
    """`[commuting]`: trips between communes, and the totals they are shares of."""

    path: Source
    origin: str | None = None
    destination: str | None = None
    trips: str | None = None
    totals: Source | None = None
    totals_code: str | None = None
    employed: str | None = None
    outside: str | None = None
    layer: str | None = None
    totals_layer: str | None = None


@dataclass(frozen=True, slots=True)
class ServicesSection:
    """`[services]`: infrastructure and services, the communes each serves, and its source."""

    path: Source
    layer: str | None = None
    kind: str | None = None
    element: str | None = None
    communes: str | None = None
    radius: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class ProjectionsSection:
    """`[projections]`: inhabitants expected of each commune, by year; a row or a column a year."""

    path: Source
    layer: str | None = None
    code: str | None = None
    year: str | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class ContinuitySection:
    """`[continuity]`: metres, share and metres; None is the default of the norm."""

    max_gap: float | None = None
    majority: float | None = None
    horizon: float | None = None

    def problem(self) -> Text | None:
        """Return what cannot be meant by these numbers, or None if all is well."""
        if self.max_gap is not None and self.max_gap < 0:
            return text("max_gap is {value:g} m, less than 0", value=self.max_gap)
        if self.majority is not None and not LEAST_MAJORITY <= self.majority <= 1:
            return text(
                "majority is {value:g}, not from 0.5 to 1 (0.5 is one half)",
                value=self.majority,
            )
        if self.horizon is not None and self.horizon < (self.max_gap or 0):
            return text("horizon is {value:g} m, less than max_gap", value=self.horizon)
        return None


@dataclass(frozen=True, slots=True)
class NormSection:
    """`[norm]`: which norm decides (an id or a file) and by which reading of population."""

    id: str | None = None
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class AreaSection:
    """`[areas.KEY]`: a group of communes to be checked, and its name; None is the key itself."""

    members: tuple[str, ...]
    name: str | None = None


@dataclass(frozen=True, slots=True)
class StudySection:
    """`[study]`: title, census, root of all paths, and whether the geometry is made up."""

    title: str | None = None
    vintage: str | None = None
    root: str = "."
    schematic: bool = False


@dataclass(frozen=True, slots=True)
class StudyConfig:
    """A whole study as its file describes it; without a file, all defaults.

    Parameters
    ----------
    file : Path, optional
        The metro.toml; None for a study given by options alone.
    study, boundaries, population, footprints, barriers, people, commuting, services,
    projections, continuity, norm, areas
        Its sections; `areas` by key, in the order of the file.
    """

    file: Path | None = None
    study: StudySection = StudySection()
    boundaries: BoundariesSection | None = None
    population: PopulationSection | None = None
    footprints: tuple[FootprintsSection, ...] = ()
    barriers: tuple[BarriersSection, ...] = ()
    people: PeopleSection | None = None
    commuting: CommutingSection | None = None
    services: ServicesSection | None = None
    projections: ProjectionsSection | None = None
    continuity: ContinuitySection = ContinuitySection()
    norm: NormSection = NormSection()
    areas: Mapping[str, AreaSection] = field(default_factory=dict)

    @property
    def vintage(self) -> str:
        """The census of the study, else that of its population, else nothing."""
        of_population = self.population.vintage if self.population else None
        return self.study.vintage or of_population or ""

    @property
    def root(self) -> Path:
        """The folder that paths are relative to, environment variables filled in.

        Raises
        ------
        MissingInputError
            If it names a variable that is not set.
        """
        try:
            written = Template(self.study.root).substitute(os.environ)
        except (KeyError, ValueError) as error:
            raise MissingInputError(
                text(
                    "{file}: root is {root}, and that environment variable is not set",
                    file=str(self.file),
                    root=self.study.root,
                ),
                text("Set the variable to the folder of the data, or give --root."),
            ) from error
        folder = self.file.parent if self.file else Path()
        return folder / Path(written).expanduser()

    @property
    def named_sources(self) -> list[tuple[str, Source]]:
        """Every file of the study, as it is given, with the section that names it."""
        sections = [
            ("boundaries", self.boundaries),
            ("population", self.population),
            *(("footprints", layer) for layer in self.footprints),
            *(("barriers", layer) for layer in self.barriers),
            ("people", self.people),
            ("commuting", self.commuting),
            ("services", self.services),
            ("projections", self.projections),
        ]
        files = [(name, section.path) for name, section in sections if section is not None]
        if self.commuting is not None and self.commuting.totals is not None:
            files.append(("commuting", self.commuting.totals))
        return files

    @property
    def sources(self) -> list[Source]:
        """Every file of the study, as it is given."""
        return [source for _section, source in self.named_sources]

    def path_of(self, source: Source) -> Path:
        """Return where a file of the study is."""
        folder = self.root if source.folder is None else source.folder
        return folder / Path(source.given).expanduser()


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the options of a command say instead of the study; paths from the current folder."""

    root: str | None = None
    boundaries: str | None = None
    population: str | None = None
    population_column: str | None = None
    population_vintage: str | None = None
    footprints: tuple[str, ...] = ()
    footprint_population: str | None = None
    barriers: tuple[str, ...] = ()
    services: str | None = None
    threshold: float | None = None
    people: str | None = None
    people_population: str | None = None
    max_gap: float | None = None
    majority: float | None = None
    reading: Reading | None = None
    norm: str | None = None


def find_config(start: Path) -> Path | None:
    """Return the metro.toml of a folder or of the nearest one above it."""
    folder = start.resolve()
    found = (parent / FILE_NAME for parent in (folder, *folder.parents))
    return next((path for path in found if path.is_file()), None)


def override(config: StudyConfig, overrides: Overrides) -> StudyConfig:
    """Return a study as the options of a command change it.

    A file given as an option replaces its section, whose column names were meant for another file;
    footprints replace all layers, and so do barriers. So does a census replace the columns of
    population. Where the study has no table of population, it is the census of the whole study. The
    study's own horizon follows a larger gap.

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
        barriers=(
            tuple(BarriersSection(_from_here(given)) for given in overrides.barriers)
            or config.barriers
        ),
        services=(
            ServicesSection(_from_here(overrides.services))
            if overrides.services
            else config.services
        ),
        people=_people(config.people, overrides),
        continuity=_continuity(config.continuity, overrides),
        norm=NormSection(
            id=overrides.norm or config.norm.id, reading=overrides.reading or config.norm.reading
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
    changed = ContinuitySection(
        max_gap=max_gap,
        majority=section.majority if overrides.majority is None else overrides.majority,
        horizon=None if horizon is None else max(horizon, max_gap or 0),
    )
    problem = changed.problem()
    if problem is not None:
        raise UsageError(problem)
    return changed

"""What a study says of itself: metro.toml as one frozen value."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from string import Template

from metrocli.errors import MissingInputError
from metrocli.study.sections import (
    AlsoBuiltSection,
    AreaSection,
    BarriersSection,
    BoundariesSection,
    CommutingSection,
    ContinuitySection,
    DecisionsSection,
    FootprintsSection,
    LinksSection,
    NormSection,
    PeopleSection,
    PopulationSection,
    ProjectionsSection,
    ServicesSection,
    Source,
    StudySection,
)
from metrocli.text import Text, text

FILE_NAME = "metro.toml"


@dataclass(frozen=True, slots=True)
class StudyConfig:
    """A whole study as its file describes it; without a file, all defaults.

    Parameters
    ----------
    file : Path, optional
        The metro.toml; None for a study given by options alone.
    study, boundaries, population, footprints, also_built, links, barriers, people, commuting,
    services, projections, continuity, norm, decisions, areas
        Its sections; `areas` by key, in the order of the file.
    """

    file: Path | None = None
    study: StudySection = field(default_factory=StudySection)
    boundaries: BoundariesSection | None = None
    population: PopulationSection | None = None
    footprints: tuple[FootprintsSection, ...] = ()
    also_built: tuple[AlsoBuiltSection, ...] = ()
    links: tuple[LinksSection, ...] = ()
    barriers: tuple[BarriersSection, ...] = ()
    people: PeopleSection | None = None
    commuting: CommutingSection | None = None
    services: ServicesSection | None = None
    projections: ProjectionsSection | None = None
    continuity: ContinuitySection = field(default_factory=ContinuitySection)
    norm: NormSection = field(default_factory=NormSection)
    decisions: DecisionsSection = field(default_factory=DecisionsSection)
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
            *(("also_built", layer) for layer in self.also_built),
            *(("links", layer) for layer in self.links),
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
        """Return where a file of the study is.

        What starts with ``./`` or ``../`` and is not there, seen from the root, is looked for
        where metro.toml is: that is how a study names files that come with it.
        """
        given = Path(source.given).expanduser()
        if source.folder is not None:
            return source.folder / given
        found = self.root / given
        if self.file is None or not source.given.startswith(("./", "../")) or found.exists():
            return found
        beside = self.file.parent / given
        return beside if beside.exists() else found

    def as_given(self, message: Text) -> Text:
        """Return a message that names files as the study does: it is the same on any machine."""
        for source in self.sources:
            message = message.replacing(str(self.path_of(source)), source.given)
        if self.file is not None:
            message = message.replacing(str(self.file), self.file.name)
        return message


def find_config(start: Path) -> Path | None:
    """Return the metro.toml of a folder or of the nearest one above it."""
    folder = start.resolve()
    found = (parent / FILE_NAME for parent in (folder, *folder.parents))
    return next((path for path in found if path.is_file()), None)

"""The sections of metro.toml as frozen values."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from metrocli.model import LEAST_MAJORITY, Reading
from metrocli.text import Text, text

RASTER = frozenset({".tif", ".tiff"})
"""How rasters end."""


class Checked:
    """A section whose values have to be looked at together, or against bounds."""

    __slots__ = ()

    def problem(self) -> Text | None:
        """Return what cannot be meant by its values, or None if all is well."""
        raise NotImplementedError


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
class PlacedSection:
    """A layer of features that lie in communes, its columns and its filter."""

    path: Source
    layer: str | None = None
    id: str | None = None
    code: str | None = None
    where: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class FeaturesSection(PlacedSection):
    """One with people."""

    population: str | None = None


@dataclass(frozen=True, slots=True)
class FootprintsSection(FeaturesSection, Checked):
    """`[[footprints]]`: one layer of built-up features, or the band and threshold of a raster.

    What counts may have a least density, in inhabitants per hectare, a least number of buildings
    and a largest area, in hectares.
    """

    band: int | None = None
    threshold: float | None = None
    buildings: str | None = None
    min_density: float | None = None
    min_buildings: float | None = None
    max_area: float | None = None

    @property
    def of_raster(self) -> bool:
        """Whether the built-up features are cells of a raster, by the ending of its name."""
        return Path(self.path.given).suffix.lower() in RASTER

    @property
    def counts_buildings(self) -> bool:
        """Whether its column of buildings is needed."""
        return self.min_buildings is not None

    def problem(self) -> Text | None:
        """Return what cannot be meant by its thresholds."""
        return _negative(self, "min_density", "min_buildings", "max_area")


@dataclass(frozen=True, slots=True)
class AlsoBuiltSection(PlacedSection, Checked):
    """`[[also_built]]`: features that count as built without people; hectares."""

    element: str | None = None
    kind: str | None = None
    max_area: float | None = None

    def problem(self) -> Text | None:
        """Return what cannot be meant by its threshold."""
        return _negative(self, "max_area")


@dataclass(frozen=True, slots=True)
class BarriersSection:
    """`[[barriers]]`: one layer of lines or polygons that no gap crosses, and its filter."""

    path: Source
    layer: str | None = None
    where: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class LinksSection(Checked):
    """`[[links]]`: lines that join what they reach at both ends; metres.

    Parameters
    ----------
    element, kind, gap_column : str, optional
        Columns of name, kind and gap.
    gap : float
        From which on links join that have no gap of their own.
    tolerance : float
        How far from an end a footprint may lie.
    ferries : bool
        Whether ferries are links.
    """

    path: Source
    layer: str | None = None
    element: str | None = None
    kind: str | None = None
    where: str | None = None
    gap: float = 0.0
    gap_column: str | None = None
    tolerance: float = 250.0
    ferries: bool = False

    def problem(self) -> Text | None:
        """Return what cannot be meant by its metres."""
        return _negative(self, "gap", "tolerance")


@dataclass(frozen=True, slots=True)
class DecisionSection(Checked):
    """`[[decisions.…]]`: what somebody decided on footprints or communes; the date in ISO 8601."""

    reason: str
    author: str
    date: date
    footprints: tuple[str, ...] = ()
    communes: tuple[str, ...] = ()

    def problem(self) -> Text | None:
        """Return what lacks."""
        for key in ("reason", "author"):
            if not getattr(self, key).strip():
                return text("{key} is empty", key=key)
        if not (self.footprints or self.communes):
            return text("it names neither footprints nor communes")
        return None


@dataclass(frozen=True, slots=True)
class JoinSection(DecisionSection):
    """`[[decisions.join]]`: what is one by decision."""

    def problem(self) -> Text | None:
        """Return what lacks: two footprints or communes at least."""
        if len(self.footprints) + len(self.communes) == 1:
            return text("it names one thing only, and joins it with nothing")
        return DecisionSection.problem(self)


@dataclass(frozen=True, slots=True)
class DecisionsSection:
    """`[decisions]`: inclusions, exclusions and joins made by hand, each in the file's order."""

    include: tuple[DecisionSection, ...] = ()
    exclude: tuple[DecisionSection, ...] = ()
    join: tuple[JoinSection, ...] = ()

    def __bool__(self) -> bool:
        """Return whether anything was decided."""
        return bool(self.include or self.exclude or self.join)


@dataclass(frozen=True, slots=True)
class PeopleSection(FeaturesSection):
    """`[people]`: census features whose people go to the footprints that have none."""


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
class ContinuitySection(Checked):
    """`[continuity]`: the terms, None being the norm's, and the least patch that counts at all.

    Parameters
    ----------
    max_gap, horizon : float, optional
        Metres.
    majority : float, optional
        A share.
    min_patch : float, optional
        Hectares.
    patch_gap : float
        At which patches are formed to be held against it, metres.
    """

    max_gap: float | None = None
    majority: float | None = None
    horizon: float | None = None
    min_patch: float | None = None
    patch_gap: float = 50.0

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
        return _negative(self, "min_patch", "patch_gap")


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


def _negative(section: object, *keys: str) -> Text | None:
    """Return that a number is negative, if one of some keys is."""
    for key in keys:
        value = getattr(section, key)
        if value is not None and value < 0:
            return text("{key} is {value:g}, less than 0", key=key, value=value)
    return None

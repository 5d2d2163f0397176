"""The sections of metro.toml as frozen values."""

from dataclasses import dataclass
from pathlib import Path

from metrocli.model import LEAST_MAJORITY, Reading
from metrocli.text import Text, text

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

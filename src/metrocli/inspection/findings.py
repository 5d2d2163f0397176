"""What an inspection says: a report of each input, and findings on one or on several of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import shapely
from numpy.typing import NDArray

from metrocli.inspection.schemas import Recognised
from metrocli.model import Notice
from metrocli.study.columns import Column, Table, place_of
from metrocli.study.layers import Grid
from metrocli.text import Text

SHOWN = 5
"""Examples that a finding gives."""

MATERIAL = 0.01
"""Share of features, or of people, from which a fault is held to change verdicts."""


class Severity(StrEnum):
    """How much a finding matters; unlike a notice, it may be that a verdict would be wrong."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Problem(StrEnum):
    """The code of a finding, the same in every language."""

    REFUSED = "refused"
    GEOMETRY_NULL = "geometry-null"
    GEOMETRY_EMPTY = "geometry-empty"
    GEOMETRY_INVALID = "geometry-invalid"
    GEOMETRY_COLLECTION = "geometry-collection"
    FEATURES_REPEATED = "features-repeated"
    CRS_NOWHERE = "crs-nowhere"
    CRS_DEGREES_AS_METRES = "crs-degrees-as-metres"
    CRS_METRES_AS_DEGREES = "crs-metres-as-degrees"
    CRS_AXES_SWAPPED = "crs-axes-swapped"
    CRS_OUTSIDE_CHILE = "crs-outside-chile"
    CRS_MIXED = "crs-mixed"
    CODES_INVALID = "codes-invalid"
    CODES_MENDED = "codes-mended"
    CODES_FORMER = "codes-former"
    COMMUNES_REPEATED = "communes-repeated"
    COMMUNES_UNKNOWN = "communes-unknown"
    COMMUNES_WITHOUT_POLYGON = "communes-without-polygon"
    COMMUNES_WITHOUT_FOOTPRINTS = "communes-without-footprints"
    COMMUNES_WITHOUT_POPULATION = "communes-without-population"
    BORDERS_FLAT = "borders-flat"
    BORDERS_OVERLAP = "borders-overlap"
    BORDERS_HOLES = "borders-holes"
    POPULATION_UNCLEAR = "population-unclear"
    POPULATION_MISSING = "population-missing"
    POPULATION_NEGATIVE = "population-negative"
    POPULATION_IMPOSSIBLE = "population-impossible"
    POPULATION_FRACTIONAL = "population-fractional"
    POPULATION_NOT_CENSUS = "population-not-census"
    POPULATION_OVER_COMMUNE = "population-over-commune"
    FOOTPRINTS_UNINHABITED = "footprints-uninhabited"
    FOOTPRINTS_ELSEWHERE = "footprints-elsewhere"
    FOOTPRINTS_NOWHERE = "footprints-nowhere"
    FOOTPRINTS_LARGE = "footprints-large"
    PEOPLE_FLAT = "people-flat"
    PEOPLE_NEEDLESS = "people-needless"
    VINTAGES_MIXED = "vintages-mixed"
    SERVICES_UNFILLED = "services-unfilled"
    SERVICES_COMMUNES_UNKNOWN = "services-communes-unknown"
    SERVICES_WITHOUT_SOURCE = "services-without-source"
    SERVICES_RADIUS_UNUSED = "services-radius-unused"
    SERVICES_REPEATED = "services-repeated"
    SERVICES_KINDS_UNKNOWN = "services-kinds-unknown"
    SERVICES_NOWHERE = "services-nowhere"
    SERVICES_ONE_COMMUNE = "services-one-commune"
    LINKS_NOT_LINES = "links-not-lines"
    LINKS_NAMELESS = "links-nameless"
    LINKS_KINDS_UNKNOWN = "links-kinds-unknown"
    LINKS_FERRIES = "links-ferries"
    LINKS_UNREACHED = "links-unreached"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is wrong.

    Parameters
    ----------
    label : str
        The feature or the communes that it is about.
    geometry : shapely geometry
        In degrees, EPSG:4674.
    """

    label: str
    geometry: shapely.Geometry


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong or odd with an input.

    Parameters
    ----------
    code : Problem
        What kind of thing.
    severity : Severity
        Error if a verdict on such data would be wrong.
    count : int
        How many features, rows, communes or pairs of communes.
    message : Text
        One sentence.
    examples : tuple of (Text or str)
        The first `SHOWN` of them.
    places : tuple of Place
        All of them that can be drawn.
    """

    code: Problem
    severity: Severity
    count: int
    message: Text
    examples: tuple[Text | str, ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class InputReport:
    """What an input of the study is, and what is wrong with it.

    Parameters
    ----------
    role : str
        "population", "boundaries", "footprints", "also-built", "links", "barriers", "people",
        "commuting", "commuting-totals" or "services".
    path : str
        As the study gives it.
    findings : tuple of Finding
        On this input alone.
    schema : Recognised, optional
        The official schema that it has, and by which columns that shows.
    features : int, optional
        Rows or features, after the filter; unknown if it cannot be read, as all that follows.
    layer, crs : str, optional
        Of geographic files.
    extent : (west, south, east, north), optional
        Degrees, EPSG:4674.
    vintage : str
        Census year of its people, "" where nothing tells it.
    population, census : float, optional
        Inhabitants in it, and by that census in all communes of it.
    grid : Grid, optional
        Of a raster, whose features are its cells over the threshold.
    sha256, size : str and int, optional
        Hash and bytes of the file; of a shapefile or folder, those of all its files. Unknown if
        it cannot be read.
    """

    role: str
    path: str
    findings: tuple[Finding, ...]
    schema: Recognised | None = None
    features: int | None = None
    layer: str | None = None
    crs: str | None = None
    extent: tuple[float, float, float, float] | None = None
    vintage: str = ""
    population: float | None = None
    census: float | None = None
    grid: Grid | None = None
    sha256: str | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Inspection:
    """What the inputs of a study are, and all that is wrong with them.

    Parameters
    ----------
    study_title, vintage : str
        Of the study.
    schematic : bool
        Whether its geometry is made up.
    inputs : tuple of InputReport
        In the order of their roles in `InputReport`.
    findings : tuple of Finding
        On several inputs together.
    notices : tuple of Notice
        What drivers had to say.
    """

    study_title: str
    vintage: str
    schematic: bool
    inputs: tuple[InputReport, ...]
    findings: tuple[Finding, ...]
    notices: tuple[Notice, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether no finding is an error."""
        every = [
            *self.findings,
            *(finding for report in self.inputs for finding in report.findings),
        ]
        return all(finding.severity is not Severity.ERROR for finding in every)


def first_places(rows: Column | Table, mask: NDArray[np.bool_]) -> tuple[Text, ...]:
    """Return the first `SHOWN` rows of a mask, as messages name them."""
    return tuple(place_of(rows, position) for position in np.flatnonzero(mask)[:SHOWN].tolist())


def of_rows(
    rows: Column | Table, mask: NDArray[np.bool_], code: Problem, severity: Severity, message: Text
) -> Iterator[Finding]:
    """Yield a finding on the rows of a mask, if there are any."""
    if mask.any():
        yield Finding(code, severity, int(mask.sum()), message, first_places(rows, mask))


def of_named(
    names: Sequence[Text | str],
    mask: NDArray[np.bool_],
    code: Problem,
    severity: Severity,
    message: Text,
) -> Iterator[Finding]:
    """Yield a finding on what goes by a name, where the mask says so, if there is any."""
    if mask.any():
        examples = tuple(names[position] for position in np.flatnonzero(mask)[:SHOWN].tolist())
        yield Finding(code, severity, int(mask.sum()), message, examples)


def by_share(count: int, total: int) -> Severity:
    """Return how much a fault of some features among all matters."""
    return Severity.ERROR if count >= MATERIAL * total else Severity.WARNING

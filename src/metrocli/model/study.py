"""What a study is made of: checked tables, ready for the graph."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from metrocli.model.conventions import Conventions
from metrocli.model.footprints import Code, Footprints, Geometries
from metrocli.text import Text


class Severity(StrEnum):
    """How much a notice matters."""

    INFO = "info"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader must know about an input or a result.

    Parameters
    ----------
    code : str
        Stable identifier in English ("codes-mended"), the same in every language.
    message : Text
        What was found, where, and what was done about it.
    severity : Severity
        Whether it may change a verdict.
    """

    code: str
    message: Text
    severity: Severity = Severity.WARNING


@dataclass(frozen=True, slots=True)
class Input:
    """One file that a study was read from.

    Parameters
    ----------
    role : str
        "boundaries", "population", "footprints", "also-built", "links", "barriers",
        "people", "commuting",
        "commuting-totals" or "services".
    path : str
        As the study gives it, so that it is the same on every machine.
    sha256 : str
        Hash of the file's bytes.
    features : int
        Rows or features used from it, after its filter.
    layer, crs : str, optional
        Of geographic files.
    size : int, optional
        Bytes of the file; of a shapefile or folder, those of all its files.
    """

    role: str
    path: str
    sha256: str
    features: int
    layer: str | None = None
    crs: str | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune and its people.

    Parameters
    ----------
    code : str
        The CUT, five characters.
    name : str
        Its name, or the code where no input names it.
    region : str
        The first two characters of the code.
    region_name : str
        The region's name, or its code where no input names it.
    population : float, optional
        Inhabitants of the whole commune (the communal reading).
    urban_population : float, optional
        Inhabitants of its urban part, where the population table has that column.
    """

    code: Code
    name: str
    region: str
    region_name: str
    population: float | None = None
    urban_population: float | None = None


@dataclass(frozen=True, eq=False)
class Barriers:
    """Lines and polygons that no gap crosses.

    Parameters
    ----------
    names : ndarray of str, shape (b,)
        As in the source; "" where it has none.
    geometries : ndarray of shapely geometries, shape (b,)
        Planar, in metres (see `metrocli.planar`); valid.
    """

    names: NDArray[np.str_]
    geometries: Geometries

    def __len__(self) -> int:
        """Return the number of barriers."""
        return len(self.names)

    @property
    def length(self) -> float:
        """Metres of lines, and of the edges of polygons."""
        return float(shapely.length(self.geometries).sum())


NO_BARRIERS = Barriers(np.empty(0, np.str_), np.empty(0, object))


@dataclass(frozen=True, eq=False)
class Commuting:
    """Trips to work between communes.

    Parameters
    ----------
    trips : mapping of (str, str) to float
        Employed persons by commune of residence and commune of work; pairs that are absent are
        unknown, for small figures are not published.
    employed : mapping of str to float
        Employed with a known place of work, by commune of residence. Empty without a totals file.
    outside : mapping of str to float
        Those of them who work outside their own commune, where the totals have that column.
    """

    trips: Mapping[tuple[Code, Code], float]
    employed: Mapping[Code, float] = field(default_factory=dict)
    outside: Mapping[Code, float] = field(default_factory=dict)

    @cached_property
    def by_home(self) -> Mapping[Code, Mapping[Code, float]]:
        """The same trips by commune of residence, and then by commune of work."""
        found: dict[Code, dict[Code, float]] = defaultdict(dict)
        for (home, work), count in self.trips.items():
            found[home][work] = count
        return dict(found)


@dataclass(frozen=True, slots=True)
class Element:
    """A piece of infrastructure or a service, and the communes that it serves.

    Parameters
    ----------
    kind : str
        "hospital", "road", … (see `metrocli.study.services.KINDS`), or as the study writes it.
    name : str
        Its name.
    communes : tuple of str
        CUTs, sorted.
    source : str
        Where that is stated; "" if the study does not say.
    """

    kind: str
    name: str
    communes: tuple[Code, ...]
    source: str = ""


class Reading(StrEnum):
    """Which population of an area is meant."""

    COMMUNAL = "communal"
    URBAN = "urban"
    CONTINUUM = "continuum"


LEAST_MAJORITY = 0.5
"""With less, a commune could have its majority in two patches at once."""


@dataclass(frozen=True, slots=True)
class ContinuitySettings:
    """The parameters of continuity.

    Parameters
    ----------
    max_gap : float
        Largest gap, in metres, that still joins two footprints (inclusive).
    majority : float
        Part of a commune's weight, in [0.5, 1], that must lie in the continuum.
    horizon : float
        Gaps beyond it, in metres, are not looked for.
    """

    max_gap: float
    majority: float
    horizon: float


@dataclass(frozen=True, slots=True)
class Area:
    """A group of communes to be checked.

    Parameters
    ----------
    id : str
        Short name in the study ("talca-maule").
    name : str
        As people say it ("Talca–Maule").
    members : tuple of str
        CUTs, sorted.
    """

    id: str
    name: str
    members: tuple[Code, ...]


@dataclass(frozen=True, eq=False)
class Study:
    """Checked tables, ready for the graph.

    Parameters
    ----------
    title, vintage : str
        What it is and of which census.
    schematic : bool
        Whether its geometry is made up, so that no result speaks of real places.
    communes : mapping of str to Commune
        By CUT, sorted.
    boundaries : mapping of str to shapely geometry
        Planar commune polygons by CUT; empty where the study has none.
    footprints : Footprints
        All layers together.
    commuting : Commuting, optional
        Trips to work.
    services : tuple of Element, optional
        Infrastructure and services, by kind and name; None where the study has no list of them.
    barriers : Barriers
        What no gap crosses.
    areas : tuple of Area
        The areas that the study names.
    inputs : tuple of Input
        Every file that was read.
    notices : tuple of Notice
        What was mended or looks doubtful in them.
    conventions : Conventions
        What it adds to gaps: links, features that also count as built, thresholds, decisions.
    """

    title: str
    vintage: str
    schematic: bool
    communes: Mapping[Code, Commune]
    boundaries: Mapping[Code, Any]
    footprints: Footprints
    commuting: Commuting | None = None
    services: tuple[Element, ...] | None = None
    barriers: Barriers = NO_BARRIERS
    areas: tuple[Area, ...] = ()
    inputs: tuple[Input, ...] = ()
    notices: tuple[Notice, ...] = ()
    conventions: Conventions = field(default_factory=Conventions)

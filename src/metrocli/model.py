"""The values that make the trip from files to verdicts: frozen, plain, buildable by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from metrocli.text import Text

Code: TypeAlias = str
"""A commune's CUT: five characters, region first ("07101")."""

Geometries: TypeAlias = NDArray[np.object_]
"""A one-dimensional array of shapely geometries."""


# ---------------------------------------------------------------------------
# what a study is made of
# ---------------------------------------------------------------------------


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
        "boundaries", "population", "footprints", "commuting" or "commuting-totals".
    path : str
        As the study gives it, so that it is the same on every machine.
    sha256 : str
        Hash of the file's bytes.
    features : int
        Rows or features used from it, after its filter.
    layer, crs : str, optional
        Of geographic files.
    """

    role: str
    path: str
    sha256: str
    features: int
    layer: str | None = None
    crs: str | None = None


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


class Weighting(StrEnum):
    """What the weight of a footprint is."""

    POPULATION = "population"
    AREA = "area"
    COUNT = "count"


@dataclass(frozen=True, eq=False)
class Footprints:
    """Built-up features, each of one commune, in canonical order (commune, id, layer).

    Parameters
    ----------
    ids : ndarray of str, shape (n,)
        Identifiers as in the source; layer name and position where it has none.
    communes : ndarray of str, shape (n,)
        CUT of each footprint.
    geometries : ndarray of shapely geometries, shape (n,)
        Planar, in metres (see `metrocli.planar`).
    weights : ndarray of float64, shape (n,)
        Inhabitants, square metres or 1, as `weighting` says; never negative or NaN.
    weighting : Weighting
        Unit of the weights.
    """

    ids: NDArray[np.str_]
    communes: NDArray[np.str_]
    geometries: Geometries
    weights: NDArray[np.float64]
    weighting: Weighting

    def __len__(self) -> int:
        """Return the number of footprints."""
        return len(self.ids)


@dataclass(frozen=True, eq=False)
class Commuting:
    """Trips to work between communes.

    Parameters
    ----------
    trips : mapping of (str, str) to float
        Employed persons by commune of residence and commune of work; pairs that are absent are
        zero or were suppressed.
    employed : mapping of str to float
        Employed with a known place of work, by commune of residence. Empty without a totals file.
    """

    trips: Mapping[tuple[Code, Code], float]
    employed: Mapping[Code, float] = field(default_factory=dict)


class Reading(StrEnum):
    """Which population of an area is meant."""

    COMMUNAL = "communal"
    URBAN = "urban"
    CONTINUUM = "continuum"


@dataclass(frozen=True, slots=True)
class ContinuitySettings:
    """The parameters of continuity.

    Parameters
    ----------
    max_gap : float
        Largest gap, in metres, that still joins two footprints (inclusive).
    majority : float
        Part of a commune's weight, in (0, 1], that must lie in the continuum.
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
    areas : tuple of Area
        The areas that the study names.
    inputs : tuple of Input
        Every file that was read.
    notices : tuple of Notice
        What was mended or looks doubtful in them.
    """

    title: str
    vintage: str
    schematic: bool
    communes: Mapping[Code, Commune]
    boundaries: Mapping[Code, Any]
    footprints: Footprints
    commuting: Commuting | None = None
    areas: tuple[Area, ...] = ()
    inputs: tuple[Input, ...] = ()
    notices: tuple[Notice, ...] = ()


# ---------------------------------------------------------------------------
# what continuity says
# ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LinkEnd:
    """One end of a link: a footprint, and the point of it that is nearest to the other end.

    Parameters
    ----------
    id, commune : str
        The footprint and its CUT.
    x, y : float
        Planar metres.
    lon, lat : float
        Degrees, SIRGAS 2000 (EPSG:4674).
    """

    id: str
    commune: Code
    x: float
    y: float
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class Link:
    """Two footprints and the gap between them, in metres."""

    gap: float
    a: LinkEnd
    b: LinkEnd


@dataclass(frozen=True, slots=True)
class Interval:
    """The values of a parameter for which a verdict stays what it is; None is no bound.

    Parameters
    ----------
    parameter : str
        Id of the parameter.
    low, high : float, optional
        Bounds, in `unit`.
    low_closed, high_closed : bool
        Whether each bound belongs to the interval.
    unit : str
        "m" or "share".
    """

    parameter: str
    low: float | None
    high: float | None
    low_closed: bool = True
    high_closed: bool = True
    unit: str = ""


# ---------------------------------------------------------------------------
# what the law says of it
# ---------------------------------------------------------------------------


class CriterionVerdict(StrEnum):
    """What a criterion says of an area."""

    MET = "met"
    NOT_MET = "not_met"
    UNDETERMINED = "undetermined"


class AreaVerdict(StrEnum):
    """What all criteria together say of an area."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    UNDETERMINED = "undetermined"


class Level(StrEnum):
    """How firm the source of a rule is."""

    STATUTE = "statute"
    REGULATION = "regulation"
    PRESS = "press"
    PRACTICE = "practice"
    METHOD = "method"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion, decided.

    Parameters
    ----------
    id : str
        "region", "communes", "continuity", "population", "shared-services" or "commuting".
    verdict : CriterionVerdict
        Three-valued.
    observed, required, margin : float or str or None
        In `unit`; the margin is positive on the good side of the requirement.
    unit : str
        "m", "inhabitants", "communes", "regions", "share"; empty where there is none.
    basis : str
        The legal text it rests on, as lawyers cite it.
    level : Level
        How firm that text is.
    decides : bool
        Whether it takes part in the area's verdict.
    evidence : mapping
        The figures behind it, ready for JSON.
    notes : tuple of Text
        The same for people.
    holds : tuple of Interval
        For each parameter that the law does not fix, where the verdict would be the same.
    """

    id: str
    verdict: CriterionVerdict
    observed: float | str | None
    required: float | str | None
    margin: float | None
    unit: str
    basis: str
    level: Level
    decides: bool
    evidence: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[Text, ...] = ()
    holds: tuple[Interval, ...] = ()


@dataclass(frozen=True, slots=True)
class Populations:
    """The three readings of a population, in inhabitants; None where it cannot be known."""

    communal: float | None
    urban: float | None
    continuum: float | None

    def by(self, reading: Reading) -> float | None:
        """Return the population by a reading."""
        return {
            Reading.COMMUNAL: self.communal,
            Reading.URBAN: self.urban,
            Reading.CONTINUUM: self.continuum,
        }[reading]


@dataclass(frozen=True, slots=True)
class Member:
    """A commune in an area: its people by each reading and its share in the continuum.

    Parameters
    ----------
    code, name : str
        The commune.
    population : Populations
        The three readings.
    share_in_continuum : float, optional
        Part of the weight of its footprints that lies in the continuum, in [0, 1].
    """

    code: Code
    name: str
    population: Populations
    share_in_continuum: float | None


@dataclass(frozen=True, slots=True)
class AreaAssessment:
    """An area with its verdict and all that it rests on.

    Parameters
    ----------
    area : Area
        What was checked.
    regions : tuple of str
        The regions of its members, sorted; one if all is well.
    region_name : str
        Their names.
    members : tuple of Member
        In the order of their codes.
    population : Populations
        Of the whole area.
    reading_conflict : bool
        Whether two readings lead to different verdicts on population.
    verdict : AreaVerdict
        The outcome.
    pending : tuple of str
        Criteria that wait for papers.
    criteria : tuple of Criterion
        In the order of the norm.
    merge_distance, touch_distance : float, optional
        Metres; None if it does not happen below the horizon.
    weakest_link : Link, optional
        The two footprints whose gap is the merge distance.
    """

    area: Area
    regions: tuple[str, ...]
    region_name: str
    members: tuple[Member, ...]
    population: Populations
    reading_conflict: bool
    verdict: AreaVerdict
    pending: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    merge_distance: float | None
    touch_distance: float | None
    weakest_link: Link | None


@dataclass(frozen=True, slots=True)
class NormReference:
    """Which norm decided: its id, title and the hash of its text."""

    id: str
    title: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number or choice that a verdict depends on, with where it comes from."""

    id: str
    value: float | str
    unit: str
    level: Level
    source: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything that a command has to say about some areas of a study.

    Parameters
    ----------
    study_title, vintage : str
        Of the study.
    schematic : bool
        Whether the geometry is made up.
    weighting : Weighting
        What "majority" is a majority of.
    norm : NormReference
        The norm that decided.
    parameters : tuple of Parameter
        The parameters in force.
    areas : tuple of AreaAssessment
        In the order they were asked for.
    near_misses : tuple of NearMiss
        Only of `propose`.
    inputs, notices : tuple
        Of the study.
    """

    study_title: str
    vintage: str
    schematic: bool
    weighting: Weighting
    norm: NormReference
    parameters: tuple[Parameter, ...]
    areas: tuple[AreaAssessment, ...]
    near_misses: "tuple[NearMiss, ...] | None" = None
    inputs: tuple[Input, ...] = ()
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class NearMiss:
    """An area that falls short, and by how much.

    Parameters
    ----------
    assessment : AreaAssessment
        Checked at the norm's own parameters.
    gap : float
        The gap, in metres, at which its communes would be one continuum.
    population_at_gap : float, optional
        Inhabitants of the continuum at that gap.
    lacks_inhabitants : float
        More inhabitants needed in the continuum at that gap; 0 if enough.
    lacks_metres : float
        By how much `gap` exceeds the largest gap allowed; 0 if it does not.
    lacks_communes : int
        More communes needed.
    """

    assessment: AreaAssessment
    gap: float
    population_at_gap: float | None
    lacks_inhabitants: float
    lacks_metres: float
    lacks_communes: int


@dataclass(frozen=True, slots=True)
class GapStep:
    """What is one continuum from a gap on.

    Parameters
    ----------
    gap : float
        Metres.
    joined : tuple of str
        CUTs of the communes whose majority lies in one patch from this gap on, sorted.
    population : float, optional
        Inhabitants of that patch.
    """

    gap: float
    joined: tuple[Code, ...]
    population: float | None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A commune outside a group, and the gap at which it would join.

    Parameters
    ----------
    commune : Commune
        The neighbour.
    merge_distance, touch_distance : float, optional
        Of the group together with it, metres; None beyond the horizon.
    """

    commune: Commune
    merge_distance: float | None
    touch_distance: float | None


@dataclass(frozen=True, slots=True)
class GapReport:
    """How far apart some communes are.

    Parameters
    ----------
    study_title, vintage, schematic
        Of the study, as in `Assessment`.
    settings : ContinuitySettings
        The parameters in force.
    members : tuple of Commune
        The group.
    merge_distance, touch_distance : float, optional
        Metres; None beyond the horizon.
    weakest_link, touch_link : Link, optional
        The two footprints that decide each of them.
    steps : tuple of GapStep
        By rising gap: what joins what.
    neighbours : tuple of Neighbour
        Nearest first.
    inputs, notices : tuple
        Of the study.
    """

    study_title: str
    vintage: str
    schematic: bool
    settings: ContinuitySettings
    members: tuple[Commune, ...]
    merge_distance: float | None
    touch_distance: float | None
    weakest_link: Link | None
    touch_link: Link | None
    steps: tuple[GapStep, ...]
    neighbours: tuple[Neighbour, ...]
    inputs: tuple[Input, ...] = ()
    notices: tuple[Notice, ...] = ()

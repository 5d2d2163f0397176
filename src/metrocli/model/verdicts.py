"""What the law says of areas: criteria, verdicts and all that they rest on."""

import operator
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any, Self

from metrocli.model.conventions import Applied, Without
from metrocli.model.evidence import AreaCommuting
from metrocli.model.footprints import Code, Weighting
from metrocli.model.links import Interval, Link
from metrocli.model.request import Request
from metrocli.model.study import Area, Element, Input, Notice, Reading
from metrocli.text import Text


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


class Comparison(StrEnum):
    """How a figure must stand to the value of a parameter."""

    AT_LEAST = ">="
    MORE_THAN = ">"
    AT_MOST = "<="
    LESS_THAN = "<"

    def holds(self, figure: float, value: float) -> bool:
        """Return whether a figure stands so to a value."""
        return _COMPARED[self](figure, value)


_COMPARED: Mapping[Comparison, Callable[[float, float], bool]] = {
    Comparison.AT_LEAST: operator.ge,
    Comparison.MORE_THAN: operator.gt,
    Comparison.AT_MOST: operator.le,
    Comparison.LESS_THAN: operator.lt,
}


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion, decided.

    Parameters
    ----------
    id : str
        One of `metrocli.norm.parameters.CRITERIA`.
    verdict : CriterionVerdict
        Three-valued.
    observed, required, margin : float or str or None
        In `unit`; the margin is positive on the good side of the requirement.
    unit : str
        "m", "inhabitants", "communes", "regions", "elements", "share"; empty where there is none.
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
    comparison : Comparison, optional
        How the observed must stand to the required.
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
    comparison: Comparison | None = None


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
    holds : Interval, optional
        The largest gaps allowed that lead to the same verdict; None while it is undetermined.
    commuting : AreaCommuting, optional
        Trips to work among the members, where the study has them.
    shared : tuple of Element
        Infrastructure and services of two members or more, with the members that each serves.
    without : tuple of Without
        What is said of it without each kind of thing that the study adds to gaps.
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
    holds: Interval | None = None
    commuting: AreaCommuting | None = None
    shared: tuple[Element, ...] = ()
    without: tuple[Without, ...] = ()


@dataclass(frozen=True, slots=True)
class NormReference:
    """Which norm decided.

    Parameters
    ----------
    id, title : str
        What it is called.
    sha256 : str
        Hash of its text.
    vintage : str
        Which text of the norm it is, as in "ley-21074@2020"; empty if there is but one.
    binding : bool
        Whether it binds in Chile; if not, it is an analogue, to compare with.
    published, in_force_from : date, optional
        When its text was published, and from when it is in force.
    note : str
        What one must know of the norm as a whole.
    """

    id: str
    title: str
    sha256: str
    vintage: str = ""
    binding: bool = True
    published: date | None = None
    in_force_from: date | None = None
    note: str = ""

    @property
    def name(self) -> str:
        """What the norm is called by, its vintage included."""
        return f"{self.id}@{self.vintage}" if self.vintage else self.id


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number or choice that a verdict depends on, with where it comes from.

    Parameters
    ----------
    id : str
        One of `metrocli.norm.parameters.PARAMETERS`.
    value : float or str
        In `unit`.
    unit : str
        As of a `Criterion`.
    level : Level
        How firm the source is.
    source : str
        Where the value stands.
    note : str
        What is not known of it, or must be known to read it rightly.
    comparison : Comparison, optional
        How a figure must stand to the value; None where none is compared with it.
    """

    id: str
    value: float | str
    unit: str
    level: Level
    source: str
    note: str = ""
    comparison: Comparison | None = None


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
    floor : float
        Metres; a gap of as much stands for any that is not larger. 0 if all are told apart.
    inputs, notices : tuple
        Of the study.
    request : Request, optional
        What a command was asked; None of a result that a notebook made.
    conventions : Applied
        What the study adds to gaps.
    """

    study_title: str
    vintage: str
    schematic: bool
    weighting: Weighting
    norm: NormReference
    parameters: tuple[Parameter, ...]
    areas: tuple[AreaAssessment, ...]
    near_misses: tuple[NearMiss, ...] | None = None
    floor: float = 0.0
    inputs: tuple[Input, ...] = ()
    notices: tuple[Notice, ...] = ()
    request: Request | None = None
    conventions: Applied = field(default_factory=Applied)

    @property
    def every_area(self) -> tuple[AreaAssessment, ...]:
        """The areas, and after them those that fall short."""
        return (*self.areas, *(near.assessment for near in self.near_misses or ()))

    def only(self, ids: Collection[str]) -> Self:
        """Return the result of these areas alone."""
        misses = self.near_misses
        return replace(
            self,
            areas=tuple(area for area in self.areas if area.area.id in ids),
            near_misses=misses and tuple(near for near in misses if near.assessment.area.id in ids),
        )

    @property
    def reading(self) -> Reading:
        """The population that counts."""
        return Reading(str(self._chosen.get("reading", Reading.CONTINUUM)))

    @property
    def threshold(self) -> float | None:
        """The population that must be reached or exceeded; None where the norm asks for none."""
        found = self._chosen.get("min_population")
        return None if found is None else float(found)

    @property
    def _chosen(self) -> dict[str, float | str]:
        return {parameter.id: parameter.value for parameter in self.parameters}

"""What an outlook says: when an area would have the people, and which neighbour would bring them.

A projection, never a verdict.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from metrocli.model.conventions import Applied
from metrocli.model.footprints import Code
from metrocli.model.study import Commune, ContinuitySettings, Input, Notice, Reading
from metrocli.model.verdicts import AreaAssessment, NearMiss, NormReference

Projections: TypeAlias = Mapping[Code, Mapping[int, float]]
"""Inhabitants expected of each commune, by year."""


class Basis(StrEnum):
    """Whose growth is carried forward."""

    AREA = "area"
    """That of the area itself, by the reading in force, between two studies."""
    COMMUNES_TOGETHER = "communes-together"
    """That of its whole communes, taken together."""
    EACH_COMMUNE = "each-commune"
    """That of each whole commune, for its own part."""
    PROJECTIONS = "projections"
    """What is projected of each whole commune, for its own part."""


class Path(StrEnum):
    """How a growth is carried forward."""

    GEOMETRIC = "geometric"
    """By the same rate every year."""
    LINEAR = "linear"
    """By the same number every year."""
    GIVEN = "given"
    """As a table gives it."""


@dataclass(frozen=True, slots=True)
class Course:
    """One way in which a population may go on.

    Parameters
    ----------
    basis : Basis
        Whose growth it is.
    path : Path
        How it is carried forward.
    rate : float, optional
        Of growth, by year, between the two censuses; None where it is not one.
    year : int, optional
        The first at whose end the population exceeds what is required; None if none does.
    until : int
        The last year that was looked at.
    """

    basis: Basis
    path: Path
    rate: float | None
    year: int | None
    until: int


@dataclass(frozen=True, slots=True)
class Projection:
    """When a population would exceed what is required.

    Parameters
    ----------
    population, threshold : float
        Inhabitants by the reading in force, and what must be exceeded.
    courses : tuple of Course
        The first is the central one.
    """

    population: float
    threshold: float
    courses: tuple[Course, ...]

    @property
    def central(self) -> int | None:
        """The year by the central course; None if never."""
        return self.courses[0].year

    @property
    def earliest(self) -> int | None:
        """The earliest year by any course; None if never by any."""
        return min((course.year for course in self.courses if course.year), default=None)

    @property
    def latest(self) -> int | None:
        """The latest year by any course; None if never by one of them."""
        years = [course.year for course in self.courses]
        known = [year for year in years if year is not None]
        return max(known) if len(known) == len(years) else None


@dataclass(frozen=True, slots=True)
class Addition:
    """A neighbour, and the area with it as one more member.

    Parameters
    ----------
    commune : Commune
        The neighbour.
    together : AreaAssessment
        Checked like any area.
    """

    commune: Commune
    together: AreaAssessment


@dataclass(frozen=True, slots=True)
class AreaOutlook:
    """What an area lacks, when it would have it, and who would bring it.

    Parameters
    ----------
    assessment : AreaAssessment
        As it stands.
    near_miss : NearMiss, optional
        What it lacks; None if it lacks nothing, or never becomes one continuum by itself.
    projection : Projection, optional
        None where the population suffices, or is not known.
    additions : tuple of Addition
        Neighbours of its region, nearest first; none if it lacks nothing.
    """

    assessment: AreaAssessment
    near_miss: NearMiss | None
    projection: Projection | None
    additions: tuple[Addition, ...]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What `metro outlook` answers.

    Parameters
    ----------
    study_title, vintage, schematic, norm
        As in `Assessment`.
    earlier : str, optional
        The census that the growth of the areas themselves is counted from.
    settings : ContinuitySettings
        The parameters in force.
    reading : Reading
        The reading in force.
    threshold : float
        Inhabitants that must be exceeded.
    areas : tuple of AreaOutlook
        In the order they were asked for.
    floor : float
        Metres; a gap of as much stands for any that is not larger. 0 if all are told apart.
    conventions : Applied
        What the study adds to gaps.
    inputs, notices : tuple
        Of the studies and of the projections.
    """

    study_title: str
    vintage: str
    schematic: bool
    norm: NormReference
    earlier: str | None
    settings: ContinuitySettings
    reading: Reading
    threshold: float
    areas: tuple[AreaOutlook, ...]
    floor: float = 0.0
    conventions: Applied = field(default_factory=Applied)
    inputs: tuple[Input, ...] = ()
    notices: tuple[Notice, ...] = ()

"""What a surveyor adds to gaps: links, features that also count as built, thresholds, decisions."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from metrocli.model.footprints import Code, Geometries

if TYPE_CHECKING:
    from metrocli.model.verdicts import AreaVerdict

Line: TypeAlias = tuple[tuple[float, float], ...]
"""Vertices, planar metres."""


class TieKind(StrEnum):
    """What joins footprints beside their gap."""

    LINK = "link"
    ALSO_BUILT = "also-built"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Tie:
    """One thing that joins footprints beside their gap.

    Parameters
    ----------
    kind : TieKind
        What it is to the rules.
    name : str
        A link's or a feature's name; the reason of a decision.
    sort : str
        What it is on the ground ("bridge", "cemetery"); "" if the study does not say.
    """

    kind: TieKind
    name: str
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Crossing:
    """A line that joins what it reaches at both ends: `[[links]]`.

    Parameters
    ----------
    name : str
        As the study writes it.
    sort : str
        "bridge", "tunnel", "road", "ferry", … or as the study writes it; "" if it does not.
    gap : float
        From this gap on it joins, metres.
    tolerance : float
        It reaches the footprints that lie no farther from an end, metres.
    line : tuple of (x, y)
        From one end to the other.
    """

    name: str
    sort: str
    gap: float
    tolerance: float
    line: Line

    @property
    def tie(self) -> Tie:
        """What it is called where it joins something."""
        return Tie(TieKind.LINK, self.name, self.sort)

    @property
    def ends(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Its first and its last vertex."""
        return self.line[0], self.line[-1]


@dataclass(frozen=True, eq=False)
class AlsoBuilt:
    """Features that count as built, though nobody lives there: `[[also_built]]`.

    Parameters
    ----------
    names, sorts : ndarray of str, shape (n,)
        What each is called, and what it is; "" where the study does not say what.
    communes : ndarray of str, shape (n,)
        CUT of each.
    geometries : ndarray of shapely geometries, shape (n,)
        Planar, metres.
    """

    names: NDArray[np.str_]
    sorts: NDArray[np.str_]
    communes: NDArray[np.str_]
    geometries: Geometries

    def __len__(self) -> int:
        """Return the number of features."""
        return len(self.names)

    def tie(self, position: int) -> Tie:
        """Return what one of them is called where it joins something."""
        return Tie(TieKind.ALSO_BUILT, str(self.names[position]), str(self.sorts[position]))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a threshold of the study left out.

    Parameters
    ----------
    threshold : str
        Its key in metro.toml.
    value : float
        What was asked for, in `unit`.
    unit : str
        "inhabitants/ha", "buildings" or "ha".
    path : str
        The input, as the study gives it; "" where the threshold is of all footprints together.
    features : int
        How many.
    population : float, optional
        Their inhabitants; None where the layer has none.
    area : float
        Theirs, square metres.
    """

    threshold: str
    value: float
    unit: str
    path: str
    features: int
    population: float | None
    area: float


class DecisionKind(StrEnum):
    """What somebody decided."""

    INCLUDE = "include"
    EXCLUDE = "exclude"
    JOIN = "join"


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided by hand, and why: `[decisions]`.

    Parameters
    ----------
    kind : DecisionKind
        What.
    footprints : tuple of str
        Identifiers of the footprints that it is about.
    communes : tuple of str
        CUTs of the communes that it is about.
    reason, author : str
        Why, and who.
    date : date
        When.
    features : int
        How many footprints it put in, took out or joined; of those that were read.
    population : float, optional
        Their inhabitants; None where footprints have none.
    """

    kind: DecisionKind
    footprints: tuple[str, ...]
    communes: tuple[Code, ...]
    reason: str
    author: str
    date: date
    features: int = 0
    population: float | None = None

    @property
    def tie(self) -> Tie:
        """What it is called where it joins something."""
        return Tie(TieKind.DECISION, self.reason)


@dataclass(frozen=True, eq=False)
class Conventions:
    """Everything that a study adds to gaps.

    Parameters
    ----------
    links : tuple of Crossing
        In the order of the files.
    also_built : AlsoBuilt, optional
        None if the study has no such layer.
    left_out : tuple of LeftOut
        One for each threshold and layer that left something out.
    decisions : tuple of Decision
        In the order of the file: inclusions, exclusions, joins.
    """

    links: tuple[Crossing, ...] = ()
    also_built: AlsoBuilt | None = None
    left_out: tuple[LeftOut, ...] = ()
    decisions: tuple[Decision, ...] = ()

    @property
    def kinds(self) -> tuple[TieKind, ...]:
        """What the study has of things that join, or change, footprints."""
        having = {
            TieKind.LINK: bool(self.links),
            TieKind.ALSO_BUILT: self.also_built is not None,
            TieKind.DECISION: bool(self.decisions),
        }
        return tuple(kind for kind, there in having.items() if there)


@dataclass(frozen=True, slots=True)
class Without:
    """What is said of some communes where things of one kind are left aside.

    Parameters
    ----------
    kind : TieKind
        What is left aside.
    merge_distance : float, optional
        Of the communes without it, metres; None beyond the horizon.
    ties : tuple of Tie
        Those that join parts of the continuum which would be apart without all of their kind, at
        the largest gap allowed or, where that is larger, at the merge distance.
    verdict : AreaVerdict, optional
        Of the area without it; None where no area is judged.
    """

    kind: TieKind
    merge_distance: float | None
    ties: tuple[Tie, ...] = ()
    verdict: "AreaVerdict | None" = None

"""What a surveyor adds to gaps: links, features that also count as built, thresholds, decisions."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Self, TypeAlias

import numpy as np
import shapely
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

    def among(self, communes: Collection[Code]) -> "AlsoBuilt":
        """Return the features of some communes."""
        there = np.isin(self.communes, sorted(communes))
        return AlsoBuilt(
            self.names[there], self.sorts[there], self.communes[there], self.geometries[there]
        )

    @property
    def tallied(self) -> "Tallied":
        """How many features each commune has, and their area."""
        codes, commune, features = np.unique(self.communes, return_inverse=True, return_counts=True)
        areas = np.bincount(commune, shapely.area(self.geometries), minlength=len(codes))
        rows = zip(codes.tolist(), features.tolist(), areas.tolist(), strict=True)
        return Tallied(tuple(Tally(code, count, None, area) for code, count, area in rows))

    def tie(self, position: int) -> Tie:
        """Return what one of them is called where it joins something."""
        return Tie(TieKind.ALSO_BUILT, str(self.names[position]), str(self.sorts[position]))


@dataclass(frozen=True, slots=True)
class Tally:
    """Footprints or features of one commune that something is about.

    Parameters
    ----------
    commune : str
        CUT.
    features : int
        How many.
    population : float, optional
        Their inhabitants; None where the layer has none.
    area : float
        Theirs, square metres.
    """

    commune: Code
    features: int
    population: float | None
    area: float


@dataclass(frozen=True, slots=True)
class Tallied:
    """Something that is about footprints, tallied by commune.

    Parameters
    ----------
    tallies : tuple of Tally
        One for each commune of which anything was read that it is about.
    """

    tallies: tuple[Tally, ...]

    @property
    def features(self) -> int:
        """How many footprints or features."""
        return sum(tally.features for tally in self.tallies)

    @property
    def population(self) -> float | None:
        """Their inhabitants; None where none is known."""
        known = [tally.population for tally in self.tallies if tally.population is not None]
        return sum(known) if known else None

    @property
    def area(self) -> float:
        """Theirs, square metres."""
        return sum(tally.area for tally in self.tallies)

    def among(self, communes: Collection[Code]) -> Self:
        """Return it for some communes alone."""
        return replace(
            self, tallies=tuple(tally for tally in self.tallies if tally.commune in communes)
        )


@dataclass(frozen=True, slots=True)
class LeftOut(Tallied):
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
    """

    threshold: str
    value: float
    unit: str
    path: str


class DecisionKind(StrEnum):
    """What somebody decided."""

    INCLUDE = "include"
    EXCLUDE = "exclude"
    JOIN = "join"


@dataclass(frozen=True, slots=True)
class Decision(Tallied):
    """What somebody decided by hand, and why: `[decisions]`.

    Its tallies are of the footprints that it put in, took out or joined by their identifiers.

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
    """

    kind: DecisionKind
    footprints: tuple[str, ...]
    communes: tuple[Code, ...]
    reason: str
    author: str
    date: date

    @property
    def tie(self) -> Tie:
        """What it is called where it joins something."""
        return Tie(TieKind.DECISION, self.reason)


@dataclass(frozen=True, slots=True)
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

    def among(self, communes: Collection[Code]) -> "Applied":
        """Return what matters to some communes: whatever was read of others is left aside."""
        left = (one.among(communes) for one in self.left_out)
        return Applied(
            self.links,
            None if self.also_built is None else self.also_built.tallied.among(communes),
            tuple(one for one in left if one.tallies),
            tuple(decision.among(communes) for decision in self.decisions),
        )


@dataclass(frozen=True, slots=True)
class Applied:
    """What a study adds to gaps, as its results tell it.

    Parameters
    ----------
    links : tuple of Crossing
        In the order of the files.
    also_built : Tallied, optional
        None if the study has no such layer.
    left_out : tuple of LeftOut
        One for each threshold and layer that left something out.
    decisions : tuple of Decision
        In the order of the file: inclusions, exclusions, joins.
    """

    links: tuple[Crossing, ...] = ()
    also_built: Tallied | None = None
    left_out: tuple[LeftOut, ...] = ()
    decisions: tuple[Decision, ...] = ()


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
        the merge distance or, if there is none, at the largest gap allowed.
    verdict : AreaVerdict, optional
        Of the area without it; None where no area is judged.
    """

    kind: TieKind
    merge_distance: float | None
    ties: tuple[Tie, ...] = ()
    verdict: "AreaVerdict | None" = None

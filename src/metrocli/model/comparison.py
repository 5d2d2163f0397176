"""What changed between two results: verdicts, criteria, members, people, the ground built on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self, TypeAlias, TypeVar

from metrocli.model.footprints import Code
from metrocli.model.study import Notice, Reading
from metrocli.model.verdicts import (
    AreaAssessment,
    AreaVerdict,
    Assessment,
    Criterion,
    Member,
    Parameter,
)

T = TypeVar("T")

_STANDING = (AreaVerdict.NOT_ELIGIBLE, AreaVerdict.UNDETERMINED, AreaVerdict.ELIGIBLE)
"""The verdicts, the worst first."""


People: TypeAlias = tuple[float | None, float | None]
"""Inhabitants then and now; None where they are not known."""


class Trend(StrEnum):
    """What became of the verdict of an area."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    APPEARED = "appeared"
    VANISHED = "vanished"


@dataclass(frozen=True, slots=True)
class GroundChange:
    """Where a change of the people of a continuum comes from, in inhabitants.

    Parameters
    ----------
    gained : float
        People now on ground that was not in the continuum; never negative.
    lost : float
        People then on ground that is no longer in it, with a minus; never positive.
    same : float
        More or, with a minus, fewer people on the ground that is in both.
    """

    gained: float
    lost: float
    same: float

    @property
    def total(self) -> float:
        """The whole change."""
        return self.gained + self.lost + self.same

    @property
    def reversed(self) -> Self:
        """The change from the current census to the base."""
        # 0 less something, for the opposite of 0 would be written as -0
        return type(self)(0.0 - self.lost, 0.0 - self.gained, 0.0 - self.same)

    @classmethod
    def of_all(cls, parts: Sequence[Self]) -> Self:
        """Return the change of several communes together."""
        return cls(
            sum(part.gained for part in parts),
            sum(part.lost for part in parts),
            sum(part.same for part in parts),
        )


@dataclass(frozen=True, slots=True)
class CriterionChange:
    """A criterion then and now; None where its norm has none such."""

    base: Criterion | None
    current: Criterion | None

    @property
    def either(self) -> Criterion:
        """The criterion as it is now, or as it was where it is no more."""
        return _either(self.base, self.current)

    @property
    def change(self) -> float | None:
        """By how much the observed figure rose, in its unit; None where that is no number."""
        then, now = (None if item is None else _shown(item) for item in (self.base, self.current))
        if isinstance(then, str) or isinstance(now, str):
            return None
        return _difference(then, now)


@dataclass(frozen=True, slots=True)
class MemberChange:
    """A commune of an area then and now; None where it is no member.

    Parameters
    ----------
    base, current : Member, optional
        At least one of them.
    ground : GroundChange, optional
        Where the change of its part of the continuum comes from; None where that is not known.
    """

    base: Member | None
    current: Member | None
    ground: GroundChange | None

    @property
    def either(self) -> Member:
        """The member as it is now, or as it was where it is no more."""
        return _either(self.base, self.current)

    def people(self, reading: Reading) -> People:
        """Return its population, by a reading."""
        return _people(self.base, self.current, reading)

    def change(self, reading: Reading) -> float | None:
        """Return by how much its population rose, by a reading."""
        return _difference(*self.people(reading))


@dataclass(frozen=True, slots=True)
class AreaChange:
    """An area then and now; None where it is not there.

    Parameters
    ----------
    base, current : AreaAssessment, optional
        At least one of them.
    grounds : mapping of str to GroundChange, optional
        By commune; None where the footprints of the two continua are not known.
    """

    base: AreaAssessment | None
    current: AreaAssessment | None
    grounds: Mapping[Code, GroundChange] | None = None

    @property
    def either(self) -> AreaAssessment:
        """The area as it is now, or as it was where it is no more."""
        return _either(self.base, self.current)

    @property
    def trend(self) -> Trend:
        """What became of its verdict."""
        if self.base is None:
            return Trend.APPEARED
        if self.current is None:
            return Trend.VANISHED
        then, now = (_STANDING.index(area.verdict) for area in (self.base, self.current))
        if then == now:
            return Trend.SAME
        return Trend.BETTER if now > then else Trend.WORSE

    @property
    def worse(self) -> bool:
        """Whether its verdict got worse; an eligible area that is no more counts as that."""
        lost = self.trend is Trend.VANISHED and self.either.verdict is AreaVerdict.ELIGIBLE
        return lost or self.trend is Trend.WORSE

    @property
    def changed(self) -> bool:
        """Whether its verdict, a member, a figure or the verdict of a criterion is another."""
        if self.base is None or self.current is None:
            return True
        return _standing(self.base) != _standing(self.current)

    @property
    def members(self) -> tuple[MemberChange, ...]:
        """The communes of then and of now, in the order of their codes."""
        then, now = (
            {member.code: member for member in area.members} if area else {}
            for area in (self.base, self.current)
        )
        grounds = self.grounds or {}
        return tuple(
            MemberChange(then.get(code), now.get(code), grounds.get(code))
            for code in sorted({*then, *now})
        )

    @property
    def joined(self) -> tuple[Member, ...]:
        """The communes that were no members."""
        return tuple(item.either for item in self.members if item.base is None)

    @property
    def left(self) -> tuple[Member, ...]:
        """The communes that are no longer members."""
        return tuple(item.either for item in self.members if item.current is None)

    @property
    def criteria(self) -> tuple[CriterionChange, ...]:
        """The criteria of now in their order, then those that are no more."""
        then, now = (
            {criterion.id: criterion for criterion in area.criteria} if area else {}
            for area in (self.base, self.current)
        )
        return tuple(CriterionChange(then.get(id), now.get(id)) for id in (now | then))

    @property
    def ground(self) -> GroundChange | None:
        """Where the change of the people of its continuum comes from."""
        return None if self.grounds is None else GroundChange.of_all([*self.grounds.values()])

    def people(self, reading: Reading) -> People:
        """Return its population, by a reading."""
        return _people(self.base, self.current, reading)

    def change(self, reading: Reading) -> float | None:
        """Return by how much its population rose, by a reading."""
        return _difference(*self.people(reading))


@dataclass(frozen=True, slots=True)
class Move:
    """A commune that is in another area than it was, or in none, or in one at last.

    Parameters
    ----------
    code, name : str
        The commune.
    base, current : str, optional
        The names of its areas; None where it is in none.
    population : float, optional
        Inhabitants of the whole commune.
    """

    code: Code
    name: str
    base: str | None
    current: str | None
    population: float | None


@dataclass(frozen=True, slots=True)
class DelimitationChange:
    """How two ways of grouping communes into areas differ.

    Parameters
    ----------
    communes : int
        How many there are in the areas of either.
    moves : tuple of Move
        Those whose area is another, in the order of their codes.
    rand_index : float
        Part of the pairs of communes on which both agree, in [0, 1]: in one area in both, or in
        none of the two. A commune without an area stands alone.
    """

    communes: int
    moves: tuple[Move, ...]
    rand_index: float

    @property
    def people_moved(self) -> float | None:
        """Inhabitants of the communes that moved; None where some are not known."""
        known = [move.population for move in self.moves if move.population is not None]
        return sum(known) if len(known) == len(self.moves) else None


@dataclass(frozen=True, slots=True)
class ParameterChange:
    """A parameter then and now, with different values; None where its norm has none such."""

    base: Parameter | None
    current: Parameter | None

    @property
    def either(self) -> Parameter:
        """The parameter as it is now, or as it was where it is no more."""
        return _either(self.base, self.current)


@dataclass(frozen=True, slots=True)
class AssessmentComparison:
    """What changed from one result to another.

    Parameters
    ----------
    base, current : Assessment
        The two results, near misses included.
    areas : tuple of AreaChange
        In the order of the current result, then those that are no more.
    delimitation : DelimitationChange, optional
        None where areas of one result share communes, so that these belong to no one area.
    notices : tuple of Notice
        What the reader must know of the studies.
    """

    base: Assessment
    current: Assessment
    areas: tuple[AreaChange, ...]
    delimitation: DelimitationChange | None
    notices: tuple[Notice, ...] = ()

    @property
    def worse(self) -> bool:
        """Whether the verdict of an area got worse."""
        return any(area.worse for area in self.areas)

    @property
    def changed(self) -> bool:
        """Whether anything is different in an area."""
        return any(area.changed for area in self.areas)

    @property
    def same_norm(self) -> bool:
        """Whether one and the same text decided both."""
        return self.base.norm.sha256 == self.current.norm.sha256

    @property
    def parameters(self) -> tuple[ParameterChange, ...]:
        """The parameters that were not the same in both."""
        then, now = (
            {parameter.id: parameter for parameter in result.parameters}
            for result in (self.base, self.current)
        )
        both = (ParameterChange(then.get(id), now.get(id)) for id in (now | then))
        return tuple(
            item
            for item in both
            if item.base is None or item.current is None or item.base.value != item.current.value
        )


def _either(base: T | None, current: T | None) -> T:
    found = base if current is None else current
    if found is None:
        message = "it is neither then nor now"
        raise ValueError(message)
    return found


def _people(
    base: AreaAssessment | Member | None, current: AreaAssessment | Member | None, reading: Reading
) -> People:
    then, now = (None if side is None else side.population.by(reading) for side in (base, current))
    return then, now


def _difference(base: float | None, current: float | None) -> float | None:
    return None if base is None or current is None else current - base


def _standing(area: AreaAssessment) -> tuple[Any, ...]:
    """Return what must be the same for an area to be unchanged."""
    return (
        area.verdict,
        area.area.members,
        area.population,
        [member.population for member in area.members],
        [(item.id, item.verdict, _shown(item), item.required) for item in area.criteria],
    )


def _shown(criterion: Criterion) -> float | str | None:
    """Return what was observed as results write it: what is less than that is no change."""
    observed = criterion.observed
    if observed is None or isinstance(observed, str):
        return observed
    return round(observed, 4 if criterion.unit == "share" else 2)

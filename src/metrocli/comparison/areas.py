"""Compare results: which area is which, and what became of each."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import TypeAlias

from metrocli.comparison.delimitation import compare_delimitations
from metrocli.comparison.ground import Ground, ground_changes
from metrocli.model import (
    AreaAssessment,
    AreaChange,
    Assessment,
    AssessmentComparison,
    Code,
    GroundChange,
    Notice,
)

Couple: TypeAlias = tuple[AreaAssessment | None, AreaAssessment | None]
"""An area then and now."""

Continua: TypeAlias = Mapping[str, Ground]
"""The footprints of the continuum of each area, by its id."""


def compare(
    base: Assessment,
    current: Assessment,
    *,
    continua: tuple[Continua, Continua] = ({}, {}),
    notices: Iterable[Notice] = (),
) -> AssessmentComparison:
    """Return what changed from one result to another.

    Parameters
    ----------
    base, current : Assessment
        Of `check` or `propose`.
    continua : tuple of two mappings of str to Ground, optional
        `metrocli.comparison.ground.continua` of the base and of the current study; without them it
        stays unknown which part of a change comes from new ground.
    notices : iterable of Notice
        What the reader must know of the studies.
    """
    couples = matched(base.every_area, current.every_area)
    return AssessmentComparison(
        base=base,
        current=current,
        areas=tuple(AreaChange(*couple, _grounds(couple, continua)) for couple in couples),
        delimitation=compare_delimitations(base.areas, current.areas, couples),
        notices=tuple(dict.fromkeys(notices)),
    )


def matched(base: Sequence[AreaAssessment], current: Sequence[AreaAssessment]) -> list[Couple]:
    """Return which area of one result is which of the other.

    Areas of one id are the same. Of the others, those are that have most members in common, as a
    part of all members of both (Jaccard); each has one partner at most.
    """
    then = {area.area.id: area for area in base}
    partners = {area.area.id: area.area.id for area in current if area.area.id in then}
    free = [area for area in base if area.area.id not in partners]
    alone = [area for area in current if area.area.id not in partners]
    likeness = {
        (a.area.id, b.area.id): _likeness(a, b) for a, b in product(free, alone) if _likeness(a, b)
    }
    for old, new in sorted(likeness, key=lambda pair: (-likeness[pair], pair)):
        if new not in partners and old not in partners.values():
            partners[new] = old
    couples: list[Couple] = [
        (then[partners[area.area.id]] if area.area.id in partners else None, area)
        for area in current
    ]
    taken = set(partners.values())
    return couples + [(area, None) for area in base if area.area.id not in taken]


def _likeness(a: AreaAssessment, b: AreaAssessment) -> float:
    one, other = set(a.area.members), set(b.area.members)
    return len(one & other) / len(one | other)


def _grounds(
    couple: Couple, continua: tuple[Continua, Continua]
) -> Mapping[Code, GroundChange] | None:
    base, current = (
        None if area is None else grounds.get(area.area.id)
        for area, grounds in zip(couple, continua, strict=True)
    )
    return None if base is None or current is None else ground_changes(base, current)

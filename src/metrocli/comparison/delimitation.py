"""Two ways of grouping communes into areas, and how far they agree."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from math import comb

from metrocli.model import AreaAssessment, Code, DelimitationChange, Member, Move


def compare_delimitations(
    base: Sequence[AreaAssessment],
    current: Sequence[AreaAssessment],
    couples: Iterable[tuple[AreaAssessment | None, AreaAssessment | None]],
) -> DelimitationChange | None:
    """Return how two delimitations differ; None where areas of one of them share communes.

    Parameters
    ----------
    base, current : sequence of AreaAssessment
        Those that are delimited; near misses are not.
    couples : iterable of tuple
        Which area of one is which of the other.
    """
    then, now = _areas_by_commune(base), _areas_by_commune(current)
    if then is None or now is None:
        return None
    same = {(a.area.id, b.area.id) for a, b in couples if a is not None and b is not None}
    members = {m.code: m for area in (*base, *current) for m in area.members}
    codes = sorted(members)
    return DelimitationChange(
        communes=len(codes),
        moves=tuple(
            _move(members[code], then.get(code), now.get(code))
            for code in codes
            if not _stays(then.get(code), now.get(code), same)
        ),
        rand_index=rand_index(_labels(then, codes), _labels(now, codes)),
    )


def rand_index(base: Sequence[Hashable], current: Sequence[Hashable]) -> float:
    """Return the part of all pairs of things on which two groupings agree.

    Parameters
    ----------
    base, current : sequence of hashable
        The group of each thing, in one order.

    Returns
    -------
    float
        In [0, 1]; 1 where there are no two things. Rand (1971).
    """
    pairs = comb(len(base), 2)
    if not pairs:
        return 1.0
    then, now, both = (
        _together(labels) for labels in (base, current, zip(base, current, strict=True))
    )
    return (pairs - then - now + 2 * both) / pairs


def _together(labels: Iterable[Hashable]) -> int:
    """Return how many pairs are in one group."""
    return sum(comb(size, 2) for size in Counter(labels).values())


def _areas_by_commune(areas: Iterable[AreaAssessment]) -> dict[Code, AreaAssessment] | None:
    found: dict[Code, AreaAssessment] = {}
    for area in areas:
        if any(code in found for code in area.area.members):
            return None
        found |= dict.fromkeys(area.area.members, area)
    return found


def _labels(areas: Mapping[Code, AreaAssessment], codes: Iterable[Code]) -> list[Hashable]:
    """Return the area of each commune; one without an area is a group of its own."""
    return [("area", areas[code].area.id) if code in areas else ("alone", code) for code in codes]


def _stays(
    then: AreaAssessment | None, now: AreaAssessment | None, same: set[tuple[str, str]]
) -> bool:
    return then is not None and now is not None and (then.area.id, now.area.id) in same


def _move(member: Member, then: AreaAssessment | None, now: AreaAssessment | None) -> Move:
    return Move(
        code=member.code,
        name=member.name,
        base=None if then is None else then.area.name,
        current=None if now is None else now.area.name,
        population=member.population.communal,
    )

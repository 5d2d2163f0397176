"""Growth between two censuses, carried forward: when a population would exceed a threshold.

Nothing is known of the years to come. Each course is one simple rule, and what they disagree by is
the least that the answer is uncertain by.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from metrocli.model import Basis, Code, Course, Path, Projections

CENSUS_DAYS: Mapping[str, date] = {"2017": date(2017, 4, 19), "2024": date(2024, 5, 20)}
"""The day a census speaks of. That of 2017 was taken on one day; that of 2024 from 9 March to 31
July, of which this is the middle: INE."""

LAST_YEAR = 2100
"""Beyond it a growth carried forward means nothing."""

DAYS_PER_YEAR = 365.2425


@dataclass(frozen=True, slots=True)
class Growth:
    """How a population grew from one census to another, as parts that grow each in its own way.

    Parameters
    ----------
    basis : Basis
        Whose growth it is.
    parts : tuple of (float, float)
        Inhabitants of each part at the later census, and by how many times it had grown.
    """

    basis: Basis
    parts: tuple[tuple[float, float], ...]


def by_area(now: float, then: float) -> Growth:
    """Return the growth of a population as a whole."""
    return Growth(Basis.AREA, ((now, now / then),))


def by_communes(
    now: Mapping[Code, float], before: Mapping[Code, float], after: Mapping[Code, float]
) -> tuple[Growth, Growth]:
    """Return the growth of whole communes, put to parts of them: of all together, and of each.

    Parameters
    ----------
    now : mapping of str to float
        The part of each commune that counts, at the later census.
    before, after : mapping of str to float
        The whole communes at the two censuses, none empty.
    """
    together = sum(after[code] for code in now) / sum(before[code] for code in now)
    return (
        Growth(Basis.COMMUNES_TOGETHER, ((sum(now.values()), together),)),
        Growth(
            Basis.EACH_COMMUNE,
            tuple((part, after[code] / before[code]) for code, part in now.items()),
        ),
    )


def courses(
    growth: Growth, then: date, now: date, threshold: float, census: date
) -> tuple[Course, Course]:
    """Return the two courses of a growth.

    Parameters
    ----------
    growth : Growth
        Between two censuses.
    then, now : date
        The days of those censuses.
    threshold : float
        Inhabitants that must be exceeded.
    census : date
        The day on which the parts have the inhabitants that they have.
    """
    years = (now - then).days / DAYS_PER_YEAR

    def geometric(time: float) -> float:
        return sum(part * math.pow(times, time / years) for part, times in growth.parts)

    def linear(time: float) -> float:
        parts = ((part, 1 + (1 - 1 / times) * time / years) for part, times in growth.parts)
        # What shrinks is gone at some time, and never less than that.
        return sum(part * max(0.0, factor) for part, factor in parts)

    whole = sum(part for part, _ in growth.parts)
    # Of the parts as they were then, so that the rate is the one of the two censuses.
    rate = math.pow(whole / sum(part / times for part, times in growth.parts), 1 / years) - 1

    def course(path: Path, people: Callable[[float], float]) -> Course:
        year = _passes(people, census, threshold)
        return Course(growth.basis, path, rate, year, LAST_YEAR)

    return course(Path.GEOMETRIC, geometric), course(Path.LINEAR, linear)


def projected(
    now: Mapping[Code, float], projections: Projections, census: date, threshold: float
) -> Course | None:
    """Return the course that projections of whole communes give to parts of them.

    Each part keeps to its commune: it grows as that is projected to from the year of the census.
    None if a commune has no projection for that year.
    """
    known = [projections.get(code, {}) for code in now]
    if not all(figures.get(census.year) for figures in known):
        return None
    years = sorted(set.intersection(*(set(figures) for figures in known)))
    later = [year for year in years if year >= census.year]

    def people(year: int) -> float:
        parts = zip(now.values(), known, strict=True)
        return sum(part * figures[year] / figures[census.year] for part, figures in parts)

    passed = (year for year in later if people(year) > threshold)
    return Course(Basis.PROJECTIONS, Path.GIVEN, None, next(passed, None), later[-1])


def _passes(people: Callable[[float], float], census: date, threshold: float) -> int | None:
    """Return the first year at whose end there are more people than a threshold."""
    for year in range(census.year, LAST_YEAR + 1):
        if people((date(year, 12, 31) - census).days / DAYS_PER_YEAR) > threshold:
            return year
    return None

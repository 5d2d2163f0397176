"""Populations that are missing, impossible, or not those of the census."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from metrocli.inspection.findings import (
    MATERIAL,
    SHOWN,
    Finding,
    Problem,
    Severity,
    of_rows,
)
from metrocli.model import Code
from metrocli.study.columns import Column
from metrocli.study.numbers import MOST
from metrocli.text import Text, text


def check_figures(column: Column, figures: NDArray[np.float64]) -> Iterator[Finding]:
    """Find figures that cannot be numbers of people.

    Parameters
    ----------
    column : Column
        Where they stand.
    figures : ndarray of float64, shape (n,)
        NaN where the cell is blank.
    """
    yield from of_rows(
        column,
        np.isnan(figures),
        Problem.POPULATION_MISSING,
        Severity.WARNING,
        text("no population in column {column}", column=column.name),
    )
    yield from of_rows(
        column,
        figures < 0,
        Problem.POPULATION_NEGATIVE,
        Severity.ERROR,
        text("negative populations in column {column}", column=column.name),
    )
    yield from of_rows(
        column,
        figures > MOST,
        Problem.POPULATION_IMPOSSIBLE,
        Severity.ERROR,
        text("more people than there are on Earth in column {column}", column=column.name),
    )
    yield from of_rows(
        column,
        np.isfinite(figures) & (np.nan_to_num(figures) % 1 > 0),
        Problem.POPULATION_FRACTIONAL,
        Severity.WARNING,
        text("populations that are no whole number in column {column}", column=column.name),
    )


def unclear(columns: Sequence[str]) -> Finding:
    """Tell of an input whose people are not looked at, for they stand in several columns."""
    return Finding(
        Problem.POPULATION_UNCLEAR,
        Severity.WARNING,
        len(columns),
        text("columns may be the population: name one, or the census of the study"),
        tuple(columns[:SHOWN]),
    )


def check_uninhabited(column: Column, figures: NDArray[np.float64]) -> Iterator[Finding]:
    """Tell of footprints without people, which join others but weigh nothing."""
    yield from of_rows(
        column,
        figures == 0,
        Problem.FOOTPRINTS_UNINHABITED,
        Severity.INFO,
        text("footprints without people: they join others, and weigh nothing"),
    )


def check_census(
    population: Mapping[Code, float], census: Mapping[Code, float], vintage: str
) -> Iterator[Finding]:
    """Find communes whose population is not that of the census of the study.

    Parameters
    ----------
    population : mapping of str to float
        By CUT, as an input gives it.
    census : mapping of str to float
        By CUT, as the census counted.
    vintage : str
        Its year.
    """
    other = [
        code
        for code, people in sorted(population.items())
        if code in census and abs(people - census[code]) > MATERIAL * census[code]
    ]
    if other:
        yield Finding(
            Problem.POPULATION_NOT_CENSUS,
            Severity.WARNING,
            len(other),
            text("communes whose population is not that of the census of {year}", year=vintage),
            _compared(other, population, census),
        )


def check_excess(
    in_footprints: Mapping[Code, float], communal: Mapping[Code, float]
) -> Iterator[Finding]:
    """Find communes with more people in their footprints than in all."""
    over = [
        code
        for code, people in sorted(in_footprints.items())
        if code in communal and people > communal[code]
    ]
    if over:
        grave = any(in_footprints[code] > (1 + MATERIAL) * communal[code] for code in over)
        yield Finding(
            Problem.POPULATION_OVER_COMMUNE,
            Severity.ERROR if grave else Severity.WARNING,
            len(over),
            text("communes with more people in their footprints than in the whole commune"),
            _compared(over, in_footprints, communal),
        )


def check_needless(names: Sequence[str]) -> Iterator[Finding]:
    """Tell of people for footprints that all have their own.

    Parameters
    ----------
    names : sequence of str
        The layers of footprints, if all of them have people.
    """
    if names:
        yield Finding(
            Problem.PEOPLE_NEEDLESS,
            Severity.ERROR,
            len(names),
            text("layers of footprints all have their own people, and a census layer gives more"),
            tuple(names[:SHOWN]),
        )


def check_vintages(inputs: Sequence[tuple[str, str]]) -> Iterator[Finding]:
    """Find inputs whose people are of different censuses.

    Parameters
    ----------
    inputs : sequence of (name, year)
        Of each input that has people; "" where nothing tells the year.
    """
    if len({year for _, year in inputs if year}) > 1:
        yield Finding(
            Problem.VINTAGES_MIXED,
            Severity.ERROR,
            len(inputs),
            text("populations of different censuses: no sum or share of them means anything"),
            tuple(text("{file}: {year}", file=name, year=year) for name, year in inputs if year),
        )


def _compared(
    codes: Sequence[Code], found: Mapping[Code, float], right: Mapping[Code, float]
) -> tuple[Text, ...]:
    return tuple(
        text(
            "{code}: {found:,.0f} against {right:,.0f}",
            code=code,
            found=found[code],
            right=right[code],
        )
        for code in codes[:SHOWN]
    )

"""The inhabitants that are expected of each commune, year by year."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from metrocli.errors import MissingInputError
from metrocli.model import Code, Input, Notice, Projections
from metrocli.study.codes import read_codes
from metrocli.study.columns import Column, Table
from metrocli.study.config import StudyConfig
from metrocli.study.files import digest, size_of
from metrocli.study.numbers import counts
from metrocli.study.schemas import Role, find, plain, require
from metrocli.study.sections import ProjectionsSection
from metrocli.study.tables import read_table
from metrocli.text import text

_YEAR_COLUMN = re.compile(r"(?:(?:pob|poblacion|population|habitantes)_?)?((?:19|20)[0-9]{2})")
"""The name, in plain form, of a column of the inhabitants of a year."""

EARLIEST, LATEST = 1900, 2100
"""Years that can be meant."""


@dataclass(frozen=True, slots=True)
class ProjectionsFile:
    """Projections with the file that they come from, and what was mended in it."""

    projections: Projections
    input: Input
    notices: tuple[Notice, ...]


def load_projections(config: StudyConfig) -> ProjectionsFile | None:
    """Read the projections that a study names; None if it names none.

    Raises
    ------
    InputError
        Whatever is wrong with the file, its columns or its rows.
    """
    section = config.projections
    if section is None:
        return None
    path = config.path_of(section.path)
    table = read_table(path, section.layer)
    projections, notices = read_projections(table, section)
    given = Input("projections", section.path.given, digest(path), len(table), size=size_of(path))
    return ProjectionsFile(projections, given, notices)


def read_projections(
    table: Table, section: ProjectionsSection
) -> tuple[Projections, tuple[Notice, ...]]:
    """Read the inhabitants of each commune by year.

    Rows of one commune and year (by sex, by age) are added up.

    Parameters
    ----------
    table : Table
        With a column of years and one of inhabitants, or with a column for each year.
    section : ProjectionsSection
        The columns, where the study names them.

    Returns
    -------
    projections : mapping of str to mapping of int to float
        By commune, then by year, both ascending.
    notices : tuple of Notice
        What was mended.

    Raises
    ------
    InputError
        If a column is missing, a code is none, or a figure is no number.
    """
    wanted = {
        Role.CODE: section.code,
        Role.YEAR: section.year,
        Role.POPULATION: section.column,
    }
    codes, notices = read_codes(require(table, Role.CODE, find(table, wanted, Role.CODE)))
    year = find(table, wanted, Role.YEAR)
    if year is None:
        columns = _year_columns(table)
    else:
        people = require(table, Role.POPULATION, find(table, wanted, Role.POPULATION))
        columns = _by_year(year, people)
    found: dict[Code, dict[int, float]] = {}
    for number, figures in columns.items():
        for code, figure in zip(codes.tolist(), figures.tolist(), strict=True):
            if not np.isnan(figure):
                of_code = found.setdefault(code, {})
                of_code[number] = of_code.get(number, 0.0) + figure
    return {code: dict(sorted(found[code].items())) for code in sorted(found)}, notices


def _year_columns(table: Table) -> Mapping[int, NDArray[np.float64]]:
    """Return the inhabitants of a table that has a column for each year."""
    matches = {name: _YEAR_COLUMN.fullmatch(plain(name)) for name in table.names}
    years = {name: int(match[1]) for name, match in matches.items() if match}
    if not years:
        raise MissingInputError(
            text("{source}: it has no column of years, nor one for each year", source=table.source),
            text('Name it in metro.toml: {key} = "…".', key=Role.YEAR.value),
        )
    return {year: counts(table.column(name)) for name, year in years.items()}


def _by_year(year: Column, people: Column) -> Mapping[int, NDArray[np.float64]]:
    """Return the inhabitants of a table that has a column of years; NaN in rows of another."""
    years, figures = counts(year), counts(people)
    wrong = ~((years >= EARLIEST) & (years <= LATEST) & (years == np.floor(years)))
    if wrong.any():
        row = int(wrong.argmax())
        value = repr(str(year.cells.iloc[row]))
        raise year.invalid([row], text("{value} is no year", value=value))
    return {
        int(number): np.where(years == number, figures, np.nan)
        for number in np.unique(years).tolist()
    }

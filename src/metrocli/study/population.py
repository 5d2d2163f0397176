"""The communes and their inhabitants: the table of a study, or the national one."""

from pathlib import Path

import numpy as np

from metrocli.errors import MissingInputError
from metrocli.study import national
from metrocli.study.communes import CommuneRows, read_communes
from metrocli.study.schemas import Role, no_column, year_of
from metrocli.study.sections import PopulationSection
from metrocli.study.tables import read_table
from metrocli.text import text


def read_population(path: Path, section: PopulationSection, vintage: str) -> CommuneRows:
    """Read the population of the communes.

    Parameters
    ----------
    path : Path
        CSV, XLSX or Parquet.
    section : PopulationSection
        Sheet and columns, where the study names them.
    vintage : str
        Census of the study; the section's own goes before it.

    Raises
    ------
    InputError
        Whatever is wrong with the file, its columns or its rows.
    """
    table = read_table(path, section.layer)
    wanted = {
        Role.CODE: section.code,
        Role.NAME: section.name,
        Role.REGION: section.region,
        Role.POPULATION: section.column,
        Role.URBAN: section.urban,
    }
    rows = read_communes(
        table, wanted, section.vintage or vintage, text("Leave one row for each commune.")
    )
    if not rows.has_population:
        raise no_column(table, Role.POPULATION)
    return rows


def national_population(census: str) -> CommuneRows:
    """Return the population of all communes, as the national table has it.

    Parameters
    ----------
    census : str
        One of `metrocli.study.national.VINTAGES`.
    """
    communes = national.communes(census).values()
    return CommuneRows(
        codes=np.array([commune.code for commune in communes]),
        names=tuple(commune.name for commune in communes),
        regions=tuple(commune.region_name for commune in communes),
        population=np.array([commune.population for commune in communes], dtype=np.float64),
        urban=np.full(len(communes), np.nan),
        has_population=True,
        notices=(),
    )


def national_census(vintage: str) -> str:
    """Return the census of the national table that a study of some vintage means.

    Parameters
    ----------
    vintage : str
        Of the study; empty if it does not say.

    Raises
    ------
    MissingInputError
        If it is of no census, or of one that the table does not have.
    """
    census = year_of(vintage)
    if census in national.VINTAGES:
        return census
    problem = (
        text("the national one is not of {vintage}", vintage=vintage)
        if vintage
        else text("the census that it should be of is not given")
    )
    raise MissingInputError(
        text("the study has no population of the communes, and {problem}", problem=problem),
        text("Give --population-vintage 2017 or 2024, or --population with a table of your own."),
    )

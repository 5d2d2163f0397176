"""The table of communes and their inhabitants."""

from pathlib import Path

from metrocli.study.communes import CommuneRows, read_communes
from metrocli.study.config import PopulationSection
from metrocli.study.schemas import Role, require
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
        require(table, Role.POPULATION, None)
    return rows

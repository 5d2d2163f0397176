"""The communes of a study, put together from the table of population and the boundaries."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from metrocli.model import Code, Commune, Notice
from metrocli.study import national
from metrocli.study.codes import read_codes, refuse_repeated
from metrocli.study.columns import Column, Table, plain_cells
from metrocli.study.numbers import counts
from metrocli.study.schemas import Role, Wanted, find, find_dated, require
from metrocli.text import Text, plural

ValueT = TypeVar("ValueT", str, float)

PEOPLE = (Role.POPULATION, Role.URBAN)
"""The columns of population."""


@dataclass(frozen=True, eq=False)
class CommuneRows:
    """What one input says of communes, row by row.

    Parameters
    ----------
    codes : ndarray of str, shape (n,)
        CUTs, each once.
    names, regions : tuple of (str or None), length n
        Names of communes and of their regions; None where the input has none.
    population, urban : ndarray of float64, shape (n,)
        Inhabitants of the whole commune and of its urban part; NaN where unknown.
    has_population : bool
        Whether the input has a column of population at all.
    notices : tuple of Notice
        What was mended.
    """

    codes: NDArray[np.str_]
    names: tuple[str | None, ...]
    regions: tuple[str | None, ...]
    population: NDArray[np.float64]
    urban: NDArray[np.float64]
    has_population: bool
    notices: tuple[Notice, ...]


def read_communes(table: Table, wanted: Wanted, vintage: str, if_repeated: Text) -> CommuneRows:
    """Read what a table says of communes.

    Parameters
    ----------
    table : Table
        One row per commune.
    wanted : mapping of Role to str or None
        CODE, NAME and REGION, and those of `PEOPLE` where the table has to tell the population.
    vintage : str
        Census of the study, which chooses between columns of several years.
    if_repeated : Text
        What to do about a code that stands in two rows.

    Raises
    ------
    MissingInputError
        If there is no column of codes, or it is not clear which column is the population.
    InvalidInputError
        If a code is none or stands twice, or a population is no number or negative.
    """
    column = require(table, Role.CODE, find(table, wanted, Role.CODE))
    codes, notices = read_codes(column)
    refuse_repeated(column, codes, if_repeated)
    population = find_dated(table, wanted, Role.POPULATION, vintage)
    return CommuneRows(
        codes=codes,
        names=_words(table, find(table, wanted, Role.NAME)),
        regions=_words(table, find(table, wanted, Role.REGION)),
        population=_figures(table, population),
        urban=_figures(table, find_dated(table, wanted, Role.URBAN, vintage)),
        has_population=population is not None,
        notices=notices,
    )


def merge_communes(
    sources: Sequence[CommuneRows],
) -> tuple[dict[Code, Commune], tuple[Notice, ...]]:
    """Put together what several inputs say; the first that knows something is believed.

    What none of them names has its official name.

    Returns
    -------
    communes : dict of str to Commune
        Every commune of any input, by CUT, sorted.
    notices : tuple of Notice
        "population-unknown", if some communes have none.
    """
    names: dict[Code, str] = {}
    regions: dict[str, str] = {}
    population: dict[Code, float] = {}
    urban: dict[Code, float] = {}
    for rows in sources:
        codes = [str(code) for code in rows.codes]
        _fill(names, codes, rows.names)
        _fill(regions, [code[:2] for code in codes], rows.regions)
        _fill(population, codes, _known(rows.population))
        _fill(urban, codes, _known(rows.urban))
    _fill(names, *zip(*national.names().items(), strict=True))
    _fill(regions, *zip(*national.regions().items(), strict=True))
    communes = {
        code: Commune(
            code=code,
            name=names.get(code, code),
            region=code[:2],
            region_name=regions.get(code[:2], code[:2]),
            population=population.get(code),
            urban_population=urban.get(code),
        )
        for code in sorted({str(code) for rows in sources for code in rows.codes})
    }
    unknown = tuple(code for code in communes if code not in population)
    if not unknown:
        return communes, ()
    message = plural(
        "no input gives the population of {count:,d} commune: {codes}",
        "no input gives the population of {count:,d} communes: {codes}",
        count=len(unknown),
        codes=unknown,
    )
    return communes, (Notice("population-unknown", message),)


def _fill(known: dict[str, ValueT], keys: Sequence[str], values: Sequence[ValueT | None]) -> None:
    for key, value in zip(keys, values, strict=True):
        if value is not None:
            known.setdefault(key, value)


def _known(figures: NDArray[np.float64]) -> list[float | None]:
    return [None if np.isnan(figure) else float(figure) for figure in figures]


def _figures(table: Table, column: Column | None) -> NDArray[np.float64]:
    return np.full(len(table), np.nan) if column is None else counts(column)


def _words(table: Table, column: Column | None) -> tuple[str | None, ...]:
    if column is None:
        return (None,) * len(table)
    return tuple(None if cell is None else str(cell).strip() for cell in plain_cells(column.cells))

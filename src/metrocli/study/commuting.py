"""Trips to work between communes, and the totals that they are shares of."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from metrocli.model import Code, Notice
from metrocli.study.codes import looks_like_codes, mend_code, read_codes, refuse_repeated
from metrocli.study.columns import Column, Table
from metrocli.study.numbers import counts
from metrocli.study.schemas import Role, find, require
from metrocli.study.sections import CommutingSection
from metrocli.text import text

Trips = dict[tuple[Code, Code], float]
"""How many go from one commune to another, by residence and work."""


@dataclass(frozen=True, slots=True)
class Totals:
    """The employed of each commune.

    Parameters
    ----------
    employed : dict of str to float
        With a known place of work, by commune of residence, sorted; communes without a figure are
        left out.
    outside : dict of str to float
        Those of them who work outside their commune, where the table has that column.
    notices : tuple of Notice
        What was mended.
    """

    employed: dict[Code, float] = field(default_factory=dict)
    outside: dict[Code, float] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()


def read_trips(table: Table, section: CommutingSection) -> tuple[Trips, tuple[Notice, ...]]:
    """Read how many go from one commune to another.

    Parameters
    ----------
    table : Table
        One row for each pair of communes; or a matrix, with a row for each commune of residence,
        which its first column gives, and a column for each commune of work, named by its code.
    section : CommutingSection
        The columns, where the study names them.

    Returns
    -------
    trips : dict of (str, str) to float
        By commune of residence and of work, sorted; pairs without a figure are left out.
    notices : tuple of Notice
        What was mended.

    Raises
    ------
    InputError
        If a column is missing, a code is none, a figure is no number, or a pair stands twice.
    """
    if section.destination is None and looks_like_codes(pd.Series(table.names[1:])):
        return _read_matrix(table, section)
    return _read_pairs(table, section)


def _read_pairs(table: Table, section: CommutingSection) -> tuple[Trips, tuple[Notice, ...]]:
    wanted = {
        Role.ORIGIN: section.origin,
        Role.DESTINATION: section.destination,
        Role.TRIPS: section.trips,
    }
    origin, destination, trips = (
        require(table, role, find(table, wanted, role)) for role in wanted
    )
    origins, of_origins = read_codes(origin)
    destinations, of_destinations = read_codes(destination)
    pairs = np.char.add(np.char.add(origins, " → "), destinations)
    refuse_repeated(origin, pairs, text("Leave one row for each pair of communes."))
    figures = counts(trips)
    known = ~np.isnan(figures)
    rows = zip(
        origins[known].tolist(), destinations[known].tolist(), figures[known].tolist(), strict=True
    )
    return {(home, work): figure for home, work, figure in sorted(rows)}, (
        *of_origins,
        *of_destinations,
    )


def _read_matrix(table: Table, section: CommutingSection) -> tuple[Trips, tuple[Notice, ...]]:
    """Read a matrix; columns whose heading is no code, such as a total, are left alone."""
    origin = table.column(section.origin or table.names[0])
    headings = [name for name in table.names if mend_code(name) is not None]
    origins, of_origins = read_codes(origin)
    refuse_repeated(origin, origins, text("Leave one row for each commune of residence."))
    works, of_works = read_codes(_heading(table, headings))
    refuse_repeated(
        _heading(table, headings), works, text("Leave one column for each commune of work.")
    )
    trips = {
        (home, work): figure
        for heading, work in zip(headings, works.tolist(), strict=True)
        for home, figure in zip(
            origins.tolist(), counts(table.column(heading)).tolist(), strict=True
        )
        if not np.isnan(figure)
    }
    return dict(sorted(trips.items())), (*of_origins, *of_works)


def _heading(table: Table, names: list[str]) -> Column:
    """Return the row of the headings as a column, so that its codes are read like any others."""
    header = np.ones(len(names), dtype=np.intp)
    return Column(table.source, "1", pd.Series(names, dtype=object), header, table.unit)


def read_employed(table: Table, section: CommutingSection) -> Totals:
    """Read how many employed each commune has, and how many of them work outside it.

    Raises
    ------
    InputError
        If a column is missing, a code is none or stands twice, or a figure is no number.
    """
    wanted = {
        Role.TOTALS_CODE: section.totals_code,
        Role.EMPLOYED: section.employed,
        Role.OUTSIDE: section.outside,
    }
    code, employed = (require(table, role, find(table, wanted, role)) for role in list(wanted)[:2])
    codes, notices = read_codes(code)
    refuse_repeated(code, codes, text("Leave one row for each commune."))
    outside = find(table, wanted, Role.OUTSIDE)
    return Totals(
        _by_commune(codes.tolist(), employed),
        {} if outside is None else _by_commune(codes.tolist(), outside),
        notices,
    )


def _by_commune(codes: list[Code], column: Column) -> dict[Code, float]:
    figures = zip(codes, counts(column).tolist(), strict=True)
    return {code: figure for code, figure in sorted(figures) if not np.isnan(figure)}

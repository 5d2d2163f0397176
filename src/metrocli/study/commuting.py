"""Trips to work between communes, and the totals that they are shares of."""

import numpy as np

from metrocli.model import Code, Notice
from metrocli.study.codes import read_codes, refuse_repeated
from metrocli.study.columns import Table
from metrocli.study.config import CommutingSection
from metrocli.study.numbers import counts
from metrocli.study.schemas import Role, find, require
from metrocli.text import text


def read_trips(
    table: Table, section: CommutingSection
) -> tuple[dict[tuple[Code, Code], float], tuple[Notice, ...]]:
    """Read how many go from one commune to another.

    Parameters
    ----------
    table : Table
        One row for each pair of communes.
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


def read_employed(
    table: Table, section: CommutingSection
) -> tuple[dict[Code, float], tuple[Notice, ...]]:
    """Read how many employed each commune has.

    Returns
    -------
    employed : dict of str to float
        By commune of residence, sorted; communes without a figure are left out.
    notices : tuple of Notice
        What was mended.

    Raises
    ------
    InputError
        If a column is missing, a code is none or stands twice, or a figure is no number.
    """
    wanted = {Role.TOTALS_CODE: section.totals_code, Role.EMPLOYED: section.employed}
    code, employed = (require(table, role, find(table, wanted, role)) for role in wanted)
    codes, notices = read_codes(code)
    refuse_repeated(code, codes, text("Leave one row for each commune."))
    figures = counts(employed)
    known = ~np.isnan(figures)
    rows = zip(codes[known].tolist(), figures[known].tolist(), strict=True)
    return dict(sorted(rows)), notices

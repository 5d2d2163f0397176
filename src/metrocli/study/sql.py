"""SQL conditions on tables that no driver filters: SQLite does it, as it does in a GeoPackage."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from metrocli.study.columns import plain_cells


def mentioned(where: str, names: Iterable[str]) -> list[str]:
    """Return the columns that a condition may speak of: all whose name occurs in it."""
    condition = where.casefold()
    return [name for name in names if name.casefold() in condition]


def matching(frame: pd.DataFrame, where: str) -> NDArray[np.bool_]:
    """Tell which rows fulfil a condition.

    Parameters
    ----------
    frame : DataFrame, n rows
        With at least the columns that the condition mentions.
    where : str
        An SQL condition, as in ``area_c = '1' AND pob IS NOT NULL``.

    Returns
    -------
    ndarray of bool, shape (n,)

    Raises
    ------
    ValueError
        If the condition is not SQL or speaks of other columns; it carries SQLite's reason.
    """
    names = mentioned(where, map(str, frame.columns))
    columns = [plain_cells(frame[name]) for name in names]
    fields = ", ".join(["rowid INTEGER PRIMARY KEY", *map(_declared, names, columns)])
    marks = ", ".join("?" * (len(names) + 1))
    keep = np.zeros(len(frame), dtype=bool)
    with closing(sqlite3.connect(":memory:")) as database:
        try:
            # The condition is the user's own, and all that it can reach is this table.
            database.execute(f"CREATE TABLE features ({fields})")
            database.executemany(
                f"INSERT INTO features VALUES ({marks})",  # noqa: S608
                zip(range(len(frame)), *columns, strict=True),
            )
            found = database.execute(f"SELECT rowid FROM features WHERE ({where})")  # noqa: S608
            keep[[position for (position,) in found]] = True
        except sqlite3.Error as error:
            raise ValueError(str(error)) from error
    return keep


def _declared(name: str, values: list[object]) -> str:
    kind = "TEXT" if any(isinstance(value, str) for value in values) else "NUMERIC"
    return '"{}" {}'.format(name.replace('"', '""'), kind)

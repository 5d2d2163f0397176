"""Commune codes written as they should be: five characters, today's."""

from typing import Any

import numpy as np
import pandas as pd

from metrocli.repair.changes import Change, Kind
from metrocli.study.codes import mend_codes, translate_codes
from metrocli.study.columns import Column, place_of
from metrocli.text import text


def mend_column(column: Column) -> tuple["pd.Series[Any]", tuple[Change, ...]]:
    """Return the cells of a column of codes as they should be, and what was changed.

    What is no code is left. So are the codes from before 2018, if the column has today's of the
    same commune too: then nobody can know which of the two rows to believe.

    Returns
    -------
    cells : Series
        The column's own if nothing had to be changed, else texts.
    changes : tuple of Change
        One for each cell.
    """
    written = mend_codes(column.cells).codes
    codes = translate_codes(written)
    former = codes != written
    if np.isin(written, np.unique(codes[former])).any():
        codes, former = written, np.zeros(len(codes), dtype=np.bool_)
    raw = np.array(list(map(str, column.cells)), dtype=np.str_)
    changed = (codes != "") & (raw != codes)
    if not changed.any():
        return column.cells, ()
    kinds = np.where(former, Kind.CODE_TRANSLATED, Kind.CODE_MENDED)
    changes = tuple(
        Change(
            Kind(kinds[row]),
            place_of(column, int(row)),
            text("{column}: {cell}", column=column.name, cell=repr(str(raw[row]))),
            text("{column}: {cell}", column=column.name, cell=repr(str(codes[row]))),
        )
        for row in np.flatnonzero(changed)
    )
    cells = pd.Series(np.where(codes == "", raw, codes), index=column.cells.index, dtype=object)
    return cells.where(column.cells.notna(), None), changes

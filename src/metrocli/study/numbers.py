"""Numbers as people in Chile write them: thousands points, decimal commas, dashes for unknown."""

import re
import sys

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from metrocli.study.columns import Column, plain_cells
from metrocli.text import text

MOST = 1e10
"""More people than there are."""

UNKNOWN = ("", "-", "–", "—", "*")
"""What stands in a cell whose figure nobody knows, or that the census masks."""

_CHILEAN = re.compile(r"-?(?:[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]+)?")
_ENGLISH = re.compile(
    r"-?(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"
)
_AMBIGUOUS = re.compile(r"-?[1-9][0-9]{0,2},[0-9]{3}")


def counts(column: Column) -> NDArray[np.float64]:
    """Return a column of inhabitants, workers or trips as numbers; see `figures`.

    Raises
    ------
    InvalidInputError
        If a cell holds text, an infinite, a negative or an impossibly large number, or if commas
        before three digits may be thousands as well as decimals; it names file, column, row and
        value.
    """
    numbers = figures(column)
    for problem, wrong in (
        (text("an infinite number"), np.isinf(numbers)),
        (text("a negative number"), numbers < 0),
        (text("more people than there are on Earth"), numbers > MOST),
    ):
        if wrong.any():
            raise column.invalid(
                [int(wrong.argmax())], problem, text("Correct the value, or leave the cell blank.")
            )
    return numbers


def figures(column: Column) -> NDArray[np.float64]:
    """Return a column as numbers, whatever their sign.

    How the numbers are written is decided on the column as a whole: points that are always
    followed by exactly three digits are thousands; else a point is the decimal sign. Commas are
    decimal signs, unless the column can only be read with commas as thousands.

    Returns
    -------
    ndarray of float64, shape (n,)
        NaN where a cell is blank or holds a dash or an asterisk.

    Raises
    ------
    InvalidInputError
        If a cell holds text, or if commas before three digits may be thousands as well as decimals;
        it names file, column, row and value.
    """
    if pd.api.types.is_numeric_dtype(column.cells.dtype):
        return column.cells.to_numpy(dtype=np.float64, na_value=np.nan)
    return _parse(column)


def _parse(column: Column) -> NDArray[np.float64]:
    """Read a column with texts in it; cells that are numbers already stay as they are."""
    cells = plain_cells(column.cells)
    numbers = np.full(len(cells), np.nan)
    positions, figures = [], []
    for position, cell in enumerate(cells):
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            # A whole number of a spreadsheet may be larger than any float.
            numbers[position] = np.inf if cell > sys.float_info.max else cell
        elif cell is not None and (figure := str(cell).strip()) not in UNKNOWN:
            positions.append(position)
            figures.append(figure)
    numbers[positions] = _read(column, positions, figures)
    return numbers


def _read(column: Column, positions: list[int], figures: list[str]) -> list[float]:
    if all(map(_CHILEAN.fullmatch, figures)):
        _refuse_ambiguous(column, positions, figures)
        return [float(figure.replace(".", "").replace(",", ".")) for figure in figures]
    if all(map(_ENGLISH.fullmatch, figures)):
        return [float(figure.replace(",", "")) for figure in figures]
    odd = _odd_one(figures)
    raise column.invalid(
        [positions[odd]],
        text("{value} is no number", value=repr(figures[odd])),
        text("Correct the value, or leave the cell blank."),
    )


def _odd_one(figures: list[str]) -> int:
    """Return the position of the first that is no number, or not as most others are written."""
    chilean = [bool(_CHILEAN.fullmatch(figure)) for figure in figures]
    english = [bool(_ENGLISH.fullmatch(figure)) for figure in figures]
    for position, ways in enumerate(zip(chilean, english, strict=True)):
        if not any(ways):
            return position
    return (chilean if sum(chilean) >= sum(english) else english).index(False)


def _refuse_ambiguous(column: Column, positions: list[int], figures: list[str]) -> None:
    with_comma = [figure for figure in figures if "," in figure]
    if with_comma and all(map(_AMBIGUOUS.fullmatch, with_comma)):
        first = positions[figures.index(with_comma[0])]
        raise column.invalid(
            [first],
            text("{value} may be thousands or decimals", value=repr(with_comma[0])),
            text("Write the column without separators."),
        )

"""Commune codes (CUT): five characters, today's, mended where a spreadsheet spoilt them."""

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from metrocli.model import Code, Notice
from metrocli.study import national
from metrocli.study.columns import Column
from metrocli.text import Text, plural, text

if TYPE_CHECKING:
    # Whoever has a table has loaded pandas; whoever only asks for a name can spare it.
    import pandas as pd

ANTARCTICA: Code = "12202"
"""The one commune that lies outside the plane in which gaps are measured."""

REGIONS = frozenset(f"{number:02d}" for number in range(1, 17))
"""The sixteen regions, by the first two characters of their communes' codes."""

FORMER_PROVINCE = "084"
"""How the codes of the communes of Ñuble began before 2018; today no code begins so."""

_SHAPE = re.compile(r"([0-9]{4,5})(\.0+)?")


class Mending(StrEnum):
    """What had happened to a code."""

    LEADING_ZERO = "leading-zero"
    DECIMALS = "decimals"
    BLANKS = "blanks"


_KINDS = {
    Mending.LEADING_ZERO: text("the leading zero was lost"),
    Mending.DECIMALS: text("they were written with decimals"),
    Mending.BLANKS: text("there were blanks around them"),
}


@dataclass(frozen=True, eq=False)
class MendedCodes:
    """Codes as they should be.

    Parameters
    ----------
    codes : ndarray of str
        Five characters each; empty where a value is no code.
    counts : mapping of Mending to int
        How many values were mended, by what had happened to them; a value may count twice.
    mended : int
        How many values were mended in all.
    example : int, optional
        Position of the first mended value.
    """

    codes: NDArray[np.str_]
    counts: dict[Mending, int]
    mended: int
    example: int | None


def mend_code(value: object) -> tuple[Code, frozenset[Mending]] | None:
    """Return the code that a value stands for and what was mended, or None if it is no code.

    Parameters
    ----------
    value : object
        Text or number: "07101", 7101, 7101.0, "7101.0", " 07101 " are all the code 07101.
    """
    raw = str(value)
    stripped = raw.strip()
    match = _SHAPE.fullmatch(stripped)
    if match is None:
        return None
    digits, decimals = match.groups()
    code = digits.zfill(5)
    if code[:2] not in REGIONS:
        return None
    found = {
        Mending.LEADING_ZERO: len(digits) < len(code),
        Mending.DECIMALS: decimals is not None,
        Mending.BLANKS: raw != stripped,
    }
    return code, frozenset(mending for mending, happened in found.items() if happened)


def current_code(code: Code) -> Code:
    """Return today's code of a commune that may go by the one it had before 2018."""
    return national.renumbered().get(code, code)


def mend_codes(values: "pd.Series[Any]") -> MendedCodes:
    """Mend a whole column; every distinct value is looked at once.

    Parameters
    ----------
    values : Series
        Texts, integers or floats, shape (n,).
    """
    positions, distinct = values.factorize()
    outcomes = [mend_code(value) for value in distinct]
    # One more, at the end, is what the position -1 of a missing value points to.
    codes = np.array([outcome[0] if outcome else "" for outcome in outcomes] + [""], dtype="U5")
    touched = np.array([bool(outcome and outcome[1]) for outcome in outcomes] + [False])
    sizes = np.bincount(positions[positions >= 0], minlength=len(outcomes))
    counts: Counter[Mending] = Counter()
    for outcome, size in zip(outcomes, sizes, strict=True):
        for mending in outcome[1] if outcome else ():
            counts[mending] += int(size)
    mask = touched[positions]
    example = int(mask.argmax()) if mask.any() else None
    return MendedCodes(codes[positions], dict(counts), int(mask.sum()), example)


def translate_codes(codes: NDArray[np.str_]) -> NDArray[np.str_]:
    """Return codes with today's in place of those that Ñuble had before 2018.

    Parameters
    ----------
    codes : ndarray of str, shape (n,)
        Five characters each; whatever else stands among them is left alone.
    """
    former = np.flatnonzero(np.strings.startswith(codes, FORMER_PROVINCE))
    current = codes.copy()
    current[former] = [current_code(code) for code in codes[former].tolist()]
    return current


def looks_like_codes(values: "pd.Series[Any]") -> bool:
    """Tell whether at least half of the distinct values of a column are commune codes."""
    distinct = values.dropna().unique()
    return len(distinct) > 0 and 2 * sum(mend_code(value) is not None for value in distinct) >= len(
        distinct
    )


def read_codes(column: Column) -> tuple[NDArray[np.str_], tuple[Notice, ...]]:
    """Return the codes of a column, and notices if some had to be mended or translated.

    A code from before 2018 is translated wherever it stands, for it can mean one commune only.

    Returns
    -------
    codes : ndarray of str, shape (n,)
        Five characters each, today's.
    notices : tuple of Notice
        "codes-mended", "codes-translated", or none.

    Raises
    ------
    InvalidInputError
        If a value is no code, or if the column has the old code as well as the new one of a
        commune, whose people it may then hold twice; it names file, column, row and value.
    """
    mended = mend_codes(column.cells)
    wrong = np.flatnonzero(mended.codes == "")
    if len(wrong):
        value = column.cells.iloc[wrong[0]]
        problem = (
            text("the commune code is missing")
            if column.cells.isna().iloc[wrong[0]]
            else text("{value} is no commune code", value=repr(str(value)))
        )
        raise column.invalid(
            [int(wrong[0])],
            problem,
            text("A code (CUT) has five digits, of which the first two are a region, 01 to 16."),
        )
    codes = translate_codes(mended.codes)
    _refuse_mixed(column, mended.codes, codes)
    translated = _of_translated(column, mended.codes, codes)
    return codes, (*_of_mended(column, mended), *translated)


def refuse_repeated(column: Column, keys: NDArray[np.str_], remedy: Text) -> None:
    """Make sure that no code, or pair of codes, stands in two rows.

    Raises
    ------
    InvalidInputError
        It names the first that does, and its rows.
    """
    distinct, first, count = np.unique(keys, return_index=True, return_counts=True)
    if (count > 1).any():
        key = str(distinct[count > 1][first[count > 1].argmin()])
        problem = text("{key} is given more than once", key=key)
        raise column.invalid(np.flatnonzero(keys == key).tolist(), problem, remedy)


def _of_mended(column: Column, mended: MendedCodes) -> tuple[Notice, ...]:
    if mended.example is None:
        return ()
    message = plural(
        "{source}, column {column}: {count:,d} commune code was mended: {before} to {after} "
        "({kinds})",
        "{source}, column {column}: {count:,d} commune codes were mended, such as {before} to "
        "{after} ({kinds})",
        source=column.source,
        column=column.name,
        count=mended.mended,
        before=repr(str(column.cells.iloc[mended.example])),
        after=str(mended.codes[mended.example]),
        kinds=tuple(_KINDS[mending] for mending in Mending if mended.counts.get(mending)),
    )
    return (Notice("codes-mended", message),)


def _of_translated(
    column: Column, written: NDArray[np.str_], codes: NDArray[np.str_]
) -> tuple[Notice, ...]:
    former = np.flatnonzero(codes != written)
    if not len(former):
        return ()
    message = plural(
        "{source}, column {column}: {count:,d} commune code from before 2018 was translated: "
        "{before} to {after}",
        "{source}, column {column}: {count:,d} commune codes from before 2018 were translated, "
        "such as {before} to {after}",
        source=column.source,
        column=column.name,
        count=len(former),
        before=str(written[former[0]]),
        after=str(codes[former[0]]),
    )
    return (Notice("codes-translated", message),)


def _refuse_mixed(column: Column, written: NDArray[np.str_], codes: NDArray[np.str_]) -> None:
    """Make sure that no commune goes by its old code in one row and by its new one in another."""
    former = np.flatnonzero(codes != written)
    current = np.flatnonzero(np.isin(written, np.unique(codes[former])))
    if len(current):
        example = former[codes[former] == written[current[0]]][0]
        raise column.invalid(
            [int(example), int(current[0])],
            text(
                "{before} and {after} are the same commune, before 2018 and since",
                before=str(written[example]),
                after=str(codes[example]),
            ),
            text("Leave the rows of one census."),
        )

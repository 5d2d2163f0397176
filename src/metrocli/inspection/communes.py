"""Communes that an input lacks, repeats, or that do not exist."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from metrocli.inspection.findings import SHOWN, Finding, Problem, Severity, of_rows
from metrocli.model import Code
from metrocli.study.codes import mend_codes, translate_codes
from metrocli.study.columns import Column
from metrocli.text import Text, text

MOST = 0.5
"""Share of the communes from which an input is held to be of the whole region, or country."""


def check_codes(column: Column) -> tuple[NDArray[np.str_], tuple[Finding, ...]]:
    """Read commune codes, and find those that are none, spoilt, or from before 2018.

    Returns
    -------
    codes : ndarray of str, shape (n,)
        Today's CUTs; empty where a value is no code.
    findings : tuple of Finding
        On the column.
    """
    mended = mend_codes(column.cells)
    codes = translate_codes(mended.codes)
    former = codes != mended.codes
    both = bool(former.any() and np.isin(mended.codes, np.unique(codes[former])).any())
    written = np.array(list(map(str, column.cells)), dtype=np.str_)
    spoilt = (written != mended.codes) & (mended.codes != "")
    return codes, (
        *of_rows(
            column,
            codes == "",
            Problem.CODES_INVALID,
            Severity.ERROR,
            text("no commune code in column {column}", column=column.name),
        ),
        *of_rows(
            column,
            spoilt,
            Problem.CODES_MENDED,
            Severity.INFO,
            text(
                "spoilt commune codes in column {column}, which are mended as they are read",
                column=column.name,
            ),
        ),
        *of_rows(
            column,
            former,
            Problem.CODES_FORMER,
            Severity.ERROR if both else Severity.INFO,
            text("codes from before 2018 beside those of today for the same communes")
            if both
            else text("codes from before 2018, which are translated to those of today"),
        ),
    )


def check_repeated(codes: NDArray[np.str_], names: Mapping[Code, str]) -> Iterator[Finding]:
    """Find communes with more than one row or polygon."""
    counted = Counter(codes[codes != ""].tolist())
    repeated = sorted(code for code, count in counted.items() if count > 1)
    if repeated:
        yield Finding(
            Problem.COMMUNES_REPEATED,
            Severity.ERROR,
            len(repeated),
            text("communes with more than one row"),
            named(repeated, names),
        )


def check_unknown(codes: Collection[Code], names: Mapping[Code, str]) -> Iterator[Finding]:
    """Find codes that no commune of the country has.

    Parameters
    ----------
    codes : collection of str
        CUTs of an input.
    names : mapping of str to str
        Names of all communes of the country, by CUT.
    """
    unknown = sorted(set(codes) - set(names) - {""})
    if unknown:
        yield Finding(
            Problem.COMMUNES_UNKNOWN,
            Severity.WARNING,
            len(unknown),
            text("codes that no commune has today"),
            tuple(unknown[:SHOWN]),
        )


def expected(codes: Collection[Code], country: Collection[Code]) -> set[Code]:
    """Return the communes of an input, and the rest of the country or regions it has most of."""
    known = set(codes) & set(country)
    if len(known) > MOST * len(country):
        return set(codes) | set(country)
    total, held = (Counter(code[:2] for code in some) for some in (country, known))
    whole = {region for region, count in held.items() if count > MOST * total[region]}
    return set(codes) | {code for code in country if code[:2] in whole}


def check_lacking(
    lacking: Collection[Code],
    members: Collection[Code],
    names: Mapping[Code, str],
    code: Problem,
) -> Iterator[Finding]:
    """Tell of communes that some input lacks: an error if an area of the study has one of them.

    Parameters
    ----------
    lacking : collection of str
        Their CUTs.
    members : collection of str
        CUTs of the communes of all areas of the study.
    names : mapping of str to str
        By CUT.
    code : Problem
        One of the three of `_LACKS`.
    """
    if lacking:
        yield Finding(
            code,
            Severity.ERROR if set(lacking) & set(members) else Severity.WARNING,
            len(lacking),
            _LACKS[code],
            named(sorted(lacking), names),
        )


def named(codes: Collection[Code], names: Mapping[Code, str]) -> tuple[str, ...]:
    """Return the first communes by code and name."""
    return tuple(f"{code} {names.get(code, '')}".rstrip() for code in list(codes)[:SHOWN])


_LACKS: Mapping[Problem, Text] = {
    Problem.COMMUNES_WITHOUT_POLYGON: text("communes without a polygon"),
    Problem.COMMUNES_WITHOUT_FOOTPRINTS: text("communes without footprints"),
    Problem.COMMUNES_WITHOUT_POPULATION: text("communes without a population"),
}

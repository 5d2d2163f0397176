"""Tables written as they came, with some cells changed and some rows left out."""

import csv
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from metrocli.study.columns import Table
from metrocli.study.tables import CSV, FIRST_ROW, XLSX, read_csv, sheet_name


@dataclass(frozen=True, slots=True)
class Edits:
    """What changes in a table.

    Parameters
    ----------
    cells : mapping of str to (mapping of int to str)
        New cells by the name of their column and the number of their row.
    dropped : frozenset of int
        Numbers of the rows to leave out.
    """

    cells: Mapping[str, Mapping[int, str]]
    dropped: frozenset[int]


def write_table(source: Path, sheet: str | None, table: Table, edits: Edits, path: Path) -> None:
    """Write a copy of a table in the format, encoding and order of columns that it came in.

    Parameters
    ----------
    source : Path
        CSV, XLSX or Parquet.
    sheet : str, optional
        Of an XLSX; other sheets are kept as they are, formulas as their values.
    table : Table
        As it was read from there.
    edits : Edits
        What changes.
    path : Path
        Of the copy.
    """
    ending = source.suffix.lower()
    if ending in CSV:
        _write_csv(source, table, edits, path)
    elif ending in XLSX:
        _write_xlsx(source, sheet, table, edits, path)
    else:
        _write_parquet(source, edits, path)


def _write_csv(source: Path, table: Table, edits: Edits, path: Path) -> None:
    content = read_csv(source)
    for name, changed in edits.cells.items():
        at = table.names.index(name)
        for number, cell in changed.items():
            content.rows[number - 1][at] = cell
    with path.open("w", encoding=content.encoding, newline="") as file:
        writer = csv.writer(file, delimiter=content.delimiter, lineterminator="\n")
        writer.writerows(
            row for number, row in enumerate(content.rows, 1) if number not in edits.dropped
        )


def _write_xlsx(source: Path, sheet: str | None, table: Table, edits: Edits, path: Path) -> None:
    import openpyxl  # noqa: PLC0415 - slow, and most studies have no spreadsheet

    macros = source.suffix.lower() == ".xlsm"
    # Values, for a formula that is written by openpyxl has none until Excel works it out.
    with closing(openpyxl.load_workbook(source, data_only=True, keep_vba=macros)) as book:
        page = book[sheet_name(source, book.sheetnames, sheet)]
        for name, changed in edits.cells.items():
            at = table.names.index(name) + 1
            for number, cell in changed.items():
                page.cell(number, at).value = cell
                page.cell(number, at).number_format = "@"
        for number in sorted(edits.dropped, reverse=True):
            page.delete_rows(number)
        book.save(path)


def _write_parquet(source: Path, edits: Edits, path: Path) -> None:
    table = pq.read_table(source)
    for name, changed in edits.cells.items():
        whole: list[Any] = [None if cell is None else str(cell) for cell in table[name].to_pylist()]
        for number, cell in changed.items():
            whole[number - FIRST_ROW] = cell
        at = table.column_names.index(name)
        table = table.set_column(at, name, pa.array(whole, pa.string()))
    keep = ~np.isin(np.arange(table.num_rows) + FIRST_ROW, list(edits.dropped))
    pq.write_table(table.filter(pa.array(keep)), path)

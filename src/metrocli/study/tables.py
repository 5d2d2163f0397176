"""Reading tables: CSV as people export it, XLSX and Parquet."""

import codecs
import csv
import io
import re
import warnings
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from metrocli.errors import InputError, InvalidInputError, MissingInputError, UnreadableInputError
from metrocli.nearest import suggestion
from metrocli.study.columns import Table, Unit
from metrocli.study.files import require_file
from metrocli.text import Text, text

CSV = frozenset({".csv", ".txt", ".tsv"})
XLSX = frozenset({".xlsx", ".xlsm"})
PARQUET = frozenset({".parquet", ".geoparquet", ".pq"})
DELIMITERS = ",;\t"
FIRST_ROW = 2
"""Number of the first row below a header that stands in the first one."""


def read_table(path: Path, sheet: str | None = None) -> Table:
    """Read a table from CSV, XLSX or Parquet, by the ending of its name.

    Parameters
    ----------
    path : Path
        CSV may be separated by commas, semicolons or tabs, in UTF-8, UTF-16 or Latin-1.
    sheet : str, optional
        Of an XLSX; needed if it has several.

    Returns
    -------
    Table
        All texts for CSV, so that no leading zero gets lost; rows without any value are left out,
        and so are titles: rows above the header with a single cell.

    Raises
    ------
    MissingInputError
        If the file or the sheet is not there.
    UnreadableInputError
        If it is empty, cut off, or not what its name says.
    InvalidInputError
        If it has no rows.
    """
    require_file(path)
    ending = path.suffix.lower()
    if ending in CSV:
        frame = _frame(path, read_csv(path).rows)
    elif ending in XLSX:
        frame = _frame(path, _xlsx_rows(path, sheet))
    elif ending in PARQUET:
        frame = _parquet_frame(path).rename(index=lambda row: row + FIRST_ROW)
    else:
        raise UnreadableInputError(
            text("{file}: not a kind of table that can be read", file=str(path)),
            text("Save it as CSV, XLSX or Parquet."),
        )
    kept = frame.notna().any(axis="columns").to_numpy()
    if not kept.any():
        raise InvalidInputError(
            text("{file}: the table has no rows", file=str(path)),
            text("Check that the right file was exported."),
        )
    frame = frame[kept]
    return Table(text("{file}", file=str(path)), frame, frame.index.to_numpy(np.intp), Unit.ROW)


def arrow_frame(table: pa.Table) -> pd.DataFrame:
    """Return an Arrow table as a frame, without categories; bytes and geometries are left out.

    Raises
    ------
    pyarrow.ArrowInvalid
        If a text is not UTF-8.
    """
    plain = {}
    for field in table.schema:
        column = table.column(field.name)
        if pa.types.is_dictionary(field.type):
            column = column.cast(field.type.value_type)
        if isinstance(field.type, pa.BaseExtensionType):
            # Such as JSON, as which GDAL gives a column of numbers with a text among them.
            column = column.cast(field.type.storage_type)
        if not _is_binary(column.type):
            plain[field.name] = column
    if not plain:
        return pd.DataFrame(index=range(table.num_rows))
    checked = pa.table(plain)
    checked.validate(full=True)
    frame: pd.DataFrame = checked.to_pandas()
    return frame


def unreadable(path: Path, reason: object) -> UnreadableInputError:
    """Return the error for a file that its reader cannot make sense of."""
    # Libraries end their reasons with advice on their own interface: the first sentence is enough.
    first = str(reason).split(";")[0].strip().splitlines()
    return UnreadableInputError(
        text(
            "{file}: it cannot be read ({reason})",
            file=str(path),
            reason=first[0] if first else type(reason).__name__,
        ),
        text("The file is cut off or not what its name says: export or download it again."),
    )


def _is_binary(kind: pa.DataType) -> bool:
    return bool(
        pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_nested(kind)
    )


def _parquet_frame(path: Path) -> pd.DataFrame:
    try:
        return arrow_frame(pq.read_table(path))
    except (pa.ArrowException, OSError, ValueError) as error:
        raise unreadable(path, error) from error


def _frame(path: Path, rows: list[list[Any]]) -> pd.DataFrame:
    """Make a frame of the rows below the header, indexed by their numbers.

    Blank rows are left out before short ones are filled up: a sheet may have a million of them.
    """
    above = _titles(rows)
    header = ["" if name is None else str(name).strip() for name in rows[above]] if rows else []
    width = len(header)
    below = list(enumerate(rows[above + 1 :], above + FIRST_ROW))
    for number, row in below:
        if _filled(row[width:]):
            raise UnreadableInputError(
                text(
                    "{file}, row {row:d}: {cells:d} cells under a header of {width:d}",
                    file=str(path),
                    row=number,
                    cells=len(row),
                    width=width,
                ),
                text("Check separators and quotes in that row."),
            )
    cells = {
        number: [None if cell == "" else cell for cell in row[:width]]
        for number, row in below
        if _filled(row)
    }
    padded = [row + [None] * (width - len(row)) for row in cells.values()]
    columns = list(zip(*padded, strict=True)) or [()] * width
    # Column by column, so that two of the same name can be told apart when one is asked for.
    frame = pd.DataFrame({i: pd.Series(column, dtype=object) for i, column in enumerate(columns)})
    frame.columns = pd.Index(header)
    frame.index = pd.Index(cells)
    return frame


def _titles(rows: list[list[Any]]) -> int:
    """Return how many rows stand above the header, as in the workbooks of the INE.

    A title fills one cell, a header of more than one column more; a table of one column has none.
    """
    return next((above for above, row in enumerate(rows) if _filled(row) > 1), 0)


def _filled(row: list[Any]) -> int:
    return sum(cell not in (None, "") for cell in row)


@dataclass(frozen=True, slots=True)
class Csv:
    """The cells of a CSV, row by row, and how they are written."""

    rows: list[list[str]]
    delimiter: str
    encoding: str


def read_csv(path: Path) -> Csv:
    """Read a CSV cell by cell.

    Raises
    ------
    UnreadableInputError
        If it is no text, or its quotes do not close.
    """
    content, encoding = _decode(path)
    delimiter = _delimiter(content)
    try:
        rows = list(csv.reader(io.StringIO(content, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise unreadable(path, error) from error
    return Csv(rows, delimiter, encoding)


def _delimiter(content: str) -> str:
    """Return what separates most in the header: the first line in which it separates anything."""
    lines = re.sub('"[^"]*"', '""', content).splitlines()
    likely = ((max(DELIMITERS, key=line.count), line) for line in lines)
    found = (sign for sign, line in likely if _filled(line.split(sign)) > 1)
    return next(found, DELIMITERS[0])


def _decode(path: Path) -> tuple[str, str]:
    """Return the text of a file and its encoding."""
    content = path.read_bytes()
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return _decode_as(path, content, encoding), encoding
    if b"\0" in content:
        raise _garbled(path)
    try:
        return content.decode(), "utf-8"
    except UnicodeDecodeError:
        # Windows' Latin-1, in which Excel writes in Spanish.
        return _decode_as(path, content, "cp1252"), "cp1252"


def _decode_as(path: Path, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _garbled(path) from error


def _garbled(path: Path) -> UnreadableInputError:
    return UnreadableInputError(
        text("{file}: not a text file in UTF-8 or Latin-1", file=str(path)),
        text("Save it as CSV in UTF-8."),
    )


def _xlsx_rows(path: Path, sheet: str | None) -> list[list[Any]]:
    import openpyxl  # noqa: PLC0415 - slow, and most studies have no spreadsheet

    try:
        with warnings.catch_warnings():
            # On styles and validations, which do not matter here.
            warnings.simplefilter("ignore", UserWarning)
            with closing(openpyxl.load_workbook(path, read_only=True, data_only=True)) as book:
                worksheet = book[sheet_name(path, book.sheetnames, sheet)]
                # What a sheet says of its size may be the largest there is: rows end where they do.
                worksheet.reset_dimensions()
                return [list(row) for row in worksheet.iter_rows(values_only=True)]
    except InputError:
        raise
    except Exception as error:  # openpyxl has no errors of its own: its parsers stumble somewhere
        raise unreadable(path, error) from error


def sheet_name(path: Path, names: Sequence[str], sheet: str | None) -> str:
    """Return the sheet of an XLSX that is meant, or say which there are."""
    if sheet is None and len(names) == 1:
        return names[0]
    if sheet in names:
        return str(sheet)
    raise MissingInputError(_no_sheet(path, sheet), suggestion(sheet or "", names))


def _no_sheet(path: Path, sheet: str | None) -> Text:
    if sheet is None:
        return text("{file}: several sheets, and layer does not say which", file=str(path))
    return text("{file}: there is no sheet {sheet}", file=str(path), sheet=sheet)

"""A register as a table: a row for each file, a column for each key and each milestone."""

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from metrocli.errors import InvalidInputError, UnreadableInputError
from metrocli.nearest import suggestion
from metrocli.procedure.milestones import Milestone
from metrocli.text import text

CSV = ".csv"
"""How the name of a table ends."""

KEYS = (
    "name",
    "communes",
    "core_members",
    "proposed_by",
    "votes",
    "answers",
    "outcome",
    "source",
    "note",
)
"""The keys of a file that a table has columns for; its milestones come after them."""

COLUMNS = ("id", *KEYS, *Milestone)


def parse_sheet(content: str, path: Path) -> dict[str, Any]:
    """Return a table as the document that a TOML of the same register would be.

    A list is written with blanks between its items ("07101 07105"), and an answer after the
    commune and an equals sign ("07101=favour"). An empty cell is a key that is not there.

    Raises
    ------
    UnreadableInputError
        If there is no column `id`.
    InvalidInputError
        If a column is unknown, an id is missing or stands twice; it names the line.
    """
    plain = content.removeprefix("\ufeff")
    heading = plain.partition("\n")[0]
    delimiter = ";" if heading.count(";") > heading.count(",") else ","
    reader = csv.DictReader(io.StringIO(plain), delimiter=delimiter, restkey="")
    columns = reader.fieldnames or ()
    if "id" not in columns:
        raise UnreadableInputError(
            text("{file}: it has no column id", file=str(path)),
            text("The first line names the columns: {columns}.", columns=COLUMNS),
        )
    for column in columns:
        if column not in COLUMNS:
            raise InvalidInputError(
                text("{file}: there is no column {column}", file=str(path), column=repr(column)),
                suggestion(column, COLUMNS),
            )
    files: dict[str, Any] = {}
    for row in _rows(reader, path):
        id = (row["id"] or "").strip()
        if not id or id in files or "" in row:
            raise _bad_row(path, reader.line_num, id, cells="" in row)
        files[id] = _entry(row)
    return {"files": files}


def _rows(reader: "csv.DictReader[str]", path: Path) -> Iterator[dict[str, str | None]]:
    try:
        yield from reader
    except csv.Error as error:
        raise UnreadableInputError(
            text(
                "{file}, line {line}: it is no table ({reason})",
                file=str(path),
                line=reader.line_num,
                reason=str(error),
            ),
            text("Save it as CSV in UTF-8."),
        ) from error


def write_sheet(document: Mapping[str, Any]) -> str:
    """Return a document of a register as a table; see `parse_sheet`."""
    text_of = io.StringIO()
    writer = csv.DictWriter(text_of, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for id, entry in document["files"].items():
        cells = {key: _cell(entry[key]) for key in KEYS if key in entry}
        writer.writerow({"id": id, **cells, **entry.get("milestones", {})})
    return text_of.getvalue()


def _bad_row(path: Path, line: int, id: str, *, cells: bool) -> InvalidInputError:
    place = {"file": str(path), "line": line}
    if cells:
        return InvalidInputError(
            text("{file}, line {line}: it has more cells than the heading", **place),
            text("Quote the cells that hold the delimiter."),
        )
    if id:
        return InvalidInputError(
            text("{file}, line {line}: {id} is given more than once", **place, id=id),
            text("Leave it once."),
        )
    return InvalidInputError(
        text("{file}, line {line}: the id is missing", **place),
        text("Give each file a short name of its own, such as talca-maule."),
    )


def _entry(row: Mapping[str, str | None]) -> dict[str, Any]:
    cells = {column: cell.strip() for column, cell in row.items() if cell and cell.strip()}
    entry: dict[str, Any] = {key: _value(key, cells[key]) for key in KEYS if key in cells}
    entry["milestones"] = {key: cells[key] for key in Milestone if key in cells}
    return entry


def _value(key: str, cell: str) -> Any:
    match key:
        case "communes":
            return cell.split()
        case "answers":
            pairs = (item.partition("=") for item in cell.split())
            return {commune: answer for commune, _, answer in pairs}
        case "core_members" | "votes" if cell.isdecimal():
            return int(cell)
    return cell


def _cell(value: Any) -> str:
    match value:
        case list():
            return " ".join(value)
        case dict():
            return " ".join(f"{commune}={answer}" for commune, answer in value.items())
    return str(value)

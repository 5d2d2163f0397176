"""Files that hold results in JSON: one, or those of several studies."""

import json
from pathlib import Path

from metrocli.errors import InputError, InvalidInputError, UnreadableInputError
from metrocli.model import Assessment
from metrocli.report.documents.head import NAME, SCHEMA_VERSION
from metrocli.report.results.areas import assessment
from metrocli.report.results.node import REMEDY, Node
from metrocli.study.files import require_file
from metrocli.text import text


def read_result(path: Path) -> Assessment:
    """Return the one result of a file.

    Parameters
    ----------
    path : Path
        Of the JSON of `metro check` or `metro propose`.

    Raises
    ------
    InputError
        If it is missing, no JSON, no such result, of another version, or of several studies.
    """
    results = read_results(path)
    if len(results) > 1:
        raise InvalidInputError(
            text("{file}: it holds results of {count} studies", file=str(path), count=len(results)),
            text("Give a file of one study."),
        )
    return results[0]


def read_results(path: Path) -> tuple[Assessment, ...]:
    """Return the results of a file; see `read_result`."""
    node = _document(path)
    studies = node.get("studies")
    return (assessment(node),) if studies is None else tuple(assessment(item) for item in studies)


def _document(path: Path) -> Node:
    """Return what a file holds, made sure that this program wrote it, in this version."""
    require_file(path)
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise _no_json(path, error) from error
    node = Node(content, str(path))
    fields = node.fields if isinstance(content, dict) else {}
    tool = fields.get("tool")
    if not isinstance(tool, dict) or tool.get("name") != NAME:
        raise InvalidInputError(text("{file}: it is no result of metro", file=str(path)), REMEDY)
    if fields.get("schema_version") != SCHEMA_VERSION:
        raise InvalidInputError(
            text(
                "{file}: schema_version is {found}, and this program reads {known}",
                file=str(path),
                found=repr(fields.get("schema_version")),
                known=SCHEMA_VERSION,
            ),
            text("Make it again with this version of metro."),
        )
    return node


def _no_json(path: Path, error: Exception) -> InputError:
    place = text("it cannot be read as text")
    match error:
        case json.JSONDecodeError(lineno=line, colno=column):
            place = text("line {line}, column {column}", line=line, column=column)
    return UnreadableInputError(
        text("{file}: it is no JSON, or not all of it ({place})", file=str(path), place=place),
        REMEDY,
    )

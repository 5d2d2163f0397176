"""A result as it was written: a JSON document that says what it was worked out from."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from metrocli.errors import InvalidInputError, UnreadableInputError
from metrocli.model import Request
from metrocli.proof.differences import Difference, differences
from metrocli.study.toml import read_text
from metrocli.text import Text, text

NOT_COMPARED = "tool"
"""What may differ between two machines: versions of the program and of its libraries."""

WRITE_ONE = text("Give the JSON of check, propose, gap or sweep, as --format json writes it.")


@dataclass(frozen=True, eq=False)
class Record:
    """A result as it was written.

    Parameters
    ----------
    path : Path
        Of its file.
    document : mapping
        All that it says.
    request : Request
        What was asked.
    """

    path: Path
    document: Mapping[str, Any]
    request: Request


@dataclass(frozen=True, slots=True)
class Verification:
    """A result, held against what the same inputs give now.

    Parameters
    ----------
    path : str
        Of the result, as it was given.
    command : str
        That it is a result of.
    areas : int
        How many areas it speaks of.
    tool_then, tool_now : mapping of str to str
        Versions of the program and of its libraries.
    differences : tuple of Difference
        Empty if the two are identical; "order" if they say the same in another order.
    """

    path: str
    command: str
    areas: int
    tool_then: Mapping[str, str]
    tool_now: Mapping[str, str]
    differences: tuple[Difference, ...]

    @property
    def identical(self) -> bool:
        """Whether nothing differs but, perhaps, versions."""
        return not self.differences


def read_record(path: Path) -> Record:
    """Read a result that a command wrote as JSON.

    Raises
    ------
    MissingInputError, UnreadableInputError
        If the file is not there, or is no JSON.
    InvalidInputError
        If it is no result, or does not say what was asked.
    """
    document = read_document(path, WRITE_ONE)
    if not (_was_asked(document) and has_sources(document)):
        raise InvalidInputError(
            text("{file}: it is no result that can be worked out again", file=str(path)), WRITE_ONE
        )
    return Record(path, document, Request(**document["request"]))


def _was_asked(document: Mapping[str, Any]) -> bool:
    """Tell whether a document says what made it, and what was asked."""
    match document:
        case {
            "tool": {"name": str(), "version": str(), "libraries": dict()},
            "request": {"command": str(), "options": dict(), "file": _, "study": dict(), **others},
        }:
            return not others and isinstance(document["request"]["file"], str | None)
    return False


def has_sources(document: Mapping[str, Any]) -> bool:
    """Tell whether a document says by hash what it was worked out from."""
    match document:
        case {"inputs": [*inputs]}:
            norm = document.get("norm", {"id": "", "sha256": ""})
            return all(_hashed(item, "path") for item in inputs) and _hashed(norm, "id")
    return False


def _hashed(item: Any, name: str) -> bool:
    match item:
        case {"sha256": str()}:
            return isinstance(item.get(name), str)
    return False


def read_document(path: Path, remedy: Text) -> dict[str, Any]:
    """Read a JSON object.

    Raises
    ------
    MissingInputError, UnreadableInputError
        If the file is not there, or is no JSON object.
    """
    try:
        document = json.loads(read_text(path, remedy))
    except (ValueError, RecursionError) as error:
        raise UnreadableInputError(
            text("{file}: it is not JSON ({reason})", file=str(path), reason=str(error)), remedy
        ) from error
    if not isinstance(document, dict):
        raise UnreadableInputError(text("{file}: it is no JSON object", file=str(path)), remedy)
    return document


def held_against(record: Record, now: Mapping[str, Any]) -> Verification:
    """Return how a result differs from what was worked out again.

    Parameters
    ----------
    record : Record
        The result.
    now : mapping
        The document of the new one.
    """
    then = record.document
    found = differences(_compared(then), _compared(now))
    if not found and json.dumps(_compared(then)) != json.dumps(_compared(now)):
        found = (Difference(None, None, "order", None, None),)
    return Verification(
        path=str(record.path),
        command=record.request.command,
        areas=len(then.get("areas", ())),
        tool_then=versions(then["tool"]),
        tool_now=versions(now["tool"]),
        differences=found,
    )


def versions(tool: Mapping[str, Any]) -> dict[str, str]:
    """Return the versions of the program and of its libraries, by name."""
    return {tool["name"]: tool["version"], **tool["libraries"]}


def _compared(document: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in document.items() if key != NOT_COMPARED}

"""TOML files as they are read: what is wrong with one is told with its line."""

import os
import re
import tomllib
from pathlib import Path
from typing import Any

from metrocli.errors import MissingInputError, UnreadableInputError, refusal
from metrocli.study.files import nearest_to
from metrocli.text import Text, text


def read_text(path: Path, remedy: Text) -> str:
    """Return the text of a file.

    Parameters
    ----------
    path : Path
        Of a text file in UTF-8.
    remedy : Text
        What to do if it is not there, beside looking at the file with the nearest name.

    Raises
    ------
    MissingInputError
        If it is not there.
    UnreadableInputError
        If it cannot be read, or is not UTF-8.
    """
    if not os.path.isfile(path):  # noqa: PTH113 - Path.is_file raises if a name is too long
        near = nearest_to(path)
        hint = text("Did you mean {nearest}? {remedy}", nearest=str(near), remedy=remedy)
        raise MissingInputError(
            text("{file}: there is no such file", file=str(path)), hint if near else remedy
        )
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise UnreadableInputError(
            text("{file}: it cannot be read ({reason})", file=str(path), reason=refusal(error))
        ) from error
    except UnicodeDecodeError as error:
        raise UnreadableInputError(
            text("{file}: not a text file in UTF-8", file=str(path)), text("Save it as UTF-8.")
        ) from error


def parse_toml(content: str, path: Path) -> dict[str, Any]:
    """Return what a TOML text says.

    Raises
    ------
    UnreadableInputError
        If it is no TOML; it names the line.
    """
    try:
        return tomllib.loads(content)
    except (ValueError, RecursionError) as error:  # also of endless numbers and of nesting
        named = re.search(r"line ([0-9]+)", str(error))
        raise UnreadableInputError(
            text(
                "{file}, line {line}: it is not TOML ({reason})",
                file=str(path),
                line=int(named[1]) if named else len(content.splitlines()),
                reason=str(error).partition(" (at ")[0],
            ),
            text("Correct the line; texts stand in quotes."),
        ) from error

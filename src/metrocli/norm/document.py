"""A TOML document that is read key by key, and that remembers all that is wrong with it."""

import re
import tomllib
from collections.abc import Iterable
from functools import reduce
from operator import getitem
from typing import Any

from metrocli.errors import InvalidInputError
from metrocli.nearest import closest
from metrocli.norm.lines import KeyPath, line_of, lines_of
from metrocli.norm.parameters import Kind
from metrocli.text import Text, text


class Document:
    """A TOML document and the problems that were met in reading it.

    Parameters
    ----------
    content : bytes
        UTF-8.
    origin : str
        What to call it in errors.

    Raises
    ------
    InvalidInputError
        If it is no TOML; it names line and column.
    """

    def __init__(self, content: bytes, origin: str) -> None:
        self._origin = origin
        try:
            written = content.decode()
        except UnicodeDecodeError as error:
            raise InvalidInputError(
                text("{file} is not TOML: not a text in UTF-8.", file=origin),
                text("Save it as UTF-8."),
            ) from error
        try:
            self._data: Any = tomllib.loads(written)
        except (ValueError, RecursionError) as error:  # also of endless numbers and of nesting
            raise _no_toml(origin, written, str(error)) from error
        self._written = written
        self._problems: list[tuple[KeyPath, Text]] = []

    def peek(self, *path: str | int) -> Any:
        """Return what stands at a path, whatever it is; None, which TOML has not, for nothing."""
        try:
            return reduce(getitem, path, self._data)
        except (KeyError, IndexError, TypeError):
            return None

    def read(self, kind: Kind, *path: str | int) -> Any:
        """Return what stands at a path; None, and a problem, where it is missing or of no use."""
        value = self.peek(*path)
        if value is None:
            self.object(text("the key is missing"), *path)
            return None
        if not kind.accepts(value):
            self.object(
                text("it is {value}, but must be {kind}", value=_shown(value), kind=kind.words),
                *path,
            )
            return None
        return kind.make(value)

    def read_if(self, kind: Kind, default: Any, *path: str | int) -> Any:
        """Return what stands at a path, or a default where nothing does."""
        return self.read(kind, *path) if path[-1] in self.keys(*path[:-1]) else default

    def keys(self, *path: str | int) -> tuple[str, ...]:
        """Return the keys of a table; none where there is no table."""
        table = self.peek(*path)
        return tuple(table) if isinstance(table, dict) else ()

    def count(self, *path: str | int) -> int:
        """Return how many tables there are in an array; none where there is no array."""
        array = self.peek(*path)
        return len(array) if isinstance(array, list) else 0

    def know(self, known: Iterable[str], *path: str | int) -> None:
        """Object to the keys of a table that nobody knows."""
        options = tuple(known)
        for key in self.keys(*path):
            if key not in options:
                near = closest(key, options, 1) or options
                self.object(
                    text("there is no such key; did you mean {nearest}?", nearest=near), *path, key
                )

    def object(self, problem: Text, *path: str | int) -> None:
        """Remember what is wrong at a path."""
        self._problems.append((path, problem))

    def close(self) -> None:
        """Raise all that is wrong, in the order of the lines.

        Raises
        ------
        InvalidInputError
            If anything is; each problem names its line and key.
        """
        if not self._problems:
            return
        lines = lines_of(self._written)
        told = sorted(
            ((line_of(lines, path), path, problem) for path, problem in self._problems),
            key=lambda found: found[0],
        )
        raise InvalidInputError(
            text("{file} is not a valid norm.", file=self._origin),
            details=tuple(
                text("line {line}, {key}: {problem}", line=line, key=_name(path), problem=problem)
                for line, path, problem in told
            ),
        )


def _shown(value: Any) -> str:
    try:
        return repr(value)
    except ValueError:  # Python does not write out a number of so many digits
        return "…"


def _name(path: KeyPath) -> str:
    """Return the keys of a path; the line tells which table of an array it is in."""
    return ".".join(step for step in path if isinstance(step, str))


def _no_toml(origin: str, written: str, reason: str) -> InvalidInputError:
    place = re.search(r"line ([0-9]+), column ([0-9]+)", reason)
    *_, last = written.split("\n")
    end = written.count("\n") + 1, len(last) + 1
    line, column = map(int, place.groups()) if place else end
    return InvalidInputError(
        text(
            "{file} is not TOML: line {line}, column {column} ({reason}).",
            file=origin,
            line=line,
            column=column,
            reason=reason.partition(" (at ")[0],
        ),
        text("Correct the line; texts stand in quotes."),
    )

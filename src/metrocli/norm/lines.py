"""On which line of a TOML text each key stands."""

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

KeyPath: TypeAlias = tuple[str | int, ...]
"""Keys from the top of a document; tables of an array by their position."""


def lines_of(content: str) -> dict[KeyPath, int]:
    """Return the line, from 1, on which each table and key of a TOML text begins.

    Parameters
    ----------
    content : str
        A text that is TOML as a whole.
    """
    lines: dict[KeyPath, int] = {}
    counted: Counter[KeyPath] = Counter()
    table: KeyPath = ()
    for line, statement in _statements(content):
        keys = list(_keys(statement))
        if _is_header(statement):
            (*_, named) = keys
            table = _place(named, counted, entered=_is_entry(statement))
            keys = [()]
        for key in keys:
            lines.setdefault((*table, *key), line)
    return lines


def line_of(lines: Mapping[KeyPath, int], path: KeyPath) -> int:
    """Return the line of a key; of one that is not there, that of the table it should be in."""
    return next(
        (lines[path[:depth]] for depth in range(len(path), 0, -1) if path[:depth] in lines), 1
    )


def _statements(content: str) -> Iterator[tuple[int, str]]:
    """Yield headers and assignments with the line they begin on.

    No beginning of a statement is TOML by itself, so that lines are taken together until they are.
    """
    begun: list[str] = []
    first = 1
    for number, line in enumerate(content.split("\n"), start=1):
        if not begun:
            first = number
        begun.append(f"{line}\n")
        statement = "".join(begun)
        try:
            told = bool(tomllib.loads(statement))
        except ValueError:
            continue
        if told:
            yield first, statement
        begun = []


def _is_header(statement: str) -> bool:
    return statement.lstrip().startswith("[")


def _is_entry(statement: str) -> bool:
    return statement.lstrip().startswith("[[")


def _keys(statement: str) -> Iterator[KeyPath]:
    """Yield the paths of a statement, outermost first."""

    def within(value: Any, path: KeyPath) -> Iterator[KeyPath]:
        if path:
            yield path
        if isinstance(value, dict):
            for key, inner in value.items():
                yield from within(inner, (*path, key))

    document = tomllib.loads(statement)
    if _is_header(statement):
        document = _unlisted(document)
    return within(document, ())


def _unlisted(document: Any) -> Any:
    """Return the tables that a header names, without the array that the last of them may be in."""
    if isinstance(document, list):
        return {}
    return {key: _unlisted(value) for key, value in document.items()}


def _place(named: KeyPath, counted: Counter[KeyPath], *, entered: bool) -> KeyPath:
    """Return where a header leads: into the last of the tables of each array that it names."""
    place: KeyPath = ()
    for position, key in enumerate(named):
        place = (*place, key)
        if entered and position == len(named) - 1:
            counted[place] += 1
        if counted[place]:
            place = (*place, counted[place] - 1)
    return place

"""The JSON Schemas of results: package data, each printed with all the definitions it uses."""

import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

from metrocli.errors import UsageError
from metrocli.nearest import suggestion
from metrocli.text import text

DIALECT = "https://json-schema.org/draft/2020-12/schema"

DEFINITIONS = "definitions"
"""The file of what schemas share."""


def schema_names() -> tuple[str, ...]:
    """Return the names of the schemas, sorted."""
    names = (entry.name.removesuffix(".json") for entry in _folder().iterdir())
    return tuple(sorted(name for name in names if name != DEFINITIONS))


def schema(name: str) -> dict[str, Any]:
    """Return a schema that needs no other file.

    Raises
    ------
    UsageError
        If there is none of that name.
    """
    names = schema_names()
    if name not in names:
        raise UsageError(text("There is no schema {name}.", name=name), suggestion(name, names))
    own, shared = _read(name), _read(DEFINITIONS)
    used = _used(own, shared)
    definitions = {key: value for key, value in shared.items() if key in used}
    return {"$schema": DIALECT, "$id": f"urn:metro:schema:{name}", **own, "$defs": definitions}


def _folder() -> Any:
    return files("metrocli.report") / "schemas"


def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((_folder() / f"{name}.json").read_text(encoding="utf-8"))
    return content


def _used(part: Any, shared: Mapping[str, Any]) -> set[str]:
    """Return the names of the definitions that a part of a schema needs, and those they need."""
    found: set[str] = set()
    waiting = list(_references(part))
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _references(shared[name])
    return found


def _references(part: Any) -> Iterator[str]:
    match part:
        case {"$ref": str(target)}:
            yield target.removeprefix("#/$defs/")
        case dict():
            for value in part.values():
                yield from _references(value)
        case list():
            for value in part:
                yield from _references(value)

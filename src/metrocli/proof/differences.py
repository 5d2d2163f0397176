"""What differs between two documents of results, figure by figure."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

_ABSENT = object()
"""What stands for a value that one of two documents lacks."""

KEYS = ("id", "code", "role")
"""What the things in a list are told apart by, where they have it."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that is not what it was.

    Parameters
    ----------
    area, criterion : str, optional
        Their ids; None of what is said of no area, or of the area as a whole.
    figure : str
        Its keys with points between them: "population.continuum".
    then, now : object
        As values of JSON; None where it is not there.
    """

    area: str | None
    criterion: str | None
    figure: str
    then: Any
    now: Any


def differences(then: Any, now: Any) -> tuple[Difference, ...]:
    """Return what differs between two documents, in the order of the first one.

    Parameters
    ----------
    then, now : object
        Values of JSON. Things in a list are matched by their id, code or role, whatever their
        order; those that have none, by position.
    """
    return tuple(_differences(_Place(), then, now))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in a document one is."""

    area: str | None = None
    criterion: str | None = None
    keys: tuple[str, ...] = ()

    def under(self, key: str) -> "_Place":
        return replace(self, keys=(*self.keys, key))

    def at(self, id: str) -> "_Place":
        """Return the place of one of several things that are told apart by an id."""
        match self.keys:
            case ["areas"]:
                return _Place(area=id)
            case ["criteria"] if self.area is not None:
                return _Place(self.area, id)
        return self.under(id)


def _differences(place: _Place, then: Any, now: Any) -> Iterator[Difference]:
    if _plain_object(then) and _plain_object(now):
        for key in _keys(then, now):
            yield from _differences(place.under(key), then.get(key, _ABSENT), now.get(key, _ABSENT))
        return
    if _list(then) and _list(now):
        before, after = _by_id(then), _by_id(now)
        for id in _keys(before, after):
            yield from _differences(place.at(id), before.get(id, _ABSENT), after.get(id, _ABSENT))
        return
    if _signs(then) != _signs(now):
        figure = ".".join(place.keys)
        yield Difference(place.area, place.criterion, figure, _short(then), _short(now))


def _by_id(things: Sequence[Any]) -> Mapping[str, Any]:
    """Return the things of a list by what tells them apart, else by their position from 1."""
    for key in KEYS:
        ids = [str(thing[key]) for thing in things if _plain_object(thing) and key in thing]
        if ids and len(set(ids)) == len(things):
            return dict(zip(ids, things, strict=True))
    return {str(position): thing for position, thing in enumerate(things, 1)}


def _keys(then: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*then, *now)))


def _signs(value: Any) -> str | None:
    """Return a value as a file has it: 1, 1.0 and true are three, though Python calls them one."""
    return None if value is _ABSENT else json.dumps(value)


def _short(value: Any) -> Any:
    """Return a value as it can stand in a line; of a whole area or criterion, its verdict."""
    if value is _ABSENT:
        return None
    if _plain_object(value):
        return value.get("verdict", "…")
    return "…" if _list(value) else value


def _plain_object(value: Any) -> bool:
    return isinstance(value, Mapping)


def _list(value: Any) -> bool:
    return isinstance(value, list)

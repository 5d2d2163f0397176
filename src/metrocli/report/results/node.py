"""A value of a JSON document that knows where it stands, so that an error can say so."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from metrocli.errors import InvalidInputError
from metrocli.text import Text, text

EnumT = TypeVar("EnumT", bound=StrEnum)

REMEDY = text("Give a result of “metro check” or “metro propose” in --format json, as written.")


@dataclass(frozen=True, slots=True)
class Node:
    """A value and its place.

    Parameters
    ----------
    value : object
        As JSON gives it.
    file : str
        The file it was read from.
    place : str
        From the top of the document ("areas[0].members"); "" is the whole.
    """

    value: Any
    file: str
    place: str = ""

    def __getitem__(self, key: str) -> "Node":
        """Return what stands under a key of an object.

        Raises
        ------
        InvalidInputError
            If this is no object, or has no such key.
        """
        if key not in self.fields:
            raise self.wrong(text("it lacks the key {key}", key=repr(key)))
        return Node(self.value[key], self.file, f"{self.place}.{key}" if self.place else key)

    def get(self, key: str) -> "Node | None":
        """Return what stands under a key of an object; None if nothing does, or null."""
        return self[key] if self.fields.get(key) is not None else None

    def __iter__(self) -> Iterator["Node"]:
        """Yield the items of a list."""
        if not isinstance(self.value, list):
            raise self.wrong(text("it is no list"))
        for position, item in enumerate(self.value):
            yield Node(item, self.file, f"{self.place}[{position}]")

    @property
    def fields(self) -> dict[str, Any]:
        """The object that this is."""
        if not isinstance(self.value, dict):
            raise self.wrong(text("it is no object"))
        return self.value

    @property
    def string(self) -> str:
        """The text that this is."""
        if not isinstance(self.value, str):
            raise self.wrong(text("it is no text"))
        return self.value

    @property
    def flag(self) -> bool:
        """The truth value that this is."""
        if not isinstance(self.value, bool):
            raise self.wrong(text("it is neither true nor false"))
        return self.value

    @property
    def number(self) -> float:
        """The number that this is."""
        match self.value:
            case bool():
                pass
            case int() | float() as number if math.isfinite(number):
                return number
        raise self.wrong(text("it is no number"))

    @property
    def figure(self) -> float | str:
        """The number or the choice that this is."""
        return self.value if isinstance(self.value, str) else self.number

    def one_of(self, kind: type[EnumT]) -> EnumT:
        """Return the value of a kind that this is."""
        if self.value not in list(kind):
            raise self.wrong(
                text("{value} is none of {known}", value=repr(self.value), known=list(kind))
            )
        return kind(self.value)

    def wrong(self, what: Text) -> InvalidInputError:
        """Return the error that says what is wrong here."""
        if not self.place:
            return InvalidInputError(text("{file}: {what}", file=self.file, what=what), REMEDY)
        return InvalidInputError(
            text("{file}, {place}: {what}", file=self.file, place=self.place, what=what), REMEDY
        )

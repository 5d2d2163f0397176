"""Texts that are written once in English and shown in the reader's language."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from string import Formatter
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True)
class Text:
    """A message template and its values, translated only when somebody reads it.

    Parameters
    ----------
    template : str
        English text with ``str.format`` fields; it is the key of the catalogue.
    values : tuple of (str, object)
        The fields. A value may itself be a `Text`, or a sequence of them.
    plural : str
        What stands in place of the template unless the field `count` is one; "" where nothing is
        counted.
    """

    template: str
    values: tuple[tuple[str, Any], ...] = ()
    plural: str = ""

    @property
    def count(self) -> int:
        """How many things a text with a plural speaks of."""
        number: float = dict(self.values)["count"]
        return round(number)

    @property
    def english(self) -> str:
        """The template of the number that the text speaks of."""
        return self.plural if self.plural and self.count != 1 else self.template

    def __str__(self) -> str:
        """Return the text in English."""
        return self.render()

    def replacing(self, old: str, new: str) -> "Text":
        """Return the text with another value wherever a value is exactly `old`."""

        def change(value: Any) -> Any:
            if isinstance(value, Text):
                return value.replacing(old, new)
            return new if value == old else value

        values = tuple((key, change(value)) for key, value in self.values)
        return replace(self, values=values)

    def render(
        self,
        translate: "Translate | None" = None,
        number: Callable[[str], str] = str,
        day: Callable[[date], str] = date.isoformat,
    ) -> str:
        """Return the text in a language.

        Parameters
        ----------
        translate : callable, optional
            From a text to its template in that language; without it, the English one.
        number : callable
            From a number as Python formats it ("1,234.5") to that language's form.
        day : callable
            From a day to that language's form.
        """
        template = self.english if translate is None else translate(self)
        return _Fields(translate, number, day).vformat(template, (), dict(self.values))


Translate: TypeAlias = Callable[[Text], str]
"""From a text to its template in a language."""


class _Fields(Formatter):
    """`str.format` whose numbers, days, nested texts and lists follow a language."""

    def __init__(
        self,
        translate: Translate | None,
        number: Callable[[str], str],
        day: Callable[[date], str],
    ) -> None:
        self._translate = translate
        self._number = number
        self._day = day

    def format_field(self, value: Any, format_spec: str) -> str:
        match value:
            case Text():
                return value.render(self._translate, self._number, self._day)
            case bool() | str():
                return format(value, format_spec)
            case int() | float():
                return self._number(format(value, format_spec))
            case date():
                return self._day(value)
            case Sequence():
                return ", ".join(self.format_field(item, format_spec) for item in value)
        return format(value, format_spec)


def text(template: str, /, **values: Any) -> Text:
    """Return a `Text`; the catalogue is extracted from the calls of this function."""
    return Text(template, tuple(values.items()))


def plural(one: str, many: str, /, *, count: float, **values: Any) -> Text:
    """Return a `Text` in the singular or the plural, as its field `count` is one or not.

    The catalogue is extracted from the calls of this function too.
    """
    return Text(one, (("count", count), *values.items()), many)

"""Texts that are written once in English and shown in the reader's language."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from string import Formatter
from typing import Any


@dataclass(frozen=True, slots=True)
class Text:
    """A message template and its values, translated only when somebody reads it.

    Parameters
    ----------
    template : str
        English text with ``str.format`` fields; it is the key of the catalogue.
    values : tuple of (str, object)
        The fields. A value may itself be a `Text`, or a sequence of them.
    """

    template: str
    values: tuple[tuple[str, Any], ...] = ()

    def __str__(self) -> str:
        """Return the text in English."""
        return self.render()

    def replacing(self, old: str, new: str) -> "Text":
        """Return the text with another value wherever a value is exactly `old`."""

        def change(value: Any) -> Any:
            if isinstance(value, Text):
                return value.replacing(old, new)
            return new if value == old else value

        return Text(self.template, tuple((key, change(value)) for key, value in self.values))

    def render(
        self,
        translate: Callable[[str], str] = str,
        number: Callable[[str], str] = str,
    ) -> str:
        """Return the text in a language.

        Parameters
        ----------
        translate : callable
            From an English template to the template of that language.
        number : callable
            From a number as Python formats it ("1,234.5") to that language's form.
        """
        fields = _Fields(translate, number)
        return fields.vformat(translate(self.template), (), dict(self.values))


class _Fields(Formatter):
    """`str.format` whose numbers, nested texts and lists follow a language."""

    def __init__(self, translate: Callable[[str], str], number: Callable[[str], str]) -> None:
        self._translate = translate
        self._number = number

    def format_field(self, value: Any, format_spec: str) -> str:
        match value:
            case Text():
                return value.render(self._translate, self._number)
            case bool() | str():
                return format(value, format_spec)
            case int() | float():
                return self._number(format(value, format_spec))
            case Mapping():
                return str(value)
            case Sequence():
                return ", ".join(self.format_field(item, format_spec) for item in value)
        return format(value, format_spec)


def text(template: str, /, **values: Any) -> Text:
    """Return a `Text`; the catalogue is extracted from the calls of this function."""
    return Text(template, tuple(values.items()))

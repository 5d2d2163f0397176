"""The reader's language: texts from the gettext catalogue, and numbers written its way."""

import gettext
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from metrocli.text import Text

DOMAIN = "metro"
"""Name of the catalogue."""

LOCALES = Path(__file__).parents[1] / "locale"
"""Folder of the catalogues: Spanish for templates, English for texts of files in Spanish."""

CODES = ("es", "en")
"""The languages there are, the default one first."""

VARIABLE = "METRO_LANG"
"""Environment variable that chooses the language."""

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""Characters that would break a line, turn it round, or give orders to a terminal; or are none."""

_SPANISH_SIGNS = str.maketrans({",": ".", ".": ",", "%": "\N{NO-BREAK SPACE}%"})


def N_(template: str) -> str:  # noqa: N802 - gettext's own name for it
    """Return a template as it is; the call marks it for the catalogue."""
    return template


@dataclass(frozen=True, slots=True)
class Language:
    """One of the languages that results are written in.

    Parameters
    ----------
    code : str
        "es" or "en".
    """

    code: str

    def template_of(self, message: Text) -> str:
        """Return the template of this language for a message, by its number if it has one."""
        if not message.template:
            return ""  # to gettext it is the key of the header
        catalogue = _catalogue(self.code)
        if message.plural:
            return catalogue.ngettext(message.template, message.plural, message.count)
        return catalogue.gettext(message.template)

    def number(self, formatted: str) -> str:
        """Return a number that Python formatted ("1,234.5") in this language ("1.234,5")."""
        return formatted.translate(_SPANISH_SIGNS) if self.code == "es" else formatted

    def day(self, day: date) -> str:
        """Return a day in this language: 15-11-2026; in English as ISO 8601 has it, 2026-11-15."""
        return format(day, "%d-%m-%Y") if self.code == "es" else day.isoformat()

    def say(self, message: Text) -> str:
        """Return a message in this language."""
        return message.render(self.template_of, self.number, self.day)

    def line(self, message: Text) -> str:
        """Return a message in one line that is safe on any terminal, whatever its values hold."""
        return _CONTROLS.sub(lambda found: ascii(found[0])[1:-1], self.say(message))

    def figure(self, value: float | None, spec: str) -> str:
        """Return a value by a format specification, or a dash where it is unknown."""
        return "–" if value is None else self.number(format(value, spec))


def chosen_language(arguments: Sequence[str], environment: Mapping[str, Any]) -> Language:
    """Return the language of a command line.

    It is looked up before the arguments are parsed, so that help and errors of parsing speak it
    too; a value that is not a language is left to the parser to refuse.

    Parameters
    ----------
    arguments : sequence of str
        Of the command line; ``--lang CODE`` or ``--lang=CODE`` wins.
    environment : mapping
        ``METRO_LANG`` comes next; Spanish is the default.
    """
    given = [environment.get(VARIABLE, "")]
    for argument, following in pairwise([*arguments, ""]):
        name, equals, value = argument.partition("=")
        if name == "--lang":
            given.append(value if equals else following)
    known = [code for code in given if code in CODES]
    return Language(known[-1] if known else CODES[0])


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, LOCALES, languages=[code], fallback=True)

"""Keep the catalogues in step: the Spanish one with the code, the English one with the data.

    python scripts/catalogue.py

extracts every template marked with `text`, `plural`, `_`, `N_` or `NN_`, merges them into metro.po
(new ones are left empty, those that went away are dropped) and compiles metro.mo. The templates
are English, so that is the Spanish catalogue. The norms, the law and the list of data sets are
written in Spanish, and what they say to people goes into the English one in the same way. It ends
with 1 and a list while something is not translated.
"""

import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

REPOSITORY = Path(__file__).parents[1]
PACKAGE = REPOSITORY / "src" / "metrocli"

KEYWORDS = {"text": None, "_": None, "N_": None, "NN_": (1, 2), "plural": (1, 2)}
"""What marks a template; `NN_` and `plural` mark a singular and a plural."""

DATA = (
    *sorted((PACKAGE / "norm" / "data").glob("*.toml")),
    PACKAGE / "procedure" / "data" / "ley-19175.toml",
    PACKAGE / "download" / "catalogue.toml",
)
"""The files that are written in Spanish."""

SAID = frozenset({"title", "note", "source", "basis", "licence"})
"""Their keys whose texts people read; a citation stays in the language of its source."""


@dataclass(frozen=True)
class Language:
    """A language with a catalogue.

    Parameters
    ----------
    code : str
        As in the name of its folder.
    extracted : callable
        Returns the texts that it must have, without translations.
    """

    code: str
    extracted: Callable[[], Catalog]

    @property
    def po(self) -> Path:
        """Where its translations are written."""
        return PACKAGE / "locale" / self.code / "LC_MESSAGES" / "metro.po"

    @property
    def mo(self) -> Path:
        """What the program reads."""
        return self.po.with_suffix(".mo")

    def translated(self) -> Catalog:
        """Return the catalogue as it is kept."""
        with self.po.open("rb") as file:
            return read_po(file, locale=self.code)

    def update(self) -> list[str]:
        """Bring the catalogue up to date and return what is still to be translated."""
        catalogue = self.translated()
        catalogue.update(self.extracted(), no_fuzzy_matching=True, update_creation_date=False)
        with self.po.open("wb") as file:
            write_po(file, catalogue, width=100, sort_output=True, ignore_obsolete=True)
        with self.mo.open("wb") as file:
            write_mo(file, catalogue)
        return untranslated(catalogue)


def templates() -> Catalog:
    """Return the templates of the code."""
    found = extract_from_dir(PACKAGE, method_map=[("**.py", "python")], keywords=KEYWORDS)
    wanted = (template for _file, _line, template, _comments, _context in found)
    return _catalogue(item for item in wanted if isinstance(item, tuple) or _has_words(item))


def data_texts() -> Catalog:
    """Return what the files in Spanish say to people; braces are doubled, as in a template."""
    said = (text for path in DATA for text in _said(tomllib.loads(path.read_text("utf-8"))))
    return _catalogue(text.replace("{", "{{").replace("}", "}}") for text in said)


LANGUAGES = (Language("es", templates), Language("en", data_texts))


def untranslated(catalogue: Catalog) -> list[str]:
    """Return the templates without a translation that can be relied on."""
    return [
        str(message.id)
        for message in catalogue
        if message.id and (message.fuzzy or not all(_forms(message.string)))
    ]


def _catalogue(texts: Iterable[str | tuple[str, ...]]) -> Catalog:
    catalogue = Catalog(project="metro", charset="utf-8")
    for text in texts:
        catalogue.add(text)
    return catalogue


def _said(part: Any) -> Iterator[str]:
    """Return the texts of a part of a file that people read."""
    match part:
        case dict():
            for key, value in part.items():
                if key in SAID and isinstance(value, str) and value:
                    yield value
                else:
                    yield from _said(value)
        case list():
            for value in part:
                yield from _said(value)


def _has_words(template: str) -> bool:
    """Return whether anything but fields and signs is in a template."""
    return any(
        character.isalpha()
        for literal, *_field in Formatter().parse(template)
        for character in literal
    )


def _forms(string: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string or ("",))


if __name__ == "__main__":
    missing = [template for language in LANGUAGES for template in language.update()]
    print(*(f"not translated: {template}" for template in missing), sep="\n")
    sys.exit(bool(missing))

"""Keep the Spanish catalogue in step with the templates in the code.

    python scripts/catalogue.py

extracts every template marked with `text`, `plural`, `_`, `N_` or `NN_`, merges them into metro.po
(new ones are left empty, those that went away are dropped) and compiles metro.mo. It ends with 1
and a list while something is not translated.
"""

import sys
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

REPOSITORY = Path(__file__).parents[1]
PACKAGE = REPOSITORY / "src" / "metrocli"
PO = PACKAGE / "locale" / "es" / "LC_MESSAGES" / "metro.po"
MO = PO.with_suffix(".mo")

KEYWORDS = {"text": None, "_": None, "N_": None, "NN_": (1, 2), "plural": (1, 2)}
"""What marks a template; `NN_` and `plural` mark a singular and a plural."""


def extracted() -> Catalog:
    """Return the templates of the code, without translations."""
    catalogue = Catalog(project="metro", charset="utf-8")
    found = extract_from_dir(PACKAGE, method_map=[("**.py", "python")], keywords=KEYWORDS)
    for _file, _line, template, _comments, _context in found:
        if isinstance(template, tuple) or _has_words(template):
            catalogue.add(template)
    return catalogue


def translated() -> Catalog:
    """Return the catalogue as it is kept."""
    with PO.open("rb") as file:
        return read_po(file, locale="es")


def untranslated(catalogue: Catalog) -> list[str]:
    """Return the templates without a translation that can be relied on."""
    return [
        str(message.id)
        for message in catalogue
        if message.id and (message.fuzzy or not all(_forms(message.string)))
    ]


def update() -> list[str]:
    """Bring metro.po and metro.mo up to date and return what is still to be translated."""
    catalogue = translated()
    catalogue.update(extracted(), no_fuzzy_matching=True, update_creation_date=False)
    with PO.open("wb") as file:
        write_po(file, catalogue, width=100, sort_output=True, ignore_obsolete=True)
    with MO.open("wb") as file:
        write_mo(file, catalogue)
    return untranslated(catalogue)


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
    missing = update()
    print(*(f"not translated: {template}" for template in missing), sep="\n")
    sys.exit(bool(missing))

"""The communes of an area, which people write by their codes or by their names."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache

from metrocli.errors import InvalidInputError, MissingInputError
from metrocli.model import Code, Commune, Notice, Severity
from metrocli.nearest import closest, folded
from metrocli.study import national
from metrocli.study.codes import current_code, mend_code
from metrocli.text import Text, text

_ARTICLE = re.compile(r"^\s*(el|la|los|las)\s+", re.IGNORECASE)

SHOWN = 5
"""How many communes a message proposes."""

PART = 3
"""Letters from which a word may be a part of the name that was meant."""


def read_members(
    written: Sequence[str], communes: Mapping[Code, Commune], place: Text
) -> tuple[tuple[Code, ...], tuple[Notice, ...]]:
    """Return the communes of an area by their codes.

    Parameters
    ----------
    written : sequence of str
        Codes or names as the study or an option gives them. A name is known without its accents,
        capitals, blanks and, where that leaves one commune, its article: "calera", "La Calera".
    communes : mapping of str to Commune
        Those that exist in the study.
    place : Text
        Where they are written, for messages.

    Returns
    -------
    members : tuple of str
        CUTs, sorted.
    notices : tuple of Notice
        "codes-mended", "codes-translated" or "names-read" for each that was.

    Raises
    ------
    MissingInputError
        If no such commune is in the study; it names the nearest.
    InvalidInputError
        If a name may be several communes, or a commune is given twice.
    """
    members: list[Code] = []
    notices: list[Notice] = []
    for word, found in zip(written, _meanings(written, communes), strict=True):
        code = _the_one(word, found, communes, place)
        if code in members:
            raise InvalidInputError(
                text("{place}: commune {code} is given more than once", place=place, code=code),
                text("Leave it once."),
            )
        members.append(code)
        if code != word:
            notices.append(_told(word, communes[code], place))
    return tuple(sorted(members)), tuple(notices)


def codes_of(written: Collection[str], communes: Mapping[Code, Commune]) -> set[Code]:
    """Return the codes that words stand for; a word that may be several communes adds them all."""
    return {code for found in _meanings(written, communes) for code in found}


def _meanings(written: Collection[str], communes: Mapping[Code, Commune]) -> list[tuple[Code, ...]]:
    """Return the communes of Chile or of the study that each word may stand for."""
    # A commune outside the study has a claim to its name: "Florida" is not La Florida.
    labels = [
        *national.names().items(),
        *((code, commune.name) for code, commune in communes.items()),
    ]
    whole, bare = _index(labels, folded), _index(labels, _without_article)
    meanings = []
    for word in written:
        mended = mend_code(word)
        if mended is not None:
            found = {current_code(mended[0])}
        else:
            found = whole.get(folded(word)) or bare.get(_without_article(word), set())
        meanings.append(tuple(sorted(found)))
    return meanings


def _index(labels: Sequence[tuple[Code, str]], key: Callable[[str], str]) -> dict[str, set[Code]]:
    found: dict[str, set[Code]] = {}
    for code, name in labels:
        found.setdefault(key(name), set()).add(code)
    found.pop("", None)
    return found


@cache
def _without_article(name: str) -> str:
    return folded(_ARTICLE.sub("", name))


def _told(word: str, commune: Commune, place: Text) -> Notice:
    mended = mend_code(word)
    if mended is None:
        message = text(
            "{place}: {word} was read as {code} {name}",
            place=place,
            word=word,
            code=commune.code,
            name=commune.name,
        )
        return Notice("names-read", message, Severity.INFO)
    if mended[0] != commune.code:
        message = text(
            "{place}: {word} is a code from before 2018 and was translated to {code}",
            place=place,
            word=word,
            code=commune.code,
        )
        return Notice("codes-translated", message)
    message = text("{place}: {word} was read as {code}", place=place, word=word, code=commune.code)
    return Notice("codes-mended", message)


def _the_one(
    word: str, found: tuple[Code, ...], communes: Mapping[Code, Commune], place: Text
) -> Code:
    if len(found) > 1:
        known = dict(national.names()) | {code: commune.name for code, commune in communes.items()}
        raise InvalidInputError(
            text("{place}: {word} may be several communes", place=place, word=word),
            text(
                "Give the code of one: {communes}.",
                communes=tuple(f"{code} {known[code]}" for code in found),
            ),
        )
    if not communes.keys() & found:
        raise MissingInputError(
            text("{place}: there is no commune {word} in the study", place=place, word=word),
            _nearest(word, communes),
        )
    return found[0]


def _nearest(word: str, communes: Mapping[Code, Commune]) -> Text:
    by_label = {
        label: commune for commune in communes.values() for label in (commune.name, commune.code)
    }
    part = folded(word)
    holding = [name for name in by_label if len(part) >= PART and part in folded(name)]
    near = dict.fromkeys(by_label[label] for label in (*holding, *closest(word, by_label)))
    if not near:
        return text("Give the code (CUT) or the name of a commune of the study.")
    return text(
        "The nearest are: {communes}.",
        communes=tuple(f"{commune.code} {commune.name}" for commune in near)[:SHOWN],
    )

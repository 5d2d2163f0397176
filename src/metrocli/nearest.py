"""What somebody probably meant: the same name in other letters, or the nearest that exists."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from metrocli.text import Text, text


@cache
def folded(name: str) -> str:
    """Return a name without accents, capitals, blanks and punctuation, to compare it by."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"\W+", "", letters.casefold())


def closest(word: str, options: Iterable[str], count: int = 3) -> tuple[str, ...]:
    """Return the options that look most like a word, without regard to case, best first."""
    from difflib import get_close_matches  # noqa: PLC0415 - for those who mistype

    by_key = {option.casefold(): option for option in options}
    return tuple(by_key[key] for key in get_close_matches(word.casefold(), by_key, count))


def suggestion(word: str, options: Iterable[str]) -> Text:
    """Return the remedy for a name that is not there: the nearest one, and all of them."""
    known = tuple(options)
    near = closest(word, known, 1)
    if near:
        return text("Did you mean {nearest}? There are: {known}.", nearest=near[0], known=known)
    return text("There are: {known}.", known=known)

"""The official list of continuous built-up areas (CCU), read from its free text."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from metrocli.model import Code, Commune

ALIASES: Final = {"LA CALERA": "CALERA"}
"""Names of the list that the population table writes otherwise."""

EXTENDS: Final = re.compile(r"SE EXTIEND[EA] (?:HACIA|A) (?P<commune>.+?)(?: POR .+)?")
EXTENDED: Final = re.compile(r"(?P<commune>.+), POR EXTEN[CS]ION DESDE .+")
ONLY: Final = re.compile(r"SOLO EL AREA DE .+")
REST: Final = re.compile(r"NO ES LA PARTE QUE CONURBA CON .+")


class Cover(StrEnum):
    """How much of a commune a CCU covers, by the words of the list."""

    WHOLE = "whole"
    PART = "part"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Ccu:
    """A row of the list.

    Parameters
    ----------
    name : str
        As the list gives it.
    covers : mapping of str to Cover
        How it covers each commune, by CUT.
    """

    name: str
    covers: Mapping[Code, Cover]

    @property
    def whole(self) -> tuple[Code, ...]:
        """The communes that it covers without reservation, sorted."""
        return self._covered(Cover.WHOLE)

    @property
    def part(self) -> tuple[Code, ...]:
        """The communes that it only reaches into, sorted."""
        return self._covered(Cover.PART)

    def _covered(self, cover: Cover) -> tuple[Code, ...]:
        return tuple(sorted(code for code, how in self.covers.items() if how is cover))


def read_ccu(path: Path, communes: Mapping[Code, Commune]) -> tuple[Ccu, ...]:
    """Read the list.

    Parameters
    ----------
    path : Path
        CSV in UTF-8 with the columns ``comunas_que_abarca`` and ``ccu_nombre``.
    communes : mapping of str to Commune
        All communes, by CUT.

    Raises
    ------
    ValueError
        If a name is no commune's, a remark is of no known kind, or two rows cover one commune.
    """
    codes = {plain(commune.name): code for code, commune in communes.items()}
    with path.open(encoding="utf-8", newline="") as file:
        rows = tuple(
            parse_ccu(row["ccu_nombre"], row["comunas_que_abarca"], codes)
            for row in csv.DictReader(file)
        )
    _refuse_two_homes(rows)
    return rows


def parse_ccu(name: str, text: str, codes: Mapping[str, Code]) -> Ccu:
    """Return the row that a name and a text of communes with remarks stand for.

    Parameters
    ----------
    name : str
        Of the CCU; where it names localities beside communes, the communes that it leaves out are
        covered by those localities only.
    text : str
        Communes apart by commas or dashes; a remark in brackets follows the one it is about.
    codes : mapping of str to str
        CUTs by `plain` name.

    Raises
    ------
    ValueError
        If a name is no commune's or a remark is of no known kind.
    """
    places = {ALIASES.get(place, place) for place in plain(name).split(" - ")}
    covers: dict[Code, Cover] = {}
    for word, remark in _items(plain(text)):
        for commune, cover in _covered(word, remark, places):
            covers[_code(commune, codes, name)] = cover
    named = {codes[place] for place in places & codes.keys()}
    if named and not places <= codes.keys():
        covers |= dict.fromkeys(covers.keys() - named, Cover.PART)
    return Ccu(name, covers)


def plain(words: str) -> str:
    """Return words in capitals, without accents, apostrophes made one, spaces made single."""
    flat = unicodedata.normalize("NFKD", words.upper().replace("’", "'"))
    return " ".join("".join(c for c in flat if not unicodedata.combining(c)).split())


def _refuse_two_homes(rows: Iterable[Ccu]) -> None:
    home: dict[Code, str] = {}
    for row in rows:
        for code in row.whole:
            if code in home:
                message = f"{code} stands whole in {home[code]} and in {row.name}"
                raise ValueError(message)
            home[code] = row.name


def _items(text: str) -> Iterator[tuple[str, str]]:
    """Yield each commune of a text and the remark after it, empty if there is none."""
    for item in re.split(r"(?:,| - )(?![^(]*\))", text.rstrip(". ")):
        word, _, remark = item.strip().partition("(")
        yield word.strip(), remark.rstrip(") ")


def _covered(word: str, remark: str, places: set[str]) -> Iterator[tuple[str, Cover]]:
    """Yield what an item and its remark say of each commune that they name."""
    if not remark:
        yield word, Cover.WHOLE
    elif extension := EXTENDS.fullmatch(remark) or EXTENDED.fullmatch(remark):
        yield word, Cover.WHOLE
        yield extension["commune"], Cover.PART
    elif REST.fullmatch(remark):
        yield word, Cover.REST
    elif ONLY.fullmatch(remark) or remark in places:
        yield word, Cover.PART
    else:
        message = f"{word}: the remark ({remark}) is of no known kind"
        raise ValueError(message)


def _code(commune: str, codes: Mapping[str, Code], name: str) -> Code:
    known = ALIASES.get(commune, commune)
    if known not in codes:
        message = f"{name}: {commune} is no commune"
        raise ValueError(message)
    return codes[known]

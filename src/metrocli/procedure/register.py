"""The register of files: what each has behind it, as its keeper writes it down."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from metrocli.errors import InvalidInputError, UsageError
from metrocli.model import Code
from metrocli.nearest import closest, suggestion
from metrocli.procedure.choices import Answer, Outcome, Proposer
from metrocli.procedure.dates import When, read_when
from metrocli.procedure.law import load_law
from metrocli.procedure.milestones import Milestone
from metrocli.procedure.sheets import CSV, parse_sheet
from metrocli.study import national
from metrocli.study.members import codes_of
from metrocli.study.toml import parse_toml, read_text
from metrocli.text import Text, text


@dataclass(frozen=True, slots=True)
class File:
    """A file (expediente): an area on its way, and what is written down of it.

    Parameters
    ----------
    id, name : str
        What it is called in the register, and by people.
    communes : tuple of str
        CUTs of the area, sorted; empty where they are not known.
    core_members : int, optional
        Members of the CORE in office.
    proposed_by : Proposer, optional
        Who put the agreement before the CORE.
    votes : int, optional
        For the agreement.
    answers : mapping of str to Answer
        Of the mayors consulted, by commune.
    outcome : Outcome, optional
        Of the CID's resolution.
    milestones : mapping of Milestone to When
        What has happened or is planned, in the usual order.
    source, note : str
        Where this is known from, and what else there is to say.
    """

    id: str
    name: str
    communes: tuple[Code, ...] = ()
    core_members: int | None = None
    proposed_by: Proposer | None = None
    votes: int | None = None
    answers: Mapping[Code, Answer] = field(default_factory=dict)
    outcome: Outcome | None = None
    milestones: Mapping[Milestone, When] = field(default_factory=dict)
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """All files, and the terms on which their deadlines are counted.

    Parameters
    ----------
    title : str
        What it is called.
    files : tuple of File
        In the order in which they are written.
    limit_from : Milestone
        The milestone that the six months run from: filed or admitted.
    term_start : date, optional
        First day of a presidential term that the law's list does not have.
    """

    title: str
    files: tuple[File, ...]
    limit_from: Milestone
    term_start: date | None = None

    def only(self, ids: Sequence[str]) -> Self:
        """Return the register of some files alone, in the order given; of all if there is none.

        Raises
        ------
        UsageError
            If there is no file of an id; it names the nearest.
        """
        return replace(self, files=tuple(map(self.file, ids))) if ids else self

    def file(self, id: str) -> File:
        """Return a file by its id.

        Raises
        ------
        UsageError
            If there is none; it names the nearest.
        """
        for file in self.files:
            if file.id == id:
                return file
        raise UsageError(
            text("there is no file {id} in the register", id=id),
            suggestion(id, [file.id for file in self.files]),
        )


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a key may hold: what it is read as (None if it is refused), and what to call it."""

    read: Callable[[Any], Any]
    words: Text


def _choice(kind: type[StrEnum], *values: str) -> _Kind:
    known = values or tuple(kind)
    return _Kind(
        lambda value: kind(value) if value in known else None,
        text("one of {known}", known=tuple(f'"{value}"' for value in known)),
    )


def _count(least: int, words: Text) -> _Kind:
    return _Kind(lambda value: value if type(value) is int and value >= least else None, words)


def _day(value: Any) -> date | None:
    return value if isinstance(value, date) and not isinstance(value, datetime) else None


_TEXT = _Kind(lambda value: value if isinstance(value, str) else None, text("text in quotes"))
_TABLE = _Kind(lambda value: value if isinstance(value, dict) else None, text("a table of keys"))
_ANSWER = _choice(Answer)
_WHEN = _Kind(read_when, text('a date, like 2026-05-15, or as text "2026-05", "2026" or "unknown"'))

_REGISTER_KEYS: Mapping[str, _Kind] = {
    "title": _TEXT,
    "limit_from": _choice(Milestone, Milestone.FILED, Milestone.ADMITTED),
    "term_start": _Kind(_day, text("a day, like 2026-03-11")),
}

FILE_KEYS: Mapping[str, _Kind] = {
    "name": _TEXT,
    "communes": _Kind(
        lambda value: (
            value
            if isinstance(value, list) and all(isinstance(item, str) for item in value)
            else None
        ),
        text('a list of texts, like ["07101", "07105"]'),
    ),
    "core_members": _count(1, text("a whole number from 1 up")),
    "proposed_by": _choice(Proposer),
    "votes": _count(0, text("a whole number from 0 up")),
    "answers": _TABLE,
    "outcome": _choice(Outcome),
    "source": _TEXT,
    "note": _TEXT,
    "milestones": _TABLE,
}
"""The keys of a file."""


def read_register(path: Path) -> Register:
    """Read a register: TOML, or CSV if its name ends so.

    Parameters
    ----------
    path : Path
        Of the file, in UTF-8.

    Raises
    ------
    MissingInputError
        If it is not there.
    UnreadableInputError
        If it is no TOML or no table; it names the line.
    InvalidInputError
        If a key is unknown or missing, or its value cannot be; it names file and key.
    """
    return parse_register(register_text(path), path)


def register_text(path: Path) -> str:
    """Return the text of a register; see `metrocli.study.toml.read_text`."""
    return read_text(
        path, text("Write one with “metro track init”, or name another with --register.")
    )


def parse_register(content: str, path: Path) -> Register:
    """Return the register that a text says; see `read_register`."""
    parse = parse_sheet if path.suffix.lower() == CSV else parse_toml
    document = parse(content, path)
    for key in document:
        if key not in {"register", "files"}:
            raise InvalidInputError(
                text("{file}: there is no section [{section}]", file=str(path), section=key),
                suggestion(key, ("register", "files.ID")),
            )
    head = _keys(document.get("register", {}), _REGISTER_KEYS, _Place(path, "[register]"))
    place = _Place(path, "[files]")
    files = _read(_TABLE, document.get("files", {}), place, "files")
    return Register(
        title=head.get("title", path.stem),
        files=tuple(_file(id, entry, _Place(path, f"[files.{id}]")) for id, entry in files.items()),
        limit_from=head.get("limit_from", load_law().limit_from),
        term_start=head.get("term_start"),
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where something stands in a register."""

    path: Path
    section: str

    def invalid(self, problem: Text, remedy: Text | None = None) -> InvalidInputError:
        """Return the error for a problem here."""
        return InvalidInputError(
            text(
                "{file}, {section}: {problem}",
                file=str(self.path),
                section=self.section,
                problem=problem,
            ),
            remedy,
        )


def _keys(entry: Any, kinds: Mapping[str, _Kind], place: _Place) -> dict[str, Any]:
    """Return the values of a section, each as its kind reads it."""
    if not isinstance(entry, dict):
        raise place.invalid(text("it must be a section with keys"))
    for key in entry:
        if key not in kinds:
            raise place.invalid(text("there is no key {key}", key=key), suggestion(key, kinds))
    return {key: _read(kinds[key], value, place, key) for key, value in entry.items()}


def _read(kind: _Kind, value: Any, place: _Place, key: str) -> Any:
    read = kind.read(value)
    if read is None:
        shown = value if isinstance(value, date) else repr(value)
        raise place.invalid(
            text("{key} is {value}, but must be {kind}", key=key, value=shown, kind=kind.words)
        )
    return read


def _file(id: str, entry: Any, place: _Place) -> File:
    read = _keys(entry, FILE_KEYS, place)
    if "name" not in read:
        raise place.invalid(text("{key} is missing", key="name"), text("Add the key."))
    file = File(
        **{
            **read,
            "id": id,
            "communes": _communes(read.get("communes", []), place),
            "answers": _answers(read.get("answers", {}), place),
            "milestones": _milestones(read.get("milestones", {}), place),
        }
    )
    _refuse_votes(file, place)
    _refuse_answers(file, place)
    return file


def _milestones(entry: Mapping[str, Any], place: _Place) -> dict[Milestone, When]:
    kinds = dict.fromkeys(map(str, Milestone), _WHEN)
    read = _keys(entry, kinds, _Place(place.path, f"{place.section[:-1]}.milestones]"))
    return {milestone: read[milestone] for milestone in Milestone if milestone in read}


def _communes(written: list[str], place: _Place) -> tuple[Code, ...]:
    codes = [_commune(word, place) for word in written]
    for code in codes:
        if codes.count(code) > 1:
            raise place.invalid(
                text("commune {code} is given more than once", code=code), text("Leave it once.")
            )
    if len({code[:2] for code in codes}) > 1:
        raise place.invalid(
            text("its communes lie in more than one region: {communes}", communes=sorted(codes)),
            text("An area is made of communes of one region (Ley 19.175, art. 104 bis)."),
        )
    return tuple(sorted(codes))


def _commune(word: str, place: _Place) -> Code:
    """Return the code of a commune, which may be written by its name."""
    known = national.names()
    found = sorted(codes_of((word,), {}) & known.keys())
    if len(found) == 1:
        return found[0]
    nearest = found or [code for code in known if known[code] in closest(word, known.values())]
    raise place.invalid(
        text("there is no one commune {word}", word=word),
        text(
            "Give the code (CUT) of one, such as: {communes}.",
            communes=tuple(f"{code} {known[code]}" for code in nearest),
        )
        if nearest
        else text("Give its code (CUT) of five digits, or its whole name."),
    )


def _answers(entry: Mapping[str, Any], place: _Place) -> dict[Code, Answer]:
    return {
        _commune(word, place): _read(_ANSWER, value, place, f"answers.{word}")
        for word, value in sorted(entry.items())
    }


def _refuse_votes(file: File, place: _Place) -> None:
    if file.votes is not None and file.core_members is not None and file.votes > file.core_members:
        raise place.invalid(
            text(
                "votes is {votes}, more than the {members} members of the CORE in office",
                votes=file.votes,
                members=file.core_members,
            ),
            text("Correct votes or core_members."),
        )


def _refuse_answers(file: File, place: _Place) -> None:
    for code in file.answers:
        if code not in file.communes:
            raise place.invalid(
                text(
                    "answers has commune {code} {name}, which is not of the area",
                    code=code,
                    name=national.names()[code],
                ),
                text("The area is made of: {communes}.", communes=file.communes),
            )

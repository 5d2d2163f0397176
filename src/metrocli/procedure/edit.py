"""Changes to a register: its text with them made, and its comments where they were."""

from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import InlineTable

from metrocli.errors import InvalidInputError, UsageError
from metrocli.procedure.dates import When
from metrocli.procedure.law import load_law
from metrocli.procedure.milestones import Milestone
from metrocli.procedure.register import parse_register
from metrocli.procedure.remarks import Remark, odd_dates
from metrocli.procedure.sheets import CSV, parse_sheet, write_sheet
from metrocli.text import text


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be written down of a file.

    Parameters
    ----------
    file : str
        Its id.
    milestones : mapping of Milestone to When
        Dates.
    keys : mapping of str to object
        Other keys of the file, as TOML has them.
    answers : mapping of str to str
        Answers of mayors, by commune, which leave those already there.
    """

    file: str
    milestones: Mapping[Milestone, When] = field(default_factory=dict)
    keys: Mapping[str, Any] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)


def add_file(content: str, path: Path, id: str, keys: Mapping[str, Any]) -> str:
    """Return the text of a register with one more file.

    Parameters
    ----------
    content : str
        Of the register.
    path : Path
        Where it is kept; its ending says whether it is TOML or CSV.
    id : str
        Of the new file.
    keys : mapping of str to object
        What is known of it, as TOML has it.

    Raises
    ------
    UsageError
        If there is a file of this id.
    InvalidInputError
        If the register, before or after, is not valid.
    """
    if any(file.id == id for file in parse_register(content, path).files):
        raise UsageError(
            text("{file}: there is a file {id} already", file=str(path), id=id),
            text("Change it with “metro track set {id}”, or choose another id.", id=id),
        )

    def add(document: MutableMapping[str, Any]) -> None:
        document.setdefault("files", tomlkit.table(is_super_table=True))[id] = dict(keys)

    return _rewritten(content, path, add)


def apply_change(content: str, path: Path, change: Change) -> str:
    """Return the text of a register with a change made.

    Parameters
    ----------
    content : str
        Of the register.
    path : Path
        Where it is kept; its ending says whether it is TOML or CSV.
    change : Change
        What is to be written.

    Raises
    ------
    UsageError
        If there is no file of its id; it names the nearest.
    InvalidInputError
        If the register, before or after, is not valid.
    """
    parse_register(content, path).file(change.file)

    def make(document: MutableMapping[str, Any]) -> None:
        entry = document["files"][change.file]
        entry.update(change.keys)
        if change.answers:
            entry.setdefault("answers", tomlkit.inline_table()).update(change.answers)
        if change.milestones:
            dates = {step.value: _plain(when) for step, when in change.milestones.items()}
            if "milestones" in entry:
                entry["milestones"].update(dates)
            else:
                entry["milestones"] = _section(dates, entry)

    return _rewritten(content, path, make)


def refuse_oddities(before: str, after: str, path: Path, id: str, today: date) -> None:
    """Make sure that a change brings in no date that is still to come or out of order.

    Parameters
    ----------
    before, after : str
        The text of the register; what was odd before does not count.
    path : Path
        Where it is kept.
    id : str
        Of the file that was changed.
    today : date
        The day of the change.

    Raises
    ------
    InvalidInputError
        It says what would be wrong.
    """
    known, found = (_oddities(content, path, id, today) for content in (before, after))
    new = [remark.message for remark in found if remark not in known]
    if new:
        raise InvalidInputError(
            text("{id}: {problems}", id=id, problems=new),
            text("Correct the date; or write it down all the same with --force."),
        )


def _oddities(content: str, path: Path, id: str, today: date) -> list[Remark]:
    return list(odd_dates(parse_register(content, path).file(id), load_law(), today))


def _rewritten(content: str, path: Path, change: Callable[[MutableMapping[str, Any]], None]) -> str:
    """Return a register's text after a change, which must leave a valid one."""
    if path.suffix.lower() == CSV:
        document = parse_sheet(content, path)
        change(document)
        written = write_sheet(document)
    else:
        kept = tomlkit.parse(content)
        change(kept)
        written = tomlkit.dumps(kept)
    parse_register(written, path)
    return written


def _section(values: Mapping[str, Any], entry: MutableMapping[str, Any]) -> Any:
    """Return values as a section with a line after it, or in one line if the file is in one."""
    if isinstance(entry, InlineTable):
        line = tomlkit.inline_table()
        line.update(values)
        return line
    section = tomlkit.table()
    section.update(values)
    return section.add(tomlkit.nl())


def _plain(when: When) -> Any:
    """Return a date as TOML has it: a date where the day is known, else a text."""
    return when.first if when.exact else when.written

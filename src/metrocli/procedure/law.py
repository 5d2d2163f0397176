"""The law of the procedure as data: deadlines, majorities, terms and the order of milestones."""

import math
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from metrocli.model import Level
from metrocli.procedure.choices import Proposer
from metrocli.procedure.dates import DAY, months_after
from metrocli.procedure.milestones import Milestone

ID = "ley-19175"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the procedure: its value, where it stands, how firm that is, what it means."""

    id: str
    value: int | str
    unit: str
    level: Level
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class MajorityRule:
    """The part of the members in office that must vote for an agreement.

    Parameters
    ----------
    id : Proposer
        Who put it before the CORE.
    share : Fraction
        Of the members in office.
    exceeded : bool
        Whether the votes must be more than the share, and not just as many.
    level, source, note
        As in `Rule`.
    """

    id: Proposer
    share: Fraction
    exceeded: bool
    level: Level
    source: str
    note: str

    def needed(self, members: int) -> int:
        """Return the least number of votes among so many members in office."""
        part = self.share * members
        return math.floor(part) + 1 if self.exceeded else math.ceil(part)


@dataclass(frozen=True, slots=True)
class Term:
    """A presidential term by its first day."""

    start: date
    level: Level
    source: str


@dataclass(frozen=True, slots=True)
class MilestoneRule:
    """What a milestone follows, and whether every file needs it.

    Parameters
    ----------
    id : Milestone
        Which.
    after : tuple of Milestone
        Those that cannot be later.
    required : bool
        Whether a file needs it.
    level, source, note
        As in `Rule`.
    """

    id: Milestone
    after: tuple[Milestone, ...]
    required: bool
    level: Level
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Law:
    """The whole procedure.

    Parameters
    ----------
    id, title : str
        What it is called.
    rules : mapping of str to Rule
        By id.
    majorities : mapping of Proposer to MajorityRule
        By who proposes.
    terms : tuple of Term
        By first day.
    milestones : mapping of Milestone to MilestoneRule
        In their usual order.
    """

    id: str
    title: str
    rules: Mapping[str, Rule]
    majorities: Mapping[Proposer, MajorityRule]
    terms: tuple[Term, ...]
    milestones: Mapping[Milestone, MilestoneRule]

    @property
    def limit_from(self) -> Milestone:
        """The milestone that the six months run from, unless a register says another."""
        return Milestone(str(self.rules["limit-from"].value))

    def window_end(self, term_start: date) -> date:
        """Return the last day on which a request may be filed in a term.

        The first day of month 25 is out.
        """
        return months_after(term_start, int(self.rules["window"].value)) - DAY

    def limit_end(self, started: date) -> date:
        """Return the last day on which a request may be answered; the day after, it is rejected."""
        return months_after(started, int(self.rules["limit"].value))

    def predecessors(self, milestone: Milestone) -> frozenset[Milestone]:
        """Return every milestone that one implies, near and far."""
        near = self.milestones[milestone].after
        return frozenset(near).union(*(self.predecessors(other) for other in near))


def term_of(day: date, starts: Iterable[date]) -> date | None:
    """Return the first day of the term that a day lies in; None before all of them."""
    return max((start for start in starts if start <= day), default=None)


@cache
def load_law() -> Law:
    """Return the procedure of Ley 19.175 that comes with the program."""
    content = (files("metrocli.procedure") / "data" / f"{ID}.toml").read_text(encoding="utf-8")
    data = tomllib.loads(content)
    steps = [_milestone(entry) for entry in data["milestones"]]
    return Law(
        id=data["id"],
        title=data["title"],
        rules={key: Rule(id=key, **_levelled(entry)) for key, entry in data["rules"].items()},
        majorities={Proposer(key): _majority(key, data["majorities"][key]) for key in Proposer},
        terms=tuple(Term(**_levelled(entry)) for entry in data["terms"]),
        milestones={step.id: step for step in steps},
    )


def _levelled(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {**entry, "level": Level(entry["level"])}


def _majority(key: str, entry: Mapping[str, Any]) -> MajorityRule:
    read = {**_levelled(entry), "share": Fraction(entry["share"])}
    return MajorityRule(id=Proposer(key), **read)


def _milestone(entry: Mapping[str, Any]) -> MilestoneRule:
    after = tuple(Milestone(id) for id in entry["after"])
    return MilestoneRule(**{**_levelled(entry), "id": Milestone(entry["id"]), "after": after})

"""Norms: sets of criteria with their parameters, each with its source, read from TOML."""

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from metrocli.errors import MissingInputError, UnreadableInputError, UsageError, refusal
from metrocli.model import (
    CommutingMeasure,
    Comparison,
    ContinuitySettings,
    Level,
    NormReference,
    Parameter,
    Reading,
)
from metrocli.nearest import suggestion
from metrocli.norm.document import Document
from metrocli.norm.parameters import CRITERIA, PARAMETERS, Kind, needed, one_of, useless
from metrocli.text import text

SHIPPED = Path(__file__).with_name("data")
"""Folder of the norms that come with the program."""

SLACK = 4e-9
"""How much more than a majority is more than it: beyond what sums of floats are forgiven."""


@dataclass(frozen=True, slots=True)
class CriterionRule:
    """A criterion as the norm states it.

    Parameters
    ----------
    id : str
        One of `CRITERIA`.
    basis : str
        The text it rests on, as lawyers cite it.
    level : Level
        How firm that text is.
    decides : bool
        Whether it takes part in the verdict without more papers.
    note : str
        What is not known of it.
    """

    id: str
    basis: str
    level: Level
    decides: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Norm:
    """A set of criteria with their parameters.

    Parameters
    ----------
    reference : NormReference
        Id, vintage, title and the hash of the TOML text.
    parameters : mapping of str to Parameter
        By id; those that its criteria need.
    criteria : tuple of CriterionRule
        In the order in which they are shown.
    """

    reference: NormReference
    parameters: Mapping[str, Parameter]
    criteria: tuple[CriterionRule, ...]

    def number(self, parameter: str) -> float:
        """Return the value of a numeric parameter."""
        return float(self.parameters[parameter].value)

    def meets(self, parameter: str, figure: float) -> bool:
        """Return whether a figure stands to a parameter as the norm wants it to."""
        comparison = self.parameters[parameter].comparison
        return comparison is not None and comparison.holds(figure, self.number(parameter))

    def exceeding(self, parameter: str) -> float | None:
        """Return what a figure must exceed to have the least that a parameter asks for.

        None where the norm does not state the parameter.
        """
        if parameter not in self.parameters:
            return None
        value = self.number(parameter)
        exact = self.parameters[parameter].comparison is Comparison.AT_LEAST
        return math.nextafter(value, -math.inf) if exact else value

    def comparison(self, criterion: str) -> Comparison:
        """Return how the figure of a criterion must stand to what is required."""
        looked_at = CRITERIA[criterion]
        stated = self.parameters[looked_at[0]].comparison if looked_at else None
        return stated or Comparison.AT_LEAST

    def rule(self, criterion: str) -> CriterionRule:
        """Return a criterion of the norm.

        Raises
        ------
        UsageError
            If the norm has no such criterion.
        """
        rules = {rule.id: rule for rule in self.criteria}
        if criterion not in rules:
            raise UsageError(
                text(
                    "The norm {norm} has no criterion {criterion}.",
                    norm=self.reference.name,
                    criterion=criterion,
                ),
                suggestion(criterion, rules),
            )
        return rules[criterion]

    @property
    def reading(self) -> Reading:
        """Which population is compared with the threshold; that of footprints if it has none."""
        stated = self.parameters.get("reading")
        return Reading.CONTINUUM if stated is None else Reading(str(stated.value))

    @property
    def commuting_measure(self) -> CommutingMeasure:
        """Which share of the trips to work is compared with the threshold."""
        return CommutingMeasure(str(self.parameters["commuting_measure"].value))

    @property
    def continuity(self) -> ContinuitySettings:
        """The parameters of continuity, as inclusive limits."""
        gap, majority = self.number("max_gap"), self.number("majority")
        if self.parameters["max_gap"].comparison is Comparison.LESS_THAN:
            gap = math.nextafter(gap, -math.inf)
        if self.parameters["majority"].comparison is Comparison.MORE_THAN:
            majority *= 1 + SLACK
        return ContinuitySettings(gap, majority, self.number("horizon"))


@dataclass(frozen=True, slots=True)
class NormList:
    """Norms to choose among."""

    norms: tuple[Norm, ...]


def norm_ids() -> list[str]:
    """Return what the norms that come with the program are called by."""
    return sorted(entry.name.removesuffix(".toml") for entry in SHIPPED.iterdir())


def load_norm(name_or_path: str) -> Norm:
    """Return a norm that comes with the program, or one's own from a TOML file.

    Parameters
    ----------
    name_or_path : str
        "ley-21074" is the newest text of that norm, "ley-21074@2018" that of a vintage; a path
        ends in ".toml".

    Raises
    ------
    MissingInputError
        If there is no such norm or file.
    UnreadableInputError
        If the file cannot be read.
    InvalidInputError
        If the file is no norm; the message names every line and key that is wrong.
    """
    shipped = norm_ids()
    if name_or_path in shipped:
        return _shipped_norm(name_or_path)
    newest, _, vintage = name_or_path.partition("@")
    if vintage and newest in shipped:
        norm = _shipped_norm(newest)
        if norm.reference.vintage == vintage:
            return norm
    if not os.path.isfile(name_or_path):  # noqa: PTH113 - Path.is_file raises if a name is too long
        raise MissingInputError(
            text("There is no norm “{norm}”.", norm=name_or_path),
            text(
                "{suggestion} Or give the path of a TOML file.",
                suggestion=suggestion(name_or_path, shipped),
            ),
        )
    try:
        content = Path(name_or_path).read_bytes()
    except OSError as error:
        raise UnreadableInputError(
            text("{file}: it cannot be read ({reason})", file=name_or_path, reason=refusal(error))
        ) from error
    return parse_norm(content, name_or_path)


def parse_norm(content: bytes, origin: str) -> Norm:
    """Return the norm that a TOML text states.

    Parameters
    ----------
    content : bytes
        UTF-8.
    origin : str
        What to call it in errors.

    Raises
    ------
    InvalidInputError
        If it is no norm.
    """
    document = Document(content, origin)
    document.know(_KEYS)
    norm = Norm(_reference(document, content), _parameters(document), _rules(document))
    document.close()
    return norm


def _shipped_norm(name: str) -> Norm:
    return parse_norm((SHIPPED / f"{name}.toml").read_bytes(), name)


# -- what a norm's TOML holds ----------------------------------------------

_TEXT = Kind(lambda value: isinstance(value, str), text("text in quotes"))
_FLAG = Kind(lambda value: isinstance(value, bool), text("true or false"))
_DATE = Kind(lambda value: type(value) is date, text("a date, as in 2018-02-15"))
_LEVEL = one_of(tuple(Level), Level)
_TABLES = Kind(
    lambda value: isinstance(value, list) and len(value) > 0 and all(map(_is_table, value)),
    text("one [[criteria]] or more"),
)

_KEYS = (
    "id",
    "title",
    "vintage",
    "binding",
    "published",
    "in_force_from",
    "note",
    "parameters",
    "criteria",
)
_PARAMETER_KEYS = ("value", "unit", "comparison", "level", "source", "note")
_CRITERION_KEYS = ("id", "basis", "level", "decides", "note")


def _is_table(value: Any) -> bool:
    return isinstance(value, dict)


def _reference(document: Document, content: bytes) -> NormReference:
    return NormReference(
        id=document.read(_TEXT, "id"),
        title=document.read(_TEXT, "title"),
        sha256=sha256(content).hexdigest(),
        vintage=document.read_if(_TEXT, "", "vintage"),
        binding=document.read_if(_FLAG, False, "binding"),
        published=document.read_if(_DATE, None, "published"),
        in_force_from=document.read_if(_DATE, None, "in_force_from"),
        note=document.read_if(_TEXT, "", "note"),
    )


def _parameters(document: Document) -> dict[str, Parameter]:
    """Return the parameters, and object to those that are missing or that nothing uses."""
    document.know(PARAMETERS, "parameters")
    criteria = _criteria_named(document)
    stated = document.keys("parameters")
    for id in useless(criteria):
        if id in stated:
            document.object(text("no criterion of this norm uses it"), "parameters", id)
    for id in needed(criteria):
        if id not in stated:
            document.object(text("the key is missing"), "parameters", id)
    return {id: _parameter(document, id) for id in PARAMETERS if id in stated}


def _criteria_named(document: Document) -> tuple[str, ...]:
    entries = range(document.count("criteria"))
    named = (document.peek("criteria", position, "id") for position in entries)
    return tuple(id for id in named if isinstance(id, str) and id in CRITERIA)


def _parameter(document: Document, id: str) -> Parameter:
    place, kind = ("parameters", id), PARAMETERS[id]
    document.know(_PARAMETER_KEYS, *place)
    usual = kind.comparisons[0] if kind.comparisons else None
    return Parameter(
        id=id,
        value=document.read(kind.value, *place, "value"),
        unit=document.read(_TEXT, *place, "unit"),
        level=document.read(_LEVEL, *place, "level"),
        source=document.read(_TEXT, *place, "source"),
        note=document.read_if(_TEXT, "", *place, "note"),
        comparison=document.read_if(
            one_of(kind.comparisons, Comparison), usual, *place, "comparison"
        ),
    )


def _rules(document: Document) -> tuple[CriterionRule, ...]:
    if document.read(_TABLES, "criteria") is None:
        return ()
    entries = range(document.count("criteria"))
    named = [document.peek("criteria", position, "id") for position in entries]
    for position, id in enumerate(named):
        if id in named[:position] and id is not None:
            document.object(text("it is there twice"), "criteria", position, "id")
    return tuple(_rule(document, position) for position in entries)


def _rule(document: Document, position: int) -> CriterionRule:
    place = "criteria", position
    document.know(_CRITERION_KEYS, *place)
    return CriterionRule(
        id=document.read(one_of(tuple(CRITERIA)), *place, "id"),
        basis=document.read(_TEXT, *place, "basis"),
        level=document.read(_LEVEL, *place, "level"),
        decides=document.read(_FLAG, *place, "decides"),
        note=document.read_if(_TEXT, "", *place, "note"),
    )

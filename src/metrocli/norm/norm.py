"""Norms: sets of criteria with their parameters, each with its source, read from TOML."""

import math
import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from hashlib import sha256
from importlib.resources import files
from operator import getitem
from pathlib import Path
from typing import Any, TypeAlias

from metrocli.errors import InvalidInputError, MissingInputError
from metrocli.model import (
    LEAST_MAJORITY,
    CommutingMeasure,
    ContinuitySettings,
    Level,
    NormReference,
    Parameter,
    Reading,
)
from metrocli.text import text

_Check: TypeAlias = Callable[[Any], bool]


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_number(value: Any) -> bool:
    # TOML knows inf and nan, and Python takes true for 1.
    kind = isinstance(value, int | float) and not isinstance(value, bool)
    return kind and math.isfinite(value) and value >= 0


def _is_count(value: Any) -> bool:
    return _is_number(value) and isinstance(value, int) and value >= 1


def _is_share(value: Any) -> bool:
    return _is_number(value) and 0 < value <= 1


def _is_majority(value: Any) -> bool:
    return _is_share(value) and value >= LEAST_MAJORITY


PARAMETERS: Mapping[str, _Check] = {
    "max_regions": _is_count,
    "min_communes": _is_count,
    "min_population": _is_number,
    "reading": list(Reading).__contains__,
    "max_gap": _is_number,
    "majority": _is_majority,
    "horizon": _is_number,
    "min_commuting": _is_share,
    "commuting_measure": list(CommutingMeasure).__contains__,
    "near_miss": _is_number,
}
"""The parameters that a norm gives, and what the value of each may be."""

CRITERIA = ("region", "communes", "continuity", "population", "shared-services", "commuting")
"""The criteria that a norm may consist of."""


@dataclass(frozen=True, slots=True)
class CriterionRule:
    """A criterion as the norm states it: where it stands, how firm that is, whether it decides."""

    id: str
    basis: str
    level: Level
    decides: bool


@dataclass(frozen=True, slots=True)
class Norm:
    """A set of criteria with their parameters.

    Parameters
    ----------
    reference : NormReference
        Id, title and the hash of the TOML text.
    parameters : mapping of str to Parameter
        By id.
    criteria : tuple of CriterionRule
        In the order in which they are shown.
    """

    reference: NormReference
    parameters: Mapping[str, Parameter]
    criteria: tuple[CriterionRule, ...]

    def number(self, parameter: str) -> float:
        """Return the value of a numeric parameter."""
        return float(self.parameters[parameter].value)

    @property
    def reading(self) -> Reading:
        """Which population is compared with the threshold."""
        return Reading(str(self.parameters["reading"].value))

    @property
    def commuting_measure(self) -> CommutingMeasure:
        """Which share of the trips to work is compared with the threshold."""
        return CommutingMeasure(str(self.parameters["commuting_measure"].value))

    @property
    def continuity(self) -> ContinuitySettings:
        """The parameters of continuity."""
        return ContinuitySettings(
            max_gap=self.number("max_gap"),
            majority=self.number("majority"),
            horizon=self.number("horizon"),
        )


def norm_ids() -> list[str]:
    """Return the ids of the norms that come with the program."""
    return sorted(entry.name.removesuffix(".toml") for entry in _shipped().iterdir())


def load_norm(id_or_path: str) -> Norm:
    """Return a norm that comes with the program, or one's own from a TOML file.

    Parameters
    ----------
    id_or_path : str
        "ley-21074", or a path that ends in ".toml".

    Raises
    ------
    MissingInputError
        If there is no such norm or file.
    InvalidInputError
        If the file is no norm; the message names the key.
    """
    if id_or_path in norm_ids():
        return parse_norm((_shipped() / f"{id_or_path}.toml").read_bytes(), id_or_path)
    path = Path(id_or_path)
    if not os.path.isfile(path):  # noqa: PTH113 - Path.is_file raises if a name is too long
        raise MissingInputError(
            text("There is no norm “{norm}”.", norm=id_or_path),
            text("Use one of: {norms}; or the path of a TOML file.", norms=norm_ids()),
        )
    return parse_norm(path.read_bytes(), id_or_path)


def parse_norm(content: bytes, origin: str) -> Norm:
    """Return the norm that a TOML text states.

    Parameters
    ----------
    content : bytes
        UTF-8.
    origin : str
        What to call it in errors.
    """
    try:
        data = tomllib.loads(content.decode())
    except (ValueError, RecursionError) as error:  # also of endless numbers and of nesting
        raise InvalidInputError(
            text("{file} is not TOML ({reason}).", file=origin, reason=str(error))
        ) from error
    try:
        return Norm(
            reference=NormReference(
                _read(_is_text, data, "id"),
                _read(_is_text, data, "title"),
                sha256(content).hexdigest(),
            ),
            parameters={key: _parameter(data, key) for key in PARAMETERS},
            criteria=_rules(data),
        )
    except KeyError as error:
        raise InvalidInputError(
            text("The norm {file} lacks the key “{key}”.", file=origin, key=error.args[0])
        ) from error
    except ValueError as error:
        raise InvalidInputError(
            text("The norm {file} is not valid: {reason}.", file=origin, reason=str(error))
        ) from error


def _shipped() -> Any:
    return files("metrocli.norm") / "data"


def _read(accepts: _Check, data: Any, *path: str | int) -> Any:
    """Return what stands at a path of keys, refusing what its check does not accept."""
    name = ".".join(str(step) for step in path)
    try:
        value = reduce(getitem, path, data)
    except (KeyError, IndexError, TypeError):
        raise KeyError(name) from None
    if not accepts(value):
        message = f"{name} = {value!r}"
        raise ValueError(message)
    return value


def _parameter(data: Any, key: str) -> Parameter:
    place = "parameters", key
    return Parameter(
        id=key,
        value=_read(PARAMETERS[key], data, *place, "value"),
        unit=_read(_is_text, data, *place, "unit"),
        level=Level(_read(list(Level).__contains__, data, *place, "level")),
        source=_read(_is_text, data, *place, "source"),
    )


def _rules(data: Any) -> tuple[CriterionRule, ...]:
    entries = _read(lambda found: isinstance(found, list) and len(found) > 0, data, "criteria")
    rules = tuple(_rule(data, position) for position in range(len(entries)))
    ids = [rule.id for rule in rules]
    if len(set(ids)) < len(ids):
        message = f"criteria = {ids}"
        raise ValueError(message)
    return rules


def _rule(data: Any, position: int) -> CriterionRule:
    place = "criteria", position
    return CriterionRule(
        id=_read(CRITERIA.__contains__, data, *place, "id"),
        basis=_read(_is_text, data, *place, "basis"),
        level=Level(_read(list(Level).__contains__, data, *place, "level")),
        decides=_read(lambda value: isinstance(value, bool), data, *place, "decides"),
    )

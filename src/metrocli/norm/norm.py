"""Norms: sets of criteria with their parameters, each with its source, read from TOML."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

from metrocli.errors import InvalidInputError, MissingInputError
from metrocli.model import ContinuitySettings, Level, NormReference, Parameter, Reading
from metrocli.text import text

PARAMETERS = {
    "max_regions": int,
    "min_communes": int,
    "min_population": float,
    "reading": str,
    "max_gap": float,
    "majority": float,
    "horizon": float,
    "min_commuting": float,
    "near_miss": float,
}
"""The parameters that a norm gives, and the type of each."""

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
    if not path.is_file():
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
        return Norm(
            reference=NormReference(data["id"], data["title"], sha256(content).hexdigest()),
            parameters={key: _parameter(key, data["parameters"][key]) for key in PARAMETERS},
            criteria=tuple(_rule(entry) for entry in data["criteria"]),
        )
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidInputError(
            text("{file} is not TOML: {reason}.", file=origin, reason=str(error))
        ) from error
    except KeyError as error:
        raise InvalidInputError(
            text("The norm {file} lacks the key “{key}”.", file=origin, key=error.args[0])
        ) from error
    except (TypeError, ValueError) as error:
        raise InvalidInputError(
            text("The norm {file} is not valid: {reason}.", file=origin, reason=str(error))
        ) from error


def _shipped() -> Any:
    return files("metrocli.norm") / "data"


def _parameter(key: str, entry: Mapping[str, Any]) -> Parameter:
    return Parameter(
        id=key,
        value=PARAMETERS[key](entry["value"]),
        unit=str(entry["unit"]),
        level=Level(entry["level"]),
        source=str(entry["source"]),
    )


def _rule(entry: Mapping[str, Any]) -> CriterionRule:
    if entry["id"] not in CRITERIA:
        message = f"criterion {entry['id']!r} is none of {', '.join(CRITERIA)}"
        raise ValueError(message)
    return CriterionRule(
        id=entry["id"],
        basis=str(entry["basis"]),
        level=Level(entry["level"]),
        decides=bool(entry["decides"]),
    )

"""The lock of a study: the hashes of its inputs, and the verdicts and figures they gave."""

import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from metrocli.errors import InvalidInputError, MissingInputError
from metrocli.proof.differences import Difference, differences
from metrocli.proof.record import has_sources, read_document
from metrocli.study.config import StudyConfig
from metrocli.text import text

LOCK_VERSION = 1
"""Raised when a key changes its meaning or goes away."""

RENEW = text("If that is right, look at what moved and renew the lock with “metro lock”.")

_AREA = (
    *("id", "name", "verdict", "pending", "population"),
    *("merge_distance_m", "touch_distance_m", "members", "criteria"),
)
_CRITERION = ("id", "verdict", "decides", "observed", "required")
_PARAMETER = ("id", "value", "comparison")


def lock_file(config: StudyConfig) -> Path:
    """Return where the lock of a study is: beside its file, metro.lock beside metro.toml.

    Raises
    ------
    MissingInputError
        If the study has no file.
    """
    if config.file is None:
        raise MissingInputError(
            text("A study without a file has no lock."),
            text("Write one with “metro init”, or name another with --study."),
        )
    return config.file.with_suffix(".lock")


def lock_of(result: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a lock keeps of the document of a check: no texts, but every figure.

    Parameters
    ----------
    result : mapping
        The JSON document of `metro check` on all areas of a study.
    """
    return {
        "lock_version": LOCK_VERSION,
        "study": result["study"],
        "norm": result["norm"],
        "parameters": [_only(_PARAMETER, parameter) for parameter in result["parameters"]],
        "inputs": result["inputs"],
        "areas": [
            _only(_AREA, area)
            | {"criteria": [_only(_CRITERION, criterion) for criterion in area["criteria"]]}
            for area in result["areas"]
        ],
    }


def _only(keys: Collection[str], thing: Mapping[str, Any]) -> dict[str, Any]:
    return {key: thing[key] for key in keys}


def written(lock: Mapping[str, Any]) -> str:
    """Return a lock as it stands in its file."""
    return json.dumps(lock, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def read_lock(path: Path) -> dict[str, Any]:
    """Read a lock.

    Raises
    ------
    MissingInputError, UnreadableInputError
        If it is not there, or is no JSON.
    InvalidInputError
        If it is no lock of this version.
    """
    remedy = text("Write it with “metro lock”.")
    lock = read_document(path, remedy)
    if lock.get("lock_version") != LOCK_VERSION or not (has_sources(lock) and _has_areas(lock)):
        raise InvalidInputError(
            text("{file}: it is no lock of this version of the program", file=str(path)), remedy
        )
    return lock


def _has_areas(lock: Mapping[str, Any]) -> bool:
    match lock:
        case {"areas": [*areas]}:
            return all(isinstance(area, dict) and "id" in area for area in areas)
    return False


def moved(
    lock: Mapping[str, Any], result: Mapping[str, Any], asked: Collection[str]
) -> tuple[Difference, ...]:
    """Return what is no longer as it was locked.

    Parameters
    ----------
    lock : mapping
        As `read_lock` returns it.
    result : mapping
        The document of a check.
    asked : collection of str
        The ids of the areas that were asked for; all if it is empty.
    """
    then = {**lock, "areas": [area for area in lock["areas"] if not asked or area["id"] in asked]}
    return differences(then, lock_of(result))

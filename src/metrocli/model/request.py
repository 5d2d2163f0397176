"""What a command was asked: enough to ask it again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Request:
    """What a command was asked, so that its result can be worked out again.

    Parameters
    ----------
    command : str
        "check", "propose", "gap" or "sweep".
    options : mapping
        What it was asked beside the study, by stable keys in English: areas, members, region.
    file : str, optional
        Name of the study's file, without its folder; None for a study of options alone.
    study : mapping
        The sections of the study as they were in force, options included, as metro.toml writes
        them. Paths are as they were given, without a root, so that they are the same everywhere.
    """

    command: str
    options: Mapping[str, Any]
    file: str | None
    study: Mapping[str, Any]

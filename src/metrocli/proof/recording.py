"""A study as a result records it: the same on every machine, and enough to read it again."""

import os
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from metrocli.model import Request
from metrocli.study.config import StudyConfig
from metrocli.study.reader import config_from
from metrocli.study.sections import NormSection, Source
from metrocli.study.writer import write_config

SectionT = TypeVar("SectionT")

NAMELESS = "metro.toml"
"""What messages call a study that had no file."""


def recorded(config: StudyConfig, command: str, options: Mapping[str, Any]) -> Request:
    """Return what a command was asked of a study.

    Parameters
    ----------
    config : StudyConfig
        As it was in force, the options of the command included.
    command : str
        Its name.
    options : mapping
        What it was asked beside the study, as values of JSON.
    """
    rootless = replace(
        config,
        study=replace(config.study, root="."),
        norm=replace(config.norm, id=_norm_as_given(config)),
    )
    return Request(
        command=command,
        options=options,
        file=None if config.file is None else config.file.name,
        study=tomllib.loads(write_config(rootless)),
    )


def restored(request: Request, folders: Sequence[Path]) -> StudyConfig:
    """Return the study that a result records.

    Parameters
    ----------
    request : Request
        As `recorded` made it.
    folders : sequence of Path
        Where its files may be now: each is taken from the first folder that has it, else sought
        in the first.

    Raises
    ------
    InputError
        If what is recorded is no study.
    """
    file = Path(request.file or NAMELESS)
    config = config_from(request.study, file)

    def place(source: Source) -> Source:
        return Source(source.given, _holding(source.given, folders))

    return replace(
        config,
        file=None if request.file is None else file,
        boundaries=_moved(config.boundaries, place),
        population=_moved(config.population, place),
        footprints=tuple(_moved(layer, place) for layer in config.footprints),
        also_built=tuple(_moved(layer, place) for layer in config.also_built),
        links=tuple(_moved(layer, place) for layer in config.links),
        barriers=tuple(_moved(layer, place) for layer in config.barriers),
        people=_moved(config.people, place),
        commuting=_moved(config.commuting, place),
        services=_moved(config.services, place),
        norm=_norm_from(config.norm, folders),
    )


def _holding(given: str, folders: Sequence[Path]) -> Path:
    path = Path(given).expanduser()
    return next((folder for folder in folders if os.path.exists(folder / path)), folders[0])  # noqa: PTH110 - Path.exists raises if a name is too long


def _moved(section: SectionT, place: Callable[[Source], Source]) -> SectionT:
    """Return a section whose files lie elsewhere; nothing where the study has no such section."""
    if not is_dataclass(section) or isinstance(section, type):
        return section
    values = {item.name: getattr(section, item.name) for item in fields(section)}
    files = {key: place(value) for key, value in values.items() if isinstance(value, Source)}
    return replace(section, **files)


def _norm_as_given(config: StudyConfig) -> str | None:
    """Return the id or file of the norm, a file as seen from the folder of the study."""
    given = config.norm.id
    if given is None or config.file is None or not _is_file(given):
        return given
    folder = config.file.parent
    path = Path(given)
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else given


def _norm_from(section: NormSection, folders: Sequence[Path]) -> NormSection:
    # The file of a norm was made to lie beside the study's, by its name alone.
    given = section.id
    if given is None or not _is_file(given):
        return section
    return replace(section, id=str(_holding(given, folders) / given))


def _is_file(norm: str) -> bool:
    """Tell whether a norm is given as a file, and not by its id."""
    return norm.endswith(".toml")

"""Files and folders that commands write: refused before the work is done, not after it."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import click

from metrocli.cli.spoken import option
from metrocli.errors import OutputError, UsageError
from metrocli.report.language import N_
from metrocli.text import text

KindT = TypeVar("KindT")

Check: TypeAlias = Callable[[Path], None]
"""Raises an error if a path is not to be written to."""


def file_option(told: str, *checks: Check) -> Callable[..., Any]:
    """Return the option of the file that a command writes, as `output`."""
    return option(
        "-o",
        "--output",
        metavar=N_("FILE"),
        required=True,
        type=click.Path(path_type=Path),
        callback=passing(*checks, require_writable),
        help=told,
    )


def folder_option(told: str, *checks: Check) -> Callable[..., Any]:
    """Return the option of the folder that a command writes, as `output`."""
    return option(
        "-o",
        "--output",
        metavar=N_("DIR"),
        required=True,
        type=click.Path(path_type=Path),
        callback=passing(*checks),
        help=told,
    )


def passing(*checks: Check) -> Callable[[click.Context, click.Parameter, Path | None], Path | None]:
    """Return a callback that lets a path pass if all checks do."""

    def call(_ctx: click.Context, _param: click.Parameter, path: Path | None) -> Path | None:
        if path is not None:
            for check in checks:
                check(path)
        return path

    return call


def require_writable(path: Path) -> None:
    """Refuse what could not be written as a file.

    Raises
    ------
    OutputError
        If its folder does not exist, or it is no file.
    """
    _require_folder_of(path, path)
    if path.exists() and not path.is_file():
        raise OutputError(
            text("{file}: it is not a file", file=str(path)),
            text("Give the name of a file as --output."),
        )


def require_makeable(folder: Path) -> None:
    """Refuse what could not be made as a folder.

    Raises
    ------
    OutputError
        If its own folder does not exist, or it is no folder.
    """
    _require_folder_of(folder.resolve(), folder)
    if folder.exists() and not folder.is_dir():
        raise OutputError(
            text("{file}: it is not a folder", file=str(folder)),
            text("Give the name of a folder as --output."),
        )


def _require_folder_of(path: Path, given: Path) -> None:
    if not path.parent.is_dir():
        raise OutputError(
            text("{file}: its folder does not exist", file=str(given)),
            text("Create the folder, or give another --output."),
        )


def by_ending(path: Path, kinds: Mapping[str, KindT]) -> KindT:
    """Return what is called for by how the name of a file ends.

    Raises
    ------
    UsageError
        If nothing is.
    """
    require_ending(path, kinds)
    return kinds[path.suffix.lower()]


def require_ending(path: Path, endings: Iterable[str]) -> None:
    """Refuse a file whose name ends in none of some ways."""
    allowed = list(endings)
    if path.suffix.lower() not in allowed:
        raise UsageError(
            text("{file}: it cannot be written as “{suffix}”.", file=path, suffix=path.suffix),
            text("Let the name end in one of: {suffixes}.", suffixes=allowed),
        )

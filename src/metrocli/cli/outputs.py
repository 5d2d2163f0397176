"""Where a command may write: what could not be written after the work is refused before it."""

from pathlib import Path

import click

from metrocli.errors import OutputError
from metrocli.text import text


def writable(_ctx: click.Context, _param: click.Parameter, path: Path | None) -> Path | None:
    """Take the name of a file, as the callback of an option.

    Raises
    ------
    OutputError
        If its folder is not there, or it is no file.
    """
    if path is not None:
        _require_parent(path, path.parent)
        if path.exists() and not path.is_file():
            raise OutputError(
                text("{file}: it is not a file", file=str(path)),
                text("Give the name of a file as --output."),
            )
    return path


def makeable(_ctx: click.Context, _param: click.Parameter, folder: Path) -> Path:
    """Take the name of a folder, as the callback of an option; see `require_makeable`."""
    require_makeable(folder)
    return folder


def require_makeable(folder: Path) -> None:
    """Refuse the name of a folder that is not there and could not be made.

    Raises
    ------
    OutputError
        If the folder that it is to be in is not there, or it is no folder.
    """
    _require_parent(folder, folder.resolve().parent)
    if folder.exists() and not folder.is_dir():
        raise OutputError(
            text("{file}: it is not a folder", file=str(folder)),
            text("Give the name of a folder as --output."),
        )


def _require_parent(path: Path, parent: Path) -> None:
    if not parent.is_dir():
        raise OutputError(
            text("{file}: its folder does not exist", file=str(path)),
            text("Create the folder, or give another --output."),
        )

"""Results on their way out: to the screen, or to a file, whole or not at all."""

import os
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from metrocli.cli.options import Delivery, Voice
from metrocli.cli.voice import language, tell
from metrocli.errors import OutputError
from metrocli.report.registry import Page, writer_of
from metrocli.text import text

if TYPE_CHECKING:
    from metrocli.report.registry import Result

ResultT = TypeVar("ResultT")

NARROWEST = 80
"""Columns below which tables are not squeezed: a terminal may scroll, figures may not go."""

FILE_WIDTH = 100
"""Columns of a file, the same on every machine."""


def deliver(result: "Result", delivery: Delivery, voice: Voice) -> None:
    """Write a result in the format and to the place that were asked for, and its notices.

    Raises
    ------
    OutputError
        If the file cannot be written.
    """
    tell(getattr(result, "notices", ()), voice)  # a norm by itself has none
    content = writer_of(delivery.format).write(result, _page(delivery, voice))
    if delivery.output is None:
        _print(content)
    else:
        write_text(delivery.output, content)


def _page(delivery: Delivery, voice: Voice) -> Page:
    to_file = delivery.output is not None
    screen = shutil.get_terminal_size(fallback=(NARROWEST, 24)).columns
    return Page(
        language=language(),
        width=FILE_WIDTH if to_file else max(screen, NARROWEST),
        colour=not to_file and sys.stdout.isatty() and not os.environ.get("NO_COLOR"),
        full=voice is Voice.VERBOSE,
    )


def _print(content: str) -> None:
    try:
        click.echo(content, nl=False)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever was reading has seen enough; the exit code still tells the verdict. Python
        # flushes stdout once more as it ends, and must find somewhere to flush it to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_text(path: Path, content: str) -> None:
    """Write a text whole or not at all; see `write_whole`."""
    write_whole(path, lambda draft: draft.write_text(content, encoding="utf-8", newline="\n"))


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Write a file whole or not at all; its folder must exist.

    Parameters
    ----------
    path : Path
        Of the file.
    write : callable
        Writes it to the path that it is given, which ends like the file's own.

    Raises
    ------
    OutputError
        If it cannot be written.
    """
    draft = path.with_name(f".{os.getpid()}-{path.name}")
    try:
        write(draft)
        draft.replace(path)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        with suppress(OSError):
            draft.unlink()


def write_folder(
    folder: Path, write: Callable[[Path], ResultT], wanted: Callable[[ResultT], bool]
) -> ResultT:
    """Write a folder whole or not at all, and return what writing it gave.

    Parameters
    ----------
    folder : Path
        Its own folder must exist. Of what it holds, only files of the same name are replaced.
    write : callable
        Fills the empty folder that it is given.
    wanted : callable
        Tells from what `write` returned whether the folder is to be had at all.

    Raises
    ------
    OutputError
        If it cannot be written.
    """
    from tempfile import TemporaryDirectory  # noqa: PLC0415 - for the few who write folders

    try:
        with TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as passing:
            draft = Path(passing) / folder.name
            draft.mkdir()
            result = write(draft)
            if wanted(result):
                _move(draft, folder)
    except OSError as error:
        raise _unwritable(folder, error) from error
    return result


def _move(draft: Path, path: Path) -> None:
    """Put a file or folder where it belongs: at once, unless a folder there holds other things."""
    if draft.is_dir() and path.is_dir() and any(path.iterdir()):
        for part in sorted(draft.iterdir()):
            _move(part, path / part.name)
    else:
        draft.replace(path)


def replace_folder(folder: Path, write: Callable[[Path], object]) -> None:
    """Write a folder whole or not at all; what stands in its place goes only once it is there.

    Parameters
    ----------
    folder : Path
        Its own folder must exist.
    write : callable
        Fills the empty folder that it is given.

    Raises
    ------
    OutputError
        If it cannot be written.
    """
    from tempfile import TemporaryDirectory  # noqa: PLC0415 - for the few who write folders

    try:
        with TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name[:40]}-") as passing:
            draft, old = Path(passing) / "new", Path(passing) / "old"
            draft.mkdir()
            write(draft)
            if folder.exists():
                folder.replace(old)
            try:
                draft.replace(folder)
            except BaseException:
                if old.exists():
                    old.replace(folder)
                raise
    except OSError as error:
        raise _unwritable(folder, error) from error


def make_folder(folder: Path) -> None:
    """Make a folder where there is none.

    Raises
    ------
    OutputError
        If it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from error


def _unwritable(path: Path, error: OSError) -> OutputError:
    return OutputError(
        text("{file}: it cannot be written ({reason})", file=str(path), reason=error.strerror),
        text("Check the permissions and the space of the folder, or choose another."),
    )

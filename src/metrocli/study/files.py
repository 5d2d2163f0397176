"""The files of a study: that they are there, and the hash that says which ones they were."""

import hashlib
import os
from pathlib import Path

from metrocli.errors import MissingInputError, UnreadableInputError
from metrocli.nearest import closest
from metrocli.text import Text, text

SHAPEFILE = (".shp", ".shx", ".dbf", ".prj", ".cpg")
"""The files that hold one shapefile together."""

GEODATABASE = ".gdb"
"""How the one kind of folder ends that is read as a layer."""


def require_file(path: Path) -> None:
    """Make sure that a file or folder is there, can be read to an end and holds something.

    Raises
    ------
    MissingInputError
        If it is not there; the remedy names the file of that folder with the nearest name.
    UnreadableInputError
        If it is an empty file, may not be read, or is a device or a pipe, which may never end;
        or a folder that is not a file geodatabase.
    """
    if not os.path.exists(path):  # noqa: PTH110 - Path.exists raises if a name is too long
        raise MissingInputError(text("{file}: there is no such file", file=str(path)), _hint(path))
    if not (path.is_file() or _is_geodatabase(path)):
        raise UnreadableInputError(
            text("{file}: it is no file", file=str(path)),
            text("Give a file that is stored on a disk."),
        )
    if not os.access(path, os.R_OK):
        raise UnreadableInputError(
            text("{file}: you may not read it", file=str(path)),
            text("Ask for the right to read it, or give a copy."),
        )
    if path.is_file() and not path.stat().st_size:
        raise UnreadableInputError(
            text("{file}: the file is empty", file=str(path)),
            text("Download or export it again."),
        )


def _is_geodatabase(path: Path) -> bool:
    """Tell whether a folder is a file geodatabase: by its ending, and with nothing but files."""
    return (
        path.is_dir()
        and path.suffix.lower() == GEODATABASE
        and all(part.is_file() for part in path.iterdir())
    )


def digest(path: Path) -> str:
    """Return the SHA-256 of a file; of a shapefile or folder, that of all its files in order."""
    parts = parts_of(path)
    if parts == [path]:
        return _digest_file(path)
    joined = hashlib.sha256()
    for part in parts:
        joined.update(f"{part.relative_to(path.parent).as_posix()} {_digest_file(part)}\n".encode())
    return joined.hexdigest()


def size_of(path: Path) -> int:
    """Return the bytes of a file; of a shapefile or folder, those of all its files."""
    return sum(part.stat().st_size for part in parts_of(path))


def _digest_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def parts_of(path: Path) -> list[Path]:
    """Return all files that hold an input together: of a shapefile or folder, several."""
    if path.is_dir():
        return sorted(part for part in path.rglob("*") if part.is_file())
    if path.suffix.lower() == ".shp":
        siblings = path.parent.glob(f"{path.stem}.*")
        return sorted(part for part in siblings if part.suffix.lower() in SHAPEFILE)
    return [path]


def _hint(path: Path) -> Text:
    if not os.path.isdir(path.parent):  # noqa: PTH112 - as above
        return text("There is no folder {folder} either.", folder=str(path.parent))
    near = nearest_to(path)
    if near:
        return text("Did you mean {nearest}?", nearest=str(near))
    return text("Check the path and the root of the study.")


def nearest_to(path: Path) -> Path | None:
    """Return the file of the same folder whose name looks most like that of one not there."""
    try:
        beside = [other.name for other in path.parent.iterdir()]
    except OSError:  # there is no such folder, or it may not be read
        return None
    near = closest(path.name, beside, 1)
    return path.with_name(near[0]) if near else None

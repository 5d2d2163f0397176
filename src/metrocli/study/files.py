"""The files of a study: that they are there, and the hash that says which ones they were."""

import hashlib
from pathlib import Path

from metrocli.errors import MissingInputError, UnreadableInputError
from metrocli.study.nearest import closest
from metrocli.text import Text, text

SHAPEFILE = (".shp", ".shx", ".dbf", ".prj", ".cpg")
"""The files that hold one shapefile together."""


def require_file(path: Path) -> None:
    """Make sure that a file or folder is there and holds something.

    Raises
    ------
    MissingInputError
        If it is not there; the remedy names the file of that folder with the nearest name.
    UnreadableInputError
        If it is an empty file.
    """
    if not path.exists():
        raise MissingInputError(text("{file}: there is no such file", file=str(path)), _hint(path))
    if path.is_file() and not path.stat().st_size:
        raise UnreadableInputError(
            text("{file}: the file is empty", file=str(path)),
            text("Download or export it again."),
        )


def digest(path: Path) -> str:
    """Return the SHA-256 of a file; of a shapefile or folder, that of all its files in order."""
    parts = _parts(path)
    if parts == [path]:
        return _digest_file(path)
    joined = hashlib.sha256()
    for part in parts:
        joined.update(f"{part.relative_to(path.parent).as_posix()} {_digest_file(part)}\n".encode())
    return joined.hexdigest()


def _digest_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _parts(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(part for part in path.rglob("*") if part.is_file())
    if path.suffix.lower() == ".shp":
        siblings = path.parent.glob(f"{path.stem}.*")
        return sorted(part for part in siblings if part.suffix.lower() in SHAPEFILE)
    return [path]


def _hint(path: Path) -> Text:
    if not path.parent.is_dir():
        return text("There is no folder {folder} either.", folder=str(path.parent))
    near = closest(path.name, (other.name for other in path.parent.iterdir()), 1)
    if near:
        return text("Did you mean {nearest}?", nearest=str(path.with_name(near[0])))
    return text("Check the path and the root of the study.")

"""Data sets of the catalogue, fetched into a folder of their own with a note of their origin."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pooch

from metrocli.download.archive import unpack
from metrocli.download.catalogue import Dataset, Use
from metrocli.download.transfer import Progress, Terms, Transfer, unwritable
from metrocli.errors import InvalidInputError, UsageError
from metrocli.text import text

PROVENANCE = "procedencia.json"
"""Beside what was fetched: where it came from, and which file it was."""

UNPACKED = "archivos"
"""The folder beside an archive for what was in it."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A data set that is here.

    Parameters
    ----------
    dataset : Dataset
        What it is.
    path : Path
        The file as its publisher sends it.
    sha256 : str
        That of the file.
    previous : str, optional
        That of the one which was fetched before, where it is another.
    uses : tuple of (Use, Path)
        The files for metro.toml; a folder where no file has the name that was expected.
    """

    dataset: Dataset
    path: Path
    sha256: str
    previous: str | None
    uses: tuple[tuple[Use, Path], ...]


def cache_folder() -> Path:
    """Return the folder for downloads that the operating system has for this program."""
    return Path(pooch.os_cache("metro"))


def fetch(dataset: Dataset, folder: Path, *, terms: Terms, progress: Progress) -> Fetched:
    """Return a data set from a folder, downloading it if it is not there as it should be.

    Parameters
    ----------
    dataset : Dataset
        Of the catalogue.
    folder : Path
        Of all downloads; each data set has a folder of its name in it.
    terms : Terms
        What the download may take.
    progress : callable
        See `metrocli.download.transfer.Progress`.

    Raises
    ------
    UsageError
        If it is not a file that can be downloaded.
    MissingInputError, UnreadableInputError, InvalidInputError, OutputError
        See `metrocli.download.transfer.Transfer` and `metrocli.download.archive.unpack`; and
        InvalidInputError if the file has not the SHA-256 of the catalogue.
    """
    path = folder / dataset.name / dataset.file
    if not path.is_file():  # nor is there one of a data set that cannot be downloaded
        return fetch_anew(dataset, folder, terms=terms, progress=progress)
    sha256 = pooch.file_hash(str(path))
    if sha256 != (dataset.sha256 or _recorded(path)):
        return fetch_anew(dataset, folder, terms=terms, progress=progress)
    if dataset.unpack and not _unpacked(path).is_dir():
        unpack(path, _unpacked(path), terms.limit)
    return Fetched(dataset, path, sha256, None, tuple(_uses(dataset, path)))


def fetch_anew(dataset: Dataset, folder: Path, *, terms: Terms, progress: Progress) -> Fetched:
    """Download a data set, whatever is there of it, and return it; see `fetch`."""
    if not dataset.url:
        raise UsageError(
            text("metro cannot download {name}: {note}", name=dataset.name, note=dataset.note),
            text("See {page}", page=dataset.page),
        )
    path = folder / dataset.name / dataset.file
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _download(dataset, path, terms, progress)
        if dataset.unpack:
            unpack(path, _unpacked(path), terms.limit)
        sha256, before = pooch.file_hash(str(path)), _recorded(path)
        _record(dataset, path, sha256)
    except OSError as error:
        raise unwritable(path, error) from error
    previous = before if before != sha256 else None
    return Fetched(dataset, path, sha256, previous, tuple(_uses(dataset, path)))


def _download(dataset: Dataset, path: Path, terms: Terms, progress: Progress) -> None:
    """Put the file of a data set in its place, once all of it is here and is the right one."""
    arriving = path.with_name(f"{path.name}.new")
    arriving.unlink(missing_ok=True)
    part = path.with_name(f"{path.name}.part")
    try:
        with _silent():
            pooch.retrieve(
                dataset.url,
                known_hash=dataset.sha256,
                fname=arriving.name,
                path=path.parent,
                downloader=Transfer(part, dataset.hosts, terms, progress),
            )
    except ValueError as error:
        raise InvalidInputError(
            text(
                "{url}: what arrived is not the file of the catalogue ({reason})",
                url=dataset.url,
                reason=str(error),
            ),
            text("Its publisher may have changed it: see {page}", page=dataset.page),
        ) from error
    arriving.replace(path)


@contextmanager
def _silent() -> Iterator[None]:
    """Keep pooch, which tells stderr of each file, from saying what is said elsewhere."""
    logger = pooch.get_logger()
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


def _unpacked(path: Path) -> Path:
    return path.with_name(UNPACKED)


def _uses(dataset: Dataset, path: Path) -> Iterator[tuple[Use, Path]]:
    """Return what each use of a data set finds among its files."""
    if not dataset.unpack:
        yield from ((use, path) for use in dataset.uses)
        return
    folder = _unpacked(path)
    names = [(found.name.lower(), found) for found in sorted(folder.rglob("*"))]
    for use in dataset.uses:
        fitting = [found for name, found in names if fnmatchcase(name, use.file.lower())]
        yield use, fitting[0] if len(fitting) == 1 else folder


def _recorded(path: Path) -> str | None:
    """Return the SHA-256 that a file had when it was fetched, if that was written down."""
    try:
        noted: Any = json.loads(path.with_name(PROVENANCE).read_bytes())
        return str(noted["sha256"])
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _record(dataset: Dataset, path: Path, sha256: str) -> None:
    """Write down where a file came from, so that a later one that differs can be told."""
    noted = {
        "name": dataset.name,
        "title": dataset.title,
        "url": dataset.url,
        "file": dataset.file,
        "bytes": path.stat().st_size,
        "sha256": sha256,
        "fetched": datetime.now(UTC).isoformat(timespec="seconds"),
        "licence": dataset.licence,
        "citation": dataset.citation,
        "page": dataset.page,
    }
    draft = path.with_name(f".{PROVENANCE}")
    content = json.dumps(noted, ensure_ascii=False, indent=2) + "\n"
    draft.write_text(content, encoding="utf-8", newline="\n")
    draft.replace(path.with_name(PROVENANCE))

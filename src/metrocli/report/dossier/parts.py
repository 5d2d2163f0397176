"""The parts of a dossier: which files it has, and who writes each of them."""

import json
from collections.abc import Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol, cast

from metrocli.errors import MissingInputError
from metrocli.progress import Stage, silent
from metrocli.report.dossier.contents import Contents
from metrocli.report.dossier.record import RECORD
from metrocli.text import text

PARTS = (
    "metrocli.report.dossier.pdf",
    "metrocli.report.dossier.word",
    "metrocli.report.dossier.excel",
    "metrocli.report.dossier.maps",
    "metrocli.report.dossier.gis",
    "metrocli.report.dossier.explore",
    "metrocli.report.dossier.record",
    "metrocli.report.dossier.readme",
)
"""The module of each part, in the order in which they are written: the last tells of the others."""

EXTRA, LIBRARIES = "dossier", ("docx", "matplotlib", "typst", "xlsxwriter")
"""The extra of the package with the libraries of the parts, and these by the names of modules."""


class Part(Protocol):
    """What a module of `PARTS` must have.

    Attributes
    ----------
    FILES : mapping of str to str
        What each of its files is, by its name: a template of the catalogue. A name that ends in
        "/" is a folder.
    """

    FILES: Mapping[str, str]

    def write(self, folder: Path, contents: Contents) -> None:
        """Write the files of the part; those that have nothing to say may be left out.

        Parameters
        ----------
        folder : Path
            It is there, and has none of these files.
        contents : Contents
            What they are made from. The same contents make the same bytes.
        """
        ...


def parts() -> Iterator[Part]:
    """Yield the parts of a dossier."""
    return (cast("Part", import_module(name)) for name in PARTS)


def files() -> dict[str, str]:
    """Return what each file of a dossier is, by its name."""
    return {name: about for part in parts() for name, about in part.FILES.items()}


def write_parts(folder: Path, contents: Contents, stage: Stage = silent) -> None:
    """Write every part of a dossier.

    Parameters
    ----------
    folder : Path
        It is there, and empty.
    contents : Contents
        What the parts are made from.
    stage : callable
        Told what is being done.
    """
    for part in parts():
        stage(text("Writing {file}", file=next(iter(part.FILES))))
        part.write(folder, contents)


def require_libraries() -> None:
    """Make sure that the libraries of the extra are there, before anything is read.

    Raises
    ------
    MissingInputError
        If one is not installed.
    """
    lacking = [name for name in LIBRARIES if find_spec(name) is None]
    if lacking:
        raise MissingInputError(
            text("A dossier needs libraries that are not installed: {names}.", names=lacking),
            text("Install them with: pip install 'metrocli[{extra}]'", extra=EXTRA),
        )


def is_dossier(folder: Path) -> bool:
    """Tell whether a folder holds a dossier, and nothing but it."""
    names = {entry.name for entry in folder.iterdir()}
    if not names <= {name.removesuffix("/") for name in files()}:
        return False
    try:
        document = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return False
    match document:
        case {"tool": {"name": "metro"}, "request": {"command": "dossier"}}:
            return True
    return False

"""The parts of a dossier: which files it has, and who writes each of them."""

import json
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol, cast

from metrocli.errors import MissingInputError
from metrocli.progress import Stage, silent
from metrocli.report.dossier.contents import Contents
from metrocli.text import text

PARTS: Mapping[str, str] = {
    "informe.pdf": "metrocli.report.dossier.pdf",
    "informe.docx": "metrocli.report.dossier.word",
    "tablas.xlsx": "metrocli.report.dossier.excel",
    "resultado.json": "metrocli.report.dossier.record",
    "LEEME.md": "metrocli.report.dossier.readme",
}
"""The module of each part, by the name of its file, or of its folder if that ends in "/"."""

RECORD = "resultado.json"
"""The part that all figures of the others are from, and by which a dossier is known."""

EXTRA, LIBRARIES = "dossier", ("docx", "matplotlib", "typst", "xlsxwriter")
"""The extra of the package with the libraries of the parts, and these by the names of modules."""


class Part(Protocol):
    """What a module of `PARTS` must have.

    Attributes
    ----------
    ABOUT : str
        What the part is, in a sentence: a template of the catalogue.
    """

    ABOUT: str

    def write(self, path: Path, contents: Contents) -> None:
        """Write the part to a path that is not there yet, in a folder that is.

        Parameters
        ----------
        path : Path
            Of its file; a part that is a folder makes it.
        contents : Contents
            What it is made from. The same contents make the same bytes.
        """
        ...


def part_of(name: str) -> Part:
    """Return the part of a name of `PARTS`."""
    return cast("Part", import_module(PARTS[name]))


def write_parts(folder: Path, contents: Contents, stage: Stage = silent) -> None:
    """Write every part of a dossier into an empty folder.

    Parameters
    ----------
    folder : Path
        It must be there.
    contents : Contents
        What the parts are made from.
    stage : callable
        Told what is being done.
    """
    for name in PARTS:
        stage(text("Writing {file}", file=name))
        part_of(name).write(folder / name.removesuffix("/"), contents)


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
    if not names <= {name.removesuffix("/") for name in PARTS}:
        return False
    try:
        document = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return False
    match document:
        case {"tool": {"name": "metro"}, "request": {"command": "dossier"}}:
            return True
    return False

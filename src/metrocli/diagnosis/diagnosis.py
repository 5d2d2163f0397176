"""All that was found, and whether the program can do its work with it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from metrocli.diagnosis.libraries import Extra, Library, Presence
from metrocli.diagnosis.study import StudyState


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that the program uses.

    Parameters
    ----------
    path : Path
        Where it is, or would be.
    exists : bool
        Whether it is there, and a folder.
    writable : bool
        Whether files can be put into it, or it can be made.
    """

    path: Path
    exists: bool
    writable: bool


@dataclass(frozen=True, slots=True)
class Session:
    """How the program and the person at it speak to each other.

    Parameters
    ----------
    language : str
        "es" or "en".
    encoding : str
        Of what is written to the screen.
    terminal : bool
        Whether it is one, and not a file or another program.
    columns : int
        Its width.
    colour : bool
        Whether tables have colours.
    """

    language: str
    encoding: str
    terminal: bool
    columns: int
    colour: bool


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What the program finds around it.

    Parameters
    ----------
    python, system : str
        Version of Python, and what it runs on.
    libraries : tuple of Library
        Those that are needed.
    engines : mapping of str to str or None
        Versions of GEOS, PROJ and GDAL; None of one that does not come in.
    extras : tuple of Extra
        The optional parts.
    data : Folder, optional
        What METRO_DATA names; None if it is not set.
    study : StudyState, optional
        The study at hand; None if there is none.
    downloads : Folder
        Of `metro data fetch`.
    session : Session
        Language and terminal.
    """

    python: str
    system: str
    libraries: tuple[Library, ...]
    engines: Mapping[str, str | None]
    extras: tuple[Extra, ...]
    data: Folder | None
    study: StudyState | None
    downloads: Folder
    session: Session

    @property
    def sound(self) -> bool:
        """Whether nothing that is needed or named is missing; optional parts may be."""
        return (
            all(library.presence is Presence.PRESENT for library in self.libraries)
            and all(self.engines.values())
            and (self.data is None or self.data.exists)
            and (self.study is None or self.study.sound)
        )


def folder_at(path: Path) -> Folder:
    """Return whether a folder is there and can be written to."""
    standing = next((above for above in (path, *path.parents) if above.exists()), path)
    return Folder(path, path.is_dir(), standing.is_dir() and os.access(standing, os.W_OK))

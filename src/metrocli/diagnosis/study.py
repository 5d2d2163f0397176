"""The study at hand: whether it can be read, and which of its files are there."""

from dataclasses import dataclass
from pathlib import Path

from metrocli.errors import InputError
from metrocli.study.config import StudyConfig
from metrocli.study.files import require_file, size_of
from metrocli.text import Text

NORM_FILE = ".toml"
"""How the id of a norm ends that is a file of the study."""


@dataclass(frozen=True, slots=True)
class StudyFile:
    """A file that a study names.

    Parameters
    ----------
    role : str
        The section that names it: "boundaries".
    path : Path
        Where it should be.
    size : int, optional
        Its bytes; None if it cannot be read.
    problem : tuple of Text
        What is wrong with it and what to do, a line each.
    """

    role: str
    path: Path
    size: int | None = None
    problem: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class StudyState:
    """What is known of a study before any of its data are read.

    Parameters
    ----------
    path : Path
        Of its metro.toml.
    title : str
        As the study says; "" if it does not, or cannot be read.
    areas : int
        How many it names.
    files : tuple of StudyFile
        In the order of its sections.
    problem : tuple of Text
        What is wrong with the study itself, a line each.
    """

    path: Path
    title: str = ""
    areas: int = 0
    files: tuple[StudyFile, ...] = ()
    problem: tuple[Text, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether it and all its files can be read."""
        return not self.problem and not any(file.problem for file in self.files)


def state_of(path: Path, config: StudyConfig) -> StudyState:
    """Return whether the files of a study are there; none of them is read.

    Parameters
    ----------
    path : Path
        Of its metro.toml.
    config : StudyConfig
        What it says, as the options change it.
    """
    title = config.study.title or ""
    try:
        named = [(role, config.path_of(source)) for role, source in config.named_sources]
    except InputError as error:
        return StudyState(path, title, len(config.areas), problem=error.lines)
    if config.norm.id is not None and config.norm.id.endswith(NORM_FILE):
        named.append(("norm", Path(config.norm.id)))
    files = tuple(_file(role, at) for role, at in named)
    return StudyState(path, title, len(config.areas), files)


def _file(role: str, path: Path) -> StudyFile:
    try:
        require_file(path)
    except InputError as error:
        return StudyFile(role, path, problem=error.lines)
    return StudyFile(role, path, size_of(path))

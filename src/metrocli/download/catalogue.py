"""The catalogue of the data sets that others publish, read from TOML."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from metrocli.errors import UsageError
from metrocli.model import Notice
from metrocli.nearest import folded, suggestion
from metrocli.text import text


@dataclass(frozen=True, slots=True)
class Use:
    """What a data set is for in a study.

    Parameters
    ----------
    section : str
        Of metro.toml: "boundaries", "footprints".
    file : str
        Pattern of the file's name in what was downloaded; "" where metro cannot download it.
    schema : str
        Id in `metrocli.inspection.schemas`; "" if it has none.
    keys : mapping of str to str
        What else the section says: its layer, its column of inhabitants.
    """

    section: str
    file: str = ""
    schema: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dataset:
    """A data set that somebody publishes, and all that is known of it.

    Parameters
    ----------
    name : str
        What it is asked for by, and the name of its folder.
    title, licence, citation, note : str
        In the words of the catalogue, which is in Spanish as its sources are.
    vintage : str
        Year of what it tells of.
    kind : str
        Format.
    page : str
        Where its publisher tells of it.
    uses : tuple of Use
        What it is for.
    url : str
        Of the one file that it is; "" if it is not one, or its address is not known.
    hosts : tuple of str
        The servers, beside that of `url`, that may be the ones to send it.
    file : str
        Name under which it is kept, whatever the server calls it.
    unpack : bool
        Whether it is a zip archive whose files are wanted.
    size : int, optional
        Bytes that others saw it take.
    sha256 : str, optional
        That of the file, where one is known.
    verified : bool
        Whether this entry has been tried from end to end.

    Raises
    ------
    ValueError
        If a name would lead out of the folder of downloads.
    """

    name: str
    title: str
    vintage: str
    kind: str
    licence: str
    citation: str
    page: str
    note: str
    uses: tuple[Use, ...]
    url: str = ""
    hosts: tuple[str, ...] = ()
    file: str = ""
    unpack: bool = False
    size: int | None = None
    sha256: str | None = None
    verified: bool = False

    def __post_init__(self) -> None:
        for name in filter(None, (self.name, self.file)):
            if not re.fullmatch(r"\w[\w.-]*", name):
                message = f"{name!r} is no plain name of a file"
                raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Listing:
    """Data sets of the catalogue, to be shown."""

    datasets: tuple[Dataset, ...]
    notices: tuple[Notice, ...] = ()


@cache
def catalogue() -> tuple[Dataset, ...]:
    """Return every data set of the catalogue that comes with the program, in its order."""
    content = (files("metrocli.download") / "catalogue.toml").read_text(encoding="utf-8")
    return tuple(_dataset(entry) for entry in tomllib.loads(content)["datasets"])


def find(names: Sequence[str]) -> tuple[Dataset, ...]:
    """Return data sets by their names.

    Raises
    ------
    UsageError
        If there is none of a name; the remedy is the nearest one, and all of them.
    """
    known = {dataset.name: dataset for dataset in catalogue()}
    for name in names:
        if name not in known:
            raise UsageError(
                text("The catalogue has no data set {name}.", name=name), suggestion(name, known)
            )
    return tuple(known[name] for name in dict.fromkeys(names))


def matching(words: Sequence[str]) -> Listing:
    """Return the data sets that have every word in their name, title, year, format or use.

    Raises
    ------
    UsageError
        If there is none.
    """
    wanted = [folded(word) for word in words]
    found = tuple(
        dataset
        for dataset in catalogue()
        if all(word in folded(_described(dataset)) for word in wanted)
    )
    if not found:
        raise UsageError(
            text("The catalogue has no data set with: {words}", words=tuple(words)),
            text("See all of them with metro data list."),
        )
    return Listing(found)


def _described(dataset: Dataset) -> str:
    uses = (f"{use.section} {use.schema}" for use in dataset.uses)
    return " ".join((dataset.name, dataset.title, dataset.vintage, dataset.kind, *uses))


def _dataset(entry: dict[str, Any]) -> Dataset:
    uses = tuple(Use(**use) for use in entry.pop("uses"))
    return Dataset(**entry | {"uses": uses, "hosts": tuple(entry.pop("hosts", ()))})

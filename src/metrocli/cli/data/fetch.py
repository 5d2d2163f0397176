"""`metro data fetch`: data sets of the catalogue, downloaded and checked."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from metrocli.cli.kinds import NumberType
from metrocli.cli.offers import offers
from metrocli.cli.options import Voice, voice_options
from metrocli.cli.spoken import argument, option, spoken_command
from metrocli.cli.voice import gauge, language
from metrocli.download import MEGABYTE
from metrocli.report.language import N_
from metrocli.text import Text, text

if TYPE_CHECKING:
    from metrocli.download.catalogue import Use
    from metrocli.download.fetch import Fetched


@spoken_command(
    "fetch",
    help=N_(
        "NAME is that of a data set of metro data list. A download that was cut off goes on where "
        "it stopped; one that is complete is not repeated. Only the server of the catalogue is "
        "asked: a redirect to another one is refused."
    ),
    epilog="metro data fetch bcn-communes\nmetro data fetch bcn-communes --to datos --max-size 100",
)
@argument(
    "names",
    metavar=N_("NAME..."),
    nargs=-1,
    required=True,
    shell_complete=offers("datasets"),
)
@option(
    "--to",
    "folder",
    metavar=N_("DIR"),
    envvar="METRO_CACHE",
    type=click.Path(file_okay=False, path_type=Path),
    help=N_("Folder for downloads; METRO_CACHE names it too. Without it, the system's cache."),
)
@option(
    "--max-size",
    metavar=N_("MB"),
    type=NumberType(min=0, min_open=True),
    default=2_000,
    show_default=True,
    help=N_("Largest download, and largest content of an archive, in megabytes."),
)
@option("--force", is_flag=True, help=N_("Download it again, even if it is here."))
@voice_options
def command(
    *, names: tuple[str, ...], folder: Path | None, max_size: float, force: bool, voice: Voice
) -> int:
    """Fetch the data sets one after the other; 0 means that all are here."""
    from metrocli.download import fetch as room  # noqa: PLC0415 - heavy
    from metrocli.download.catalogue import find  # noqa: PLC0415 - it reads the catalogue
    from metrocli.download.transfer import Terms  # noqa: PLC0415 - heavy

    get = room.fetch_anew if force else room.fetch
    terms = Terms(limit=round(max_size * MEGABYTE))
    for dataset in find(names):
        with gauge(voice, dataset.name) as progress:
            fetched = get(dataset, folder or room.cache_folder(), terms=terms, progress=progress)
        for line in [str(fetched.path)] if voice is Voice.QUIET else _said(fetched):
            click.echo(line)
    return 0


def _said(fetched: "Fetched") -> Iterator[str]:
    """Return what there is to know of a data set that is here, line by line."""
    yield from map(language().line, _told(fetched))
    yield ""
    yield language().line(text("For metro.toml:"))
    for use, path in fetched.uses:
        yield ""
        yield from _lines(use, path)
    yield ""


def _told(fetched: "Fetched") -> Iterator[Text]:
    dataset = fetched.dataset
    yield text("{name}: {title}", name=dataset.name, title=dataset.title)
    yield text("File: {file}", file=str(fetched.path))
    yield text("SHA-256: {sha256}", sha256=fetched.sha256)
    if dataset.sha256 is None:
        yield text(
            "Nothing vouches for this file: the catalogue knows no SHA-256 of it. It is written "
            "down beside it, so that another one will be noticed."
        )
    if fetched.previous is not None:
        yield text(
            "It is not the file that was downloaded before, whose SHA-256 was {previous}.",
            previous=fetched.previous,
        )
    yield text("Licence: {licence}", licence=dataset.licence)
    yield text("Cite as: {citation}", citation=dataset.citation)
    yield text("Note: {message}", message=dataset.note)


def _lines(use: "Use", path: Path) -> Iterator[str]:
    """Return a section of metro.toml."""
    yield "[[footprints]]" if use.section == "footprints" else f"[{use.section}]"
    yield f"path = {_quoted(str(path.resolve()))}"
    yield from (f"{key} = {_quoted(value)}" for key, value in use.keys.items())


def _quoted(value: str) -> str:
    """Return a string as TOML writes it, which is as JSON does but for a sign or two."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")

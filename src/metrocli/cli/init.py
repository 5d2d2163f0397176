"""`metro init`: a study to begin with."""

from gettext import gettext as _
from pathlib import Path

import click

from metrocli.cli.delivery import make_folder, write_text
from metrocli.cli.options import Voice, voice_options
from metrocli.cli.spoken import argument, option, spoken_command
from metrocli.cli.voice import language
from metrocli.errors import OutputError, UsageError
from metrocli.report.language import N_
from metrocli.text import Text, text

FILE_NAME = "metro.toml"
"""As `metrocli.study.config` has it."""

SERVICES_NAME = "servicios.csv"
"""What the table of services to be filled in is called."""

FILE_ENDINGS = (".toml", ".csv")
"""Of the files that are written by themselves; no folder is taken to be called so."""


@spoken_command(
    "init",
    help=N_(
        "PLACE is the folder of the study, by default this one, or the name of the file itself. "
        "With --sample it is a study that runs as it is, of real communes with schematic geometry. "
        "With --services it is a table to fill in, of the infrastructure and services that "
        "communes share: servicios.csv."
    ),
    epilog=(
        "metro init\nmetro init maule\nmetro init maule-2017.toml\nmetro init demo --sample\n"
        "metro init --services maule.csv"
    ),
)
@argument(
    "place",
    metavar=N_("[PLACE]"),
    required=False,
    default=".",
    type=click.Path(path_type=Path),
)
@option("--sample", is_flag=True, help=N_("Write the bundled sample study."))
@option(
    "--services",
    is_flag=True,
    help=N_("Write a table of infrastructure and services, to be filled in."),
)
@voice_options
def command(*, place: Path, sample: bool, services: bool, voice: Voice) -> int:
    """Write a study, or a table for one, and say what to do next."""
    if sample and services:
        raise click.UsageError(_("--sample and --services exclude each other."))
    if sample:
        file = _within(place, FILE_NAME, endings=())
        written, after = _sample(place), text("Next: metro check --study {file}", file=str(file))
    elif services:
        written, after = _services(_within(place, SERVICES_NAME, endings=(".csv",))), _NEXT_SERVICES
    else:
        file = _within(place, FILE_NAME, endings=(".toml",))
        written, after = _template(file), _next(file)
    if voice is not Voice.QUIET:
        names = [str(path) for path in written]
        click.echo(language().say(text("Written: {files}", files=names)))
        click.echo(language().say(after))
    return 0


def _within(place: Path, name: str, *, endings: tuple[str, ...]) -> Path:
    """Return a file of a folder; or the place itself, if it is named as such a file is.

    Raises
    ------
    UsageError
        If it is named as another file of a study is, and would become a folder of that name.
    """
    suffix = place.suffix.lower()
    if place.is_dir() or suffix not in FILE_ENDINGS:
        return place / name
    if suffix in endings:
        return place
    raise UsageError(
        text("{file}: it is the name of a file of another kind", file=str(place)),
        text("A study is a .toml, its table of services a .csv, and the sample a folder."),
    )


def _sample(folder: Path) -> tuple[Path, ...]:
    from metrocli.study.sample import write_sample  # noqa: PLC0415 - heavy

    return write_sample(folder)


def _template(file: Path) -> tuple[Path, ...]:
    from metrocli.study.template import template  # noqa: PLC0415 - heavy

    return _write_new(file, template(language().code))


def _services(file: Path) -> tuple[Path, ...]:
    from metrocli.study.template import services_template  # noqa: PLC0415 - heavy

    return _write_new(file, services_template())


def _write_new(file: Path, content: str) -> tuple[Path, ...]:
    if file.exists():
        raise OutputError(
            text("{file}: it is there already", file=str(file)),
            text("Give another name, as in metro init PLACE, or move the file away."),
        )
    make_folder(file.parent)
    write_text(file, content)
    return (file,)


def _next(file: Path) -> Text:
    return text("Next: name your data in it, then: metro check --study {file}", file=str(file))


_NEXT_SERVICES = text(
    "Next: fill in a row for each element, delete the others, and name the table in [services] of "
    "metro.toml, or give it as --services."
)

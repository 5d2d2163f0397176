"""`metro init`: a study to begin with."""

from pathlib import Path

import click

from metrocli.cli.delivery import make_folder, write_text
from metrocli.cli.options import Voice, voice_options
from metrocli.cli.spoken import argument, option, spoken_command
from metrocli.cli.voice import language
from metrocli.errors import OutputError
from metrocli.report.language import N_
from metrocli.text import Text, text

FILE_NAME = "metro.toml"
"""As `metrocli.study.config` has it."""


@spoken_command(
    "init",
    help=N_(
        "Writes a commented metro.toml, where the data of a study are named.\n\n"
        "DIR is the folder of the study, by default this one. With --sample it is a study that "
        "runs as it is, of real communes with schematic geometry."
    ),
    epilog="metro init\nmetro init maule\nmetro init demo --sample",
)
@argument(
    "folder",
    metavar=N_("[DIR]"),
    required=False,
    default=".",
    type=click.Path(file_okay=False, path_type=Path),
)
@option("--sample", is_flag=True, help=N_("Write the bundled sample study."))
@voice_options
def command(*, folder: Path, sample: bool, voice: Voice) -> int:
    """Write a study, and say what to do next."""
    file = folder / FILE_NAME
    written = _sample(folder) if sample else _template(file)
    if voice is not Voice.QUIET:
        names = [str(path) for path in written]
        click.echo(language().say(text("Written: {files}", files=names)))
        click.echo(language().say(_next(file, sample=sample)))
    return 0


def _sample(folder: Path) -> tuple[Path, ...]:
    from metrocli.study.sample import write_sample  # noqa: PLC0415 - heavy

    return write_sample(folder)


def _template(file: Path) -> tuple[Path, ...]:
    from metrocli.study.template import template  # noqa: PLC0415 - heavy

    if file.exists():
        raise OutputError(
            text("{file}: it is there already", file=str(file)),
            text("Give another folder, as in metro init DIR, or move the file away."),
        )
    make_folder(file.parent)
    write_text(file, template(language().code))
    return (file,)


def _next(file: Path, *, sample: bool) -> Text:
    if sample:
        return text("Next: metro check --study {file}", file=str(file))
    return text("Next: name your data in it, then: metro check --study {file}", file=str(file))

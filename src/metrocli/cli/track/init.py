"""`metro track init`: a register to begin with."""

from pathlib import Path

import click

from metrocli.cli.delivery import write_text
from metrocli.cli.options import Voice, voice_options
from metrocli.cli.outputs import passing, require_writable
from metrocli.cli.spoken import argument, spoken_command
from metrocli.cli.track.options import REGISTER
from metrocli.cli.voice import language
from metrocli.errors import OutputError
from metrocli.report.language import N_
from metrocli.text import text


@spoken_command(
    "init",
    help=N_(
        "FILE is the register, by default expedientes.toml; it is a table if its name ends in .csv."
    ),
    epilog="metro track init\nmetro track init maule.toml\nmetro track init expedientes.csv",
)
@argument(
    "file",
    metavar=N_("[FILE]"),
    required=False,
    default=REGISTER,
    type=click.Path(path_type=Path),
    callback=passing(require_writable),
)
@voice_options
def command(*, file: Path, voice: Voice) -> int:
    """Write the example, and say what to do next."""
    from metrocli.procedure.example import example  # noqa: PLC0415 - heavy

    if file.exists():
        raise OutputError(
            text("{file}: it is there already", file=str(file)),
            text("Give another name, as in metro track init FILE, or move the file away."),
        )
    write_text(file, example(file))
    if voice is not Voice.QUIET:
        click.echo(language().say(text("Written: {files}", files=[str(file)])))
        click.echo(
            language().say(text("Next: metro track status --register {file}", file=str(file)))
        )
    return 0

"""`metro completion`: what makes a shell complete commands, options and names."""

import click

from metrocli.cli.anywhere import anywhere_options
from metrocli.cli.shells import INSTALL, SHELLS, script
from metrocli.cli.spoken import argument, spoken_command
from metrocli.cli.voice import language
from metrocli.report.language import N_
from metrocli.text import text


@spoken_command(
    "completion",
    help=N_(
        "SHELL is bash (4.4 or newer), zsh or fish; without one, what to do with the script is "
        "told. Areas are those of the metro.toml here or in a folder above, or of --study."
    ),
    epilog="metro completion\nmetro completion bash\nmetro completion zsh\nmetro completion fish",
)
@argument("shell", metavar=N_("[SHELL]"), required=False, type=click.Choice(SHELLS))
@anywhere_options
def command(*, shell: str | None) -> int:
    """Print a script, or how each is put to use."""
    if shell is not None:
        click.echo(script(shell), nl=False)
        return 0
    click.echo(language().say(text("Add this to the file that your shell reads as it starts:")))
    for name, (file, line) in INSTALL.items():
        click.echo(f"\n{name}, {file}\n  {line}")
    return 0

"""The command `metro`: the group of all commands, and the way in and out of the program."""

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import NoReturn

import click

from metrocli import __version__
from metrocli.cli.options import anywhere_options
from metrocli.cli.process import prepare
from metrocli.cli.spoken import Group, Option, speak
from metrocli.errors import MetroError
from metrocli.report.language import N_, Language, chosen_language
from metrocli.text import text

COMPLETING = "_METRO_COMPLETE"
"""The variable by which the script of a shell asks how a word may go on."""

INTERRUPTED, FAULT = 130, 70
"""Exit codes of ctrl-C, as shells have it, and of a fault of the program."""


@click.group(
    "metro",
    cls=Group,
    sections={
        N_("Study"): ("init", "inspect", "repair", "data"),
        N_("Verdict"): ("check", "propose", "gap", "sweep", "outlook", "compare", "history"),
        N_("Law"): ("norm", "track"),
        N_("Output"): ("dossier", "map", "graph", "patches"),
        N_("Proof"): ("verify", "lock", "schema"),
        N_("Program"): ("doctor", "completion"),
    },
    help=N_(
        "Tells whether a group of Chilean communes can form an área metropolitana under "
        "Ley 21.074, from census populations and built-up footprints."
    ),
    epilog="metro init --sample\nmetro check\nmetro check --help",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(
    __version__, message="metro %(version)s", cls=Option, help=N_("Show the version and exit.")
)
@anywhere_options
def metro() -> None:
    """See the help above: it is put into the reader's language."""


def run(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the program and end the process with the exit code of the command.

    Parameters
    ----------
    arguments : sequence of str, optional
        Of the command line, without the program's name.
    """
    prepare()
    given = sys.argv[1:] if arguments is None else list(arguments)
    language = chosen_language(given, os.environ)
    speak(language)
    if COMPLETING in os.environ:
        from metrocli.cli.shells import register  # noqa: PLC0415 - a shell is asking

        register()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    sys.exit(_outcome(given, language, debug="--debug" in given))


def _outcome(arguments: list[str], language: Language, *, debug: bool) -> int:
    try:
        code: int | None = metro.main(
            arguments, prog_name="metro", standalone_mode=False, obj=language
        )
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last door: whatever it is, it is told in a line
        if debug:
            import traceback  # noqa: PLC0415 - a tenth of the time of --help

            traceback.print_exception(error)
        return _complain(error, language)
    return code or 0


def _complain(error: Exception, language: Language) -> int:
    """Tell what went wrong, and what to do about it, in a line each; return the exit code."""
    match error:
        case MetroError(lines=(cause, *others), exit_code=code):
            lines = [text("Error: {message}", message=cause), *others]
        case _:
            code = FAULT
            lines = [
                text(
                    "Error: a fault of the program ({kind}: {message}).",
                    kind=type(error).__name__,
                    message=" ".join(str(error).split()),
                ),
                text("Run it again with --debug to see where, and report it."),
            ]
    for line in lines:
        click.echo(language.line(line), err=True)
    return code

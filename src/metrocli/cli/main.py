"""The command `metro`: the group of all commands, and the way in and out of the program."""

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import NoReturn

import click

from metrocli import __version__
from metrocli.cli.anywhere import anywhere_options
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
        N_("Study"): {
            "init": N_("Writes a commented metro.toml, where the data of a study are named."),
            "inspect": N_(
                "Says what each input of a study is, and everything that is wrong with it, at once."
            ),
            "repair": N_(
                "Writes a mended copy of a study: valid geometries, no exact duplicates, codes "
                "as they should be, no slivers between communes."
            ),
            "data": N_("Lists the official data sets, and downloads them."),
        },
        N_("Verdict"): {
            "check": N_("Says whether areas can be an área metropolitana, criterion by criterion."),
            "propose": N_(
                "Finds the areas that the continuum suggests, and those that fall short."
            ),
            "gap": N_(
                "Measures how far apart communes are, and what would join them at which gap."
            ),
            "sweep": N_(
                "Shows at which gaps the verdict of areas flips, by each reading and for "
                "several majorities."
            ),
            "outlook": N_(
                "Says what areas lack, when they would have the people, and which neighbour "
                "would bring them."
            ),
            "compare": N_(
                "Says what changed between two results or two studies: verdicts, people, members."
            ),
            "history": N_("Shows the people and the verdict of areas over a folder of results."),
        },
        N_("Law"): {
            "norm": N_(
                "Tells of the norms: the law, its vintages, and those of other countries to "
                "compare with."
            ),
            "track": N_(
                "Keeps the register of files: their milestones, the majority that the CORE "
                "needs, the 24 months in which to file and the six months for an answer."
            ),
        },
        N_("Output"): {
            "dossier": N_(
                "Writes the annexes of an area's file into a folder: the report as PDF and "
                "Word, its tables, the figures as JSON, and what each file is."
            ),
            "map": N_(
                "Draws an area: its continuum, its location, its weakest link from near, its "
                "population, or its verdict by gap."
            ),
            "graph": N_(
                "Writes the communes as a graph: populations and built area of each; merge and "
                "touch distance, weakest link and shared border of each two."
            ),
            "patches": N_(
                "Finds the patches of a layer of any size: footprints that are joined by gaps "
                "of at most --max-gap, whatever their commune."
            ),
        },
        N_("Proof"): {
            "verify": N_(
                "Works a result out again from the inputs it records, and says whether it is "
                "identical."
            ),
            "lock": N_(
                "Writes metro.lock beside metro.toml: the hashes of the inputs and the norm, "
                "the parameters, and the verdict and figures of every area."
            ),
            "schema": N_(
                "Prints the JSON Schema (draft 2020-12) of the JSON of a command, or of metro.lock."
            ),
        },
        N_("Program"): {
            "doctor": N_(
                "Says what the program finds: versions, optional parts, the data and the study "
                "at hand, language and terminal."
            ),
            "completion": N_(
                "Prints the script with which a shell completes commands, options, areas, "
                "communes, norms and data sets."
            ),
        },
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

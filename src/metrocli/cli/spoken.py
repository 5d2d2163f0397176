"""Click's commands and parameters, whose help is put into the reader's language when shown.

Click takes its own words from the gettext domain of the process; `speak` points that domain at
the catalogue of this program, and the classes below look their texts up in the same place. Their
templates are marked with `N_`, so that nothing is translated before the language is known.
"""

import gettext
import os
from collections.abc import Mapping
from copy import copy
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

import click

from metrocli.report.language import DOMAIN, LOCALES, N_, Language

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

CLICK_WORDS = (
    N_("Usage:"),
    N_("[OPTIONS]"),
    N_("COMMAND [ARGS]..."),
    N_("Options"),
    N_("Positional arguments"),
    N_("Show this message and exit."),
    N_("Show the version and exit."),
    N_("default: {default}"),
    N_("Error: {message}"),
    N_("Try '{command} {option}' for help."),
    N_("required"),
    N_("Missing command."),
    N_("Missing argument"),
    N_("Missing option"),
    N_("No such command {name!r}."),
    N_("No such option {name!r}."),
    N_("Option {name!r} does not take a value."),
    N_("Invalid value for {param_hint}: {message}"),
    N_("{value} is not in the range {range}."),
    N_("{name} {filename!r} does not exist."),
    N_("{name} {filename!r} is a file."),
    N_("{name} {filename!r} is a directory."),
    N_("{name} {filename!r} is not readable."),
)
"""What click says in one form only, listed here for the catalogue."""


def NN_(singular: str, plural: str) -> tuple[str, str]:  # noqa: N802 - after N_
    """Return the two forms of a template as they are; the call marks them for the catalogue."""
    return singular, plural


CLICK_COUNTED_WORDS = (
    NN_("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    NN_("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    NN_("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    NN_("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
)
"""What click says in a singular and a plural."""


def speak(language: Language) -> None:
    """Make click, and the help of every command, speak a language in this process."""
    gettext.bindtextdomain(DOMAIN, str(LOCALES))
    gettext.textdomain(DOMAIN)
    # gettext reads the language of a domain from here each time a text is looked up
    os.environ["LANGUAGE"] = language.code


class Command(click.Command):
    """A command with help, and examples as its epilog, in the reader's language.

    Its short help is what it does, in a sentence; its help, what else there is to say.
    """

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the pieces of the usage line."""
        return [gettext.gettext(piece) for piece in super().collect_usage_pieces(ctx)]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the help option; click would keep the language of its first use."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = gettext.gettext("Show this message and exit.")
        return option

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002 - as click calls it
        """Return what it does, for the list of commands."""
        return _spoken(self.short_help)

    @property
    def told(self) -> str:
        """All that its help says of it, in the reader's language."""
        return "\n\n".join(_spoken(words) for words in (self.short_help, self.help) if words)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem[str]]":
        """Return how a command line may go on, what each word is in the reader's language."""
        found = super().shell_complete(ctx, incomplete)
        for item in found:
            item.help = item.help and gettext.gettext(item.help)
        return found

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the help."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(self.told)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the examples, one a line."""
        with formatter.section(gettext.gettext(N_("Examples"))):
            for example in (self.epilog or "").splitlines():
                formatter.write(f"{'':>{formatter.current_indent}}{example}\n")


class Group(Command, click.Group):
    """A group whose commands stand in sections and are imported when they are asked for.

    Parameters
    ----------
    sections : mapping of str to mapping of str to str
        Heading to names of commands, and what each does, in a sentence. Each is the `command` of
        the module of its name in the package.
    package : str
        Where those modules are.
    """

    def __init__(
        self,
        *,
        sections: Mapping[str, Mapping[str, str]],
        package: str = "metrocli.cli",
        **settings: Any,
    ) -> None:
        super().__init__(**settings)
        self.sections = sections
        self.package = package

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of all commands."""
        return [name for commands in self.sections.values() for name in commands]

    def get_command(self, ctx: click.Context, cmd_name: str) -> Command | None:  # noqa: ARG002
        """Return a command by its name."""
        told = {name: does for names in self.sections.values() for name, does in names.items()}
        if cmd_name not in told:
            return None
        module = import_module(f"{self.package}.{cmd_name}")
        command = cast("Command", module.command)
        command.short_help = told[cmd_name]
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return a command by its name; click would suggest only those already imported."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            raise click.NoSuchCommand(
                error.command_name, possibilities=self.list_commands(ctx), ctx=ctx
            ) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the commands, section by section."""
        for heading, commands in self.sections.items():
            with formatter.section(gettext.gettext(heading)):
                formatter.write_dl([(name, _spoken(does)) for name, does in commands.items()])


class Option(click.Option):
    """An option with help in the reader's language."""

    def make_metavar(self, ctx: click.Context) -> str:
        """Return what stands for its value."""
        return gettext.gettext(super().make_metavar(ctx))

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return its names and its help."""
        spoken = copy(self)
        spoken.help = _spoken(self.help)
        return super(Option, spoken).get_help_record(ctx)


class Argument(click.Argument):
    """An argument with a name in the reader's language."""

    def make_metavar(self, ctx: click.Context) -> str:
        """Return what stands for its value."""
        return gettext.gettext(super().make_metavar(ctx))


def _spoken(template: str | None) -> str:
    """Return a template in the reader's language; to gettext, that of nothing is a header."""
    return gettext.gettext(template) if template else ""


spoken_command = partial(click.command, cls=Command)
option = partial(click.option, cls=Option)
argument = partial(click.argument, cls=Argument)

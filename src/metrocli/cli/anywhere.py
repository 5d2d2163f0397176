"""The options that every command has, and that the program reads before click does."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from metrocli.cli.spoken import option
from metrocli.report.language import CODES, N_

DecoratedT = TypeVar("DecoratedT", bound=Callable[..., Any])

_LANGUAGE = option(
    "--lang",
    type=click.Choice(CODES),
    expose_value=False,
    help=N_("Language; METRO_LANG chooses it too. Spanish is the default."),
)

_DEBUG = option(
    "--debug",
    is_flag=True,
    expose_value=False,
    help=N_("Show the traceback of an error."),
)


def anywhere_options(function: DecoratedT) -> DecoratedT:
    """Give a command the options that `metrocli.cli.main.run` reads."""
    return _LANGUAGE(_DEBUG(function))

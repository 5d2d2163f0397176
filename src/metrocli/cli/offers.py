"""What commands offer a shell, by kind: what finds it comes in when a shell asks, not before."""

from typing import TYPE_CHECKING, Literal, TypeAlias

import click

if TYPE_CHECKING:
    from metrocli.cli.candidates import Offer, Offered

Kind: TypeAlias = Literal[
    "areas",
    "commune_lists",
    "communes",
    "criteria",
    "datasets",
    "files_of",
    "norms",
    "regions",
    "register_ids",
    "schemas",
]
"""The functions of `metrocli.cli.candidates`."""


def offers(kind: Kind) -> "Offer":
    """Return what click is to ask for the words that may stand where one is being typed."""

    def offered(context: click.Context, parameter: click.Parameter, typed: str) -> "Offered":
        from metrocli.cli import candidates  # noqa: PLC0415 - a sixth of the time of --help

        found: Offer = getattr(candidates, kind)
        return found(context, parameter, typed)

    return offered

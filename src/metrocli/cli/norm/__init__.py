"""`metro norm`: the norms, and what their criteria say."""

import click

from metrocli.cli.options import anywhere_options
from metrocli.cli.spoken import Group
from metrocli.report.language import N_


@click.group(
    "norm",
    cls=Group,
    package="metrocli.cli.norm",
    sections={N_("Commands"): ("list", "show", "explain")},
    help=N_(
        "Tells of the norms: the law, its vintages, and those of other countries to compare with."
    ),
    epilog="metro norm list\nmetro norm show ley-21074\nmetro norm explain continuity talca-maule",
)
@anywhere_options
def command() -> None:
    """See the help above: it is put into the reader's language."""

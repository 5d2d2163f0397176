"""`metro track`: the register of files, and the legal clock of each."""

import click

from metrocli.cli.options import anywhere_options
from metrocli.cli.spoken import Group
from metrocli.report.language import N_


@click.group(
    "track",
    cls=Group,
    package="metrocli.cli.track",
    sections={N_("Commands"): ("init", "add", "set", "status")},
    help=N_(
        "Keeps the register of files: their milestones, the majority that the CORE needs, the "
        "24 months in which to file and the six months for an answer."
    ),
    epilog="metro track init\nmetro track status\nmetro track set talca-maule study 2026-04-01",
)
@anywhere_options
def command() -> None:
    """See the help above."""

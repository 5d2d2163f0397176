"""`metro track`: the register of files, and the legal clock of each."""

import click

from metrocli.cli.anywhere import anywhere_options
from metrocli.cli.spoken import Group
from metrocli.report.language import N_


@click.group(
    "track",
    cls=Group,
    package="metrocli.cli.track",
    sections={
        N_("Commands"): {
            "init": N_(
                "Writes a commented register with the ten areas under discussion, as far as "
                "their state is known."
            ),
            "add": N_("Adds a file to the register."),
            "set": N_(
                "Writes down a milestone of a file, or whatever else is known of it; comments stay."
            ),
            "status": N_(
                "Says where each file stands: stage, days in it, what it lacks to go on, and "
                "deadlines."
            ),
        },
    },
    help="",  # what it does stands where it is listed
    epilog="metro track init\nmetro track status\nmetro track set talca-maule study 2026-04-01",
)
@anywhere_options
def command() -> None:
    """See the help of its commands."""

"""`metro norm`: the norms, and what their criteria say."""

import click

from metrocli.cli.anywhere import anywhere_options
from metrocli.cli.spoken import Group
from metrocli.report.language import N_


@click.group(
    "norm",
    cls=Group,
    package="metrocli.cli.norm",
    sections={
        N_("Commands"): {
            "list": N_("Lists the norms that come with the program, and whether they bind."),
            "show": N_(
                "Shows a norm in full: every parameter with its source, how firm that is, and "
                "what is not known of it."
            ),
            "explain": N_(
                "Explains a criterion: what it says, where it stands, how it was worked out "
                "and what would change it."
            ),
        },
    },
    help="",  # what it does stands where it is listed
    epilog="metro norm list\nmetro norm show ley-21074\nmetro norm explain continuity talca-maule",
)
@anywhere_options
def command() -> None:
    """See the help of its commands."""

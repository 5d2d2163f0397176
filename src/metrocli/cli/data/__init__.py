"""`metro data`: the data sets that others publish."""

import click

from metrocli.cli.anywhere import anywhere_options
from metrocli.cli.spoken import Group
from metrocli.report.language import N_


@click.group(
    "data",
    cls=Group,
    package="metrocli.cli.data",
    sections={
        N_("Data"): {
            "list": N_(
                "Lists the official data sets: what each is, what it takes and whether it was "
                "tried."
            ),
            "fetch": N_(
                "Downloads official data sets, checks them and says what to write into metro.toml."
            ),
        },
    },
    help="",  # what it does stands where it is listed
    epilog="metro data list\nmetro data fetch bcn-communes",
)
@anywhere_options
def command() -> None:
    """See the help of its commands."""

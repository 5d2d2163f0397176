"""`metro data`: the data sets that others publish."""

import click

from metrocli.cli.options import anywhere_options
from metrocli.cli.spoken import Group
from metrocli.report.language import N_


@click.group(
    "data",
    cls=Group,
    package="metrocli.cli.data",
    sections={N_("Data"): ("list", "fetch")},
    help=N_("Lists the official data sets, and downloads them."),
    epilog="metro data list\nmetro data fetch bcn-communes",
)
@anywhere_options
def command() -> None:
    """See the help above: it is put into the reader's language."""

"""`metro history`: areas over a folder of results."""

from pathlib import Path

import click

from metrocli.cli.delivery import deliver
from metrocli.cli.offers import offers
from metrocli.cli.options import Delivery, Voice, output_options_of, voice_options
from metrocli.cli.spoken import argument, spoken_command
from metrocli.report.language import N_


@spoken_command(
    "history",
    help=N_(
        "DIR is a folder with results of “metro check” or “metro propose” in JSON, in any order "
        "and among other files.\n\n"
        "AREA is an area of theirs, by its id or its name; without one, all are shown."
    ),
    epilog=(
        "metro history results\n"
        "metro history results talca-maule\n"
        "metro history results --format csv -o history.csv"
    ),
)
@argument("folder", metavar=N_("DIR"), type=click.Path(path_type=Path))
@argument("areas", nargs=-1, metavar=N_("[AREA]..."), shell_complete=offers("areas"))
@output_options_of("table", "json", "csv", "markdown")
@voice_options
def command(*, folder: Path, areas: tuple[str, ...], delivery: Delivery, voice: Voice) -> int:
    """Show a history; its verdicts were given before, so that 0 means done."""
    from metrocli.cli import comparing  # noqa: PLC0415 - heavy

    deliver(comparing.read_history(folder, areas), delivery, voice)
    return 0

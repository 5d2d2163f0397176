"""`metro norm show`: a norm in full."""

from metrocli.cli.delivery import deliver
from metrocli.cli.offers import offers
from metrocli.cli.options import Delivery, Voice, output_options, voice_options
from metrocli.cli.spoken import argument, spoken_command
from metrocli.report.language import N_


@spoken_command(
    "show",
    help=N_(
        "ID is a norm of “metro norm list”, or the path of a TOML file, which is checked: all that "
        "is wrong in it is told with its line and key."
    ),
    epilog=(
        "metro norm show ley-21074\n"
        "metro norm show ley-21074@2018\n"
        "metro norm show insee-unite-urbaine --format json"
    ),
)
@argument("id", metavar="ID", shell_complete=offers("norms"))
@output_options
@voice_options
def command(*, id: str, delivery: Delivery, voice: Voice) -> int:
    """Show a norm."""
    from metrocli.norm.norm import load_norm  # noqa: PLC0415 - heavy

    deliver(load_norm(id), delivery, voice)
    return 0

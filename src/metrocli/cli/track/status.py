"""`metro track status`: where every file stands, and what the law's clock says."""

from datetime import date
from pathlib import Path

from metrocli.cli.delivery import deliver
from metrocli.cli.offers import offers
from metrocli.cli.options import Delivery, Voice, output_options_of, voice_options
from metrocli.cli.spoken import argument, spoken_command
from metrocli.cli.track.options import register_option, today_option
from metrocli.report.language import N_


@spoken_command(
    "status",
    help=N_("ID is the id of a file in the register; without one, all are shown."),
    epilog=(
        "metro track status\n"
        "metro track status talca-maule --today 2026-05-15\n"
        "metro track status --format csv -o expedientes-estado.csv\n"
        "metro track status --format ics -o plazos.ics"
    ),
)
@argument("ids", nargs=-1, metavar=N_("[ID]..."), shell_complete=offers("register_ids"))
@register_option
@today_option
@output_options_of("table", "json", "csv", "ics")
@voice_options
def command(
    *, ids: tuple[str, ...], register: Path, today: date, delivery: Delivery, voice: Voice
) -> int:
    """Tell where files stand; there is no verdict, so that 0 means done."""
    from metrocli.procedure.register import read_register  # noqa: PLC0415 - heavy
    from metrocli.procedure.status import register_status  # noqa: PLC0415 - heavy

    deliver(register_status(read_register(register).only(ids), today), delivery, voice)
    return 0

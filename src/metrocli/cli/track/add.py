"""`metro track add`: a new file in the register."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from metrocli.cli.options import Voice, voice_options
from metrocli.cli.spoken import argument, option, spoken_command
from metrocli.cli.track.options import (
    communes_option,
    core_members_option,
    given_keys,
    note_option,
    register_option,
    source_option,
    today_option,
)
from metrocli.report.language import N_


@spoken_command(
    "add",
    help=N_("ID is a short name of its own, such as talca-maule."),
    epilog="metro track add arica --name Arica --communes Arica,Camarones",
)
@argument("id", metavar="ID")
@option("--name", metavar=N_("NAME"), required=True, help=N_("Name of the area."))
@communes_option
@core_members_option
@source_option
@note_option
@register_option
@today_option
@voice_options
def command(*, id: str, register: Path, today: date, voice: Voice, **keys: Any) -> int:
    """Add a file, and show where it stands."""
    from metrocli.cli.track.writing import rewrite  # noqa: PLC0415 - heavy
    from metrocli.procedure.edit import add_file  # noqa: PLC0415 - heavy

    known: Mapping[str, Any] = given_keys(**keys)
    rewrite(register, id, today, voice, lambda content: add_file(content, register, id, known))
    return 0

"""A register rewritten: read, changed, and written whole or not at all."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from metrocli.cli.delivery import deliver, write_text
from metrocli.cli.options import Delivery, Voice
from metrocli.procedure.register import parse_register, register_text
from metrocli.procedure.status import register_status


def rewrite(
    register: Path, id: str, today: date, voice: Voice, change: Callable[[str], str]
) -> None:
    """Change the text of a register, and show where the file that was changed stands.

    Parameters
    ----------
    register : Path
        Where it is kept.
    id : str
        Of the file that is changed.
    today : date
        The day on which its deadlines are shown.
    voice : Voice
        Whether anything is shown.
    change : callable
        From the text of the register to the new one.
    """
    written = change(register_text(register))
    write_text(register, written)
    if voice is not Voice.QUIET:
        result = register_status(parse_register(written, register).only((id,)), today)
        deliver(result, Delivery("table", None), voice)

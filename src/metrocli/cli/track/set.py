"""`metro track set`: a milestone, or another key of a file, written down in the register."""

from datetime import date
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from metrocli.cli.offers import offers
from metrocli.cli.options import Voice, voice_options
from metrocli.cli.spoken import argument, option, spoken_command
from metrocli.cli.track.options import (
    AnswerType,
    WhenType,
    choice_of,
    communes_option,
    core_members_option,
    given_keys,
    note_option,
    register_option,
    source_option,
    today_option,
)
from metrocli.procedure.choices import Outcome, Proposer
from metrocli.procedure.dates import When
from metrocli.procedure.milestones import Milestone
from metrocli.report.language import N_

if TYPE_CHECKING:
    from metrocli.procedure.edit import Change


@spoken_command(
    "set",
    help=N_(
        "ID is the id of a file in the register.\n\n"
        "MILESTONE is what happened: study, consultation, act, agreement, filed, admitted, "
        "session, observations, resolution, decree, toma-de-razon, published, department or "
        "committee.\n\n"
        "DATE is a day (2026-05-15), or a month (2026-05), a year (2026) or unknown."
    ),
    epilog=(
        "metro track set talca-maule study 2026-04-01\n"
        "metro track set talca-maule --core-members 20 --answer 07101=favour\n"
        "metro track set talca-maule agreement 2026-04 --proposed-by core --votes 12"
    ),
)
@argument("id", metavar="ID", shell_complete=offers("register_ids"))
@argument("milestone", metavar=N_("[MILESTONE]"), required=False, type=choice_of(Milestone))
@argument("when", metavar=N_("[DATE]"), required=False, type=WhenType())
@option(
    "--answer",
    "answers",
    metavar=N_("COMMUNE=ANSWER"),
    multiple=True,
    type=AnswerType(),
    help=N_("Answer of a mayor: favour, against or none. May be repeated."),
)
@option(
    "--proposed-by",
    type=choice_of(Proposer),
    help=N_("Who proposed the agreement to the CORE."),
)
@option(
    "--votes",
    metavar=N_("NUMBER"),
    type=click.IntRange(min=0),
    help=N_("Votes for the agreement."),
)
@core_members_option
@option("--outcome", type=choice_of(Outcome), help=N_("What the CID decided."))
@option("--name", metavar=N_("NAME"), help=N_("Name of the area."))
@communes_option
@source_option
@note_option
@option(
    "--force",
    is_flag=True,
    help=N_("Write a date down even if it is still to come, or out of order."),
)
@register_option
@today_option
@voice_options
def command(
    *,
    id: str,
    milestone: str | None,
    when: When | None,
    answers: tuple[tuple[str, str], ...],
    force: bool,
    register: Path,
    today: date,
    voice: Voice,
    **keys: Any,
) -> int:
    """Write something down, and show where the file stands."""
    from metrocli.cli.track.writing import rewrite  # noqa: PLC0415 - heavy
    from metrocli.procedure.edit import apply_change, refuse_oddities  # noqa: PLC0415 - heavy

    change = _change(id, milestone, when, answers, keys)

    def changed(content: str) -> str:
        written = apply_change(content, register, change)
        if not force:
            refuse_oddities(content, written, register, id, today)
        return written

    rewrite(register, id, today, voice, changed)
    return 0


def _change(
    id: str,
    milestone: str | None,
    when: When | None,
    answers: tuple[tuple[str, str], ...],
    keys: dict[str, Any],
) -> "Change":
    from metrocli.procedure.edit import Change  # noqa: PLC0415 - heavy

    if milestone is not None and when is None:
        raise click.UsageError(_("A milestone needs its date, as in filed 2026-05-15."))
    dates = {} if milestone is None or when is None else {Milestone(milestone): when}
    change = Change(id, dates, given_keys(**keys), dict(answers))
    if change == Change(id):
        raise click.UsageError(
            _("Nothing to write down: give a milestone and its date, or an option.")
        )
    return change

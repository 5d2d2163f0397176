"""`metro check`: the verdict of areas."""

from gettext import gettext as _
from pathlib import Path

import click

from metrocli.cli.delivery import deliver
from metrocli.cli.options import (
    Delivery,
    Source,
    Voice,
    WordsType,
    cache_option,
    output_options,
    strict_option,
    study_options,
    voice_options,
)
from metrocli.cli.spoken import argument, option, spoken_command
from metrocli.cli.voice import stages
from metrocli.report.language import N_


@spoken_command(
    "check",
    help=N_(
        "Says whether areas can be an área metropolitana, criterion by criterion.\n\n"
        "AREA is an area of the study, by its id or its name; without one, all are checked."
    ),
    epilog=(
        "metro check\n"
        "metro check talca-maule --max-gap 200\n"
        "metro check --members Talca,Maule\n"
        "metro check --members 07101,07105 --format json --output talca-maule.json"
    ),
)
@argument("areas", nargs=-1, metavar=N_("[AREA]..."))
@option(
    "--members",
    metavar=N_("COMMUNE,COMMUNE..."),
    type=WordsType(),
    help=N_("Communes to be checked as one area, instead of those of the study: names or codes."),
)
@strict_option
@cache_option
@study_options
@output_options
@voice_options
def command(
    *,
    areas: tuple[str, ...],
    members: tuple[str, ...] | None,
    strict: bool,
    source: Source,
    cache: Path | None,
    delivery: Delivery,
    voice: Voice,
) -> int:
    """Check areas and return the exit code of their verdicts."""
    from metrocli.cli import exits, work  # noqa: PLC0415 - heavy

    if areas and members:
        raise click.UsageError(_("AREA and --members exclude each other."))
    with stages(voice) as stage:
        case = work.open_case(source, strict=strict, cache=cache)
        if members:
            result = work.check_members(case, members, stage)
        else:
            result = work.check_areas(case, areas, stage)
    deliver(result, delivery, voice)
    return exits.exit_code(result)

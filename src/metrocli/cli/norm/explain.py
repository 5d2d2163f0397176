"""`metro norm explain`: what a criterion says, and how it was worked out."""

from gettext import gettext as _

import click

from metrocli.cli.delivery import deliver
from metrocli.cli.kinds import WordsType
from metrocli.cli.offers import offers
from metrocli.cli.options import (
    Delivery,
    Source,
    Voice,
    output_options,
    study_options,
    voice_options,
)
from metrocli.cli.spoken import argument, option, spoken_command
from metrocli.cli.voice import stages
from metrocli.report.language import N_


@spoken_command(
    "explain",
    help=N_(
        "Explains a criterion: what it says, where it stands, how it was worked out and what "
        "would change it.\n\n"
        "CRITERION is a criterion of the norm: continuity, population.\n\n"
        "AREA is an area of the study, by its id or its name; without one, the rule alone is told "
        "and no data are read."
    ),
    epilog=(
        "metro norm explain continuity\n"
        "metro norm explain population talca-maule\n"
        "metro norm explain continuity --members Talca,Maule --norm insee-unite-urbaine"
    ),
)
@argument("criterion", metavar=N_("CRITERION"), shell_complete=offers("criteria"))
@argument("area", required=False, metavar=N_("[AREA]"), shell_complete=offers("areas"))
@option(
    "--members",
    metavar=N_("COMMUNE,COMMUNE..."),
    type=WordsType(),
    shell_complete=offers("commune_lists"),
    help=N_("Communes to be checked as one area, instead of those of the study: names or codes."),
)
@study_options
@output_options
@voice_options
def command(
    *,
    criterion: str,
    area: str | None,
    members: tuple[str, ...] | None,
    source: Source,
    delivery: Delivery,
    voice: Voice,
) -> int:
    """Explain a criterion; there is no verdict, so that 0 means done."""
    from metrocli.cli import work  # noqa: PLC0415 - heavy

    if area and members:
        raise click.UsageError(_("AREA and --members exclude each other."))
    with stages(voice) as stage:
        if members:
            result = work.explain_members(work.open_case(source), criterion, members, stage)
        elif area:
            result = work.explain_area(work.open_case(source), criterion, area, stage)
        else:
            result = work.explain_rule(source, criterion)
    deliver(result, delivery, voice)
    return 0

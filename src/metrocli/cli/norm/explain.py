"""`metro norm explain`: what a criterion says, and how it was worked out."""

from metrocli.cli.asked import Areas, Asked
from metrocli.cli.delivery import deliver
from metrocli.cli.offers import offers
from metrocli.cli.options import (
    Delivery,
    Source,
    Voice,
    area_options,
    output_options,
    study_options,
    voice_options,
)
from metrocli.cli.spoken import argument, spoken_command
from metrocli.cli.voice import stages
from metrocli.report.language import N_


@spoken_command(
    "explain",
    help=N_(
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
@area_options
@study_options
@output_options
@voice_options
def command(
    *,
    criterion: str,
    asked: Asked,
    source: Source,
    delivery: Delivery,
    voice: Voice,
) -> int:
    """Explain a criterion; there is no verdict, so that 0 means done."""
    from metrocli.cli import work  # noqa: PLC0415 - heavy

    with stages(voice) as stage:
        if asked == Areas():
            result = work.explain_rule(source, criterion)
        else:
            result = work.explain_area(work.open_case(source), criterion, asked, stage)
    deliver(result, delivery, voice)
    return 0

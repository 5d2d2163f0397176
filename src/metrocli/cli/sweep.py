"""`metro sweep`: the verdict of areas over gaps, readings and majorities."""

from pathlib import Path

from metrocli.cli.asked import Asked
from metrocli.cli.delivery import deliver
from metrocli.cli.kinds import NumbersType, NumberType
from metrocli.cli.options import (
    Delivery,
    Source,
    Voice,
    areas_options,
    cache_option,
    output_options_of,
    strict_option,
    study_options,
    voice_options,
)
from metrocli.cli.spoken import option, spoken_command
from metrocli.cli.voice import stages
from metrocli.report.language import N_


@spoken_command(
    "sweep",
    help=N_("AREA is an area of the study, by its id or its name; without one, all are swept."),
    epilog=(
        "metro sweep talca-maule\n"
        "metro sweep --members Talca,Maule --to 1000\n"
        "metro sweep talca-maule --majorities 0.5,0.75\n"
        "metro sweep talca-maule --step 10 --format csv -o talca.csv"
    ),
)
@areas_options
@option(
    "--from",
    "first",
    metavar=N_("METRES"),
    type=NumberType(min=0),
    default=0,
    show_default=True,
    help=N_("The smallest gap."),
)
@option(
    "--to",
    "last",
    metavar=N_("METRES"),
    type=NumberType(min=0),
    help=N_("The largest gap; without it, the horizon."),
)
@option(
    "--step",
    metavar=N_("METRES"),
    type=NumberType(min=0, min_open=True),
    default=1,
    show_default=True,
    help=N_("From one gap to the next, in the rows of CSV; flips are exact whatever it is."),
)
@option(
    "--majorities",
    metavar=N_("SHARE,SHARE..."),
    type=NumbersType(min=0.5, max=1),
    help=N_(
        "Majorities, each from 0.5 to 1; without it, 0.5, 0.6, 0.7, 0.8, 0.9 and the one in force."
    ),
)
@strict_option
@cache_option
@study_options
@output_options_of("table", "json", "csv")
@voice_options
def command(
    *,
    asked: Asked,
    first: float,
    last: float | None,
    step: float,
    majorities: tuple[float, ...] | None,
    strict: bool,
    source: Source,
    cache: Path | None,
    delivery: Delivery,
    voice: Voice,
) -> int:
    """Sweep areas; there is no single verdict, so that 0 means done."""
    from metrocli.cli import work  # noqa: PLC0415 - heavy

    with stages(voice) as stage:
        case = work.open_case(source, strict=strict, cache=cache)
        grid = work.grid_of(case, first=first, last=last, step=step, majorities=majorities)
        result = work.sweep_areas(case, asked, grid, stage)
    deliver(result, delivery, voice)
    return 0

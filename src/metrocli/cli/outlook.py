"""`metro outlook`: what areas lack, when they would have it, which neighbour would bring it."""

from pathlib import Path

import click

from metrocli.cli.asked import Asked
from metrocli.cli.delivery import deliver
from metrocli.cli.options import (
    Delivery,
    Source,
    Voice,
    areas_options,
    cache_option,
    output_options,
    study_options,
    voice_options,
)
from metrocli.cli.spoken import option, spoken_command
from metrocli.cli.voice import stages
from metrocli.report.language import N_


@spoken_command(
    "outlook",
    help=N_(
        "AREA is an area of the study, by its id or its name; without one, all are looked at. The "
        "years are projections of past growth, not results. [projections] in metro.toml adds those "
        "of a table."
    ),
    epilog=(
        "metro outlook talca-maule\n"
        "metro outlook talca-maule --earlier metro-2017.toml\n"
        "metro outlook --members Talca,Maule --format json"
    ),
)
@areas_options
@option(
    "--earlier",
    metavar=N_("FILE"),
    type=click.Path(path_type=Path),
    help=N_("metro.toml of the same areas at an earlier census, from which their growth follows."),
)
@cache_option
@study_options
@output_options
@voice_options
def command(
    *,
    asked: Asked,
    earlier: Path | None,
    source: Source,
    cache: Path | None,
    delivery: Delivery,
    voice: Voice,
) -> int:
    """Look out for areas; there is no verdict, so that 0 means done."""
    from metrocli.cli import work  # noqa: PLC0415 - heavy

    with stages(voice) as stage:
        case = work.open_case(source, cache=cache)
        result = work.look_out(case, asked, earlier, stage)
    deliver(result, delivery, voice)
    return 0

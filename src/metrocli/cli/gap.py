"""`metro gap`: how far apart communes are."""

from gettext import gettext as _
from pathlib import Path

import click

from metrocli.cli.delivery import deliver
from metrocli.cli.offers import offers
from metrocli.cli.options import (
    Delivery,
    Source,
    Voice,
    cache_option,
    output_options,
    study_options,
    voice_options,
)
from metrocli.cli.spoken import argument, spoken_command
from metrocli.cli.voice import stages
from metrocli.report.language import N_


@spoken_command(
    "gap",
    help=N_(
        "COMMUNE is a commune, by its name or its code of five digits; two or more are needed."
    ),
    epilog="metro gap Iquique 'Alto Hospicio'\nmetro gap 07101 07105 --format json",
)
@argument(
    "communes",
    nargs=-1,
    required=True,
    metavar=N_("COMMUNE COMMUNE..."),
    shell_complete=offers("communes"),
)
@cache_option
@study_options
@output_options
@voice_options
def command(
    *,
    communes: tuple[str, ...],
    source: Source,
    cache: Path | None,
    delivery: Delivery,
    voice: Voice,
) -> int:
    """Measure a gap; there is no verdict, so that 0 means done."""
    from metrocli.cli import work  # noqa: PLC0415 - heavy

    if len(communes) < 2:  # noqa: PLR2004
        raise click.UsageError(_("A gap lies between two communes: give two or more."))
    with stages(voice) as stage:
        result = work.measure_gap(work.open_case(source, cache=cache), communes, stage)
    deliver(result, delivery, voice)
    return 0

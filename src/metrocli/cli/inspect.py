"""`metro inspect`: what the inputs of a study are, and all that is wrong with them."""

from functools import partial
from pathlib import Path

import click

from metrocli.cli.delivery import deliver, write_whole
from metrocli.cli.options import (
    Delivery,
    Source,
    Voice,
    output_options,
    study_options,
    voice_options,
)
from metrocli.cli.outputs import passing, require_ending, require_writable
from metrocli.cli.spoken import option, spoken_command
from metrocli.cli.voice import language, stages
from metrocli.errors import InputError
from metrocli.report.language import N_

_a_geopackage = partial(require_ending, endings=(".gpkg",))


@spoken_command(
    "inspect",
    help=N_(
        "It ends with 3 if a verdict on these data would be wrong. It needs no footprints: any "
        "input can be inspected by itself."
    ),
    epilog="metro inspect\nmetro inspect --format json\nmetro inspect --places lugares.gpkg",
)
@option(
    "--places",
    metavar=N_("FILE"),
    type=click.Path(path_type=Path),
    callback=passing(_a_geopackage, require_writable),
    help=N_("GeoPackage for the places where something is wrong, to be seen in QGIS."),
)
@study_options
@output_options
@voice_options
def command(*, places: Path | None, source: Source, delivery: Delivery, voice: Voice) -> int:
    """Inspect the inputs; return 0, or the code of a bad input."""
    from metrocli.cli.studies import study_of  # noqa: PLC0415 - heavy
    from metrocli.inspection.survey import inspect  # noqa: PLC0415 - heavy
    from metrocli.report.places import write_places  # noqa: PLC0415 - heavy

    with stages(voice) as stage:
        result = inspect(study_of(source), stage=stage)
        if places is not None:
            write_whole(places, lambda draft: write_places(result, language(), draft))
    deliver(result, delivery, voice)
    return 0 if result.sound else InputError.exit_code

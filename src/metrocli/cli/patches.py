"""`metro patches`: the patches of a layer of footprints, for a map, and a label per footprint."""

from functools import partial
from pathlib import Path

import click

from metrocli.cli.delivery import deliver
from metrocli.cli.options import (
    Delivery,
    Source,
    Voice,
    screen_options,
    study_options,
    voice_options,
)
from metrocli.cli.outputs import file_option, passing, require_ending, require_writable
from metrocli.cli.spoken import option, spoken_command
from metrocli.cli.voice import stages
from metrocli.errors import UsageError
from metrocli.report.language import N_
from metrocli.text import text

ENDINGS = (".gpkg", ".parquet", ".geoparquet")
"""Of the files that layers are written to."""


_a_layer = partial(require_ending, endings=ENDINGS)


@spoken_command(
    "patches",
    help=N_(
        "It draws them for a map and says what the largest hold. The outlines, in EPSG:4674, go "
        "around the cells that footprints occupy: they are for drawing; all figures are those of "
        "the footprints."
    ),
    epilog=(
        "metro patches -o manchas.gpkg\n"
        "metro patches --footprints edificios_2024.parquet -o manchas.gpkg\n"
        "metro patches --max-gap 200 -o manchas.gpkg --labels etiquetas.parquet"
    ),
)
@file_option(
    N_("GeoPackage or GeoParquet for the outlines, written whole or not at all."), _a_layer
)
@option(
    "--labels",
    metavar=N_("FILE"),
    type=click.Path(path_type=Path),
    callback=passing(_a_layer, require_writable),
    help=N_(
        "File for the patch of each footprint: .parquet is a table with the layer's identifiers; "
        ".geoparquet and .gpkg have the geometries too."
    ),
)
@option(
    "--min-footprints",
    "least",
    metavar=N_("COUNT"),
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help=N_("Draw only patches with so many footprints or more."),
)
@screen_options
@study_options
@voice_options
def command(
    *,
    output: Path,
    labels: Path | None,
    least: int,
    source: Source,
    delivery: Delivery,
    voice: Voice,
) -> int:
    """Write the patches; there is no verdict, so that 0 means done."""
    from metrocli.cli import mapping, work  # noqa: PLC0415 - heavy

    if labels is not None and labels.resolve() == output.resolve():
        raise UsageError(
            text("--output and --labels are the same file."), text("Give each a name of its own.")
        )
    with stages(voice) as stage:
        mapped = mapping.map_study(work.open_case(source), least, stage)
        mapping.write_map(mapped, output, labels, stage)
    deliver(mapped.report, delivery, voice)
    return 0

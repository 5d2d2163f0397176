"""`metro graph`: the communes as a graph, for other programs."""

from pathlib import Path

from metrocli.cli.delivery import write_whole
from metrocli.cli.options import (
    Source,
    Voice,
    cache_option,
    region_option,
    study_options,
    voice_options,
)
from metrocli.cli.outputs import by_ending, file_option
from metrocli.cli.spoken import spoken_command
from metrocli.cli.voice import stages, tell
from metrocli.report.language import N_


@spoken_command(
    "graph",
    help=N_(
        "The ending of FILE says the format: .graphml (Gephi, yEd), .json (node-link) or .gpkg "
        "(QGIS)."
    ),
    epilog="metro graph -o communes.gpkg\nmetro graph --region 07 -o maule.graphml",
)
@file_option(N_("File for the graph, written whole or not at all."))
@region_option
@cache_option
@study_options
@voice_options
def command(
    *, output: Path, region: str | None, source: Source, cache: Path | None, voice: Voice
) -> int:
    """Write the graph; there is no verdict, so that 0 means done."""
    from metrocli.cli import drawing, work  # noqa: PLC0415 - heavy
    from metrocli.report.graphs import WRITERS  # noqa: PLC0415 - heavy

    write = by_ending(output, WRITERS)
    with stages(voice) as stage:
        study, graph = drawing.draw_graph(work.open_case(source, cache=cache), region, stage)
        write_whole(output, lambda draft: write(graph, draft))
    tell(study.notices, voice)
    return 0

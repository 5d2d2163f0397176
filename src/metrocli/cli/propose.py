"""`metro propose`: the areas that the continuum itself suggests."""

from pathlib import Path

from metrocli.cli.delivery import deliver
from metrocli.cli.options import (
    Delivery,
    Source,
    Voice,
    cache_option,
    output_options_of,
    region_option,
    strict_option,
    study_options,
    voice_options,
)
from metrocli.cli.spoken import spoken_command
from metrocli.cli.voice import stages
from metrocli.report.language import N_


@spoken_command(
    "propose",
    help=N_(
        "It looks at every commune of the study, and is told no group of them. An area that falls "
        "short is listed with what it lacks: inhabitants, metres or communes."
    ),
    epilog=(
        "metro propose\n"
        "metro propose --region 07\n"
        "metro propose --region Maule --format json -o areas.json"
    ),
)
@region_option
@strict_option
@cache_option
@study_options
@output_options_of("table", "json", "markdown", "csv")
@voice_options
def command(
    *,
    region: str | None,
    strict: bool,
    source: Source,
    cache: Path | None,
    delivery: Delivery,
    voice: Voice,
) -> int:
    """Propose areas and return the exit code of their verdicts."""
    from metrocli.cli import exits, work  # noqa: PLC0415 - heavy

    with stages(voice) as stage:
        result = work.propose_areas(
            work.open_case(source, strict=strict, cache=cache), region, stage
        )
    deliver(result, delivery, voice)
    return exits.exit_code(result)

"""`metro check`: the verdict of areas."""

from gettext import gettext as _
from pathlib import Path

import click

from metrocli.cli.asked import Asked, Members
from metrocli.cli.delivery import deliver
from metrocli.cli.options import (
    Delivery,
    Source,
    Voice,
    areas_options,
    cache_option,
    output_options_of,
    strict_option,
    studies_options,
    voice_options,
)
from metrocli.cli.spoken import option, spoken_command
from metrocli.cli.voice import stages
from metrocli.report.language import N_
from metrocli.text import text


@spoken_command(
    "check",
    help=N_(
        "AREA is an area of the study, by its id or its name; without one, all are checked. With "
        "--study given more than once, each area is shown study by study."
    ),
    epilog=(
        "metro check\n"
        "metro check talca-maule --max-gap 200\n"
        "metro check --members Talca,Maule\n"
        "metro check --members 07101,07105 --format json -o talca-maule.json\n"
        "metro check talca-maule --study metro-2017.toml --study metro.toml\n"
        "metro check --locked --format junit -o metro.xml"
    ),
)
@areas_options
@option(
    "--locked",
    is_flag=True,
    help=N_(
        "Hold the inputs and the answer against the lock of the study: ends with 3 if an input "
        "has changed, 1 if a verdict or figure has moved, else 0 whatever the verdicts are."
    ),
)
@strict_option
@cache_option
@studies_options
@output_options_of("table", "json", "markdown", "junit", "csv")
@voice_options
def command(
    *,
    asked: Asked,
    locked: bool,
    strict: bool,
    sources: tuple[Source, ...],
    cache: Path | None,
    delivery: Delivery,
    voice: Voice,
) -> int:
    """Check areas and return the exit code of their verdicts."""
    from metrocli.cli import exits, work  # noqa: PLC0415 - heavy

    if locked and isinstance(asked, Members):
        raise click.UsageError(_("--members and --locked exclude each other."))
    with stages(voice) as stage:
        cases = [work.open_case(source, strict=strict, cache=cache) for source in sources]
        if locked:
            from metrocli.cli import locks  # noqa: PLC0415 - heavy, and few ask for it

            stage(text("Hashing the inputs"))
            for case in cases:
                locks.require_locked_inputs(case)
        results = [work.check_areas(case, asked, stage) for case in cases]
    deliver(work.together(results), delivery, voice)
    if locked:
        for case, result in zip(cases, results, strict=True):
            locks.require_locked(case, result, asked)
        return 0
    return exits.exit_code(*results)

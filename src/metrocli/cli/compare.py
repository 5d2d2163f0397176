"""`metro compare`: what changed between two results or two studies."""

from pathlib import Path

import click

from metrocli.cli.delivery import deliver
from metrocli.cli.offers import offers
from metrocli.cli.options import (
    Delivery,
    Voice,
    output_options_of,
    strict_option,
    terms_options,
    voice_options,
)
from metrocli.cli.spoken import argument, option, spoken_command
from metrocli.cli.voice import stages
from metrocli.report.language import N_
from metrocli.study.overrides import Overrides


@spoken_command(
    "compare",
    help=N_(
        "BASE is what was: a study (its .toml), or a result of “metro check” or “metro propose” in "
        "JSON.\n\n"
        "CURRENT is what is now, given in the same way.\n\n"
        "AREA is an area of both, by its id or its name; without one, all are compared. Two "
        "studies also tell how much of a change came with new ground."
    ),
    epilog=(
        "metro compare metro-2017.toml metro.toml\n"
        "metro compare metro-2017.toml metro.toml talca-maule --verbose\n"
        "metro compare metro-2017.toml metro.toml --format markdown -o new.md\n"
        "metro compare metro-2017.toml metro.toml talca-maule --fail-on change"
    ),
)
@argument("base", metavar=N_("BASE"), type=click.Path(path_type=Path))
@argument("current", metavar=N_("CURRENT"), type=click.Path(path_type=Path))
@argument("areas", nargs=-1, metavar=N_("[AREA]..."), shell_complete=offers("areas"))
@option(
    "--fail-on",
    type=click.Choice(("worse", "change", "never")),
    default="worse",
    show_default=True,
    help=N_(
        "What ends in exit code 1: a verdict that got worse, any other figure, or nothing at all."
    ),
)
@strict_option
@terms_options
@output_options_of("table", "json", "markdown")
@voice_options
def command(
    *,
    base: Path,
    current: Path,
    areas: tuple[str, ...],
    fail_on: str,
    strict: bool,
    terms: Overrides,
    delivery: Delivery,
    voice: Voice,
) -> int:
    """Compare two results and return 1 if what changed is not to pass."""
    from metrocli.cli import comparing, exits  # noqa: PLC0415 - heavy

    with stages(voice) as stage:
        then, now = (comparing.open_side(path, terms, strict=strict) for path in (base, current))
        result = comparing.compare_sides(then, now, areas, stage)
    deliver(result, delivery, voice)
    return exits.comparison_code(result, exits.FailOn(fail_on))

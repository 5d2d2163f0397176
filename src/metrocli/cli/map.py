"""`metro map`: an area on the ground, as a picture."""

from pathlib import Path

import click
from click.core import ParameterSource

from metrocli.cli.asked import Asked
from metrocli.cli.delivery import write_whole
from metrocli.cli.kinds import NumberType
from metrocli.cli.options import (
    Source,
    Voice,
    area_options,
    cache_option,
    study_options,
    voice_options,
)
from metrocli.cli.outputs import by_ending, file_option
from metrocli.cli.spoken import option, spoken_command
from metrocli.cli.voice import language, stages, tell
from metrocli.errors import UsageError
from metrocli.report.language import N_
from metrocli.text import text

KINDS = ("continuum", "location", "weakest-link", "population", "sweep")
"""Those of `metrocli.report.maps.picture`, which is too heavy to import for a list of them."""

SIZES = ("a4", "a3")
"""Of `metrocli.report.maps.page`."""


PAPER = ("kind", "page", "dpi")
"""The options of pictures, which a page to explore has no use for."""


def _refuse_paper() -> None:
    """Refuse options that would be passed over."""
    given = click.get_current_context().get_parameter_source
    for name in PAPER:
        if given(name) is not ParameterSource.DEFAULT:
            raise UsageError(
                text("--{option} is of pictures: a page to explore has none.", option=name),
                text("Leave it out, or write a .png, .svg or .pdf."),
            )


@spoken_command(
    "map",
    help=N_(
        "AREA is an area of the study, by its id or its name; a study with one area needs none. "
        "The ending of FILE says the format: .png, .svg or .pdf is a picture, which needs the "
        "extra “dossier” of the package; .html is one page to explore in a browser, without a "
        "network: a map with a slider for the gap. The same data give the same bytes."
    ),
    epilog=(
        "metro map talca-maule -o talca.pdf\n"
        "metro map talca-maule --kind weakest-link -o eslabon.png\n"
        "metro map --members Talca,Maule --kind population --page a3 -o talca.svg\n"
        "metro map talca-maule -o explorar.html"
    ),
)
@area_options
@file_option(N_("File for the map, written whole or not at all."))
@option(
    "--kind",
    type=click.Choice(KINDS),
    default=KINDS[0],
    show_default=True,
    help=N_("What is drawn."),
)
@option(
    "--page",
    type=click.Choice(SIZES),
    default=SIZES[0],
    show_default=True,
    help=N_("Paper; upright or on its side, whichever shows the area larger."),
)
@option(
    "--dpi",
    metavar=N_("DOTS"),
    type=NumberType(min=50, max=1200),
    default=300,
    show_default=True,
    help=N_("Dots to an inch, of PNG."),
)
@cache_option
@study_options
@voice_options
def command(
    *,
    asked: Asked,
    output: Path,
    kind: str,
    page: str,
    dpi: float,
    source: Source,
    cache: Path | None,
    voice: Voice,
) -> int:
    """Draw an area; there is no verdict, so that 0 means done."""
    from metrocli.cli import grounds, work  # noqa: PLC0415 - heavy
    from metrocli.report.maps.forms import PAGE, WRITERS, Wanted  # noqa: PLC0415 - heavy

    write = by_ending(output, WRITERS)
    if output.suffix.lower() == PAGE:
        _refuse_paper()
    with stages(voice) as stage:
        case = work.open_case(source, cache=cache)
        drawn = grounds.map_asked(case, asked, stage)
        picture = write(drawn, Wanted(kind, page, dpi, language()), stage)
        write_whole(output, lambda draft: draft.write_bytes(picture))
    tell(drawn.result.notices, voice)
    return 0

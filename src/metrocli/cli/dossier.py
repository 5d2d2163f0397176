"""`metro dossier`: the annexes of an area's file, in one folder."""

from datetime import datetime
from gettext import gettext as _
from pathlib import Path

import click

from metrocli.cli.asked import Areas, Asked
from metrocli.cli.options import (
    Source,
    Voice,
    area_options,
    cache_option,
    strict_option,
    study_options,
    voice_options,
)
from metrocli.cli.outputs import folder_option
from metrocli.cli.spoken import option, spoken_command
from metrocli.cli.voice import language, stages, tell
from metrocli.report.language import N_


@spoken_command(
    "dossier",
    help=N_(
        "AREA is an area of the study, by its id or its name. The same inputs give the same bytes "
        "in every file. DIR is written whole or not at all."
    ),
    epilog=(
        "metro dossier talca-maule -o expediente\n"
        "metro dossier talca-maule --compare metro-2017.toml -o expediente --force\n"
        "metro dossier talca-maule --date 2026-03-11 -o expediente\n"
        "metro dossier --members Talca,Maule -o expediente\n"
        "metro dossier --all -o expedientes"
    ),
)
@area_options
@folder_option(N_("Folder for the dossier; with --all, for a folder of each area."))
@option("--all", "every", is_flag=True, help=N_("A dossier of each area of the study."))
@option(
    "--compare",
    metavar=N_("FILE"),
    type=click.Path(path_type=Path),
    help=N_("metro.toml of an earlier census, to compare with."),
)
@option(
    "--template",
    metavar=N_("FILE"),
    type=click.Path(path_type=Path),
    help=N_(
        "Word file whose styles, head and foot the Word report takes; it stands where a paragraph "
        "says {{informe}}, else at the end."
    ),
)
@option(
    "--date",
    "day",
    metavar=N_("YYYY-MM-DD"),
    type=click.DateTime(["%Y-%m-%d"]),
    help=N_("Date of the report; without it, a line is left to write one on."),
)
@option("--force", is_flag=True, help=N_("Replace a dossier that is there."))
@strict_option
@cache_option
@study_options
@voice_options
def command(
    *,
    asked: Asked,
    output: Path,
    every: bool,
    compare: Path | None,
    template: Path | None,
    day: datetime | None,
    force: bool,
    strict: bool,
    source: Source,
    cache: Path | None,
    voice: Voice,
) -> int:
    """Write dossiers; there is no single verdict, so that 0 means done."""
    from metrocli.cli import filing, work  # noqa: PLC0415 - heavy

    if every is not (asked == Areas()):
        raise click.UsageError(_("Give one of the three: AREA, --members or --all."))
    layout = filing.Layout(language(), day and day.date(), template)
    case = work.open_case(source, strict=strict, cache=cache)
    base = None if compare is None else filing.earlier_case(source, compare, case)
    place = filing.Place(output, force=force)
    with stages(voice) as stage:
        if every:
            notices = filing.write_all(case, base, layout, place, stage)
        else:
            notices = filing.write_one(case, base, asked, layout, place, stage)
    tell(notices, voice)
    return 0

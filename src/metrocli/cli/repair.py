"""`metro repair`: a mended copy of a study, and the log of what was changed."""

from pathlib import Path

from metrocli.cli.delivery import deliver, write_folder
from metrocli.cli.kinds import NumberType
from metrocli.cli.options import (
    Delivery,
    Source,
    Voice,
    screen_options,
    study_options,
    voice_options,
)
from metrocli.cli.outputs import folder_option, require_makeable
from metrocli.cli.spoken import option, spoken_command
from metrocli.cli.voice import language, stages
from metrocli.errors import InputError, OutputError, UsageError
from metrocli.report.language import N_
from metrocli.text import text

TOLERANCE = 5.0
"""As `metrocli.repair.study` has it."""


@spoken_command(
    "repair",
    help=N_(
        "DIR gets a copy of every input, a metro.toml that points at them, and cambios.csv, the "
        "log of each change with before and after. The inputs themselves are never changed. What "
        "cannot be mended safely is refused: then the command says why, ends with 3 and writes "
        "nothing."
    ),
    epilog=(
        "metro repair -o reparado\nmetro repair -o reparado --tolerance 2\n"
        "metro repair -o reparado --format json"
    ),
)
@folder_option(
    N_("Folder for the copy, new or empty; written whole or not at all."), require_makeable
)
@option(
    "--tolerance",
    metavar=N_("METRES"),
    type=NumberType(min=0),
    default=TOLERANCE,
    show_default=True,
    help=N_("Widest overlap or hole between communes that is a sliver, and closed."),
)
@option("--force", is_flag=True, help=N_("Write into a folder that is not empty."))
@screen_options
@study_options
@voice_options
def command(
    *,
    output: Path,
    tolerance: float,
    force: bool,
    source: Source,
    delivery: Delivery,
    voice: Voice,
) -> int:
    """Repair a study; return 0, or the code of a bad input if it was refused."""
    from metrocli.cli.studies import study_of  # noqa: PLC0415 - heavy
    from metrocli.repair.changes import Repair  # noqa: PLC0415 - heavy
    from metrocli.repair.study import LOG_NAME, repair  # noqa: PLC0415 - heavy
    from metrocli.report.tables.repair import write_log  # noqa: PLC0415 - heavy

    config = study_of(source)
    _refuse_in_place([config.path_of(given) for given in config.sources], output)
    if not force:
        _refuse_full(output)
    with stages(voice) as stage:

        def write(folder: Path) -> Repair:
            result = repair(config, folder, tolerance=tolerance, stage=stage)
            (folder / LOG_NAME).write_text(write_log(result, language()), encoding="utf-8")
            return result

        result = write_folder(output, write, lambda result: not result.refusals)
    deliver(result, delivery, voice)
    return InputError.exit_code if result.refusals else 0


def _refuse_in_place(inputs: list[Path], folder: Path) -> None:
    """Refuse to write where an input is, which is never changed."""
    inside = [path for path in inputs if path.resolve().is_relative_to(folder.resolve())]
    if inside:
        raise UsageError(
            text("{file}: an input of the study is in the folder of the copy", file=str(inside[0])),
            text("Give another folder as --output."),
        )


def _refuse_full(folder: Path) -> None:
    """Refuse a folder that already holds something."""
    if folder.is_dir() and any(folder.iterdir()):
        raise OutputError(
            text("{folder}: the folder is not empty", folder=str(folder)),
            text("Give a new one, or --force to write over what it holds."),
        )

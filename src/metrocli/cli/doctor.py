"""`metro doctor`: what the program finds around it, and what it lacks."""

import os
import platform
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from metrocli.cli.delivery import NARROWEST, deliver
from metrocli.cli.options import (
    Delivery,
    Source,
    Voice,
    output_options,
    place_options,
    voice_options,
)
from metrocli.cli.spoken import spoken_command
from metrocli.cli.voice import language
from metrocli.errors import InputError
from metrocli.report.language import N_

if TYPE_CHECKING:
    from metrocli.diagnosis.diagnosis import Folder, Session
    from metrocli.diagnosis.study import StudyState

DATA, DOWNLOADS = "METRO_DATA", "METRO_CACHE"
"""The variables that name the folder of the data and that of downloads."""


@spoken_command(
    "doctor",
    help=N_(
        "Ends with 3 if a library, the folder of METRO_DATA, or a file of the study is missing; "
        "what each optional part lacks is told with the command that installs it."
    ),
    epilog="metro doctor\nmetro doctor --format json",
)
@place_options
@output_options
@voice_options
def command(*, source: Source, delivery: Delivery, voice: Voice) -> int:
    """Look around; there is no verdict, so that 0 means that nothing is missing."""
    from metrocli.diagnosis import libraries  # noqa: PLC0415 - heavy
    from metrocli.diagnosis.diagnosis import Diagnosis, folder_at  # noqa: PLC0415

    named = os.environ.get(DATA)
    found = Diagnosis(
        python=platform.python_version(),
        system=platform.platform(),
        libraries=libraries.required_libraries(),
        engines=libraries.engines(),
        extras=libraries.extras(),
        data=folder_at(Path(named)) if named else None,
        study=_study(source),
        downloads=_downloads(),
        session=_session(),
    )
    deliver(found, delivery, voice)
    return 0 if found.sound else InputError.exit_code


def _study(source: Source) -> "StudyState | None":
    from metrocli.cli.studies import terms_of  # noqa: PLC0415 - heavy
    from metrocli.diagnosis.study import StudyState, state_of  # noqa: PLC0415
    from metrocli.study.config import find_config  # noqa: PLC0415

    path = source.study or find_config(Path.cwd())
    if path is None:
        return None
    try:
        config = terms_of(source)
    except InputError as error:
        return StudyState(path, problem=error.lines)
    return state_of(path, config)


def _downloads() -> "Folder":
    from metrocli.diagnosis.diagnosis import folder_at  # noqa: PLC0415 - heavy
    from metrocli.download.fetch import cache_folder  # noqa: PLC0415

    named = os.environ.get(DOWNLOADS)
    return folder_at(Path(named) if named else cache_folder())


def _session() -> "Session":
    from metrocli.diagnosis.diagnosis import Session  # noqa: PLC0415 - heavy

    terminal = sys.stdout.isatty()
    return Session(
        language=language().code,
        encoding=sys.stdout.encoding,
        terminal=terminal,
        columns=shutil.get_terminal_size(fallback=(NARROWEST, 24)).columns,
        colour=terminal and not os.environ.get("NO_COLOR"),
    )

"""The bundled sample study: where it is, and a copy of it."""

import shutil
import tempfile
from importlib.resources import files
from pathlib import Path

from metrocli.errors import MissingInputError, OutputError, refusal
from metrocli.text import text


def sample_folder() -> Path:
    """Return the folder of the sample: inside the installed package, or of the source tree.

    Raises
    ------
    MissingInputError
        If neither is there.
    """
    package = Path(str(files("metrocli")))
    for folder in (package / "samples", package.parents[1] / "data" / "samples"):
        if folder.is_dir():
            return folder
    raise MissingInputError(
        text("the sample study was not installed"), text("Install the package again.")
    )


def write_sample(destination: Path) -> tuple[Path, ...]:
    """Copy the sample to a folder, which is made if need be.

    Every file is complete before the first one gets its name.

    Returns
    -------
    tuple of Path
        The files, sorted.

    Raises
    ------
    OutputError
        If one of the files is already there, or the folder cannot be written to; nothing is
        written then.
    """
    source = sample_folder()
    names = sorted(path.name for path in source.iterdir() if path.is_file())
    _refuse_overwriting(destination, names)
    try:
        destination.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=destination, prefix=".metro-") as passing:
            for name in names:
                shutil.copyfile(source / name, Path(passing) / name)
            for name in names:
                (Path(passing) / name).replace(destination / name)
    except OSError as error:
        raise OutputError(
            text("{folder}: {reason}", folder=str(destination), reason=refusal(error)),
            text("Choose a folder that can be written to."),
        ) from error
    return tuple(destination / name for name in names)


def _refuse_overwriting(destination: Path, names: list[str]) -> None:
    present = tuple(name for name in names if (destination / name).exists())
    if present:
        raise OutputError(
            text("{folder}: already there: {files}", folder=str(destination), files=present),
            text("Choose another folder; nothing was written."),
        )

"""From the options of a command to the study that they describe."""

from pathlib import Path

from metrocli.cli.options import Source
from metrocli.errors import MissingInputError
from metrocli.study.config import StudyConfig, find_config
from metrocli.study.overriding import override
from metrocli.study.reader import read_config
from metrocli.text import text


def study_of(source: Source) -> StudyConfig:
    """Return the study that a file, options or both describe; one input is enough.

    Raises
    ------
    MissingInputError
        If no study is found, and the options give no input.
    """
    config = terms_of(source)
    instead = source.instead
    given = instead.boundaries or instead.population or instead.footprints or instead.people
    if config.file is None and not given:
        raise MissingInputError(
            text("There is no metro.toml in this folder or above it."),
            text("Write one with “metro init”, or name another with --study."),
        )
    return config


def terms_of(source: Source) -> StudyConfig:
    """Return the same where no input is needed, but only the norm and its parameters."""
    study = source.study or find_config(Path.cwd())
    return override(StudyConfig() if study is None else read_config(study), source.instead)

"""What was read on the way to something: the files, and what was found in them."""

from dataclasses import dataclass, replace

from metrocli.model import Input, Notice
from metrocli.study.config import StudyConfig
from metrocli.study.files import digest, size_of
from metrocli.study.layers import Layer
from metrocli.study.sections import Source


@dataclass(frozen=True, slots=True)
class Record:
    """What was read to get at something, and what was found on the way."""

    inputs: tuple[Input, ...] = ()
    notices: tuple[Notice, ...] = ()


def input_of(config: StudyConfig, role: str, source: Source, features: int) -> Input:
    """Return what is known of a file that was read."""
    path = config.path_of(source)
    return Input(role, source.given, digest(path), features, size=size_of(path))


def layer_input_of(config: StudyConfig, role: str, source: Source, layer: Layer) -> Input:
    """Return what is known of a layer that was read."""
    known = input_of(config, role, source, len(layer.table))
    return replace(known, layer=layer.name, crs=layer.crs_name)

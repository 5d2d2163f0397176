"""The one layer of footprints of a study, opened to be read by the batch."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from metrocli.errors import UsageError
from metrocli.model import Code, Input, Notice
from metrocli.progress import Stage
from metrocli.study.boundaries import read_boundaries
from metrocli.study.columns import Table, Unit
from metrocli.study.config import StudyConfig
from metrocli.study.files import digest
from metrocli.study.footprints import no_footprints, read_built, wanted_columns
from metrocli.study.layers import no_features
from metrocli.study.schemas import Role, find, useful
from metrocli.study.sections import FootprintsSection
from metrocli.study.stream.drivers import open_layer
from metrocli.study.stream.held import held
from metrocli.study.stream.layer import StreamedLayer
from metrocli.study.stream.noting import NotingLayer
from metrocli.study.stream.placing import placing
from metrocli.study.tables import arrow_frame
from metrocli.text import text


@dataclass(frozen=True, eq=False)
class Opened:
    """A layer of footprints.

    Parameters
    ----------
    layer : StreamedLayer
        The layer.
    noting : NotingLayer
        The same, with what is noted of its footprints.
    id : str, optional
        Its column of identifiers.
    inputs : tuple of Input
        What is read for it.
    notices : tuple of Notice
        What the reader must know so far.
    """

    layer: StreamedLayer
    noting: NotingLayer
    id: str | None
    inputs: tuple[Input, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True, eq=False)
class _Bounds:
    """Commune polygons, if there are any, and what was read for them."""

    polygons: Mapping[Code, Any] = field(default_factory=dict)
    inputs: tuple[Input, ...] = ()
    notices: tuple[Notice, ...] = ()


def open_footprints(config: StudyConfig, stage: Stage) -> Opened:
    """Open the footprints of a study, which must be of one layer.

    Cells of rasters and features of a filter are held in memory, all others are not.

    Parameters
    ----------
    config : StudyConfig
        Its boundaries are read only if no column of the layer tells the commune.
    stage : callable
        Told what is being done.

    Raises
    ------
    UsageError
        If the study has several layers.
    InputError
        Whatever is wrong with the layer or the boundaries.
    """
    section = _only(config)
    stage(text("Opening the footprints: {file}", file=section.path.given))
    bounds = _bounds(config, stage) if section.of_raster else _Bounds()
    layer = _layer(config, section, bounds)
    first = _first_rows(layer, section)
    if find(first, wanted_columns(section), Role.CODE) is None and not section.of_raster:
        bounds = _bounds(config, stage)
    place = placing(bounds.polygons) if bounds.polygons else None
    identity = find(first, wanted_columns(section), Role.FOOTPRINT)
    path = config.path_of(section.path)
    known = Input(
        "footprints",
        section.path.given,
        digest(path),
        layer.count,
        layer=layer.name,
        crs=layer.crs_name,
    )
    return Opened(
        layer,
        NotingLayer(layer, section, config.vintage, place),
        None if identity is None else identity.name,
        (*bounds.inputs, known),
        (*bounds.notices, *_unused(config)),
    )


def _only(config: StudyConfig) -> FootprintsSection:
    if not config.footprints:
        raise no_footprints()
    if len(config.footprints) > 1:
        raise UsageError(
            text(
                "The study has {count:,d} layers of footprints, and patches are of one.",
                count=len(config.footprints),
            ),
            text(
                "Name one with --footprints: {files}.",
                files=tuple(section.path.given for section in config.footprints),
            ),
        )
    return config.footprints[0]


def _layer(config: StudyConfig, section: FootprintsSection, bounds: _Bounds) -> StreamedLayer:
    path = config.path_of(section.path)
    if section.of_raster or section.where is not None:
        return held(read_built(path, section, bounds.polygons))
    layer = open_layer(path, section.layer)
    if not layer.count:
        raise no_features(layer.source)
    return layer


def _first_rows(layer: StreamedLayer, section: FootprintsSection) -> Table:
    """Return the columns that count, with as many rows as tell what is in them."""
    batch = next(layer.columns(useful(layer.fields, wanted_columns(section)) or [layer.geometry]))
    frame = arrow_frame(pa.Table.from_batches([batch]))
    return Table(layer.source, frame, np.arange(1, len(frame) + 1), Unit.FEATURE)


def _bounds(config: StudyConfig, stage: Stage) -> _Bounds:
    if config.boundaries is None:
        return _Bounds()
    source = config.boundaries.path
    stage(text("Reading the boundaries: {file}", file=source.given))
    path = config.path_of(source)
    read = read_boundaries(path, config.boundaries, config.vintage)
    layer = read.layer
    known = Input(
        "boundaries",
        source.given,
        digest(path),
        len(layer.table),
        layer=layer.name,
        crs=layer.crs_name,
    )
    return _Bounds(read.polygons, (known,), read.notices)


def _unused(config: StudyConfig) -> tuple[Notice, ...]:
    if config.people is None:
        return ()
    message = text(
        "{file} is not used: patches have the people that their footprints bring along",
        file=config.people.path.given,
    )
    return (Notice("people-unused", message),)

"""What is built, as a study counts it: footprints and what is added to their gaps."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from metrocli.model import (
    Code,
    Commune,
    Conventions,
    Crossing,
    Footprints,
    Input,
    LeftOut,
    Notice,
)
from metrocli.progress import Stage
from metrocli.study.also_built import AlsoBuiltLayer, join_also_built, read_also_built
from metrocli.study.config import StudyConfig
from metrocli.study.decisions import decide, read_decisions, require_known
from metrocli.study.footprints import ids_of, read_built, read_footprints, wanted_columns
from metrocli.study.layers import read_layer
from metrocli.study.links import read_links
from metrocli.study.people import house, read_people
from metrocli.study.record import Record, layer_input_of
from metrocli.study.stack import FootprintLayer, join
from metrocli.study.thresholds import sift, sift_patches
from metrocli.text import text


@dataclass(frozen=True, eq=False)
class Ground:
    """What is built.

    Parameters
    ----------
    footprints : Footprints
        Those that count.
    unhoused : mapping of str to float
        People that live in no footprint of their commune, by CUT.
    conventions : Conventions
        What the study adds to gaps.
    record : Record
        What was read.
    """

    footprints: Footprints
    unhoused: Mapping[Code, float]
    conventions: Conventions
    record: Record


def load_ground(
    config: StudyConfig,
    communes: Mapping[Code, Commune],
    polygons: Mapping[Code, Any],
    only: Collection[Code] | None,
    stage: Stage,
) -> Ground:
    """Read what is built, as a study counts it.

    Filters come first, then people for footprints that have none, then thresholds on footprints and
    on patches; decisions come last.

    Parameters
    ----------
    config : StudyConfig
        Of metro.toml, of options, or of both.
    communes : mapping of str to Commune
        That decisions may name.
    polygons : mapping of str to shapely geometry
        Planar commune polygons by CUT.
    only : collection of str, optional
        The communes that matter.
    stage : callable
        Called with a text before each step.

    Raises
    ------
    InputError
        Whatever is missing, unreadable or invalid; it names file, layer, feature and column.
    """
    file = str(config.file)
    decisions, mended = read_decisions(config.decisions, communes, file)
    read = _read(config, polygons, only, stage)
    require_known(decisions, read.ids, file)
    housed = _housed(config, read.layers, polygons, only, stage)
    counted = _counted(config, housed.layers, read.aside)
    decided = decide(counted.layers, counted.aside, decisions)
    footprints, weightless = join(decided.layers)
    also = _also_built(config, polygons, only, stage)
    links = _links(config, stage)
    records = (
        *(read.record, housed.record, Record(notices=weightless), also.record, links.record),
        Record(notices=mended),
    )
    return Ground(
        footprints,
        housed.unhoused,
        Conventions(
            links.crossings,
            join_also_built(also.layers),
            (*counted.left_out, *also.left_out),
            decided.decisions,
        ),
        Record(
            tuple(known for record in records for known in record.inputs),
            tuple(notice for record in records for notice in record.notices),
        ),
    )


@dataclass(frozen=True, eq=False)
class _Read:
    """The footprints of a study as they were read, layer by layer.

    Parameters
    ----------
    layers, aside : tuple of FootprintLayer
        What filters let count and, of what they left out, what a decision may put in.
    ids : tuple of ndarray of str
        Of all features of each layer, where a decision names any.
    record : Record
        What was read.
    """

    layers: tuple[FootprintLayer, ...]
    aside: tuple[FootprintLayer, ...]
    ids: tuple[NDArray[np.str_], ...]
    record: Record


def _read(
    config: StudyConfig,
    polygons: Mapping[Code, Any],
    only: Collection[Code] | None,
    stage: Stage,
) -> _Read:
    layers, aside, ids = [], [], []
    inputs: list[Input] = []
    notices: list[Notice] = []
    for section in config.footprints:
        stage(text("Reading the footprints: {file}", file=section.path.given))
        path = config.path_of(section.path)
        layer = read_built(path, section, polygons, only)
        found = read_footprints(layer, section, config.vintage, polygons, only, stage)
        inputs.append(layer_input_of(config, "footprints", section.path, layer))
        notices += found.notices
        whole, filtered = layer, found.take(np.full(len(found), False))
        if config.decisions.include and section.where is not None:
            unfiltered = replace(section, where=None)
            whole = read_built(path, unfiltered, polygons, only)
            rest = whole.take(~np.isin(whole.table.numbers, layer.table.numbers))
            filtered = read_footprints(rest, section, config.vintage, polygons, only)
        layers.append(found)
        aside.append(filtered)
        if config.decisions:
            ids.append(ids_of(whole, section, np.arange(len(whole.table))))
    return _Read(tuple(layers), tuple(aside), tuple(ids), Record(tuple(inputs), tuple(notices)))


@dataclass(frozen=True, eq=False)
class _Housed:
    """Footprints with the people of a census layer, and the people that found none."""

    layers: tuple[FootprintLayer, ...]
    unhoused: Mapping[Code, float]
    record: Record


def _housed(
    config: StudyConfig,
    layers: Sequence[FootprintLayer],
    polygons: Mapping[Code, Any],
    only: Collection[Code] | None,
    stage: Stage,
) -> _Housed:
    people = config.people
    if people is None:
        return _Housed(tuple(layers), {}, Record())
    stage(text("Giving people to the footprints: {file}", file=people.path.given))
    path = config.path_of(people.path)
    layer = read_layer(path, wanted_columns(people), layer=people.layer, where=people.where)
    census = read_people(layer, people, config.vintage, polygons, only)
    given = house(layers, census)
    known = layer_input_of(config, "people", people.path, layer)
    record = Record((known,), (*census.notices, *given.notices))
    return _Housed(given.layers, given.unhoused, record)


@dataclass(frozen=True, eq=False)
class _Counted:
    """What counts of each layer, what does not, and how much thresholds left out."""

    layers: tuple[FootprintLayer, ...]
    aside: tuple[FootprintLayer, ...]
    left_out: tuple[LeftOut, ...]


def _counted(
    config: StudyConfig, layers: Sequence[FootprintLayer], aside: Sequence[FootprintLayer]
) -> _Counted:
    sifted = [sift(layer, of) for layer, of in zip(layers, config.footprints, strict=True)]
    patched = sift_patches([one.kept for one in sifted], config.continuity)
    left = [
        one.left.plus(small).plus(filtered)
        for one, small, filtered in zip(sifted, patched.left, aside, strict=True)
    ]
    out = (*(out for one in sifted for out in one.left_out), *patched.left_out)
    return _Counted(patched.kept, tuple(left), out)


@dataclass(frozen=True, eq=False)
class _Also:
    """What also counts as built, layer by layer."""

    layers: tuple[AlsoBuiltLayer, ...]
    left_out: tuple[LeftOut, ...]
    record: Record


def _also_built(
    config: StudyConfig,
    polygons: Mapping[Code, Any],
    only: Collection[Code] | None,
    stage: Stage,
) -> _Also:
    layers = []
    inputs = []
    for section in config.also_built:
        stage(text("Reading what also counts as built: {file}", file=section.path.given))
        found = read_also_built(config.path_of(section.path), section, polygons, only, stage)
        inputs.append(layer_input_of(config, "also-built", section.path, found.layer))
        layers.append(found)
    return _Also(
        tuple(layers),
        tuple(found.left_out for found in layers if found.left_out is not None),
        Record(tuple(inputs), tuple(notice for found in layers for notice in found.notices)),
    )


@dataclass(frozen=True, eq=False)
class _Joining:
    """The links of all layers."""

    crossings: tuple[Crossing, ...]
    record: Record


def _links(config: StudyConfig, stage: Stage) -> _Joining:
    read = []
    inputs = []
    for section in config.links:
        stage(text("Reading the links: {file}", file=section.path.given))
        found = read_links(config.path_of(section.path), section)
        inputs.append(layer_input_of(config, "links", section.path, found.layer))
        read.append(found)
    return _Joining(
        tuple(crossing for found in read for crossing in found.crossings),
        Record(tuple(inputs), tuple(notice for found in read for notice in found.notices)),
    )

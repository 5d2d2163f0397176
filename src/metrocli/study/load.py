"""Everything that a study is made of, read, checked and put together."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from metrocli.errors import InvalidInputError, MissingInputError
from metrocli.model import Area, Code, Commune, Commuting, Footprints, Input, Notice, Study
from metrocli.study.boundaries import read_boundaries
from metrocli.study.codes import mend_code
from metrocli.study.communes import PEOPLE, CommuneRows, merge_communes
from metrocli.study.commuting import read_employed, read_trips
from metrocli.study.config import Source, StudyConfig
from metrocli.study.files import digest
from metrocli.study.footprints import FootprintLayer, join, read_footprints, wanted_columns
from metrocli.study.layers import Layer, read_layer
from metrocli.study.nearest import closest
from metrocli.study.population import read_population
from metrocli.study.tables import read_table
from metrocli.text import Text, text

Stage = Callable[[Text], object]
"""What is told of each step before it is taken."""


def load(
    config: StudyConfig,
    *,
    only: Collection[Code] | None = None,
    stage: Stage = lambda _: None,
) -> Study:
    """Read all that a study names.

    Parameters
    ----------
    config : StudyConfig
        Of metro.toml, of options, or of both.
    only : collection of str, optional
        Codes of the communes whose footprints matter, mended like any other; the others' are left
        out, which saves time.
    stage : callable
        Called with a text before each step.

    Returns
    -------
    Study
        With boundaries and footprints in the plane of `metrocli.planar`.

    Raises
    ------
    InputError
        Whatever is missing, unreadable or invalid; it names file, layer, feature and column.
    """
    if not config.footprints:
        raise MissingInputError(
            text("the study has no footprints"),
            text("Give --footprints, or [[footprints]] in metro.toml."),
        )
    wanted = only if only is None else {_as_code(word) for word in only}
    base, communes, polygons = _communes(config, stage)
    areas, of_areas = _areas(config, communes)
    built, footprints = _footprints(config, polygons, wanted, stage)
    communes, strangers = _with_strangers(communes, footprints)
    travelled, commuting = _commuting(config, stage)
    notices = (*base.notices, *of_areas, *built.notices, *strangers, *travelled.notices)
    return Study(
        title=config.study.title or "",
        vintage=config.vintage,
        schematic=config.study.schematic,
        communes=communes,
        boundaries=polygons,
        footprints=footprints,
        commuting=commuting,
        areas=areas,
        inputs=(*base.inputs, *built.inputs, *travelled.inputs),
        notices=tuple(_as_given(notice, config) for notice in notices),
    )


def _as_given(notice: Notice, config: StudyConfig) -> Notice:
    """Return a notice that names files as the study does: results are the same on any machine."""
    message = notice.message
    for source in config.sources:
        message = message.replacing(str(config.path_of(source)), source.given)
    if config.file is not None:
        message = message.replacing(str(config.file), config.file.name)
    return replace(notice, message=message)


def _as_code(word: str) -> Code:
    mended = mend_code(word)
    return mended[0] if mended else word


@dataclass(frozen=True, slots=True)
class _Record:
    """What was read to get at something, and what was found on the way."""

    inputs: tuple[Input, ...] = ()
    notices: tuple[Notice, ...] = ()


def _input(config: StudyConfig, role: str, source: Source, features: int) -> Input:
    return Input(role, source.given, digest(config.path_of(source)), features)


def _layer_input(config: StudyConfig, role: str, source: Source, layer: Layer) -> Input:
    known = _input(config, role, source, len(layer.table))
    return replace(known, layer=layer.name, crs=layer.crs_name)


def _communes(
    config: StudyConfig, stage: Stage
) -> tuple[_Record, dict[Code, Commune], Mapping[Code, Any]]:
    """Read the communes from the table of population and the boundaries, whichever there are."""
    inputs: list[Input] = []
    notices: list[Notice] = []
    sources: list[CommuneRows] = []
    polygons: Mapping[Code, Any] = {}
    if config.population:
        stage(text("Reading the population: {file}", file=config.population.path.given))
        path = config.path_of(config.population.path)
        rows = read_population(path, config.population, config.vintage)
        inputs.append(_input(config, "population", config.population.path, len(rows.codes)))
        notices += rows.notices
        sources.append(rows)
    if config.boundaries:
        stage(text("Reading the boundaries: {file}", file=config.boundaries.path.given))
        boundaries = read_boundaries(
            config.path_of(config.boundaries.path),
            config.boundaries,
            config.vintage,
            people=() if config.population else PEOPLE,
        )
        inputs.append(_layer_input(config, "boundaries", config.boundaries.path, boundaries.layer))
        notices += boundaries.notices
        sources.append(boundaries.communes)
        polygons = boundaries.polygons
    if not any(rows.has_population for rows in sources):
        raise MissingInputError(
            text("the study has no population of the communes"),
            text("Give --population, or [population] in metro.toml."),
        )
    communes, unknown = merge_communes(sources)
    return _Record(tuple(inputs), (*notices, *unknown)), communes, polygons


def _areas(
    config: StudyConfig, communes: Mapping[Code, Commune]
) -> tuple[tuple[Area, ...], tuple[Notice, ...]]:
    areas: list[Area] = []
    notices: list[Notice] = []
    for key, section in config.areas.items():
        place = text("{file}, [areas.{area}]", file=str(config.file), area=key)
        members, mended = read_members(section.members, communes, place)
        areas.append(Area(key, section.name or key, members))
        notices += mended
    return tuple(areas), tuple(notices)


def read_members(
    written: Sequence[str], communes: Mapping[Code, Commune], place: Text
) -> tuple[tuple[Code, ...], tuple[Notice, ...]]:
    """Return the communes of an area by their codes, mended where that is needed.

    Parameters
    ----------
    written : sequence of str
        Codes as the study or an option gives them.
    communes : mapping of str to Commune
        Those that exist in the study.
    place : Text
        Where they are written, for messages.

    Returns
    -------
    members : tuple of str
        CUTs, sorted.
    notices : tuple of Notice
        "codes-mended" for each that was.

    Raises
    ------
    MissingInputError
        If no such commune is in the study; it names the nearest.
    InvalidInputError
        If a commune is given twice.
    """
    members: list[Code] = []
    notices: list[Notice] = []
    for word in written:
        code = _as_code(word)
        if code not in communes:
            raise _unknown_commune(word, code, communes, place)
        if code in members:
            raise InvalidInputError(
                text("{place}: commune {code} is given more than once", place=place, code=code),
                text("Leave it once."),
            )
        members.append(code)
        if code != word:
            message = text("{place}: {word} was read as {code}", place=place, word=word, code=code)
            notices.append(Notice("codes-mended", message))
    return tuple(sorted(members)), tuple(notices)


def _unknown_commune(
    word: str, code: str, communes: Mapping[Code, Commune], place: Text
) -> MissingInputError:
    by_label = {
        label: commune for commune in communes.values() for label in (commune.name, commune.code)
    }
    near = dict.fromkeys(by_label[label] for label in closest(code, by_label))
    return MissingInputError(
        text("{place}: there is no commune {word} in the study", place=place, word=word),
        text(
            "The nearest are: {communes}.",
            communes=tuple(f"{commune.code} {commune.name}" for commune in near),
        )
        if near
        else text("Give the code (CUT) of a commune of the population table or the boundaries."),
    )


def _footprints(
    config: StudyConfig,
    polygons: Mapping[Code, Any],
    only: Collection[Code] | None,
    stage: Stage,
) -> tuple[_Record, Footprints]:
    inputs: list[Input] = []
    notices: list[Notice] = []
    layers: list[FootprintLayer] = []
    for section in config.footprints:
        stage(text("Reading the footprints: {file}", file=section.path.given))
        layer = read_layer(
            config.path_of(section.path),
            wanted_columns(section),
            layer=section.layer,
            where=section.where,
        )
        read = read_footprints(layer, section, config.vintage, polygons, only)
        inputs.append(_layer_input(config, "footprints", section.path, layer))
        notices += read.notices
        layers.append(read)
    footprints, weightless = join(layers)
    return _Record(tuple(inputs), (*notices, *weightless)), footprints


def _with_strangers(
    communes: dict[Code, Commune], footprints: Footprints
) -> tuple[dict[Code, Commune], tuple[Notice, ...]]:
    """Add the communes that only footprints know of, such as those whose code has changed since."""
    strangers = sorted(set(np.unique(footprints.communes).tolist()) - set(communes))
    if not strangers:
        return communes, ()
    added = {code: Commune(code, code, code[:2], code[:2]) for code in strangers}
    message = text(
        "footprints lie in {count:,d} communes that no other input knows: {codes}",
        count=len(strangers),
        codes=tuple(strangers),
    )
    return dict(sorted({**communes, **added}.items())), (Notice("communes-unknown", message),)


def _commuting(config: StudyConfig, stage: Stage) -> tuple[_Record, Commuting | None]:
    section = config.commuting
    if section is None:
        return _Record(), None
    stage(text("Reading the commuting: {file}", file=section.path.given))
    table = read_table(config.path_of(section.path))
    trips, notices = read_trips(table, section)
    inputs = [_input(config, "commuting", section.path, len(table))]
    employed: dict[Code, float] = {}
    if section.totals:
        totals = read_table(config.path_of(section.totals))
        employed, mended = read_employed(totals, section)
        inputs.append(_input(config, "commuting-totals", section.totals, len(totals)))
        notices = (*notices, *mended)
    return _Record(tuple(inputs), notices), Commuting(trips, employed)

"""Everything that a study is made of, read, checked and put together."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from metrocli.model import (
    NO_BARRIERS,
    Area,
    Barriers,
    Code,
    Commune,
    Commuting,
    Element,
    Footprints,
    Input,
    Notice,
    Severity,
    Study,
)
from metrocli.progress import Stage, silent
from metrocli.study import national
from metrocli.study.barriers import read_barriers
from metrocli.study.boundaries import read_boundaries
from metrocli.study.communes import PEOPLE, CommuneRows, merge_communes
from metrocli.study.commuting import Totals, read_employed, read_trips
from metrocli.study.config import StudyConfig
from metrocli.study.footprints import no_footprints
from metrocli.study.ground import load_ground
from metrocli.study.members import codes_of, read_members
from metrocli.study.population import national_census, national_population, read_population
from metrocli.study.record import Record, input_of, layer_input_of
from metrocli.study.services import read_services
from metrocli.study.tables import read_table
from metrocli.text import plural, text


def load(
    config: StudyConfig,
    *,
    only: Collection[Code] | None = None,
    stage: Stage = silent,
) -> Study:
    """Read all that a study names.

    Parameters
    ----------
    config : StudyConfig
        Of metro.toml, of options, or of both.
    only : collection of str, optional
        Codes or names of the communes whose footprints matter, as `metrocli.study.members` reads
        them; the others' are left out, which saves time.
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
        raise no_footprints()
    base, communes, polygons = _communes(config, stage)
    areas, of_areas = _areas(config, communes)
    wanted = None if only is None else codes_of(only, communes)
    ground = load_ground(config, communes, polygons, wanted, stage)
    footprints = ground.footprints
    communes, strangers = _with_strangers(communes, footprints)
    communes = _with_unhoused(communes, footprints, ground.unhoused)
    travelled, commuting = _commuting(config, stage)
    served, services = _services(config, communes, polygons, stage)
    barred, barriers = load_barriers(config, stage)
    records = (
        base,
        Record(notices=of_areas),
        ground.record,
        Record(notices=strangers),
        barred,
        travelled,
        served,
    )
    return Study(
        title=config.study.title or "",
        vintage=config.vintage,
        schematic=config.study.schematic,
        communes=communes,
        boundaries=polygons,
        footprints=footprints,
        commuting=commuting,
        services=services,
        barriers=barriers,
        areas=areas,
        conventions=ground.conventions,
        inputs=tuple(known for record in records for known in record.inputs),
        notices=tuple(
            replace(notice, message=config.as_given(notice.message))
            for record in records
            for notice in record.notices
        ),
    )


def load_barriers(config: StudyConfig, stage: Stage = silent) -> tuple[Record, Barriers]:
    """Read the barriers of a study, and what is known of their files.

    Raises
    ------
    InputError
        Whatever is missing, unreadable or invalid.
    """
    inputs: list[Input] = []
    notices: list[Notice] = []
    parts = [NO_BARRIERS]
    for section in config.barriers:
        stage(text("Reading the barriers: {file}", file=section.path.given))
        read = read_barriers(config.path_of(section.path), section)
        inputs.append(layer_input_of(config, "barriers", section.path, read.layer))
        notices += read.notices
        parts.append(read.barriers)
    names = np.concatenate([part.names for part in parts])
    geometries = np.concatenate([part.geometries for part in parts])
    return Record(tuple(inputs), tuple(notices)), Barriers(names, geometries)


def _communes(
    config: StudyConfig, stage: Stage
) -> tuple[Record, dict[Code, Commune], Mapping[Code, Any]]:
    """Read the communes from the table of population and the boundaries, whichever there are."""
    inputs: list[Input] = []
    notices: list[Notice] = []
    sources: list[CommuneRows] = []
    polygons: Mapping[Code, Any] = {}
    if config.population:
        stage(text("Reading the population: {file}", file=config.population.path.given))
        path = config.path_of(config.population.path)
        rows = read_population(path, config.population, config.vintage)
        inputs.append(input_of(config, "population", config.population.path, len(rows.codes)))
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
        inputs.append(
            layer_input_of(config, "boundaries", config.boundaries.path, boundaries.layer)
        )
        notices += boundaries.notices
        sources.append(boundaries.communes)
        polygons = boundaries.polygons
    if not any(rows.has_population for rows in sources):
        bundled, rows = _national(national_census(config.vintage))
        inputs += bundled.inputs
        notices += bundled.notices
        sources.append(rows)
    communes, unknown = merge_communes(sources)
    return Record(tuple(inputs), (*notices, *unknown)), communes, polygons


def _national(census: str) -> tuple[Record, CommuneRows]:
    """Return the table that comes with the program, for a study that has none of its own."""
    rows = national_population(census)
    given = national.source(census)
    message = text("the population of the communes is the national one: {source}", source=given)
    return Record(
        (Input("population", given, national.digest(), len(rows.codes), size=national.size()),),
        (Notice("population-national", message, Severity.INFO),),
    ), rows


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


def _with_unhoused(
    communes: dict[Code, Commune], footprints: Footprints, unhoused: Mapping[Code, float]
) -> dict[Code, Commune]:
    """Count people without a footprint as urban, where no table says how many are."""
    housed = footprints.weights_by_commune()
    urban = {
        code: replace(communes[code], urban_population=housed.get(code, 0.0) + people)
        for code, people in unhoused.items()
        if code in communes and communes[code].urban_population is None
    }
    return {**communes, **urban}


def _with_strangers(
    communes: dict[Code, Commune], footprints: Footprints
) -> tuple[dict[Code, Commune], tuple[Notice, ...]]:
    """Add the communes that only footprints know of, such as those whose code has changed since."""
    strangers = sorted(set(np.unique(footprints.communes).tolist()) - set(communes))
    if not strangers:
        return communes, ()
    names, regions = national.names(), national.regions()
    added = {
        code: Commune(code, names.get(code, code), code[:2], regions[code[:2]])
        for code in strangers
    }
    message = plural(
        "footprints lie in {count:,d} commune that no other input knows: {codes}",
        "footprints lie in {count:,d} communes that no other input knows: {codes}",
        count=len(strangers),
        codes=tuple(strangers),
    )
    return dict(sorted({**communes, **added}.items())), (Notice("communes-unknown", message),)


def _commuting(config: StudyConfig, stage: Stage) -> tuple[Record, Commuting | None]:
    section = config.commuting
    if section is None:
        return Record(), None
    stage(text("Reading the commuting: {file}", file=section.path.given))
    table = read_table(config.path_of(section.path), section.layer)
    trips, notices = read_trips(table, section)
    inputs = [input_of(config, "commuting", section.path, len(table))]
    totals = Totals()
    if section.totals:
        rows = read_table(config.path_of(section.totals), section.totals_layer)
        totals = read_employed(rows, section)
        inputs.append(input_of(config, "commuting-totals", section.totals, len(rows)))
    return (
        Record(tuple(inputs), (*notices, *totals.notices)),
        Commuting(trips, totals.employed, totals.outside),
    )


def _services(
    config: StudyConfig,
    communes: Mapping[Code, Commune],
    polygons: Mapping[Code, Any],
    stage: Stage,
) -> tuple[Record, tuple[Element, ...] | None]:
    section = config.services
    if section is None:
        return Record(), None
    stage(text("Reading the services: {file}", file=section.path.given))
    found = read_services(config.path_of(section.path), section, communes, polygons)
    layer = found.rows.layer
    known = (
        input_of(config, "services", section.path, len(found.rows.table))
        if layer is None
        else layer_input_of(config, "services", section.path, layer)
    )
    return Record((known,), found.notices), found.elements

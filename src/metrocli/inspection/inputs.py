"""The inputs of a study one by one: what each is, what it says of communes, what is wrong in it."""

from collections.abc import Mapping
from operator import itemgetter
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from metrocli.errors import MissingInputError
from metrocli.inspection.borders import check_borders, check_flat
from metrocli.inspection.communes import check_codes, check_repeated, check_unknown
from metrocli.inspection.conventions import unrepeated
from metrocli.inspection.crs import check_crs
from metrocli.inspection.draft import Draft, Inspected, People
from metrocli.inspection.footprints import (
    Placed,
    check_areal,
    check_owners,
    check_sizes,
    owners_of,
)
from metrocli.inspection.geometry import check_geometry
from metrocli.inspection.people import check_figures, check_uninhabited, unclear
from metrocli.inspection.schemas import BUILT_RASTER, layer_schema
from metrocli.model import Code, Geometries
from metrocli.study import national
from metrocli.study.barriers import names_of, refuse_points
from metrocli.study.boundaries import POLYGON
from metrocli.study.codes import ANTARCTICA
from metrocli.study.columns import Column, Table
from metrocli.study.commuting import read_employed, read_trips
from metrocli.study.footprints import read_built, wanted_columns
from metrocli.study.geometry import planar
from metrocli.study.layers import Layer, read_layer
from metrocli.study.numbers import figures
from metrocli.study.schemas import Role, Wanted, candidates, find, find_dated, no_column, year_of
from metrocli.study.sections import (
    AlsoBuiltSection,
    BarriersSection,
    BoundariesSection,
    CommutingSection,
    FootprintsSection,
    PeopleSection,
    PlacedSection,
    PopulationSection,
    Source,
)
from metrocli.study.tables import read_table, unreadable

Polygons = Mapping[Code, shapely.Geometry]


def inspect_population(path: Path, section: PopulationSection, vintage: str) -> Inspected:
    """Inspect the table of communes and their inhabitants.

    Parameters
    ----------
    path : Path
        CSV, XLSX or Parquet.
    section : PopulationSection
        Sheet and columns, where the study names them.
    vintage : str
        Census of the study; the section's own goes before it.
    """
    draft = Draft("population", section.path.given)
    wanted = {Role.CODE: section.code, Role.POPULATION: section.column}
    with draft.telling():
        table = read_table(path, section.layer)
        draft.of_table(table)
        _commune_codes(draft, table, wanted)
        _people(draft, table, wanted, Role.POPULATION, section.vintage or vintage)
        if draft.people is None:
            raise no_column(table, Role.POPULATION)
    return draft.inspected()


def inspect_boundaries(
    path: Path, section: BoundariesSection, vintage: str, people: Wanted
) -> Inspected:
    """Inspect the commune polygons.

    Parameters
    ----------
    path : Path
        Of the layer.
    section : BoundariesSection
        Layer and columns, where the study names them.
    vintage : str
        Census of the study.
    people : mapping of Role to str or None
        Column of population, if no table gives it.
    """
    draft = Draft("boundaries", section.path.given, layer_schema(path, section.layer))
    wanted = {Role.CODE: section.code, **people}
    with draft.telling():
        layer = read_layer(path, wanted, layer=section.layer)
        geometries = _open(draft, layer)
        codes = _commune_codes(draft, layer.table, wanted)
        _people(draft, layer.table, wanted, Role.POPULATION, vintage)
        here, shapes = _on_plane(draft, layer, geometries, codes)
        draft.findings += check_flat(layer.table.take(here), shapes)
        areal = shapely.get_dimensions(shapes) == POLYGON
        draft.polygons = _dissolve(codes[here][areal], shapes[areal])
        draft.findings += check_borders(draft.polygons)
        drawn = ~(shapely.is_missing(geometries) | shapely.is_empty(geometries))
        draft.present = frozenset(codes[drawn & (codes != "")].tolist())
    return draft.inspected()


def inspect_footprints(
    path: Path, section: FootprintsSection, vintage: str, polygons: Polygons
) -> Inspected:
    """Inspect a layer of built-up features.

    Parameters
    ----------
    path : Path
        Of the layer.
    section : FootprintsSection
        Layer, columns and filter, where the study names them.
    vintage : str
        Census of the study.
    polygons : mapping of str to shapely geometry
        Planar commune polygons by CUT; empty where there are none.
    """
    schema = BUILT_RASTER if section.of_raster else layer_schema(path, section.layer)
    draft = Draft("footprints", section.path.given, schema)
    with draft.telling():
        layer = read_built(path, section, polygons)
        placed = _features(draft, layer, section, vintage, polygons)
        if draft.people is not None:
            draft.findings += check_uninhabited(draft.people.column, draft.people.figures)
        draft.findings += check_sizes(placed)
        draft.shapes = placed.geometries
    return draft.inspected()


def inspect_also_built(
    path: Path, section: AlsoBuiltSection, vintage: str, polygons: Polygons
) -> Inspected:
    """Inspect a layer of features that count as built though nobody lives there.

    Parameters
    ----------
    path : Path
        Of the layer.
    section : AlsoBuiltSection
        Layer, columns and filter, where the study names them.
    vintage : str
        Census of the study.
    polygons : mapping of str to shapely geometry
        Planar commune polygons by CUT; empty where there are none.
    """
    draft = Draft("also-built", section.path.given, layer_schema(path, section.layer))
    with draft.telling():
        layer = read_layer(path, wanted_columns(section), layer=section.layer, where=section.where)
        _features(draft, layer, section, vintage, polygons)
        draft.findings = unrepeated(draft.findings)
    return draft.inspected()


def inspect_barriers(path: Path, section: BarriersSection) -> Inspected:
    """Inspect a layer of barriers.

    Parameters
    ----------
    path : Path
        Of the layer.
    section : BarriersSection
        Layer, column and filter, where the study names them.
    """
    draft = Draft("barriers", section.path.given)
    with draft.telling():
        layer = read_layer(path, names_of(section), layer=section.layer, where=section.where)
        _on_plane(draft, layer, _open(draft, layer), None)
        refuse_points(layer, planar(layer))
    return draft.inspected()


def inspect_people(
    path: Path, section: PeopleSection, vintage: str, polygons: Polygons
) -> Inspected:
    """Inspect a census layer whose people go to the footprints.

    Parameters
    ----------
    path : Path
        Of the layer.
    section : PeopleSection
        Layer, columns and filter, where the study names them.
    vintage : str
        Census of the study.
    polygons : mapping of str to shapely geometry
        Planar commune polygons by CUT; empty where there are none.
    """
    draft = Draft("people", section.path.given, layer_schema(path, section.layer))
    wanted = wanted_columns(section)
    with draft.telling():
        layer = read_layer(path, wanted, layer=section.layer, where=section.where)
        placed = _features(draft, layer, section, vintage, polygons)
        draft.findings += check_areal(placed)
        if section.population is None and not candidates(
            layer.table.names, Role.FOOTPRINT_POPULATION
        ):
            raise no_column(layer.table, Role.FOOTPRINT_POPULATION)
    return draft.inspected()


def _features(
    draft: Draft, layer: Layer, section: PlacedSection, vintage: str, polygons: Polygons
) -> Placed:
    """Inspect features that lie in communes, and return those that lie in Chile."""
    wanted = wanted_columns(section)
    geometries = _open(draft, layer)
    codes = _codes(draft, layer.table, wanted)
    _people(draft, layer.table, wanted, Role.FOOTPRINT_POPULATION, vintage)
    here, shapes = _on_plane(draft, layer, geometries, codes)
    placed = Placed(layer.table.take(here), shapes, None if codes is None else codes[here])
    if polygons:
        draft.findings += check_owners(placed, polygons)
    draft.codes = np.full(len(layer.table), "", dtype="U5")
    draft.codes[here] = owners_of(placed, polygons)
    draft.present = frozenset(np.unique(draft.codes).tolist()) - {""}
    return placed


def inspect_trips(path: Path, section: CommutingSection) -> Inspected:
    """Inspect the table of trips to work."""
    draft = Draft("commuting", section.path.given)
    with draft.telling():
        table = read_table(path, section.layer)
        draft.of_table(table)
        read_trips(table, section)
    return draft.inspected()


def inspect_employed(path: Path, totals: Source, section: CommutingSection) -> Inspected:
    """Inspect the table of employed persons that trips are shares of."""
    draft = Draft("commuting-totals", totals.given)
    with draft.telling():
        table = read_table(path, section.totals_layer)
        draft.of_table(table)
        read_employed(table, section)
    return draft.inspected()


def _open(draft: Draft, layer: Layer) -> Geometries:
    """Note what a layer is, and return its geometries as they are, in its own CRS."""
    draft.of_layer(layer)
    try:
        geometries: Geometries = shapely.from_wkb(layer.wkb.to_numpy())
    except shapely.errors.ShapelyError as error:
        raise unreadable(layer.path, error) from error
    draft.findings += check_geometry(layer, geometries)
    return geometries


def _codes(draft: Draft, table: Table, wanted: Wanted) -> NDArray[np.str_] | None:
    column = find(table, wanted, Role.CODE)
    if column is None:
        return None
    draft.codes, found = check_codes(column)
    draft.present = frozenset(draft.codes.tolist()) - {""}
    draft.findings += found
    draft.findings += check_unknown(draft.present, national.names())
    return draft.codes


def _commune_codes(draft: Draft, table: Table, wanted: Wanted) -> NDArray[np.str_]:
    """Read the codes of an input that must have them, each once."""
    codes = _codes(draft, table, wanted)
    if codes is None:
        raise no_column(table, Role.CODE)
    draft.findings += check_repeated(codes, national.names())
    return codes


def _people(draft: Draft, table: Table, wanted: Wanted, role: Role, vintage: str) -> None:
    """Read the population of an input, and go on without it if that cannot be done."""
    with draft.telling():
        column = _figures_column(draft, table, wanted, role, vintage)
        if column is not None:
            of_schema = draft.schema.schema.vintage if draft.schema else ""
            year = year_of(column.name) or of_schema or year_of(vintage) or ""
            draft.people = People(column, figures(column), year)
            draft.findings += check_figures(column, draft.people.figures)


def _figures_column(
    draft: Draft, table: Table, wanted: Wanted, role: Role, vintage: str
) -> Column | None:
    try:
        return find_dated(table, wanted, role, vintage)
    except MissingInputError:
        if wanted[role] is not None:
            raise
    draft.findings.append(unclear(candidates(table.names, role)))
    return None


def _on_plane(
    draft: Draft, layer: Layer, geometries: Geometries, codes: NDArray[np.str_] | None
) -> tuple[NDArray[np.bool_], Geometries]:
    """Return which features lie in Chile, Antártica not counted, and their planar shapes."""
    here = np.full(len(geometries), True) if codes is None else codes != ANTARCTICA
    where = check_crs(layer.take(here), geometries[here])
    draft.extent = where.extent
    draft.findings += where.findings
    here[here] = where.inside
    if not here.any():
        return here, np.array([], dtype=object)
    shapes = planar(layer.take(here))
    here[here] = shapes.present
    return here, shapes.geometries


def _dissolve(codes: NDArray[np.str_], shapes: Geometries) -> Polygons:
    """Return one shape for each commune."""
    parts = pd.Series(shapes).groupby(codes)
    whole = ((str(code), part) for code, part in parts if code)
    return dict(
        sorted(
            (
                (code, part.iloc[0] if len(part) == 1 else shapely.union_all(part.to_numpy()))
                for code, part in whole
            ),
            key=itemgetter(0),
        )
    )

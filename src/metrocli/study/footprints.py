"""Built-up features: the footprints of a layer, each of one commune."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from metrocli.errors import InvalidInputError, MissingInputError
from metrocli.model import Code, Geometries, Notice, Severity
from metrocli.progress import Stage, silent
from metrocli.study.attribution import communes_of
from metrocli.study.codes import ANTARCTICA, read_codes
from metrocli.study.columns import Column, Table
from metrocli.study.geometry import planar
from metrocli.study.layers import Layer, read_layer
from metrocli.study.numbers import counts
from metrocli.study.rasters import read_cells
from metrocli.study.schemas import Role, Wanted, find, find_dated, no_column
from metrocli.study.sections import (
    AlsoBuiltSection,
    FeaturesSection,
    FootprintsSection,
    PlacedSection,
)
from metrocli.study.stack import FootprintLayer
from metrocli.text import Text, plural, text

MARK = 12
"""Hexadecimal digits by which a geometry is called that has no identifier."""


@dataclass(frozen=True, eq=False)
class Placed:
    """The features whose commune is known: positions in the layer, CUTs, planar geometries."""

    rows: NDArray[np.intp]
    communes: NDArray[np.str_]
    geometries: Geometries
    notices: tuple[Notice, ...]


def wanted_columns(section: PlacedSection) -> Wanted:
    """Return the columns that a layer of footprints, of people or of parks is asked for."""
    wanted: dict[Role, str | None] = {Role.FOOTPRINT: section.id, Role.CODE: section.code}
    if isinstance(section, FeaturesSection):
        wanted[Role.FOOTPRINT_POPULATION] = section.population
    if isinstance(section, FootprintsSection) and section.counts_buildings:
        wanted[Role.BUILDINGS] = section.buildings
    if isinstance(section, AlsoBuiltSection):
        wanted |= {Role.ELEMENT: section.element, Role.KIND: section.kind}
    return wanted


def read_built(
    path: Path,
    section: FootprintsSection,
    boundaries: Mapping[Code, Any],
    only: Collection[Code] | None = None,
) -> Layer:
    """Read built-up features as they are, from a layer or from the cells of a raster.

    Parameters
    ----------
    path : Path
        Of the layer or raster.
    section : FootprintsSection
        What the study says of it.
    boundaries : mapping of str to shapely geometry
        Planar commune polygons by CUT; a raster is read only where they lie.
    only : collection of str, optional
        The communes that matter.

    Raises
    ------
    InputError
        As `read_layer` and `read_cells` say, or if a layer has a band or a threshold.
    """
    if section.of_raster:
        return read_cells(path, section, boundaries, only)
    if section.band is not None or section.threshold is not None:
        raise InvalidInputError(
            text("{file}: band and threshold are for rasters", file=str(path)),
            text("A raster is a GeoTIFF, by its ending .tif or .tiff."),
        )
    return read_layer(path, wanted_columns(section), layer=section.layer, where=section.where)


def read_footprints(
    layer: Layer,
    section: FeaturesSection,
    vintage: str,
    boundaries: Mapping[Code, Any],
    only: Collection[Code] | None = None,
    stage: Stage = silent,
) -> FootprintLayer:
    """Turn a layer into footprints.

    Parameters
    ----------
    layer : Layer
        With the columns of `wanted_columns`.
    section : FeaturesSection
        The columns, where the study names them.
    vintage : str
        Census of the study, which chooses between columns of population.
    boundaries : mapping of str to shapely geometry
        Planar commune polygons; needed if no column tells the commune.
    only : collection of str, optional
        The communes that matter: where a column tells the commune, other features are left out
        before their geometries are decoded.
    stage : callable
        Told how many features are done.

    Raises
    ------
    MissingInputError
        If neither a column nor boundaries tell the commune.
    InvalidInputError
        If a code is none, a population is no number or negative, or a feature lies outside Chile.
    """
    wanted = wanted_columns(section)
    table = layer.table
    figures = find_dated(table, wanted, Role.FOOTPRINT_POPULATION, vintage)
    population = None if figures is None else counts(figures)
    placed = place_features(layer, wanted, population, boundaries, only, stage)
    people, unknown = _known(table.source, population, placed.rows)
    return FootprintLayer(
        source=table.source,
        ids=ids_of(layer, section, placed.rows),
        communes=placed.communes,
        geometries=placed.geometries,
        population=people,
        notices=(*layer.notices, *placed.notices, *unknown),
        buildings=_buildings(table, wanted, placed.rows),
    )


def place_features(
    layer: Layer,
    wanted: Wanted,
    population: NDArray[np.float64] | None,
    boundaries: Mapping[Code, Any],
    only: Collection[Code] | None,
    stage: Stage,
) -> Placed:
    """Return which features lie in which commune: by their code or, without one, by their place.

    Raises
    ------
    InputError
        As `read_footprints` says.
    """
    code = find(layer.table, wanted, Role.CODE)
    if code is None:
        return _by_place(layer, population, boundaries, only, stage)
    return _by_code(layer, population, code, only, stage)


def _buildings(table: Table, wanted: Wanted, rows: NDArray[np.intp]) -> NDArray[np.float64] | None:
    if Role.BUILDINGS not in wanted:
        return None
    column = find(table, wanted, Role.BUILDINGS)
    if column is None:
        raise no_column(table, Role.BUILDINGS)
    return np.nan_to_num(counts(column)[rows])


def _by_code(
    layer: Layer,
    population: NDArray[np.float64] | None,
    column: Column,
    only: Collection[Code] | None,
    stage: Stage,
) -> Placed:
    codes, notices = read_codes(column)
    on_plane = codes != ANTARCTICA
    if not on_plane.all():
        features = counted(population, ~on_plane)
        message = plural(
            "{source}: {features} in Antártica was left out: it lies outside the plane of "
            "measurement",
            "{source}: {features} in Antártica were left out: it lies outside the plane of "
            "measurement",
            source=layer.table.source,
            features=features,
            count=features.count,
        )
        notices = (*notices, Notice("antarctica-left-out", message, Severity.INFO))
    chosen = on_plane if only is None else on_plane & np.isin(codes, sorted(only))
    shapes = planar(layer.take(chosen), stage)
    rows = np.flatnonzero(chosen)[shapes.present]
    return Placed(rows, codes[rows], shapes.geometries, (*notices, *shapes.notices))


def _by_place(
    layer: Layer,
    population: NDArray[np.float64] | None,
    boundaries: Mapping[Code, Any],
    only: Collection[Code] | None,
    stage: Stage,
) -> Placed:
    if not boundaries:
        raise no_commune(layer.table.source)
    shapes = planar(layer, stage)
    rows = np.flatnonzero(shapes.present)
    communes = communes_of(shapes.geometries, boundaries)
    outside = communes == ""
    notices = shapes.notices
    if outside.any():
        features = counted(population, rows[outside])
        message = plural(
            "{source}: {features} in no commune was left out",
            "{source}: {features} in no commune were left out",
            source=layer.table.source,
            features=features,
            count=features.count,
        )
        notices = (*notices, Notice("footprints-in-no-commune", message))
    chosen = ~outside if only is None else np.isin(communes, sorted(only))
    return Placed(rows[chosen], communes[chosen], shapes.geometries[chosen], notices)


def no_footprints() -> MissingInputError:
    """Return the error that says that a study has no footprints."""
    return MissingInputError(
        text("the study has no footprints"),
        text("Give --footprints, or [[footprints]] in metro.toml."),
    )


def no_commune(source: Text) -> MissingInputError:
    """Return the error that says that nothing tells the commune of footprints."""
    return MissingInputError(
        text("{source}: no column tells the commune", source=source),
        text('Name it in metro.toml (code = "…"), or give [boundaries] to place them by.'),
    )


def counted(population: NDArray[np.float64] | None, chosen: NDArray[Any]) -> Text:
    """Return how many features of a layer are meant, and how many people live in them."""
    count = int(chosen.sum()) if chosen.dtype == bool else len(chosen)
    if population is None:
        return plural("{count:,d} feature", "{count:,d} features", count=count)
    return plural(
        "{count:,d} feature with {population:,.0f} inhabitants",
        "{count:,d} features with {population:,.0f} inhabitants",
        count=count,
        population=float(np.nansum(population[chosen])),
    )


def _known(
    source: Text, population: NDArray[np.float64] | None, rows: NDArray[np.intp]
) -> tuple[NDArray[np.float64] | None, tuple[Notice, ...]]:
    """Return the inhabitants of some rows, with 0 for what is unknown and a notice that says so."""
    if population is None:
        return None, ()
    people = population[rows]
    unknown = np.isnan(people)
    if not unknown.any():
        return people, ()
    message = plural(
        "{source}: {count:,d} feature of unknown population counts as 0",
        "{source}: {count:,d} features of unknown population count as 0",
        source=source,
        count=int(unknown.sum()),
    )
    return np.where(unknown, 0.0, people), (Notice("footprint-population-unknown", message),)


def ids_of(layer: Layer, section: PlacedSection, rows: NDArray[np.intp]) -> NDArray[np.str_]:
    """Return what some features of a layer are called by; a nameless one by its geometry.

    Its position would do, but a result must not change with the order or the name of a file.
    """
    column = find(layer.table, wanted_columns(section), Role.FOOTPRINT)
    wkb, name = layer.wkb.take(pa.array(rows)), section.name
    if column is None:
        return _marks(name, wkb)
    # Whole numbers that came as floats, because some are missing, become whole again.
    named = column.cells.iloc[rows].convert_dtypes().astype("string")
    missing = named.isna().to_numpy()
    ids = named.fillna("").to_numpy(dtype=np.str_)
    if not missing.any():
        return ids
    marks = np.full(len(ids), "", dtype=f"U{MARK + len(name or '') + 1}")
    marks[missing] = _marks(name, wkb.filter(pa.array(missing)))
    return np.where(missing, marks, ids)


def _marks(name: str | None, wkb: pa.ChunkedArray) -> NDArray[np.str_]:
    """Return a mark of each geometry, after the name of the layer if the study gives it one."""
    before = f"{name}-" if name else ""
    return np.array(
        [before + blake2b(shape, digest_size=MARK // 2).hexdigest() for shape in wkb.to_pylist()],
        dtype=np.str_,
    )

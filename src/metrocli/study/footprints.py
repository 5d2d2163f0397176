"""Built-up features: several layers become one array of footprints, each of one commune."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import shapely
from numpy.typing import NDArray

from metrocli.errors import InvalidInputError, MissingInputError
from metrocli.model import Code, Footprints, Geometries, Notice, Severity, Weighting
from metrocli.progress import Stage, silent
from metrocli.study.attribution import communes_of
from metrocli.study.codes import ANTARCTICA, read_codes
from metrocli.study.columns import Column
from metrocli.study.config import FeaturesSection, FootprintsSection
from metrocli.study.geometry import planar
from metrocli.study.layers import Layer, read_layer
from metrocli.study.numbers import counts
from metrocli.study.rasters import read_cells
from metrocli.study.schemas import Role, Wanted, find, find_dated
from metrocli.text import Text, plural, text

MARK = 12
"""Hexadecimal digits by which a geometry is called that has no identifier."""


@dataclass(frozen=True, eq=False)
class FootprintLayer:
    """The footprints of one layer, in the order of its file.

    Parameters
    ----------
    source : Text
        File and layer, as messages name them.
    ids, communes : ndarray of str, shape (n,)
        Identifiers, or marks of the geometries that have none, and CUTs.
    geometries : ndarray of shapely geometries, shape (n,)
        Planar, in metres.
    population : ndarray of float64, shape (n,), or None
        Inhabitants, 0 where the cell is blank; None where the layer has no such column.
    notices : tuple of Notice
        What was mended or left out.
    """

    source: Text
    ids: NDArray[np.str_]
    communes: NDArray[np.str_]
    geometries: Geometries
    population: NDArray[np.float64] | None
    notices: tuple[Notice, ...]


@dataclass(frozen=True, eq=False)
class Stack:
    """The footprints of several layers in one array each.

    Parameters
    ----------
    ids, communes : ndarray of str, shape (n,)
        Identifiers and CUTs.
    geometries : ndarray of shapely geometries, shape (n,)
        Planar, in metres.
    origin : ndarray of int, shape (n,)
        Position of the layer of each.
    """

    ids: NDArray[np.str_]
    communes: NDArray[np.str_]
    geometries: Geometries
    origin: NDArray[np.intp]

    @classmethod
    def of(cls, layers: Sequence[FootprintLayer]) -> "Stack":
        """Return the footprints of layers, one layer after the other."""
        return cls(
            np.concatenate([layer.ids for layer in layers]),
            np.concatenate([layer.communes for layer in layers]),
            np.concatenate([layer.geometries for layer in layers]),
            np.repeat(np.arange(len(layers)), [len(layer.ids) for layer in layers]),
        )

    def canonical(self) -> NDArray[np.intp]:
        """Return the order by commune, id, layer and, for what is still tied, WKB.

        It does not depend on the order within the files.
        """
        keys = (self.origin, self.ids, self.communes)
        order = np.lexsort(keys)
        same = np.ones(max(len(order) - 1, 0), dtype=bool)
        for key in keys:
            ranked = key[order]
            same &= ranked[1:] == ranked[:-1]
        if not same.any():
            return order
        tied = order[np.r_[same, False] | np.r_[False, same]]
        rank = np.zeros(len(order), dtype=np.intp)
        rank[tied] = np.unique(shapely.to_wkb(self.geometries[tied]), return_inverse=True)[1]
        return np.lexsort((rank, *keys))


def wanted_columns(section: FeaturesSection) -> Wanted:
    """Return the columns that a layer of footprints, or of people, is asked for."""
    return {
        Role.FOOTPRINT: section.id,
        Role.CODE: section.code,
        Role.FOOTPRINT_POPULATION: section.population,
    }


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
    code = find(table, wanted, Role.CODE)
    if code is None:
        placed = _by_place(layer, population, boundaries, only, stage)
    else:
        placed = _by_code(layer, population, code, only, stage)
    people, unknown = _known(table.source, population, placed.rows)
    return FootprintLayer(
        source=table.source,
        ids=_ids(
            section.name,
            find(table, wanted, Role.FOOTPRINT),
            layer.wkb.take(pa.array(placed.rows)),
            placed.rows,
        ),
        communes=placed.communes,
        geometries=placed.geometries,
        population=people,
        notices=(*layer.notices, *placed.notices, *unknown),
    )


def join(layers: Sequence[FootprintLayer]) -> tuple[Footprints, tuple[Notice, ...]]:
    """Join layers into the footprints of a study, in canonical order.

    The weight is population if any layer has it, else area if any footprint has one, else count.

    Returns
    -------
    footprints : Footprints
        Sorted by commune, id, layer and, for what is still tied, WKB.
    notices : tuple of Notice
        "footprints-without-weight" for layers that weigh nothing beside others.
    """
    stack = Stack.of(layers)
    weighting, weights = _weigh(layers, stack.geometries)
    order = stack.canonical()
    footprints = Footprints(
        stack.ids[order],
        stack.communes[order],
        stack.geometries[order],
        weights[order],
        weighting,
    )
    return footprints, _weightless(layers, weighting)


@dataclass(frozen=True, eq=False)
class _Placed:
    """The features whose commune is known: positions in the layer, CUTs, planar geometries."""

    rows: NDArray[np.intp]
    communes: NDArray[np.str_]
    geometries: Geometries
    notices: tuple[Notice, ...]


def _by_code(
    layer: Layer,
    population: NDArray[np.float64] | None,
    column: Column,
    only: Collection[Code] | None,
    stage: Stage,
) -> _Placed:
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
    return _Placed(rows, codes[rows], shapes.geometries, (*notices, *shapes.notices))


def _by_place(
    layer: Layer,
    population: NDArray[np.float64] | None,
    boundaries: Mapping[Code, Any],
    only: Collection[Code] | None,
    stage: Stage,
) -> _Placed:
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
    return _Placed(rows[chosen], communes[chosen], shapes.geometries[chosen], notices)


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


def _ids(
    name: str | None, column: Column | None, wkb: pa.ChunkedArray, rows: NDArray[np.intp]
) -> NDArray[np.str_]:
    """Return what features are called by; a nameless one by its geometry.

    Its position would do, but a result must not change with the order or the name of a file.
    """
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


def _weigh(
    layers: Sequence[FootprintLayer], geometries: Geometries
) -> tuple[Weighting, NDArray[np.float64]]:
    if any(layer.population is not None for layer in layers):
        parts = [
            np.zeros(len(layer.ids)) if layer.population is None else layer.population
            for layer in layers
        ]
        return Weighting.POPULATION, np.concatenate(parts)
    areas = shapely.area(geometries)
    if areas.any():
        return Weighting.AREA, areas
    return Weighting.COUNT, np.ones(len(geometries))


def _weightless(layers: Sequence[FootprintLayer], weighting: Weighting) -> tuple[Notice, ...]:
    if weighting is Weighting.POPULATION:
        return tuple(
            Notice(
                "footprints-without-weight",
                text("{source}: no population, so these footprints weigh 0", source=layer.source),
            )
            for layer in layers
            if layer.population is None
        )
    if weighting is Weighting.AREA:
        return tuple(
            Notice(
                "footprints-without-weight",
                text("{source}: no area, so these footprints weigh 0", source=layer.source),
            )
            for layer in layers
            if not shapely.area(layer.geometries).any()
        )
    return ()

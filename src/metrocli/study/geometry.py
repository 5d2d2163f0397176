"""Geometries of a layer, decoded, projected to the plane and made fit for use."""

from dataclasses import dataclass
from functools import partial

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj.exceptions import ProjError

from metrocli.errors import InvalidInputError
from metrocli.model import Geometries, Notice, Severity
from metrocli.planar import OutsideChileError
from metrocli.progress import Stage, counted, silent
from metrocli.shapes.ahead import workers
from metrocli.shapes.plane import Projector
from metrocli.study.columns import place_of
from metrocli.study.layers import ASSIGN_CRS, Layer
from metrocli.study.tables import unreadable
from metrocli.text import Text, plural, text

CHUNK = 20_000
"""Features that one thread takes at a time."""


@dataclass(frozen=True, eq=False)
class Planar:
    """The features of a layer that have a geometry.

    Parameters
    ----------
    present : ndarray of bool, shape (n,)
        Which features of the layer they are.
    geometries : ndarray of shapely geometries, shape (m,)
        In metres (see `metrocli.planar`), valid, not empty, no collections.
    notices : tuple of Notice
        "geometries-missing" and "geometries-mended", with counts.
    """

    present: NDArray[np.bool_]
    geometries: Geometries
    notices: tuple[Notice, ...]


def planar(layer: Layer, stage: Stage = silent) -> Planar:
    """Decode the geometries of a layer and project them to the plane of Chile.

    Features without a geometry are left out. Polygons that cross themselves are made valid, and
    of mixed collections only the parts of the highest dimension are kept.

    Parameters
    ----------
    layer : Layer
        Whose geometries are needed.
    stage : callable
        Told how many features are done.

    Raises
    ------
    InvalidInputError
        If a feature lies outside Chile: its CRS or the order of its coordinates must be wrong; if
        the CRS is a local one; or if no feature has a geometry.
    UnreadableInputError
        If a geometry cannot be decoded.
    """
    chunks = _chunks(layer, stage)
    geometries = np.concatenate([chunk for chunk, _ in chunks])
    mended = np.concatenate([changed for _, changed in chunks])
    present = ~shapely.is_missing(geometries)
    source = layer.table.source
    if len(present) and not present.any():
        raise InvalidInputError(
            text("{source}: no feature has a geometry", source=source),
            text("Check that the right layer was exported."),
        )
    notices = []
    if not present.all():
        message = plural(
            "{source}: {count:,d} feature without a geometry was left out",
            "{source}: {count:,d} features without a geometry were left out",
            source=source,
            count=int((~present).sum()),
        )
        notices.append(Notice("geometries-missing", message))
    if mended.any():
        message = plural(
            "{source}: {count:,d} invalid or mixed geometry was mended, at {place}",
            "{source}: {count:,d} invalid or mixed geometries were mended, the first at {place}",
            source=source,
            count=int(mended.sum()),
            place=place_of(layer.table, int(mended.argmax())),
        )
        notices.append(Notice("geometries-mended", message, Severity.INFO))
    return Planar(present, geometries[present], tuple(notices))


def _chunks(layer: Layer, stage: Stage) -> list[tuple[Geometries, NDArray[np.bool_]]]:
    starts = range(0, max(len(layer.table), 1), CHUNK)
    projector = _projector(layer)
    if len(starts) == 1:  # PROJ takes a tenth of a second to start in a new thread
        return [_prepare(layer, projector, 0)]
    with workers() as pool:
        done = pool.map(partial(_prepare, layer, projector), starts)
        return list(counted(stage, done, len(layer.table), lambda chunk: len(chunk[0])))


def _projector(layer: Layer) -> Projector:
    try:
        return Projector.of(layer.crs)
    except ProjError as error:
        raise nowhere(layer.table.source, layer.crs_name) from error


def _prepare(
    layer: Layer, projector: Projector, start: int
) -> tuple[Geometries, NDArray[np.bool_]]:
    return _mend(_project(layer, projector, start, _decode(layer, start)))


def _decode(layer: Layer, start: int) -> Geometries:
    try:
        with np.errstate(invalid="ignore"):  # coordinates that are no numbers are refused below
            geometries = shapely.from_wkb(layer.wkb.slice(start, CHUNK).to_numpy())
    except shapely.errors.ShapelyError as error:
        raise unreadable(layer.path, error) from error
    return _without_empty(geometries)


def _without_empty(geometries: Geometries) -> Geometries:
    geometries[shapely.is_empty(geometries)] = None
    return geometries


def _project(layer: Layer, projector: Projector, start: int, geometries: Geometries) -> Geometries:
    present = np.flatnonzero(~shapely.is_missing(geometries))
    try:
        geometries[present] = projector.geometries_to_plane(geometries[present])
    except OutsideChileError as error:
        where = place_of(layer.table, start + int(present[error.position]))
        raise outside(layer.table.source, where, layer.crs_name, error) from error
    return geometries


def _mend(geometries: Geometries) -> tuple[Geometries, NDArray[np.bool_]]:
    """Return geometries that are valid and of one dimension each, and which had to be changed."""
    invalid = ~shapely.is_missing(geometries) & ~shapely.is_valid(geometries)
    geometries[invalid] = shapely.make_valid(geometries[invalid])
    mixed = shapely.get_type_id(geometries) == shapely.GeometryType.GEOMETRYCOLLECTION
    for position in np.flatnonzero(mixed):
        geometries[position] = main_part(geometries[position])
    return _without_empty(geometries), invalid | mixed


def main_part(collection: shapely.Geometry) -> shapely.Geometry:
    """Return the parts of highest dimension of a collection as one geometry: areas before lines."""
    parts = shapely.get_parts(collection)
    while (shapely.get_type_id(parts) == shapely.GeometryType.GEOMETRYCOLLECTION).any():
        parts = shapely.get_parts(parts)
    parts = parts[~shapely.is_empty(parts)]
    dimensions = shapely.get_dimensions(parts)
    return shapely.union_all(parts[dimensions == dimensions.max()])


def outside(source: Text, where: Text, crs: str, error: OutsideChileError) -> InvalidInputError:
    """Return the error that says that a feature lies outside Chile."""
    return InvalidInputError(
        text(
            "{source}, {place}: it would lie at {lon:.4f}°, {lat:.4f}° in {crs}, outside Chile",
            source=source,
            place=where,
            lon=error.lon,
            lat=error.lat,
            crs=crs,
        ),
        text("Check that the layer's CRS is the right one and that x stands before y."),
    )


def nowhere(source: Text, crs: str) -> InvalidInputError:
    """Return the error that says that a CRS is a local one."""
    return InvalidInputError(
        text("{source}: its CRS, {crs}, has no known place on Earth", source=source, crs=crs),
        ASSIGN_CRS,
    )

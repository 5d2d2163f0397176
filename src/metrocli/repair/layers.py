"""Whole layers: all that stands in them, mended and written in the CRS they came in."""

import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import shapely
from numpy.typing import NDArray

from metrocli.model import Geometries
from metrocli.study.layers import Layer, parquet_geometry
from metrocli.study.tables import PARQUET, unreadable

GEOPACKAGE = ".gpkg"


@dataclass(frozen=True, eq=False)
class WholeLayer:
    """The features of a layer with every attribute that they came with.

    Parameters
    ----------
    layer : Layer
        As metro reads it.
    geometries : ndarray of shapely geometries, shape (n,)
        Decoded, in the CRS of the layer.
    attributes : pyarrow.Table, n rows
        Every column but the geometry, as the driver gives it.
    """

    layer: Layer
    geometries: Geometries
    attributes: pa.Table

    @property
    def ending(self) -> str:
        """How the name of a copy ends: Parquet stays what it is, all else becomes GeoPackage."""
        path = self.layer.path
        return path.suffix if path.suffix.lower() in PARQUET else GEOPACKAGE

    def with_columns(self, columns: dict[str, list[Any]]) -> pa.Table:
        """Return the attributes with texts in place of the cells of some columns."""
        attributes = self.attributes
        for name, cells in columns.items():
            at = attributes.column_names.index(name)
            attributes = attributes.set_column(at, name, pa.array(cells, pa.string()))
        return attributes

    def write(
        self,
        path: Path,
        keep: NDArray[np.bool_],
        geometries: Geometries,
        columns: dict[str, list[Any]],
    ) -> None:
        """Write the features that are kept.

        Parameters
        ----------
        path : Path
            Of a file that is not there yet and ends as `ending` says.
        keep : ndarray of bool, shape (n,)
            Which features.
        geometries : ndarray of shapely geometries, shape (n,)
            In the CRS of the layer.
        columns : dict of str to list
            Texts in place of the cells of some columns.
        """
        attributes = self.with_columns(columns).filter(pa.array(keep))
        if self.ending == GEOPACKAGE:
            _write_geopackage(path, self.layer, attributes, geometries[keep], keep)
        else:
            _write_parquet(path, self.layer.path, attributes, geometries[keep])


def read_whole(layer: Layer) -> WholeLayer:
    """Read the rest of a layer that was read without a filter.

    Raises
    ------
    UnreadableInputError
        If a geometry cannot be decoded.
    """
    try:
        geometries = shapely.from_wkb(layer.wkb.to_numpy())
    except shapely.errors.ShapelyError as error:
        raise unreadable(layer.path, error) from error
    if layer.path.suffix.lower() in PARQUET:
        geometry, _ = parquet_geometry(layer.path, pq.read_schema(layer.path))
        attributes = pq.read_table(layer.path)
    else:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # they were noted when the layer was read
            meta, attributes = pyogrio.read_arrow(layer.path, layer=layer.name)
        geometry = meta["geometry_name"] or "wkb_geometry"
    return WholeLayer(layer, geometries, attributes.drop_columns([geometry]))


def _write_parquet(
    path: Path, original: Path, attributes: pa.Table, geometries: Geometries
) -> None:
    schema = pq.read_schema(original)
    geometry, _ = parquet_geometry(original, schema)
    wkb = pa.array(shapely.to_wkb(geometries), pa.binary())
    table = attributes.add_column(schema.names.index(geometry), geometry, wkb)
    pq.write_table(table.replace_schema_metadata(schema.metadata), path)


def _write_geopackage(
    path: Path,
    layer: Layer,
    attributes: pa.Table,
    geometries: Geometries,
    keep: NDArray[np.bool_],
) -> None:
    """Write a GeoPackage whose features keep their numbers."""
    table = pa.table({name: _plain(attributes[name]) for name in attributes.column_names})
    shapes, kind = _of_one_type(geometries)
    geometry = _free("geom", attributes.column_names)
    number = _free("fid", attributes.column_names)
    table = table.append_column(number, pa.array(layer.table.numbers[keep], pa.int64()))
    table = table.append_column(geometry, pa.array(shapely.to_wkb(shapes), pa.binary()))
    pyogrio.write_arrow(
        table,
        path,
        layer=layer.name,
        driver="GPKG",
        geometry_name=geometry,
        geometry_type=kind,
        crs=layer.crs.to_wkt(),
        layer_options={"FID": number, "GEOMETRY_NAME": geometry},
    )


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column without categories and extensions, which GDAL does not write."""
    if pa.types.is_dictionary(column.type):
        return column.cast(column.type.value_type)
    if isinstance(column.type, pa.BaseExtensionType):
        return column.cast(column.type.storage_type)
    return column


def _free(name: str, taken: list[str]) -> str:
    """Return a name that no column has; GeoPackage does not tell capitals apart."""
    folded = {other.lower() for other in taken}
    while name in folded:
        name = f"_{name}"
    return name


def _of_one_type(geometries: Geometries) -> tuple[Geometries, str]:
    """Return geometries made multiple if some are, and the type of them all."""
    there = ~(shapely.is_missing(geometries) | shapely.is_empty(geometries))
    kinds = {geometry.geom_type for geometry in geometries[there]}
    for single, multiple, make in _MULTIPLE:
        if kinds == {single, multiple}:
            made = geometries.copy()
            for row in np.flatnonzero(there):
                if made[row].geom_type == single:
                    made[row] = make([made[row]])
            return made, multiple
    return geometries, kinds.pop() if len(kinds) == 1 else "Unknown"


_MULTIPLE = (
    ("Polygon", "MultiPolygon", shapely.multipolygons),
    ("LineString", "MultiLineString", shapely.multilinestrings),
    ("Point", "MultiPoint", shapely.multipoints),
)
"""Types of geometry, those of several parts, and what makes one of the other."""

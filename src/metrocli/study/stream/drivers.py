"""The formats that are read by the batch: GeoParquet, and whatever GDAL reads."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import pyproj

from metrocli import planar
from metrocli.errors import InvalidInputError
from metrocli.shapes.geoarrow import ENCODINGS
from metrocli.study.files import require_file
from metrocli.study.layers import GEOPARQUET_CRS, driver_notices, layer_name, no_crs, no_geometry
from metrocli.study.stream.layer import BATCH, StreamedLayer, Wanted
from metrocli.study.tables import PARQUET, unreadable
from metrocli.text import text

AT_ONCE = BATCH
"""Rows from which no more row groups of a Parquet are read together."""

LON_LAT = ("lon", "lat")
"""Columns that make points of the rows of a plain Parquet, in degrees of SIRGAS 2000 or WGS 84."""

POINT = "point"
"""What the column of such points is called."""

Extent = tuple[float, float, float, float]
"""West, south, east and north, in the CRS of the layer."""


def open_layer(path: Path, layer: str | None = None, extent: Extent | None = None) -> StreamedLayer:
    """Open a layer to be read by the batch.

    Parameters
    ----------
    path : Path
        GeoParquet, WKB or GeoArrow; a plain Parquet of points with the columns of `LON_LAT`; or
        anything pyogrio reads.
    layer : str, optional
        Its name; needed if the file has several.
    extent : Extent, optional
        Only features whose boxes meet it. A GeoParquet must have a ``bbox`` covering, which also
        spares reading the row groups that lie outside.

    Raises
    ------
    MissingInputError
        If the file, the layer, the geometry or the CRS is not there.
    UnreadableInputError
        If the file is cut off or not geographic.
    InvalidInputError
        If an extent is asked of a GeoParquet without a covering.
    """
    require_file(path)
    with driver_notices(path):
        if path.suffix.lower() in PARQUET:
            return _open_parquet(path, layer, extent)
        return _open_ogr(path, layer, extent)


@dataclass(frozen=True, eq=False)
class GeoParquet:
    """A GeoParquet, or those of its features that lie in an extent.

    Parameters
    ----------
    path : Path
        The file.
    chosen : ndarray of bool, shape (rows of the file,), optional
        The features; all if it is not given.
    """

    path: Path
    chosen: Wanted | None = None

    def batches(
        self, columns: Sequence[str], wanted: Wanted | None = None
    ) -> Iterator[pa.RecordBatch]:
        """Yield some columns; row groups without a wanted feature are not read."""
        rows = self.chosen
        if rows is None:
            rows = wanted
        elif wanted is not None:
            rows = rows.copy()
            rows[rows] = wanted
        with pq.ParquetFile(self.path) as file:
            for groups, held in _runs(file.metadata, rows):
                first = 0
                for batch in file.iter_batches(BATCH, groups, columns):
                    last = first + len(batch)
                    yield batch if held is None else batch.filter(pa.array(held[first:last]))
                    first = last


def _runs(metadata: Any, rows: Wanted | None) -> Iterator[tuple[list[int], Wanted | None]]:
    """Yield the row groups that hold some rows, and which of theirs these are, a few at a time.

    What reads several groups holds on to those that it has read.
    """
    groups: list[int] = []
    held: list[Wanted] = []
    first = count = 0
    for group in range(metadata.num_row_groups):
        last = first + metadata.row_group(group).num_rows
        if rows is None or rows[first:last].any():
            groups.append(group)
            held += [] if rows is None else [rows[first:last]]
            count += last - first
        if groups and (count >= AT_ONCE or group == metadata.num_row_groups - 1):
            yield groups, np.concatenate(held) if held else None
            groups, held, count = [], [], 0
        first = last


@dataclass(frozen=True, eq=False)
class LonLat:
    """A plain Parquet of points, whose longitudes and latitudes are columns.

    Parameters
    ----------
    parquet : GeoParquet
        What reads it.
    """

    parquet: GeoParquet

    def batches(
        self, columns: Sequence[str], wanted: Wanted | None = None
    ) -> Iterator[pa.RecordBatch]:
        """Yield some columns, the points as GeoArrow if they are among them."""
        if POINT not in columns:
            yield from self.parquet.batches(columns, wanted)
            return
        others = [name for name in columns if name != POINT]
        for batch in self.parquet.batches([*others, *LON_LAT], wanted):
            x, y = (batch[name].cast(pa.float64()) for name in LON_LAT)
            points = pa.StructArray.from_arrays([x, y], ["x", "y"])
            kept = [batch[name] for name in others]
            yield pa.RecordBatch.from_arrays([*kept, points], [*others, POINT])


@dataclass(frozen=True, eq=False)
class Ogr:
    """A layer of any format that GDAL reads.

    Parameters
    ----------
    path : Path
        The file.
    layer : str
        Its name.
    geometry : str
        What its column of geometries is to be called.
    extent : Extent, optional
        Only features whose boxes meet it.
    """

    path: Path
    layer: str
    geometry: str
    extent: Extent | None = None

    def batches(
        self, columns: Sequence[str], wanted: Wanted | None = None
    ) -> Iterator[pa.RecordBatch]:
        """Yield some columns."""
        with pyogrio.open_arrow(
            self.path,
            layer=self.layer,
            columns=[name for name in columns if name != self.geometry],
            read_geometry=self.geometry in columns,
            bbox=self.extent,
            batch_size=BATCH,
            use_pyarrow=True,
        ) as (meta, reader):
            written = meta["geometry_name"] or "wkb_geometry"
            first = 0
            for batch in reader:
                named = batch.rename_columns(
                    [self.geometry if name == written else name for name in batch.schema.names]
                ).select(columns)
                keep = slice(first, first + len(batch))
                first += len(batch)
                yield named if wanted is None else named.filter(pa.array(wanted[keep]))


def _open_parquet(path: Path, layer: str | None, extent: Extent | None) -> StreamedLayer:
    with pq.ParquetFile(path) as file:
        schema, metadata = file.schema_arrow, file.metadata
    name = layer_name(path, [path.stem], layer)
    geo = json.loads((schema.metadata or {}).get(b"geo", b"null"))
    if geo is None:
        return _open_points(path, schema.names, metadata.num_rows)
    geometry = geo["primary_column"]
    about = geo["columns"][geometry]
    encoding = about["encoding"]
    if encoding not in {"WKB", *ENCODINGS}:
        raise unreadable(path, f"GeoParquet encoding {encoding}")
    crs = about.get("crs", GEOPARQUET_CRS)
    if crs is None:
        raise no_crs(text("{file}", file=str(path)))
    chosen = None if extent is None else _inside(path, about, extent)
    return StreamedLayer(
        path=path,
        name=name,
        driver=GeoParquet(path, chosen),
        count=metadata.num_rows if chosen is None else int(chosen.sum()),
        fields=tuple(field for field in schema.names if field != geometry),
        geometry=geometry,
        encoding=encoding,
        crs=pyproj.CRS.from_user_input(crs),
    )


def _open_points(path: Path, fields: Sequence[str], count: int) -> StreamedLayer:
    if not set(LON_LAT) <= set(fields):
        raise no_geometry(path)
    crs = pyproj.CRS.from_user_input(planar.GEOGRAPHIC)
    driver = LonLat(GeoParquet(path))
    return StreamedLayer(path, path.stem, driver, count, tuple(fields), POINT, "point", crs)


def _inside(path: Path, about: Mapping[str, Any], extent: Extent) -> Wanted:
    """Return which rows of a GeoParquet have a box that meets an extent, by its covering."""
    try:
        box = about["covering"]["bbox"]
        sides = {side: ".".join(box[side]) for side in ("xmin", "ymin", "xmax", "ymax")}
    except (KeyError, TypeError) as error:
        raise InvalidInputError(
            text("{file}: no bbox covering, so it cannot be cut to an extent", file=str(path)),
            text("Write it as GeoParquet 1.1 with the bbox of each feature."),
        ) from error
    west, south, east, north = extent
    conditions = [
        (sides["xmin"], "<=", east),
        (sides["xmax"], ">=", west),
        (sides["ymin"], "<=", north),
        (sides["ymax"], ">=", south),
    ]
    with pq.ParquetFile(path) as file:
        metadata = file.metadata
        column = {
            metadata.row_group(0).column(k).path_in_schema: k for k in range(metadata.num_columns)
        }
        found = np.zeros(metadata.num_rows, bool)
        first = 0
        for group in range(metadata.num_row_groups):
            rows = metadata.row_group(group)
            if _may_hold(rows, column, conditions):
                table = file.read_row_group(group, columns=list(sides.values())).flatten()
                keep = np.ones(rows.num_rows, bool)
                for name, sign, limit in conditions:
                    values = table[name].to_numpy()
                    keep &= values <= limit if sign == "<=" else values >= limit
                found[first : first + rows.num_rows] = keep
            first += rows.num_rows
    return found


def _may_hold(
    rows: Any, column: Mapping[str, int], conditions: Sequence[tuple[str, str, float]]
) -> bool:
    """Tell from a row group's statistics whether a feature of it may fulfil all conditions."""
    for name, sign, limit in conditions:
        statistics = rows.column(column[name]).statistics
        if statistics is not None and statistics.has_min_max:
            nearest = statistics.min if sign == "<=" else statistics.max
            if (nearest > limit) if sign == "<=" else (nearest < limit):
                return False
    return True


def _open_ogr(path: Path, layer: str | None, extent: Extent | None) -> StreamedLayer:
    spatial = [str(name) for name, kind in pyogrio.list_layers(path) if kind is not None]
    name = layer_name(path, spatial, layer)
    info = pyogrio.read_info(path, layer=name, force_feature_count=True)
    if info["crs"] is None:
        raise no_crs(text("{file}, layer {layer}", file=str(path), layer=name))
    fields = tuple(map(str, info["fields"]))
    geometry = next(free for free in ("geometry", "geom", "wkb", "shape") if free not in fields)
    driver = Ogr(path, name, geometry, extent)
    count = int(info["features"])
    if extent is not None:
        count = sum(len(batch) for batch in driver.batches(fields[:1] or [geometry]))
    return StreamedLayer(
        path=path,
        name=name,
        driver=driver,
        count=count,
        fields=fields,
        geometry=geometry,
        encoding="WKB",
        crs=pyproj.CRS.from_user_input(info["crs"]),
    )

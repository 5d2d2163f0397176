"""Reading vector layers: all that GDAL reads, and GeoParquet; only the columns that are needed."""

import json
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import pyproj
from numpy.typing import NDArray

from metrocli.errors import InputError, InvalidInputError, MissingInputError
from metrocli.model import Notice
from metrocli.nearest import suggestion
from metrocli.study.columns import Table, Unit
from metrocli.study.files import require_file
from metrocli.study.schemas import Wanted, useful
from metrocli.study.sql import matching, mentioned
from metrocli.study.tables import PARQUET, arrow_frame, unreadable
from metrocli.text import Text, text

# No input may make GDAL go to a network, as a link to a CRS in a GeoJSON does: nobody listens here.
pyogrio.set_gdal_config_options({"GDAL_HTTP_PROXY": "127.0.0.1:9"})

ASSIGN_CRS = text("Assign the CRS that it was made in (in QGIS: Layer CRS) and save it again.")
"""What to do about a layer whose CRS is missing or cannot be the right one."""

GEOPARQUET_CRS = "OGC:CRS84"
"""What a GeoParquet without a word on its CRS is in, as its specification says."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The raster that a layer was made of.

    Parameters
    ----------
    band : int
        From 1.
    threshold : float
        Cells over it are the features, in the unit of the raster.
    cell : (float, float)
        Width and height of a cell, in the unit of the CRS.
    nodata : float, optional
        What stands for no data.
    """

    band: int
    threshold: float
    cell: tuple[float, float]
    nodata: float | None


@dataclass(frozen=True, eq=False)
class Layer:
    """The features of a layer, geometries not yet decoded, so that rows can be left out cheaply.

    Parameters
    ----------
    path : Path
        Where it was read from.
    table : Table
        The attributes that were asked for; features are numbered by their FID, or from 1 in
        GeoParquet.
    wkb : ChunkedArray of binary, length n
        Geometries as WKB, in `crs`.
    crs : pyproj.CRS
        Never unknown.
    name : str
        Of the layer; for GeoParquet the name of the file without its ending.
    notices : tuple of Notice
        What the driver had to say.
    grid : Grid, optional
        Of a layer that was made of a raster.
    """

    path: Path
    table: Table
    wkb: pa.ChunkedArray
    crs: pyproj.CRS
    name: str
    notices: tuple[Notice, ...] = ()
    grid: Grid | None = None

    def take(self, keep: NDArray[np.bool_]) -> "Layer":
        """Return the features of a mask."""
        return replace(self, table=self.table.take(keep), wkb=self.wkb.filter(pa.array(keep)))

    @property
    def crs_name(self) -> str:
        """The CRS as "EPSG:4674" if an authority knows it, else by its name."""
        return crs_name(self.crs)


@dataclass(frozen=True, eq=False)
class _Raw:
    """What a driver returns: attributes, geometries, the number of each feature, CRS, name."""

    attributes: pa.Table
    wkb: pa.ChunkedArray
    numbers: NDArray[np.intp]
    crs: Any
    name: str


def read_layer(
    path: Path, wanted: Wanted, *, layer: str | None = None, where: str | None = None
) -> Layer:
    """Read a layer.

    Parameters
    ----------
    path : Path
        Anything pyogrio reads, or GeoParquet.
    wanted : mapping of Role to str or None
        The columns to look for; others are not read.
    layer : str, optional
        Its name; needed if the file has several.
    where : str, optional
        SQL condition on its columns, as in ``area_c = '1' AND pob > 0``.

    Raises
    ------
    MissingInputError
        If the file, the layer, the geometry or the CRS is not there.
    UnreadableInputError
        If the file is cut off or not geographic.
    InvalidInputError
        If the filter cannot be applied, or no feature is left.
    """
    require_file(path)
    if where is not None and _asks_for_more(where):
        reason = text("it is more than a condition on the columns")
        raise _bad_filter(text("{file}", file=str(path)), where, reason)
    with driver_notices(path) as notices:
        if path.suffix.lower() in PARQUET:
            raw = _read_parquet(path, wanted, layer, where)
        else:
            raw = _read_ogr(path, wanted, layer, where)
        crs = None if raw.crs is None else pyproj.CRS.from_user_input(raw.crs)
        attributes = arrow_frame(raw.attributes)
    source = source_of(path, raw.name)
    if crs is None:
        raise no_crs(source)
    if not len(raw.wkb):
        raise no_features(source, where)
    table = Table(source, attributes, raw.numbers, Unit.FEATURE)
    return Layer(path, table, raw.wkb, crs, raw.name, tuple(notices))


def crs_name(crs: pyproj.CRS) -> str:
    """Return a CRS as "EPSG:4674" if an authority knows it, else by its name."""
    authority = crs.to_authority()
    return ":".join(authority) if authority else str(crs.name)


_DRIVER_ERRORS = (
    *(RuntimeError, ValueError, LookupError, TypeError, AttributeError, OSError),
    *(RecursionError, pa.ArrowException),
)
"""What comes of files that are not what they say, metadata of any shape included."""


@contextmanager
def driver_notices(path: Path) -> Iterator[list[Notice]]:
    """Turn a driver's errors into ours, and its warnings into notices instead of noise."""
    notices: list[Notice] = []
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            yield notices
        except InputError:
            raise
        except _DRIVER_ERRORS as error:
            raise unreadable(path, error) from error
    for reason in dict.fromkeys(str(warning.message) for warning in caught):
        message = text("{file}: its reader warns ({reason})", file=str(path), reason=reason)
        notices.append(Notice("driver-warning", message))


def source_of(path: Path, name: str) -> Text:
    """Return a layer as messages name it: by its file alone where it is called after that."""
    if name == path.stem:
        return text("{file}", file=str(path))
    return text("{file}, layer {layer}", file=str(path), layer=name)


def no_crs(source: Text) -> MissingInputError:
    """Return the error that says that a layer has no CRS."""
    return MissingInputError(
        text("{source}: the layer has no CRS", source=source),
        ASSIGN_CRS,
    )


def no_features(source: Text, where: str | None = None) -> InvalidInputError:
    """Return the error that says that a layer is empty, or that its filter leaves nothing."""
    if where is None:
        return InvalidInputError(
            text("{source}: the layer is empty", source=source),
            text("Check that the right layer was exported."),
        )
    return InvalidInputError(
        text("{source}: no feature fulfils {where}", source=source, where=where),
        text("Check the values of the filter: texts stand in single quotes."),
    )


def _asks_for_more(where: str) -> bool:
    """Tell whether a filter holds a query of its own, which may reach other tables or never end."""
    return re.search(r"\bselect\b", re.sub("'[^']*'", "", where), re.IGNORECASE) is not None


def _bad_filter(source: Text, where: str, reason: object) -> InvalidInputError:
    return InvalidInputError(
        text(
            "{source}: the filter {where} cannot be applied ({reason})",
            source=source,
            where=where,
            reason=reason if isinstance(reason, Text) else str(reason),
        ),
        text("A filter is an SQL condition on the columns, like area_c = '1'."),
    )


def layer_name(path: Path, layers: Sequence[str], layer: str | None) -> str:
    """Return the layer that is meant, or say which there are."""
    if layer in layers:
        return str(layer)
    if layer is not None:
        raise MissingInputError(
            text("{file}: there is no layer {layer}", file=str(path), layer=layer),
            suggestion(layer, layers),
        )
    if len(layers) == 1:
        return layers[0]
    if layers:
        raise MissingInputError(
            text("{file}: several layers, and layer does not say which", file=str(path)),
            suggestion("", layers),
        )
    raise no_geometry(path)


def no_geometry(path: Path) -> MissingInputError:
    """Return the error that says that a file is no layer."""
    return MissingInputError(
        text("{file}: there are no geometries in it", file=str(path)),
        text("Give a layer of polygons, lines or points, such as a GeoPackage."),
    )


def _columns(
    fields: Sequence[str], wanted: Wanted, where: str | None
) -> tuple[list[str], list[str]]:
    """Return the columns to keep and those to read: a filter sees only what is read."""
    columns = useful(fields, wanted)
    return columns, list(dict.fromkeys([*columns, *mentioned(where or "", fields)]))


def _read_ogr(path: Path, wanted: Wanted, layer: str | None, where: str | None) -> _Raw:
    spatial = [str(name) for name, kind in pyogrio.list_layers(path) if kind is not None]
    name = layer_name(path, spatial, layer)
    columns, needed = _columns(pyogrio.read_info(path, layer=name)["fields"], wanted, where)
    try:
        meta, features = pyogrio.read_arrow(
            path, layer=name, columns=needed, where=where, return_fids=True
        )
    except (ValueError, OSError) as error:
        if where is None:
            raise
        raise _bad_filter(source_of(path, name), where, error) from error
    return _Raw(
        features.select(columns),
        features[meta["geometry_name"] or "wkb_geometry"],
        features[meta["fid_column"]].to_numpy(),
        meta["crs"],
        name,
    )


def _read_parquet(path: Path, wanted: Wanted, layer: str | None, where: str | None) -> _Raw:
    schema = pq.read_schema(path)
    name = layer_name(path, [path.stem], layer)
    geometry, about = parquet_geometry(path, schema)
    if about["encoding"] != "WKB":
        raise unreadable(path, f"GeoParquet encoding {about['encoding']}")
    fields = [field for field in schema.names if field != geometry]
    columns, needed = _columns(fields, wanted, where)
    features = pq.read_table(path, columns=[*needed, geometry])
    numbers = np.arange(1, features.num_rows + 1)
    if where:
        keep = _matching(path, features.drop_columns([geometry]), where)
        features, numbers = features.filter(pa.array(keep)), numbers[keep]
    wkb = features[geometry]
    if isinstance(wkb.type, pa.BaseExtensionType):
        wkb = wkb.cast(wkb.type.storage_type)
    return _Raw(features.select(columns), wkb, numbers, about.get("crs", GEOPARQUET_CRS), name)


def parquet_geometry(path: Path, schema: pa.Schema) -> tuple[str, dict[str, Any]]:
    """Return the geometry column of a Parquet, and what its metadata say of it."""
    geo = json.loads((schema.metadata or {}).get(b"geo", b"null"))
    if geo:
        return geo["primary_column"], geo["columns"][geo["primary_column"]]
    return _geometry_column(path, schema), {"crs": None, "encoding": "WKB"}


def _matching(path: Path, attributes: pa.Table, where: str) -> NDArray[np.bool_]:
    try:
        return matching(arrow_frame(attributes), where)
    except ValueError as error:
        raise _bad_filter(source_of(path, path.stem), where, error) from error


def _geometry_column(path: Path, schema: pa.Schema) -> str:
    """Return the first column of bytes of a Parquet that does not say what its geometry is."""
    for field in schema:
        if pa.types.is_binary(field.type) or pa.types.is_large_binary(field.type):
            return str(field.name)
    raise no_geometry(path)

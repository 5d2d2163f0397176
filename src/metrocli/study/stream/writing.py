"""Layers written by the batch: new ones, and columns beside those of a layer."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import pyproj
from numpy.typing import NDArray

from metrocli.progress import Stage, counted, silent
from metrocli.study.stream.layer import StreamedLayer
from metrocli.study.tables import PARQUET

NUMBER = "feature"
"""The column that tells which feature of the layer a row is, from 1."""

LABELS = "labels"
"""What a layer is called whose columns stand beside those of another."""


def write_beside(
    layer: StreamedLayer,
    columns: Sequence[str],
    more: Mapping[str, NDArray[Any] | pa.Array],
    path: Path,
    stage: Stage = silent,
) -> None:
    """Write columns of a layer, and new ones beside them, never holding the layer whole.

    Parameters
    ----------
    layer : StreamedLayer
        The layer.
    columns : sequence of str
        Those of its columns that are written too; its geometry makes the file a layer.
    more : mapping of str to array
        The new columns, one value for each feature.
    path : Path
        Parquet, or GeoParquet if the geometry is among the columns; by its ending, any other
        format that GDAL writes, such as GeoPackage, which then needs the geometry.
    stage : callable
        Told how many features are written.
    """
    shape = Geometry(LABELS, layer.geometry, layer.crs, layer.encoding)
    rows = counted(stage, _rows(layer, columns, more), layer.count, len)
    write_batches(rows, shape if layer.geometry in columns else None, path)


@dataclass(frozen=True, slots=True)
class Geometry:
    """What makes a layer of batches of rows.

    Parameters
    ----------
    layer : str
        Its name, where files have several.
    name : str
        Of the column of geometries.
    crs : pyproj.CRS
        Of the geometries.
    encoding : str
        "WKB", or one of `metrocli.shapes.geoarrow.ENCODINGS`.
    kind : str
        Their type, as GDAL names it; "Unknown" if there are several.
    """

    layer: str
    name: str
    crs: pyproj.CRS
    encoding: str = "WKB"
    kind: str = "Unknown"


def write_batches(batches: Iterator[pa.RecordBatch], geometry: Geometry | None, path: Path) -> None:
    """Write batches of rows, of which there is one at least.

    Parameters
    ----------
    batches : iterator of pyarrow.RecordBatch
        All with the same columns.
    geometry : Geometry, optional
        Their column of geometries, if they have one.
    path : Path
        As in `write_beside`.
    """
    first = next(batches)
    if path.suffix.lower() in PARQUET:
        schema = first.schema.with_metadata(_geo(geometry))
        with _parquet(path, schema) as writer:
            for batch in chain([first], batches):
                writer.write_batch(batch.replace_schema_metadata(schema.metadata))
    elif geometry is not None:
        with _unveiled(chain([first], batches)) as rows:
            pyogrio.write_arrow(
                pa.RecordBatchReader.from_batches(first.schema, rows),
                path,
                layer=geometry.layer,
                geometry_name=geometry.name,
                geometry_type=geometry.kind,
                crs=geometry.crs.to_wkt(),
            )


def _parquet(path: Path, schema: pa.Schema) -> pq.ParquetWriter:
    """Open a Parquet to be written.

    Hardly a value stands twice in a group of rows, so dictionaries would cost time and room; most
    whole numbers are near the one before, so their differences take a tenth of the room.
    """
    whole = [field.name for field in schema if pa.types.is_integer(field.type)]
    return pq.ParquetWriter(
        path,
        schema,
        compression="zstd",
        use_dictionary=False,
        column_encoding=dict.fromkeys(whole, "DELTA_BINARY_PACKED"),
    )


@contextmanager
def _unveiled(batches: Iterable[pa.RecordBatch]) -> Iterator[Iterator[pa.RecordBatch]]:
    """Give batches to a driver, and raise what goes wrong with them, an interruption included.

    A driver that takes them as a stream only says that there was an error in it.
    """
    errors: list[BaseException] = []

    def noted() -> Iterator[pa.RecordBatch]:
        try:
            yield pa.RecordBatch.from_pydict({})
            yield from batches
        except BaseException as error:
            errors.append(error)
            raise

    rows = noted()
    next(rows)  # Python minds an interruption as it enters a generator: here, where it is ours
    try:
        yield rows
    except Exception:
        if errors:
            raise errors[0] from None
        raise


def _rows(
    layer: StreamedLayer, columns: Sequence[str], more: Mapping[str, NDArray[Any] | pa.Array]
) -> Iterator[pa.RecordBatch]:
    first = 0
    for batch in layer.columns([*columns] or [layer.fields[0] if layer.fields else layer.geometry]):
        rows = slice(first, first + len(batch))
        numbers = pa.array(np.arange(first + 1, first + len(batch) + 1))
        new = {name: pa.array(values[rows]) for name, values in more.items()}
        kept = {name: batch[name] for name in columns}
        yield pa.RecordBatch.from_pydict({NUMBER: numbers, **kept, **new})
        first += len(batch)


def _geo(geometry: Geometry | None) -> dict[bytes, bytes]:
    """Return what makes a Parquet a GeoParquet."""
    if geometry is None:
        return {}
    about = {
        "encoding": geometry.encoding,
        "geometry_types": [],
        "crs": geometry.crs.to_json_dict(),
    }
    geo = {
        "version": "1.1.0",
        "primary_column": geometry.name,
        "columns": {geometry.name: about},
    }
    return {b"geo": json.dumps(geo).encode()}

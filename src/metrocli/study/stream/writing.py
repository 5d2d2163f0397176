"""A column written beside those of a layer, by the batch."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
from numpy.typing import NDArray

from metrocli.study.stream.layer import StreamedLayer
from metrocli.study.tables import PARQUET

NUMBER = "feature"
"""The column that tells which feature of the layer a row is, from 1."""


def write_beside(
    layer: StreamedLayer,
    columns: Sequence[str],
    more: Mapping[str, NDArray[Any] | pa.Array],
    path: Path,
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
    """
    batches = _rows(layer, columns, more)
    first = next(batches)
    if path.suffix.lower() in PARQUET:
        schema = first.schema.with_metadata(_geo(layer, columns))
        with pq.ParquetWriter(path, schema, compression="zstd") as writer:
            for batch in _with_first(first, batches):
                writer.write_batch(batch.replace_schema_metadata(schema.metadata))
    else:
        reader = pa.RecordBatchReader.from_batches(first.schema, _with_first(first, batches))
        pyogrio.write_arrow(
            reader,
            path,
            geometry_name=layer.geometry,
            geometry_type="Unknown",
            crs=layer.crs.to_wkt(),
        )


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


def _with_first(
    first: pa.RecordBatch, batches: Iterator[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    yield first
    yield from batches


def _geo(layer: StreamedLayer, columns: Sequence[str]) -> dict[bytes, bytes]:
    """Return what makes a Parquet a GeoParquet."""
    if layer.geometry not in columns:
        return {}
    about = {"encoding": layer.encoding, "geometry_types": [], "crs": layer.crs.to_json_dict()}
    geo = {
        "version": "1.1.0",
        "primary_column": layer.geometry,
        "columns": {layer.geometry: about},
    }
    return {b"geo": json.dumps(geo).encode()}

"""A layer that is in memory, read as if it were not: cells of a raster, features of a filter."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from metrocli.study.layers import Layer
from metrocli.study.stream.layer import BATCH, StreamedLayer, Wanted

GEOMETRY = "geometry"
"""What the column of geometries is called."""


@dataclass(frozen=True, eq=False)
class Held:
    """What reads a layer that is in memory.

    Parameters
    ----------
    table : pyarrow.Table
        Its columns, and its geometries as WKB.
    """

    table: pa.Table

    def batches(
        self, columns: Sequence[str], wanted: Wanted | None = None
    ) -> Iterator[pa.RecordBatch]:
        """Yield some columns."""
        rows = self.table.select(list(columns))
        if wanted is not None:
            rows = rows.filter(pa.array(wanted))
        yield from rows.combine_chunks().to_batches(BATCH)


def held(layer: Layer) -> StreamedLayer:
    """Return a layer that is in memory as one that is read by the batch."""
    attributes = pa.Table.from_pandas(layer.table.frame, preserve_index=False)
    return StreamedLayer(
        path=layer.path,
        name=layer.name,
        driver=Held(attributes.append_column(GEOMETRY, layer.wkb)),
        count=len(layer.wkb),
        fields=tuple(attributes.schema.names),
        geometry=GEOMETRY,
        encoding="WKB",
        crs=layer.crs,
    )

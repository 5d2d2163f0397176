"""A layer read by the batch: planar shapes, and the columns that are asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Protocol

import numpy as np
import pyarrow as pa
import pyproj
from numpy.typing import NDArray
from pyproj.exceptions import ProjError

from metrocli.planar import OutsideChileError
from metrocli.shapes.ahead import ahead
from metrocli.shapes.arrays import Shapes
from metrocli.shapes.geoarrow import from_geoarrow
from metrocli.shapes.plane import Projector
from metrocli.shapes.wkb import BadWkbError, from_wkb
from metrocli.study.columns import Unit, place
from metrocli.study.geometry import nowhere, outside
from metrocli.study.layers import crs_name, source_of
from metrocli.study.tables import unreadable
from metrocli.text import Text

BATCH = 1 << 15
"""Features that are read at a time: some megabytes of them."""

Wanted = NDArray[np.bool_]


class Driver(Protocol):
    """What reads a format by the batch."""

    def batches(
        self, columns: Sequence[str], wanted: Wanted | None = None
    ) -> Iterator[pa.RecordBatch]:
        """Yield some columns of the features, or of those that are wanted, in their order."""


@dataclass(frozen=True, eq=False)
class StreamedLayer:
    """A layer that can be read from the beginning as often as need be.

    Parameters
    ----------
    path : Path
        Its file.
    name : str
        Of the layer.
    driver : Driver
        What reads it.
    count : int
        How many features it has.
    fields : tuple of str
        Its columns, without the geometry.
    geometry : str
        The column of geometries.
    encoding : str
        "WKB", or one of `metrocli.shapes.geoarrow.ENCODINGS`.
    crs : pyproj.CRS
        Of the geometries.
    """

    path: Path
    name: str
    driver: Driver
    count: int
    fields: tuple[str, ...]
    geometry: str
    encoding: str
    crs: pyproj.CRS

    @property
    def source(self) -> Text:
        """The layer as messages name it."""
        return source_of(self.path, self.name)

    @property
    def crs_name(self) -> str:
        """The CRS as "EPSG:4674" if an authority knows it, else by its name."""
        return crs_name(self.crs)

    def read(self, wanted: Wanted | None = None) -> Iterator[Shapes]:
        """Yield the features by the batch, as planar shapes in metres.

        Parameters
        ----------
        wanted : ndarray of bool, shape (count,), optional
            Those that are needed; all if it is not given.

        Raises
        ------
        InvalidInputError
            If a feature lies outside Chile, or the CRS is a local one.
        UnreadableInputError
            If a geometry cannot be decoded.
        """
        for shapes, _ in self.batches((), wanted):
            yield shapes

    def batches(
        self, columns: Sequence[str], wanted: Wanted | None = None
    ) -> Iterator[tuple[Shapes, pa.RecordBatch]]:
        """Yield the features by the batch, with some of their columns; see `read`."""
        numbers = None if wanted is None else np.flatnonzero(wanted)
        raw = self.driver.batches([*columns, self.geometry], wanted)
        return ahead(partial(self._prepare, numbers, self._projector), _numbered(raw))

    def columns(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Yield some columns of all features by the batch."""
        return self.driver.batches(names)

    @cached_property
    def _projector(self) -> Projector:
        try:
            return Projector.of(self.crs)
        except ProjError as error:
            raise nowhere(self.source, self.crs_name) from error

    def _prepare(
        self,
        numbers: NDArray[np.intp] | None,
        projector: Projector,
        numbered: tuple[int, pa.RecordBatch],
    ) -> tuple[Shapes, pa.RecordBatch]:
        first, batch = numbered
        try:
            shapes = projector.to_plane(self._parse(batch[self.geometry]))
        except OutsideChileError as error:
            position = first + error.position
            number = position if numbers is None else int(numbers[position])
            where = place(Unit.FEATURE, [number + 1])
            raise outside(self.source, where, self.crs_name, error) from error
        except BadWkbError as error:
            raise unreadable(self.path, error) from error
        return shapes, batch.drop_columns([self.geometry])

    def _parse(self, geometries: pa.Array) -> Shapes:
        if isinstance(geometries, pa.ExtensionArray):
            geometries = geometries.storage
        if self.encoding == "WKB":
            return from_wkb(geometries)
        return from_geoarrow(geometries, self.encoding)


def _numbered(batches: Iterator[pa.RecordBatch]) -> Iterator[tuple[int, pa.RecordBatch]]:
    """Yield batches with the position of their first feature."""
    first = 0
    for batch in batches:
        yield first, batch
        first += len(batch)

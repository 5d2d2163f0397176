"""What is noted of each footprint while its layer is read: commune, inhabitants, area."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from metrocli.model import Code, Notice
from metrocli.shapes.ahead import ahead
from metrocli.shapes.arrays import Shapes
from metrocli.study.codes import read_codes
from metrocli.study.columns import Table, Unit
from metrocli.study.footprints import no_commune, wanted_columns
from metrocli.study.numbers import counts
from metrocli.study.schemas import Role, find, find_dated, useful
from metrocli.study.sections import FootprintsSection
from metrocli.study.stream.layer import StreamedLayer, Wanted
from metrocli.study.stream.placing import Placing
from metrocli.study.tables import arrow_frame
from metrocli.text import Text


@dataclass(frozen=True, eq=False)
class Notes:
    """What was noted of footprints, in the order of their layer.

    Parameters
    ----------
    codes : tuple of str
        The communes that any footprint lies in, as CUTs.
    communes : ndarray of int16, shape (n,)
        Positions in `codes`; -1 for none.
    population : ndarray of float64, shape (n,)
        Inhabitants; 0 where they are unknown or there is no such column.
    areas : ndarray of float64, shape (n,)
        Square metres.
    faults : ndarray of uint8, shape (n,)
        A `metrocli.shapes.arrays.Fault` for each.
    """

    codes: tuple[Code, ...]
    communes: NDArray[np.int16]
    population: NDArray[np.float64]
    areas: NDArray[np.float64]
    faults: NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class _Noted:
    """What was noted of a batch.

    Parameters
    ----------
    codes : ndarray of str or of int16, shape (n,)
        CUTs of a column, or positions among those of the boundaries.
    """

    codes: NDArray[np.str_] | NDArray[np.int16]
    population: NDArray[np.float64]
    areas: NDArray[np.float64]
    faults: NDArray[np.uint8]
    notices: tuple[Notice, ...]


@dataclass(frozen=True, eq=False)
class _Columns:
    """Which columns hold what, found out on the first batch."""

    code: str | None
    population: str | None


class NotingLayer:
    """A layer that notes what it reads, the first time that it is read whole.

    Parameters
    ----------
    layer : StreamedLayer
        The layer.
    section : FootprintsSection
        Its columns, where the study names them.
    vintage : str
        Census of the study, which chooses between columns of population.
    placing : Placing, optional
        The communes, for layers that no column of codes places.
    """

    def __init__(
        self,
        layer: StreamedLayer,
        section: FootprintsSection,
        vintage: str = "",
        placing: Placing | None = None,
    ) -> None:
        self._layer = layer
        self._wanted = wanted_columns(section)
        self._vintage = vintage
        self._placing = placing
        self._fields = useful(layer.fields, self._wanted)
        self._columns: _Columns | None = None
        self._codes: dict[Code, int] = {}
        self._parts: list[Notes] = []
        self.notices: dict[str, Notice] = {}

    @property
    def count(self) -> int:
        """How many footprints the layer has."""
        return self._layer.count

    @property
    def source(self) -> Text:
        """The layer as messages name it."""
        return self._layer.source

    @property
    def has_people(self) -> bool:
        """Whether a column of what has been read tells inhabitants."""
        return self._columns is not None and self._columns.population is not None

    def read(self, wanted: Wanted | None = None) -> Iterator[Shapes]:
        """Yield the footprints by the batch, as planar shapes; see `StreamedLayer.read`.

        Raises
        ------
        MissingInputError
            If neither a column nor boundaries tell the commune.
        InvalidInputError
            If a code is none, or a population is no number or negative.
        """
        if self._parts:
            yield from self._layer.read(wanted)
            return
        for shapes, noted in ahead(self._note, self._tables()):
            self._parts.append(self._numbered(noted))
            yield shapes

    def notes(self) -> Notes:
        """Return what has been noted."""
        parts = self._parts
        return Notes(
            tuple(self._codes),
            np.concatenate([np.empty(0, np.int16), *(part.communes for part in parts)]),
            np.concatenate([np.empty(0), *(part.population for part in parts)]),
            np.concatenate([np.empty(0), *(part.areas for part in parts)]),
            np.concatenate([np.empty(0, np.uint8), *(part.faults for part in parts)]),
        )

    def _tables(self) -> Iterator[tuple[Shapes, Table]]:
        """Yield batches with their attributes, and settle on the first which columns count."""
        first = 1
        for shapes, batch in self._layer.batches(self._fields):
            frame = arrow_frame(pa.Table.from_batches([batch]))
            numbers = np.arange(first, first + len(shapes))
            table = Table(self._layer.source, frame, numbers, Unit.FEATURE)
            if self._columns is None:
                self._columns = self._choose(table)
            yield shapes, table
            first += len(shapes)

    def _choose(self, table: Table) -> _Columns:
        code = find(table, self._wanted, Role.CODE)
        people = find_dated(table, self._wanted, Role.FOOTPRINT_POPULATION, self._vintage)
        if code is None and self._placing is None:
            raise no_commune(table.source)
        return _Columns(
            None if code is None else code.name, None if people is None else people.name
        )

    def _note(self, read: tuple[Shapes, Table]) -> tuple[Shapes, _Noted]:
        shapes, table = read
        columns = self._columns or _Columns(None, None)
        population = np.zeros(len(shapes))
        if columns.population is not None:
            population = np.nan_to_num(counts(table.column(columns.population)))
        notices: tuple[Notice, ...] = ()
        codes: NDArray[np.str_] | NDArray[np.int16] = np.full(len(shapes), -1, np.int16)
        if columns.code is not None:
            codes, notices = read_codes(table.column(columns.code))
        elif self._placing is not None:
            codes = self._placing.place(shapes)
        return shapes, _Noted(codes, population, shapes.areas(), shapes.faults, notices)

    def _numbered(self, noted: _Noted) -> Notes:
        """Return the notes of a batch, communes by number; of each kind of notice, one is kept."""
        for notice in noted.notices:
            self.notices.setdefault(notice.code, notice)
        if noted.codes.dtype == np.int16:
            if not self._codes and self._placing is not None:
                self._codes = {code: k for k, code in enumerate(self._placing.codes.tolist())}
            communes = noted.codes.astype(np.int16)
        else:
            which, distinct = pd.factorize(noted.codes)
            numbers = [self._codes.setdefault(str(code), len(self._codes)) for code in distinct]
            communes = np.array(numbers, np.int16)[which]
        return Notes(tuple(self._codes), communes, noted.population, noted.areas, noted.faults)

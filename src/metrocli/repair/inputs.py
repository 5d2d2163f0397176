"""The inputs of a study one by one: what is mended in each, and how its copy is written."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from pyproj.exceptions import ProjError

from metrocli.errors import InvalidInputError, MissingInputError, UnsafeRepairError
from metrocli.planar import OutsideChileError
from metrocli.repair.borders import UnaccountedAreaError, close_slivers
from metrocli.repair.changes import Change, Kind, Tally
from metrocli.repair.codes import mend_column
from metrocli.repair.duplicates import repeated_features, repeated_rows
from metrocli.repair.geometries import mend_geometries
from metrocli.repair.layers import WholeLayer, read_whole
from metrocli.repair.tables import Edits, write_table
from metrocli.study.boundaries import POLYGON
from metrocli.study.codes import ANTARCTICA, mend_codes
from metrocli.study.columns import Table, place_of, plain_cells
from metrocli.study.footprints import wanted_columns
from metrocli.study.layers import read_layer
from metrocli.study.numbers import figures
from metrocli.study.schemas import Role, Wanted, candidates, find, find_dated
from metrocli.study.sections import (
    BoundariesSection,
    CommutingSection,
    FeaturesSection,
    PopulationSection,
)
from metrocli.study.sql import mentioned
from metrocli.study.tables import read_table
from metrocli.text import Text, text

People = NDArray[np.float64] | None


@dataclass(frozen=True, eq=False)
class Mended:
    """An input as it should be, ready to be written.

    Parameters
    ----------
    before, after : Tally
        Of the input and of its copy.
    changes : tuple of Change
        In the order in which they were made.
    ending : str
        How the name of a copy must end.
    write : callable
        Writes the copy to the path that it is given.
    """

    before: Tally
    after: Tally
    changes: tuple[Change, ...]
    ending: str
    write: Callable[[Path], None]


@dataclass(eq=False)
class _Draft:
    """The rows of an input while they are being mended.

    Parameters
    ----------
    table : Table
        As it was read.
    people : ndarray of float64, optional
        Inhabitants of each row.
    keep : ndarray of bool
        Which rows stay.
    cells : dict of str to Series
        The columns that changed.
    changes : list of Change
        What was done so far.
    """

    table: Table
    people: People = None
    keep: NDArray[np.bool_] = field(init=False)
    cells: dict[str, "pd.Series[Any]"] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.keep = np.full(len(self.table), True)

    def tally(self, rows: NDArray[np.bool_]) -> Tally:
        """Return how many rows there are in a mask, and how many people in them."""
        people = None if self.people is None else float(np.nansum(self.people[rows]))
        return Tally(int(rows.sum()), people)

    def mend_codes(self, wanted: Wanted, role: Role) -> None:
        """Mend the column of a role, if there is one."""
        column = find(self.table, wanted, role)
        if column is not None:
            cells, changes = mend_column(column)
            if changes:
                self.cells[column.name] = cells
                self.changes += changes

    def drop(self, rows: NDArray[np.intp], kind: Kind, reasons: list[Text]) -> None:
        """Leave out some rows, each for a reason."""
        self.keep[rows] = False
        for row, reason in zip(rows.tolist(), reasons, strict=True):
            where = place_of(self.table, row)
            self.changes.append(Change(kind, where, reason, text("left out")))

    def drop_repeated(self, earliest: NDArray[np.intp]) -> None:
        """Leave out the rows that repeat an earlier one, given the first that equals each."""
        rows = np.flatnonzero(self.keep & (earliest != np.arange(len(earliest))))
        self.drop(rows, Kind.DUPLICATE_DROPPED, [self._same_as(earliest[row]) for row in rows])

    def _same_as(self, row: int) -> Text:
        first = place_of(self.table, row)
        if self.people is None or np.isnan(self.people[row]):
            return text("the same as {place}", place=first)
        return text(
            "the same as {place}, {population:,.0f} inhabitants included",
            place=first,
            population=float(self.people[row]),
        )

    def mended(self, ending: str, write: Callable[[Path], None]) -> Mended:
        """Return the input as it stands now."""
        everything = np.full(len(self.table), True)
        return Mended(
            self.tally(everything), self.tally(self.keep), tuple(self.changes), ending, write
        )


def mend_population(path: Path, section: PopulationSection, vintage: str) -> Mended:
    """Mend the table of communes: its codes, and rows that are there twice."""
    table = read_table(path, section.layer)
    wanted = {Role.CODE: section.code, Role.POPULATION: section.column}
    people = _people(table, wanted, Role.POPULATION, section.vintage or vintage)
    return _mend_table(path, section.layer, _Draft(table, people), wanted, [Role.CODE])


def mend_trips(path: Path, section: CommutingSection) -> Mended:
    """Mend the table of trips: its codes, and rows that are there twice."""
    wanted = {Role.ORIGIN: section.origin, Role.DESTINATION: section.destination}
    return _mend_table(
        path, section.layer, _Draft(read_table(path, section.layer)), wanted, list(wanted)
    )


def mend_employed(path: Path, section: CommutingSection) -> Mended:
    """Mend the table of employed persons: its codes, and rows that are there twice."""
    wanted = {Role.TOTALS_CODE: section.totals_code}
    sheet = section.totals_layer
    return _mend_table(path, sheet, _Draft(read_table(path, sheet)), wanted, list(wanted))


def mend_features(path: Path, section: FeaturesSection, vintage: str) -> Mended:
    """Mend footprints or census features: geometries, codes, and features that are there twice.

    Codes on which the filter of the layer depends are left: it would choose other features.

    Raises
    ------
    InputError
        If the layer cannot be read; or, when it is written, if its filter chooses other features.
    """
    wanted = wanted_columns(section)
    whole = read_whole(read_layer(path, wanted, layer=section.layer))
    draft = _of_layer(whole, wanted, Role.FOOTPRINT_POPULATION, vintage)
    code = find(draft.table, wanted, Role.CODE)
    if code is None or not mentioned(section.where or "", [code.name]):
        draft.mend_codes(wanted, Role.CODE)
    geometries = _mend_shapes(draft, whole, wanted, Role.FOOTPRINT_POPULATION)
    write = partial(_write_layer, whole, draft, geometries)
    if section.where is None:
        return draft.mended(whole.ending, write)
    chosen = read_layer(path, {}, layer=section.layer, where=section.where).table.numbers
    count = int((draft.keep & np.isin(draft.table.numbers, chosen)).sum())
    return draft.mended(whole.ending, partial(_write_filtered, write, section, count))


def mend_boundaries(
    path: Path, section: BoundariesSection, vintage: str, people: Wanted, tolerance: float
) -> Mended:
    """Mend the commune polygons: geometries, codes, polygons that are there twice, and slivers.

    Parameters
    ----------
    path : Path
        Of the layer.
    section : BoundariesSection
        Layer and columns, where the study names them.
    vintage : str
        Census of the study.
    people : mapping of Role to str or None
        Column of population, if no table gives it.
    tolerance : float
        Metres up to which an overlap or hole is a sliver.

    Raises
    ------
    InputError
        If the layer cannot be read.
    UnsafeRepairError
        If closing the slivers would change a commune by more than their area.
    """
    wanted = {Role.CODE: section.code, **people}
    whole = read_whole(read_layer(path, wanted, layer=section.layer))
    draft = _of_layer(whole, wanted, Role.POPULATION, vintage)
    draft.mend_codes(wanted, Role.CODE)
    geometries = _mend_shapes(draft, whole, wanted, Role.POPULATION)
    code = find(draft.table, wanted, Role.CODE)
    if code is not None:
        codes = mend_codes(draft.cells.get(code.name, code.cells)).codes
        geometries = _close(draft, whole, geometries, codes, tolerance)
    return draft.mended(whole.ending, partial(_write_layer, whole, draft, geometries))


def _people(table: Table, wanted: Wanted, role: Role, vintage: str) -> People:
    """Return the inhabitants of each row; None if no column, or no single one, tells them."""
    try:
        column = find_dated(table, wanted, role, vintage)
    except MissingInputError:
        return None
    return None if column is None else figures(column)


def _mend_table(
    path: Path, sheet: str | None, draft: _Draft, wanted: Wanted, codes: list[Role]
) -> Mended:
    for role in codes:
        draft.mend_codes(wanted, role)
    frame = draft.table.frame.assign(**draft.cells)
    draft.drop_repeated(
        repeated_rows([plain_cells(frame.iloc[:, at]) for at in range(len(frame.columns))])
    )
    return draft.mended(path.suffix, partial(_write_table, path, sheet, draft))


def _write_table(source: Path, sheet: str | None, draft: _Draft, path: Path) -> None:
    numbers = draft.table.numbers.tolist()
    cells = {
        name: {
            number: cell
            for number, cell in zip(numbers, changed.tolist(), strict=True)
            if cell is not None
        }
        for name, changed in draft.cells.items()
    }
    dropped = frozenset(draft.table.numbers[~draft.keep].tolist())
    write_table(source, sheet, draft.table, Edits(cells, dropped), path)


def _of_layer(whole: WholeLayer, wanted: Wanted, role: Role, vintage: str) -> _Draft:
    table = whole.layer.table
    return _Draft(table, _people(table, wanted, role, vintage))


def _mend_shapes(
    draft: _Draft, whole: WholeLayer, wanted: Wanted, role: Role
) -> NDArray[np.object_]:
    """Make geometries valid, and leave out features without one and those that are repeated."""
    geometries, changes = mend_geometries(whole.layer, whole.geometries)
    draft.changes += changes
    nowhere = shapely.is_missing(geometries) | shapely.is_empty(geometries)
    bare = np.flatnonzero(nowhere & ~_inhabited(draft, wanted, role))
    reason = text("no geometry and no inhabitants")
    draft.drop(bare, Kind.FEATURE_DROPPED, [reason] * len(bare))
    attributes = whole.with_columns(_texts(draft))
    draft.drop_repeated(repeated_features(geometries, attributes))
    return geometries


def _inhabited(draft: _Draft, wanted: Wanted, role: Role) -> NDArray[np.bool_]:
    """Tell which rows have people, as far as anybody can know."""
    if draft.people is not None:
        return np.asarray(np.nan_to_num(draft.people) != 0)
    unclear = role in wanted and bool(candidates(draft.table.names, role))
    return np.full(len(draft.table), unclear)


def _close(
    draft: _Draft,
    whole: WholeLayer,
    geometries: NDArray[np.object_],
    codes: NDArray[np.str_],
    tolerance: float,
) -> NDArray[np.object_]:
    """Close the slivers, unless communes are repeated or lie where there is no plane."""
    polygons = draft.keep & (shapely.get_dimensions(geometries) == POLYGON)
    polygons &= shapely.is_valid(geometries) & (codes != "") & (codes != ANTARCTICA)
    if len(np.unique(codes[polygons])) < polygons.sum():
        return geometries
    try:
        closed, changes = close_slivers(
            geometries[polygons], codes[polygons], whole.layer.crs, tolerance
        )
    except (OutsideChileError, ProjError):  # of which the inspection of the copy tells
        return geometries
    except UnaccountedAreaError as error:
        raise UnsafeRepairError(
            text(
                "{file}: closing slivers would change commune {code} by {area:,.0f} m² more than "
                "they measure",
                file=str(whole.layer.path),
                code=error.code,
                area=error.area,
            ),
            text("Mend its borders by hand, or give another --tolerance."),
        ) from error
    draft.changes += changes
    geometries[polygons] = closed
    return geometries


def _texts(draft: _Draft) -> dict[str, list[Any]]:
    return {name: cells.tolist() for name, cells in draft.cells.items()}


def _write_layer(
    whole: WholeLayer, draft: _Draft, geometries: NDArray[np.object_], path: Path
) -> None:
    whole.write(path, draft.keep, geometries, _texts(draft))


def _write_filtered(
    write: Callable[[Path], None], section: FeaturesSection, count: int, path: Path
) -> None:
    """Write a layer, and make sure that its filter chooses the same features in the copy."""
    write(path)
    found = len(read_layer(path, {}, layer=section.layer, where=section.where).table)
    if found != count:
        raise InvalidInputError(
            text(
                "{file}: in the copy, {where} chooses {found:,d} features, not {count:,d}",
                file=section.path.given,
                where=section.where,
                found=found,
                count=count,
            ),
            text("Write the filter as GeoPackage understands it: it tells capitals apart."),
        )

"""Tables and their columns, which know where each value stands so that messages can say it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from metrocli.errors import InvalidInputError, MissingInputError
from metrocli.nearest import suggestion
from metrocli.text import Text, text

if TYPE_CHECKING:
    # Whoever has a table has loaded pandas; whoever only asks for a name can spare it.
    import pandas as pd


class Unit(StrEnum):
    """What a line of a table is called."""

    ROW = "row"
    FEATURE = "feature"


@dataclass(frozen=True, eq=False)
class Column:
    """One column of a file.

    Parameters
    ----------
    source : Text
        File and layer, as messages name them.
    name : str
        As in the file.
    cells : Series
        Texts or numbers.
    numbers : ndarray of int
        Number of each row as a person sees it: 2 is the first below the header of a
        spreadsheet, 1 the first feature of a layer.
    unit : Unit
        What a row is called.
    """

    source: Text
    name: str
    cells: "pd.Series[Any]"
    numbers: NDArray[np.intp]
    unit: Unit

    def invalid(
        self, positions: Sequence[int], problem: Text, remedy: Text | None = None
    ) -> InvalidInputError:
        """Return the error that says what is wrong at some positions of the column."""
        cause = text(
            "{source}, column {column}, {place}: {problem}",
            source=self.source,
            column=self.name,
            place=place(self.unit, [int(self.numbers[position]) for position in positions]),
            problem=problem,
        )
        return InvalidInputError(cause, remedy)


@dataclass(frozen=True, eq=False)
class Table:
    """The rows of a file, or the attributes of a layer.

    Parameters
    ----------
    source : Text
        File and layer, as messages name them.
    frame : DataFrame
        Texts or numbers, one column per field.
    numbers : ndarray of int
        Number of each row as a person sees it.
    unit : Unit
        What a row is called.
    """

    source: Text
    frame: "pd.DataFrame"
    numbers: NDArray[np.intp]
    unit: Unit

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.frame)

    @property
    def names(self) -> list[str]:
        """The names of the columns."""
        return [str(name) for name in self.frame.columns]

    def column(self, name: str) -> Column:
        """Return a column by its exact name.

        Raises
        ------
        MissingInputError
            If there is none; the remedy names the nearest and lists them all.
        InvalidInputError
            If several columns have that name.
        """
        count = self.names.count(name)
        if not count:
            raise MissingInputError(
                text("{source}: there is no column {column}", source=self.source, column=name),
                suggestion(name, self.names),
            )
        if count > 1:
            raise InvalidInputError(
                text(
                    "{source}: {count:d} columns are called {column}",
                    source=self.source,
                    count=count,
                    column=name,
                ),
                text("Give each column a name of its own."),
            )
        return Column(self.source, name, self.frame[name], self.numbers, self.unit)

    def take(self, keep: NDArray[np.bool_]) -> "Table":
        """Return the rows of a mask."""
        return replace(self, frame=self.frame[keep], numbers=self.numbers[keep])


def plain_cells(cells: "pd.Series[Any]") -> list[Any]:
    """Return cells as plain Python values, None where they are missing."""
    return list(cells.astype(object).where(cells.notna(), None))


def place_of(rows: Column | Table, position: int) -> Text:
    """Return where the row at a position stands; see `place`."""
    return place(rows.unit, [int(rows.numbers[position])])


def place(unit: Unit, numbers: Sequence[int]) -> Text:
    """Return where something stands: "row 12", "feature 3, 8"."""
    if unit is Unit.FEATURE:
        return text("feature {numbers}", numbers=tuple(numbers))
    return text("row {numbers}", numbers=tuple(numbers))

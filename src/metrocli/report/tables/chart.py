"""A chart of people as columns in plain characters, for any terminal and any file."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from metrocli.report.tables.sheet import Sheet
from metrocli.report.words import Words, measure, whole
from metrocli.text import text

BLOCKS = " ▁▂▃▄▅▆▇█"
"""A cell that is filled from below by so many eighths."""

MARGIN = 12
"""Columns to the left of a chart, for its figures."""

LINE = "_"
"""An empty cell on whose lower edge the line runs."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How much a row of a chart stands for.

    Parameters
    ----------
    unit : float
        Of the values, by row.
    rows : int
        Of the chart.
    line : int, optional
        The row whose lower edge is the line that values are compared with; None where the rows
        are too high for one to end there.
    """

    unit: float
    rows: int
    line: int | None


def write_chart(
    sheet: Sheet, people: NDArray[np.float64], threshold: float, rows: int, under: Sequence[str]
) -> None:
    """Draw people as columns, the line that they must exceed, and what stands under them.

    Parameters
    ----------
    sheet : Sheet
        What it is drawn on.
    people : ndarray of float64, shape (c,)
        Inhabitants, one for each column.
    threshold : float
        Inhabitants that must be exceeded, positive.
    rows : int
        Most rows of the chart, two or more.
    under : sequence of str
        Lines below it, the axis first; each begins where the axis does.
    """
    top = float(people.max())
    scale = scale_of(top, threshold, rows)
    labels: dict[int | None, Words] = {
        scale.rows - 1: whole(top),
        scale.line: whole(threshold),
        0: whole(0),
    }
    drawn = zip(reversed(range(scale.rows)), columns(people, scale), strict=True)
    sheet.drawing(
        [
            *((labels.get(row, ""), f" │{cells}") for row, cells in drawn),
            *(("", f" {line}") for line in under),
        ],
        MARGIN,
    )
    if scale.line is not None:
        asked = measure(threshold, "inhabitants")
        sheet.line(text("{sign} more than {people} are required", sign=LINE, people=asked))


def scale_of(top: float, line: float, rows: int) -> Scale:
    """Return a scale that shows all values, and has a line between two rows if it can be had.

    Parameters
    ----------
    top : float
        The largest value.
    line : float
        What values are compared with, positive.
    rows : int
        Most rows of the chart, two or more.
    """
    # One row is left above the line, where it is seen that nothing rises over it.
    below = min(int(rows * line / max(top, line)), rows - 1)
    if not below:
        return Scale(top / rows, rows, None)
    unit = line / below
    return Scale(unit, max(math.ceil(top / unit), below + 1), below)


def columns(values: NDArray[np.float64], scale: Scale) -> list[str]:
    """Return the rows of a chart, the uppermost first.

    Parameters
    ----------
    values : ndarray of float64, shape (c,)
        One for each column.
    scale : Scale
        What the rows stand for.
    """
    drawn = []
    for row in reversed(range(scale.rows)):
        empty = LINE if row == scale.line else " "
        eighths = np.clip(8 * (values / scale.unit - row), 0, 8).astype(int)
        # What rises over an edge, by however little, is seen there.
        eighths[(eighths == 0) & (values > row * scale.unit)] = 1
        drawn.append("".join(BLOCKS[filled] if filled else empty for filled in eighths.tolist()))
    return drawn

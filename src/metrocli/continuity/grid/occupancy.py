"""Which cells footprints occupy, for the drawing of patches: those that they stay in or cover."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from metrocli.continuity.grid.cluster import CLOSE, Labels, Source
from metrocli.continuity.grid.joins import SIDES
from metrocli.continuity.grid.stays import stays_of
from metrocli.shapes.ahead import ahead
from metrocli.shapes.arrays import Kind, Shapes
from metrocli.shapes.kernel import inlined, kernel
from metrocli.shapes.rows import columns_between, crossings_of
from metrocli.shapes.trace import ROW, Flat, Grid, flat

POLYGON = int(Kind.POLYGON)

BATCHES = 32
"""Batches whose cells are put together at a time."""


class Runs(NamedTuple):
    """Cells that stand side by side in a row, and belong to one thing.

    Parameters
    ----------
    keys : ndarray of int64, shape (r,)
        Of the westernmost cell of each; see `metrocli.shapes.trace`.
    widths : ndarray of int64, shape (r,)
        Cells.
    owners : ndarray of int32, shape (r,)
        The footprint, or the patch.
    """

    keys: NDArray[np.int64]
    widths: NDArray[np.int64]
    owners: NDArray[np.int32]

    def take(self, which: slice | NDArray[np.bool_] | NDArray[np.intp]) -> "Runs":
        """Return some of the runs."""
        return Runs(self.keys[which], self.widths[which], self.owners[which])


NOTHING = Runs(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.int32))


def drawing_grid(gap: float) -> Grid:
    """Return the cells that the patches of a gap are drawn of; metres.

    They are those of the clustering; below `CLOSE`, which has none, those of that gap.
    """
    return Grid(max(gap, CLOSE) / SIDES)


class Occupancy:
    """A source of footprints that notes, as it is read whole, the cells that they occupy.

    Parameters
    ----------
    source : Source
        Planar footprints.
    grid : Grid
        The cells.
    """

    def __init__(self, source: Source, grid: Grid) -> None:
        self._source = source
        self._grid = grid
        self._batches: list[Runs] = []
        self._count = 0

    def read(self, wanted: NDArray[np.bool_] | None = None) -> Iterator[Shapes]:
        """Yield the footprints by the batch; see `Source.read`."""
        if self._batches:
            yield from self._source.read(wanted)
            return
        for shapes, runs in ahead(self._find, self._source.read()):
            self._batches.append(runs._replace(owners=runs.owners + np.int32(self._count)))
            self._count += len(shapes)
            yield shapes

    def of_patches(self, labels: Labels) -> Runs:
        """Return the cells of each patch, by patch and from south to north and west to east."""
        runs = NOTHING
        for start in range(0, len(self._batches), BATCHES):
            found = _together(self._batches[start : start + BATCHES])
            owned = found._replace(owners=labels.patches[found.owners])
            runs = merged(_together([runs, owned]))
        return runs

    def _find(self, shapes: Shapes) -> tuple[Shapes, Runs]:
        stays = stays_of(flat(shapes), self._grid)
        borders = Runs(stays.keys, np.ones(len(stays.keys), np.int64), stays.shapes)
        inside = _fill(flat(shapes), self._grid.side, NOTHING)
        if inside:
            room = Runs(
                np.empty(inside, np.int64), np.empty(inside, np.int64), np.empty(inside, np.int32)
            )
            _fill(flat(shapes), self._grid.side, room)
            borders = _together([borders, room])
        return shapes, merged(borders)


def merged(runs: Runs) -> Runs:
    """Return runs in the order of their owners and keys, those that touch or overlap as one."""
    order = np.lexsort((runs.keys, runs.owners))
    joined = runs.take(order)
    return joined.take(slice(_merge(joined)))


def _together(several: list[Runs]) -> Runs:
    return Runs(*(np.concatenate(arrays) for arrays in zip(*several, strict=True)))


@kernel
def _merge(runs: Runs) -> int:
    """Join runs in place; return how many are left."""
    last = -1
    for k in range(len(runs.keys)):
        key, end = runs.keys[k], runs.keys[k] + runs.widths[k]
        if last >= 0 and runs.owners[k] == runs.owners[last]:
            reached = runs.keys[last] + runs.widths[last]
            if key <= reached:
                runs.widths[last] = max(reached, end) - runs.keys[last]
                continue
        last += 1
        runs.keys[last], runs.widths[last], runs.owners[last] = key, end - key, runs.owners[k]
    return last + 1


@kernel
def _fill(shapes: Flat, side: float, into: Runs) -> int:
    """Note the cells whose middles polygons cover; return how many runs that makes.

    What there is no room for is counted only.
    """
    used = 0
    for shape in range(len(shapes.starts) - 1):
        for part in range(shapes.starts[shape], shapes.starts[shape + 1]):
            first, last = shapes.parts[part], shapes.parts[part + 1]
            start, end = shapes.paths[first], shapes.paths[last]
            if shapes.kinds[part] != POLYGON or not _is_wide(shapes.xy[start:end], side):
                continue
            south, rows, begins, crossings = crossings_of(
                shapes.xy[start:end], shapes.paths[first : last + 1] - start, side
            )
            for row in range(rows):
                for k in range(begins[row], begins[row + 1] - 1, 2):
                    left, right = columns_between(crossings[k], crossings[k + 1], side)
                    if right >= left:
                        if used < len(into.keys):
                            into.keys[used] = (south + row) * ROW + left
                            into.widths[used] = right - left + 1
                            into.owners[used] = shape
                        used += 1
    return used


@inlined
def _is_wide(xy: NDArray[np.float64], side: float) -> bool:
    """Tell whether vertices may surround a cell that none of their segments pass through."""
    west, south, east, north = np.inf, np.inf, -np.inf, -np.inf
    for k in range(len(xy)):
        west, east = min(west, xy[k, 0]), max(east, xy[k, 0])
        south, north = min(south, xy[k, 1]), max(north, xy[k, 1])
    return east - west > side and north - south > side

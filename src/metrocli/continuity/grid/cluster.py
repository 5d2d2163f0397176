"""Patches of one gap, from shapes that come by the batch."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from metrocli.continuity.barriers.walls import Walls
from metrocli.continuity.edges import Indices
from metrocli.continuity.grid.cells import Cells, Entered
from metrocli.continuity.grid.close import cluster_close
from metrocli.continuity.grid.doubts import Passing, passing, settle
from metrocli.continuity.grid.joins import SIDES, Doubts, join_cells, order_of
from metrocli.continuity.grid.parted import join_parted, some_of
from metrocli.continuity.grid.sets import numbered
from metrocli.continuity.grid.shade import Shade, leave_alone, shade_of
from metrocli.continuity.grid.stays import Stays, stays_of
from metrocli.continuity.grid.wide import WidePolygon, join_inside, wide_polygons
from metrocli.shapes.ahead import ahead
from metrocli.shapes.arrays import Shapes, join
from metrocli.shapes.trace import Grid, flat

CLOSE = 25.0
"""Gaps below this, in metres, are not worth cells of their own: footprints are as large."""

ROUND = 4_000_000
"""Segments that are held at a time while doubts are settled: some 250 MB with their order."""


NOBODY = np.empty(0, np.int32)
"""The cells of no footprints."""


class Source(Protocol):
    """Footprints that can be read from the beginning as often as need be."""

    def read(self, wanted: NDArray[np.bool_] | None = None) -> Iterator[Shapes]:
        """Yield the footprints by the batch, in their order.

        Parameters
        ----------
        wanted : ndarray of bool, shape (n,), optional
            Those that are needed; others may be left out.
        """


@dataclass(frozen=True)
class Held:
    """A source of shapes that are in memory."""

    shapes: Shapes

    def read(self, wanted: NDArray[np.bool_] | None = None) -> Iterator[Shapes]:
        """Yield the shapes; all of them, whatever is wanted."""
        del wanted
        yield self.shapes


@dataclass(frozen=True, eq=False)
class Labels:
    """The patch of each footprint.

    Parameters
    ----------
    patches : ndarray of int32, shape (n,)
        Numbered from 0 in the order in which their first footprints come; -1 for what has no
        geometry.
    count : int
        How many patches.
    """

    patches: NDArray[np.int32]
    count: int


def cluster(source: Source, gap: float, walls: Walls | None = None) -> Labels:
    """Put footprints into the patches of one gap.

    The partition is the one that comparing every two footprints by `shapely.distance` gives, or by
    the shortest way that crosses no wall; docs/exactitud.md says why.

    Parameters
    ----------
    source : Source
        Planar shapes, metres.
    gap : float
        Largest distance, in metres, that joins two footprints; inclusive.
    walls : Walls, optional
        What no way crosses.
    """
    shade = shade_of(walls, Grid(max(gap, CLOSE) / SIDES))
    if gap < CLOSE:
        return Labels(*cluster_close(source.read(), gap, walls, shade))
    clustering = Clustering(gap, walls, shade)
    for batch in ahead(clustering.look_at, source.read()):
        clustering.add(batch)
    clustering.settle(source)
    return clustering.labels()


@dataclass(frozen=True, eq=False)
class Batch:
    """A batch of shapes, as far as it can be worked on by itself.

    Parameters
    ----------
    count : int
        How many.
    stays : Stays
        Theirs in the cells.
    cut : ndarray of int64
        Which of the stays are in cells that walls cut.
    wide : list of WidePolygon
        The wide polygons among them.
    near : ndarray of bool, shape (count,)
        Which of them walls may have to do with.
    kept : Shapes
        Those.
    """

    count: int
    stays: Stays
    cut: Indices
    wide: list[WidePolygon]
    near: NDArray[np.bool_]
    kept: Shapes


class Clustering:
    """Patches in the making, for a gap that is large beside footprints.

    Parameters
    ----------
    gap : float
        Metres.
    walls : Walls, optional
        What no way crosses.
    shade : Shade
        Their shade in cells of side ``gap / SIDES``.
    """

    def __init__(self, gap: float, walls: Walls | None, shade: Shade) -> None:
        self._gap = gap
        self._grid = Grid(gap / SIDES)
        self._cells = Cells()
        self._batches: list[Entered] = []
        self._wide: list[tuple[WidePolygon, int]] = []
        self._walls = walls
        self._shade = shade
        self._near: list[tuple[Shapes, NDArray[np.int32]]] = []
        self._count = 0

    def look_at(self, shapes: Shapes) -> Batch:
        """Return what there is to know about shapes; threads may do so side by side."""
        arrays = flat(shapes)
        stays, wide = stays_of(arrays, self._grid), list(wide_polygons(arrays, 2 * self._gap))
        beside = np.flatnonzero(self._shade.is_near(stays.keys))
        cut = beside[self._shade.is_cut(stays.keys[beside])]
        near = np.zeros(len(shapes), np.bool_)
        near[stays.shapes[beside]] = True
        near[[polygon.shape for polygon in wide]] = self._walls is not None
        return Batch(len(shapes), stays, cut, wide, near, some_of(shapes, near))

    def add(self, batch: Batch) -> None:
        """Add a batch of shapes."""
        leave_alone(batch.stays, batch.cut, self._count)
        entered = self._cells.add(batch.stays, batch.count)
        self._count += batch.count
        self._batches.append(entered)
        for polygon in batch.wide:
            self._wide.append((polygon, int(entered.cells[polygon.shape])))
        self._near.append((batch.kept, entered.cells[batch.near]))

    def settle(self, source: Source) -> None:
        """Join all that is within the gap; the source is read again where geometry must tell."""
        cells = self._cells.known
        near = self._shade.is_near(cells.keys)
        order = order_of(cells)
        keys, side = cells.keys[order], self._grid.side
        for polygon, cell in self._wide:
            join_inside(polygon.xy, polygon.rings, cell, keys, order, cells.parents, side)
        for doubts in _rounds(
            join_cells(cells, order, self._gap, near, self._shade.cut), cells.segments
        ):
            wanted = np.zeros(len(cells.keys), dtype=bool)
            wanted[doubts.one] = wanted[doubts.other] = True
            settle(doubts, self._look(source, wanted, near), cells, self._gap)
        if self._walls is not None:
            shapes = join(shapes for shapes, _ in self._near)
            members = np.concatenate([NOBODY, *(own for _, own in self._near)])
            join_parted(shapes, members, cells.parents, self._walls, self._gap)

    def labels(self) -> Labels:
        """Return the patch of each footprint."""
        first = [batch.cells for batch in self._batches]
        return Labels(*numbered(self._cells.known.parents, np.concatenate([NOBODY, *first])))

    def _look(self, source: Source, wanted: NDArray[np.bool_], near: NDArray[np.bool_]) -> Passing:
        """Return the segments that pass through wanted cells."""
        around = self._cells.around(wanted)
        needed = [batch.far | around[batch.cells] for batch in self._batches]
        look = partial(passing, grid=self._grid, cells=self._cells, wanted=wanted, near=near)
        shapes = source.read(np.concatenate(needed))
        found = list(ahead(lambda batch: look(flat(batch)), shapes))
        return Passing(*(np.concatenate(arrays) for arrays in zip(*found, strict=True)))


def _rounds(doubts: Doubts, segments: NDArray[np.int32]) -> Iterator[Doubts]:
    """Yield doubts so many at a time that the segments of their cells fit into memory."""
    ends = np.column_stack([doubts.one, doubts.other]).reshape(-1)
    new = np.zeros(len(ends), np.int64)
    cells, first = np.unique(ends, return_index=True)
    new[first] = segments[cells]
    turn = np.cumsum(new.reshape(-1, 2).sum(axis=1)) // ROUND
    for start, end in pairwise([*np.flatnonzero(np.diff(turn, prepend=-1)), len(turn)]):
        yield doubts.take(slice(start, end))

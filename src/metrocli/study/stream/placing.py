"""Which commune each shape lies in, by the million: a raster answers for all but those on borders.

A square of the raster that no border passes through lies in one commune whole, or in none, and so
does every shape whose box meets only such squares of one commune. The rest, some parts in a
hundred, are measured by GEOS as those of any other layer are; see `study.attribution`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from metrocli.model import Code
from metrocli.planar import ZONES
from metrocli.shapes.arrays import Kind, Shapes
from metrocli.shapes.kernel import kernel
from metrocli.shapes.objects import geometries_of
from metrocli.shapes.rows import columns_between, crossings_of
from metrocli.shapes.trace import (
    Flat,
    Grid,
    Walk,
    column_of,
    flat,
    last_start,
    new_walk,
    room,
    row_of,
    segment_at,
    walk,
)
from metrocli.shapes.wkb import from_geometries
from metrocli.study.attribution import communes_of

SIDE = 500.0
"""Of a square, metres."""

APART = 2_000_000.0
"""Metres from the central meridian of a zone within which all of it lies, and no other zone."""

NOBODY, BORDER = -1, -2
"""What stands in squares of no commune, and in those that a border passes through."""

POLYGON = int(Kind.POLYGON)


@dataclass(frozen=True, eq=False)
class Placing:
    """Commune polygons, ready to be asked.

    Parameters
    ----------
    boundaries : mapping of str to shapely geometry
        Planar commune polygons by CUT.
    codes : ndarray of str, shape (k,)
        Their CUTs, ascending.
    rasters : tuple of (ndarray of int16, int, int)
        For each zone of the plane, positions in `codes`, `NOBODY` or `BORDER`; and the row and the
        column of its first square.
    """

    boundaries: Mapping[Code, Any]
    codes: NDArray[np.str_]
    rasters: tuple[tuple[NDArray[np.int16], int, int], ...]

    def place(self, shapes: Shapes) -> NDArray[np.int16]:
        """Return the commune of each shape, as a position in `codes`; -1 for none.

        It is the one that holds the largest part of the shape; the lower code of equal ones.
        """
        found = np.full(len(shapes), BORDER, np.int16)
        for raster, south, west in self.rasters:
            _look_up(flat(shapes), raster, south, west, found)
        doubtful = np.flatnonzero((found == BORDER) & (shapes.faults == 0))
        found[shapes.faults != 0] = NOBODY
        if len(doubtful):
            owners = communes_of(geometries_of(shapes, doubtful), self.boundaries)
            position = np.searchsorted(self.codes, owners)
            found[doubtful] = np.where(owners == "", NOBODY, position)
        return found


def placing(boundaries: Mapping[Code, Any]) -> Placing:
    """Make commune polygons ready to be asked.

    Parameters
    ----------
    boundaries : mapping of str to shapely geometry
        Planar commune polygons by CUT.
    """
    codes = np.array(sorted(boundaries), dtype="U5")
    shapes = from_geometries(np.array([boundaries[code] for code in codes.tolist()], dtype=object))
    steps = new_walk(room(flat(shapes), Grid(SIDE))[1])
    rasters = []
    for zone in ZONES:
        near = np.abs(shapes.xy[:, 0] - zone.false_easting) < APART
        if near.any():
            (west, south), (east, north) = (
                np.floor(edge(shapes.xy[near], axis=0) / SIDE).astype(int)
                for edge in (np.min, np.max)
            )
            raster = np.full((north - south + 1, east - west + 1), NOBODY, np.int16)
            _paint(flat(shapes), raster, south, west, steps)
            rasters.append((raster, int(south), int(west)))
    return Placing(boundaries, codes, tuple(rasters))


@kernel
def _paint(shapes: Flat, raster: NDArray[np.int16], south: int, west: int, steps: Walk) -> None:
    """Fill the squares of each polygon, then mark those on edges, and those of several polygons."""
    height, width = raster.shape
    for shape in range(len(shapes.starts) - 1):
        for part in range(shapes.starts[shape], shapes.starts[shape + 1]):
            first, last = shapes.parts[part], shapes.parts[part + 1]
            start, end = shapes.paths[first], shapes.paths[last]
            low, rows, begins, crossings = crossings_of(
                shapes.xy[start:end], shapes.paths[first : last + 1] - start, SIDE
            )
            for row in range(max(low, south), min(low + rows, south + height)):
                for k in range(begins[row - low], begins[row - low + 1] - 1, 2):
                    left, right = columns_between(crossings[k], crossings[k + 1], SIDE)
                    for column in range(max(left, west), min(right + 1, west + width)):
                        taken = raster[row - south, column - west] != NOBODY
                        raster[row - south, column - west] = BORDER if taken else shape
    for path in range(len(shapes.paths) - 1):
        start, end = shapes.paths[path], shapes.paths[path + 1]
        for vertex in range(start, last_start(start, end, POLYGON)):
            segment = segment_at(shapes.xy, vertex, end, POLYGON)
            for step in range(walk(segment, SIDE, steps)):
                row, column = row_of(steps.keys[step]) - south, column_of(steps.keys[step]) - west
                if 0 <= row < height and 0 <= column < width:
                    raster[row, column] = BORDER


@kernel
def _look_up(
    shapes: Flat,
    raster: NDArray[np.int16],
    south: int,
    west: int,
    found: NDArray[np.int16],
) -> None:
    """Note the commune of each shape whose box meets squares of one commune only."""
    height, width = raster.shape
    for shape in range(len(found)):
        first = shapes.paths[shapes.parts[shapes.starts[shape]]]
        last = shapes.paths[shapes.parts[shapes.starts[shape + 1]]]
        if first == last:
            continue
        low, left = np.floor(shapes.xy[first, 1] / SIDE), np.floor(shapes.xy[first, 0] / SIDE)
        high, right = low, left
        for vertex in range(first, last):
            row, column = (
                np.floor(shapes.xy[vertex, 1] / SIDE),
                np.floor(shapes.xy[vertex, 0] / SIDE),
            )
            low, high = min(low, row), max(high, row)
            left, right = min(left, column), max(right, column)
        low, high, left, right = (
            int(low) - south,
            int(high) - south,
            int(left) - west,
            int(right) - west,
        )
        if low < 0 or left < 0 or high >= height or right >= width:
            continue
        owner = raster[low, left]
        for row in range(low, high + 1):
            for column in range(left, right + 1):
                if raster[row, column] != owner:
                    owner = BORDER
        if owner != BORDER:
            found[shape] = owner

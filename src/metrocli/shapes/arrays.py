"""Shapes: many geometries as a handful of arrays."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from metrocli.shapes.kernel import kernel

Starts = NDArray[np.int64]
"""Where each of k things begins among what it is made of, and the end of the last; (k + 1,)."""


class Kind(IntEnum):
    """What the vertices of a part are."""

    POINTS = 0
    LINE = 1
    POLYGON = 2


POLYGON = int(Kind.POLYGON)


class Fault(IntEnum):
    """Why a geometry has no parts."""

    NONE = 0
    MISSING = 1
    NOT_FINITE = 2
    ANTARCTIC = 3


@dataclass(frozen=True, eq=False)
class Shapes:
    """Geometries of any kind: shapes are made of parts, parts of paths, paths of vertices.

    A part is one polygon, whose paths are its rings; one line, of one path; or points, of one
    path whose vertices are not connected.

    Parameters
    ----------
    xy : ndarray of float64, shape (v, 2)
        Vertices, x before y.
    paths : ndarray of int64, shape (q + 1,)
        Where each path begins among the vertices.
    parts : ndarray of int64, shape (p + 1,)
        Where each part begins among the paths.
    kinds : ndarray of uint8, shape (p,)
        A `Kind` for each part.
    starts : ndarray of int64, shape (n + 1,)
        Where each shape begins among the parts.
    faults : ndarray of uint8, shape (n,)
        A `Fault` for each shape; those with one have no parts.
    """

    xy: NDArray[np.float64]
    paths: Starts
    parts: Starts
    kinds: NDArray[np.uint8]
    starts: Starts
    faults: NDArray[np.uint8]

    def __len__(self) -> int:
        """Return the number of shapes, those without parts included."""
        return len(self.faults)

    def without(self, which: NDArray[np.bool_], fault: Fault) -> "Shapes":
        """Return the same, where some of the shapes have a fault instead of parts.

        Parameters
        ----------
        which : ndarray of bool, shape (n,)
            Those shapes.
        fault : Fault
            Why they have no parts.
        """
        parts = np.repeat(~which, np.diff(self.starts))
        paths = np.repeat(parts, np.diff(self.parts))
        vertices = np.repeat(paths, np.diff(self.paths))
        return Shapes(
            self.xy[vertices],
            _starts(np.diff(self.paths)[paths]),
            _starts(np.diff(self.parts)[parts]),
            self.kinds[parts],
            _starts(np.where(which, 0, np.diff(self.starts))),
            np.where(which, np.uint8(fault), self.faults),
        )

    def areas(self) -> NDArray[np.float64]:
        """Return the area of each shape, in the square of the unit of `xy`; holes do not count."""
        return _areas(self.xy, self.paths, self.parts, self.kinds, self.starts)


def join(batches: Iterable[Shapes]) -> Shapes:
    """Return the shapes of all batches as one."""
    several = list(batches)
    return Shapes(
        np.concatenate([np.empty((0, 2)), *(batch.xy for batch in several)]),
        _joined([batch.paths for batch in several]),
        _joined([batch.parts for batch in several]),
        np.concatenate([np.empty(0, np.uint8), *(batch.kinds for batch in several)]),
        _joined([batch.starts for batch in several]),
        np.concatenate([np.empty(0, np.uint8), *(batch.faults for batch in several)]),
    )


def _joined(starts: Sequence[Starts]) -> Starts:
    return _starts(np.concatenate([np.zeros(0, np.int64), *(np.diff(some) for some in starts)]))


def _starts(sizes: NDArray[np.int64]) -> Starts:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])


@kernel
def _areas(
    xy: NDArray[np.float64], paths: Starts, parts: Starts, kinds: NDArray[np.uint8], starts: Starts
) -> NDArray[np.float64]:
    areas = np.zeros(len(starts) - 1)
    for shape in range(len(areas)):
        for part in range(starts[shape], starts[shape + 1]):
            if kinds[part] == POLYGON:
                for path in range(parts[part], parts[part + 1]):
                    ring = abs(_ring_area(xy[paths[path] : paths[path + 1]]))
                    areas[shape] += ring if path == parts[part] else -ring
    return areas


@kernel
def _ring_area(ring: NDArray[np.float64]) -> float:
    doubled = 0.0
    # From the first vertex, since products of whole coordinates would lose the small figures.
    for k in range(1, len(ring) - 1):
        ax, ay = ring[k, 0] - ring[0, 0], ring[k, 1] - ring[0, 1]
        bx, by = ring[k + 1, 0] - ring[0, 0], ring[k + 1, 1] - ring[0, 1]
        doubled += ax * by - ay * bx
    return doubled / 2

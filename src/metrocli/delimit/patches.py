"""The patches of one layer at one gap: a label per footprint, and what each patch holds."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from metrocli.continuity.barriers.walls import walls_of
from metrocli.continuity.grid.cluster import Labels, Source, cluster
from metrocli.continuity.grid.memory import TooLargeError, bytes_needed, require_memory
from metrocli.errors import InvalidInputError
from metrocli.model import NO_BARRIERS, Barriers, Code
from metrocli.progress import Stage, counted, silent
from metrocli.shapes.arrays import Fault, Shapes
from metrocli.study.stream.noting import Notes, NotingLayer
from metrocli.text import text

GIGABYTE = 2**30

CHUNK = 1 << 20
"""Footprints that are counted at a time."""


@dataclass(frozen=True, eq=False)
class Shares:
    """What each patch holds of each commune: one row for each two that share a footprint.

    Parameters
    ----------
    patches : ndarray of int32, shape (k,)
        Ascending.
    communes : ndarray of int16, shape (k,)
        Positions in `Patches.codes`; -1 for footprints in no commune. Ascending in each patch.
    footprints : ndarray of int64, shape (k,)
        How many.
    areas, population : ndarray of float64, shape (k,)
        Square metres, inhabitants.
    """

    patches: NDArray[np.int32]
    communes: NDArray[np.int16]
    footprints: NDArray[np.int64]
    areas: NDArray[np.float64]
    population: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Patches:
    """Patches and what they hold.

    Parameters
    ----------
    labels : Labels
        The patch of each footprint.
    codes : tuple of str
        Communes, CUTs.
    shares : Shares
        What each patch holds of each commune.
    without_geometry, not_finite, antarctic : int
        Features that are in no patch: without a geometry, with coordinates that are no numbers, and
        in Antártica.
    """

    labels: Labels
    codes: tuple[Code, ...]
    shares: Shares
    without_geometry: int
    not_finite: int
    antarctic: int


@dataclass(frozen=True, slots=True)
class _Told:
    """A source that tells how much of it has been read."""

    source: Source
    count: int
    stage: Stage

    def read(self, wanted: NDArray[np.bool_] | None = None) -> Iterator[Shapes]:
        """Yield the footprints by the batch; see `Source.read`."""
        if wanted is None:
            self.stage(text("Reading the footprints"))
            total = self.count
        else:
            self.stage(text("Measuring the footprints that are in doubt"))
            total = int(wanted.sum())
        yield from counted(self.stage, self.source.read(wanted), total, len)


def find_patches(
    layer: NotingLayer,
    gap: float,
    *,
    barriers: Barriers = NO_BARRIERS,
    through: Source | None = None,
    stage: Stage = silent,
) -> Patches:
    """Put the footprints of a layer into the patches of one gap, and add up what these hold.

    Parameters
    ----------
    layer : NotingLayer
        Read once, and its rows in doubt a second time.
    gap : float
        Largest distance, in metres, that joins two footprints; inclusive.
    barriers : Barriers, optional
        What no gap crosses.
    through : Source, optional
        What reads the layer, if it is not to be read directly.
    stage : callable
        Told what is being done, and how many footprints it is done with.

    Raises
    ------
    InputError
        Whatever is wrong with the layer, or if it does not fit into memory.
    """
    try:
        require_memory(bytes_needed(layer.count, gap, barriers.length))
    except TooLargeError as error:
        raise InvalidInputError(
            text(
                "{source}: {needed:,.1f} GB of memory are needed, and {available:,.1f} GB are free",
                source=layer.source,
                needed=error.needed / GIGABYTE,
                available=error.available / GIGABYTE,
            ),
            text("Close other programs, take a larger gap, or cut the layer to a part of it."),
        ) from error
    walls = walls_of(barriers.geometries) if len(barriers) else None
    labels = cluster(_Told(through or layer, layer.count, stage), gap, walls)
    notes = layer.notes()
    _, missing, not_finite, antarctic = np.bincount(notes.faults, minlength=len(Fault)).tolist()
    return Patches(labels, notes.codes, shares_of(labels, notes), missing, not_finite, antarctic)


def shares_of(labels: Labels, notes: Notes) -> Shares:
    """Add up what each patch holds of each commune, some footprints at a time."""
    width = len(notes.codes) + 1
    keys, sums = np.empty(0, np.int64), np.empty((0, 3))
    for start in range(0, len(labels.patches), CHUNK):
        rows = slice(start, start + CHUNK)
        patches = labels.patches[rows]
        present = patches >= 0
        key = patches[present].astype(np.int64) * width + notes.communes[rows][present] + 1
        figures = [np.ones(len(key)), notes.areas[rows][present], notes.population[rows][present]]
        keys, sums = _added(
            np.concatenate([keys, key]), np.concatenate([sums, np.column_stack(figures)])
        )
    return Shares(
        (keys // width).astype(np.int32),
        (keys % width - 1).astype(np.int16),
        sums[:, 0].astype(np.int64),
        sums[:, 1],
        sums[:, 2],
    )


def _added(
    keys: NDArray[np.int64], figures: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the distinct keys, ascending, and the sums of the figures of each."""
    distinct, which = np.unique(keys, return_inverse=True)
    sums = [np.bincount(which, column, minlength=len(distinct)) for column in figures.T]
    return distinct, np.column_stack(sums)

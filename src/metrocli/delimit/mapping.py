"""The patches of a layer, found, added up and drawn."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray

from metrocli import planar
from metrocli.continuity.grid.contours import Rings, contours
from metrocli.continuity.grid.occupancy import Occupancy, Runs, drawing_grid
from metrocli.delimit.patches import Patches, find_patches
from metrocli.errors import InvalidInputError
from metrocli.model import NO_BARRIERS, Barriers, Code, Geometries, Notice, Patch, Severity
from metrocli.progress import Stage, advance, silent
from metrocli.study.stream.noting import NotingLayer
from metrocli.text import plural, text

AT_ONCE = 1 << 18
"""Runs of cells that are drawn at a time: some 50 MB."""


@dataclass(frozen=True, eq=False)
class PatchMap:
    """Patches, what they hold, and the cells that they occupy.

    Parameters
    ----------
    patches : Patches
        Numbered from 0.
    footprints : ndarray of int64, shape (p,)
        How many each patch has.
    areas : ndarray of float64, shape (p,)
        Of its footprints, square metres.
    population : ndarray of float64, shape (p,), optional
        Of its footprints, inhabitants; None if their layer does not tell.
    communes : tuple of tuple of str, length p
        CUTs, ascending.
    runs : Runs
        The cells of each patch, by patch.
    side : float
        Of a cell, metres.
    """

    patches: Patches
    footprints: NDArray[np.int64]
    areas: NDArray[np.float64]
    population: NDArray[np.float64] | None
    communes: tuple[tuple[Code, ...], ...]
    runs: Runs
    side: float

    def patch(self, position: int) -> Patch:
        """Return a patch; its number is one more than its position."""
        return Patch(
            number=position + 1,
            footprints=int(self.footprints[position]),
            area=float(self.areas[position]),
            population=None if self.population is None else float(self.population[position]),
            communes=self.communes[position],
        )

    def largest(self, count: int) -> tuple[Patch, ...]:
        """Return the patches with most inhabitants; of equal ones, those with most footprints."""
        people = np.zeros_like(self.areas) if self.population is None else self.population
        positions = np.arange(len(people))
        order = np.lexsort((positions, -self.footprints, -people))
        return tuple(self.patch(position) for position in order[:count].tolist())


def map_patches(
    layer: NotingLayer, gap: float, stage: Stage = silent, *, barriers: Barriers = NO_BARRIERS
) -> PatchMap:
    """Find the patches of a layer, add up what they hold, and note which cells they occupy.

    Parameters
    ----------
    layer : NotingLayer
        Its footprints.
    gap : float
        Largest distance, in metres, that joins two of them; inclusive.
    stage : callable
        Told what is being done, and how far it has come.
    barriers : Barriers, optional
        What no gap crosses.

    Raises
    ------
    InputError
        As `find_patches` says, or if no feature is a footprint.
    """
    grid = drawing_grid(gap)
    occupancy = Occupancy(layer, grid)
    patches = find_patches(layer, gap, barriers=barriers, through=occupancy, stage=stage)
    count, shares = patches.labels.count, patches.shares
    if not count:
        raise InvalidInputError(
            text("{source}: no feature has a geometry", source=layer.source),
            text("Check that the right layer was exported."),
        )
    stage(text("Adding up the patches"))
    return PatchMap(
        patches=patches,
        footprints=np.bincount(shares.patches, shares.footprints, count).astype(np.int64),
        areas=np.bincount(shares.patches, shares.areas, count).astype(np.float64),
        population=(
            np.bincount(shares.patches, shares.population, count).astype(np.float64)
            if layer.has_people
            else None
        ),
        communes=_communes(patches),
        runs=occupancy.of_patches(patches.labels),
        side=grid.side,
    )


def _communes(patches: Patches) -> tuple[tuple[Code, ...], ...]:
    shares = patches.shares
    found: list[list[Code]] = [[] for _ in range(patches.labels.count)]
    for patch, commune in zip(shares.patches.tolist(), shares.communes.tolist(), strict=True):
        if commune >= 0:
            found[patch].append(patches.codes[commune])
    return tuple(tuple(sorted(codes)) for codes in found)


def left_out(layer: NotingLayer, patches: Patches) -> Iterator[Notice]:
    """Yield what the reader must know of features that are in no patch, or in no commune."""
    yield from layer.notices.values()
    if patches.without_geometry:
        message = plural(
            "{source}: {count:,d} feature without a geometry was left out",
            "{source}: {count:,d} features without a geometry were left out",
            source=layer.source,
            count=patches.without_geometry,
        )
        yield Notice("geometries-missing", message)
    if patches.not_finite:
        message = plural(
            "{source}: {count:,d} feature whose coordinates are no numbers was left out",
            "{source}: {count:,d} features whose coordinates are no numbers were left out",
            source=layer.source,
            count=patches.not_finite,
        )
        yield Notice("geometries-not-finite", message)
    if patches.antarctic:
        message = plural(
            "{source}: {count:,d} feature in Antártica was left out: it lies outside the plane of "
            "measurement",
            "{source}: {count:,d} features in Antártica were left out: it lies outside the plane "
            "of measurement",
            source=layer.source,
            count=patches.antarctic,
        )
        yield Notice("antarctica-left-out", message, Severity.INFO)
    astray = int(patches.shares.footprints[patches.shares.communes < 0].sum())
    if astray:
        message = plural(
            "{source}: {count:,d} footprint lies in no commune; it counts in its patch",
            "{source}: {count:,d} footprints lie in no commune; they count in their patches",
            source=layer.source,
            count=astray,
        )
        yield Notice("footprints-in-no-commune", message)


def polygons(
    found: PatchMap, chosen: NDArray[np.bool_], stage: Stage = silent
) -> Iterator[tuple[NDArray[np.intp], Geometries]]:
    """Yield outlines of patches, some at a time: their positions, and multipolygons.

    Parameters
    ----------
    found : PatchMap
        The patches.
    chosen : ndarray of bool, shape (p,)
        Those to be drawn.
    stage : callable
        Told how many are done.

    Yields
    ------
    positions : ndarray of int, ascending
    outlines : ndarray of shapely.MultiPolygon
        EPSG:4674, for drawing: around the cells that the footprints occupy, corners cut.
    """
    stage(text("Drawing the patches"))
    runs = found.runs.take(chosen[found.runs.owners])
    begins = np.flatnonzero(np.diff(runs.owners, prepend=-1))
    turns = np.flatnonzero(np.diff(begins // AT_ONCE, prepend=-1))
    for first, last in pairwise([*begins[turns].tolist(), len(runs.owners)]):
        some = runs.take(slice(first, last))
        positions = np.unique(some.owners).astype(np.intp)
        yield positions, _geometries(contours(some, found.side))
        advance(stage, last, len(runs.owners))


def _geometries(rings: Rings) -> Geometries:
    """Return the multipolygon of each owner, in degrees."""
    pieces = np.searchsorted(rings.pieces, np.arange(len(rings.owners) + 1))
    owners = np.flatnonzero(np.diff(rings.owners, prepend=-1, append=np.iinfo(np.int32).max))
    degrees = planar.to_crs(rings.xy, planar.GEOGRAPHIC)
    kind = shapely.GeometryType.MULTIPOLYGON
    outlines: Geometries = shapely.from_ragged_array(kind, degrees, (rings.starts, pieces, owners))
    return outlines

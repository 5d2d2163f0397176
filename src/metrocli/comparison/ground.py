"""The ground of a continuum then and now: which people came with new ground, and which did not."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray

from metrocli.continuity.gapgraph import GapGraph
from metrocli.model import Assessment, Code, Geometries, GroundChange, Study, Weighting

Positions: TypeAlias = NDArray[np.int64]

LEAST_KEPT = 0.1
"""Part of a footprint that those of a finer census must cover for its ground to be in both.

Blocks leave out the streets that zones contain, so that it is far from one; and neighbours overlap
by slivers, so that it is not nothing.
"""


@dataclass(frozen=True, eq=False)
class Ground:
    """The footprints of a continuum.

    Parameters
    ----------
    communes : ndarray of str, shape (n,)
        CUT of each.
    geometries : ndarray of shapely geometries, shape (n,)
        Planar, in metres.
    weights : ndarray of float64, shape (n,)
        Inhabitants.
    """

    communes: NDArray[np.str_]
    geometries: Geometries
    weights: NDArray[np.float64]

    @property
    def people(self) -> dict[Code, float]:
        """Inhabitants by commune."""
        codes, commune = np.unique(self.communes, return_inverse=True)
        return dict(zip(codes.tolist(), np.bincount(commune, self.weights).tolist(), strict=True))

    @property
    def mean_area(self) -> float:
        """Square metres of a footprint, on average."""
        return float(shapely.area(self.geometries).mean())


def continua(
    study: Study, assessment: Assessment, graph: GapGraph, *, max_gap: float
) -> dict[str, Ground]:
    """Return the ground of the continuum of each area; none where footprints carry no people.

    Parameters
    ----------
    study : Study
        That was assessed.
    assessment : Assessment
        Its areas.
    graph : GapGraph
        Of the study's footprints, every member measured.
    max_gap : float
        Largest gap allowed, metres.
    """
    footprints = study.footprints
    if footprints.weighting is not Weighting.POPULATION:
        return {}
    found = {}
    for area in assessment.every_area:
        tree = graph.tree(area.area.members)
        if len(tree.rows):
            rows = tree.continuum(max_gap).rows
            found[area.area.id] = Ground(
                footprints.communes[rows], footprints.geometries[rows], footprints.weights[rows]
            )
    return found


def ground_changes(base: Ground, current: Ground) -> Mapping[Code, GroundChange]:
    """Return where the change of the people of a continuum comes from, by commune.

    The census whose footprints are larger on average gives the ground, for zones contain the
    streets that blocks leave out. A footprint of the finer one has as much of its people beside
    that ground as of its area; rounded to whole people by commune. A footprint of the coarser one
    has all or none of them beside the other: all where less than `LEAST_KEPT` of its area is
    covered. Beside the base, people are *gained*; beside the current continuum, *lost*; the rest of
    the change is on the *same* ground, and the three add up to it. Seen from the other census,
    every sign is the other one.

    Parameters
    ----------
    base, current : Ground
        Of the same area. A footprint without an area is on the ground that it meets.
    """
    if current.mean_area > base.mean_area:
        return {code: change.reversed for code, change in _growth(current, base).items()}
    return _growth(base, current)


def _growth(coarse: Ground, fine: Ground) -> dict[Code, GroundChange]:
    """Return the change from a census to one whose footprints are no larger."""
    shares, kept = _overlay(coarse.geometries, fine.geometries)
    gained = replace(fine, weights=fine.weights * (1 - shares)).people
    lost = replace(coarse, weights=np.where(kept, 0.0, coarse.weights)).people
    then, now = coarse.people, fine.people
    changes = {}
    for code in sorted({*then, *now}):
        more, less = float(round(gained.get(code, 0.0))), 0.0 - lost.get(code, 0.0)
        change = now.get(code, 0.0) - then.get(code, 0.0)
        changes[code] = GroundChange(more, less, change - more - less)
    return changes


def _overlay(coarse: Geometries, fine: Geometries) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return the part of each fine geometry on the coarse ones, and which of these are kept."""
    row, below = shapely.STRtree(coarse).query(fine, predicate="intersects")
    flat = (shapely.area(coarse) == 0)[below] | (shapely.area(fine) == 0)[row]
    # Most footprints lie within one of the other census, which is told sooner than cut out.
    shapely.prepare(coarse)
    inside = shapely.covers(coarse[below], fine[row])
    parts = fine[row]
    cut = ~inside & ~flat
    parts[cut] = shapely.intersection(parts[cut], coarse[below[cut]])
    kept = shapely.area(coarse) * LEAST_KEPT <= _sums(below, shapely.area(parts), len(coarse))
    kept &= np.isin(np.arange(len(coarse)), below)
    kept[below[flat]] = True
    shares = _parts_of(fine, row, parts)
    shares[row[inside | flat]] = 1
    return shares, kept


def _parts_of(whole: Geometries, row: Positions, parts: Geometries) -> NDArray[np.float64]:
    """Return how much of the area of each geometry its parts cover, counted once, in [0, 1]."""
    solid = shapely.area(parts) > 0
    row, parts = row[solid], parts[solid]
    order = np.argsort(row, kind="stable")
    row, parts = row[order], parts[order]
    covered = _sums(row, shapely.area(parts), len(whole))
    rows, first, count = np.unique(row, return_index=True, return_counts=True)
    # Footprints of one census may overlap each other.
    for k, start, size in zip(rows, first, count, strict=True):
        if size > 1:
            covered[k] = shapely.union_all(parts[start : start + size]).area
    areas = shapely.area(whole)
    shares = np.divide(covered, areas, out=np.zeros(len(whole)), where=areas > 0)
    return np.clip(shares, 0, 1)


def _sums(rows: Positions, values: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    return np.bincount(rows, values, minlength=size).astype(np.float64)

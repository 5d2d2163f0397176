"""Walls: barriers as edges that meet only at their ends, and the bends where a way may turn."""

from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from metrocli.continuity.barriers.turns import turn
from metrocli.continuity.boxtree import BoxTree, plant
from metrocli.continuity.edges import Indices
from metrocli.model import Geometries
from metrocli.shapes.kernel import kernel

AREAL, LINEAR = 2, 1
"""Dimensions of geometries."""


class Bends(NamedTuple):
    """Corners of walls, each seen from one free side, round which a shortest way may turn.

    The free side is what lies to the left of the first edge, from it round to the second: half a
    turn or more. A corner that walls leave in several free sides is as many bends, or none.

    Parameters
    ----------
    corners : ndarray of int64, shape (b,)
        Where they are.
    first, second : ndarray of int64, shape (b,)
        The edges that bound the free side, which are one and the same where a line ends.
    """

    corners: Indices
    first: Indices
    second: Indices


class Walls(NamedTuple):
    """Barriers cut where they meet: what no way crosses, though it may run along it.

    Parameters
    ----------
    x, y : ndarray of float64, shape (v,)
        Corners; planar, metres.
    ends : ndarray of int64, shape (e, 2)
        The corners that each edge joins.
    filled : ndarray of bool, shape (e, 2)
        Whether the inside of a polygon lies to the left of each edge, and to its right; never both.
    starts : ndarray of int64, shape (v + 1,)
        Where the edges of each corner begin in `star`.
    star : ndarray of int64, shape (2 e,)
        The edges at each corner, in the order of their directions, leftwards.
    boxes : ndarray of float64, shape (e, 4)
        West, south, east and north of each edge.
    tree : BoxTree
        Over the edges.
    bends : Bends
        Where ways may turn.
    """

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    ends: Indices
    filled: NDArray[np.bool_]
    starts: Indices
    star: Indices
    boxes: NDArray[np.float64]
    tree: BoxTree
    bends: Bends


def walls_of(barriers: Geometries) -> Walls | None:
    """Return barriers as walls; None if there are none.

    Parameters
    ----------
    barriers : ndarray of shapely geometries
        Polygons and lines, valid; planar, metres. Points are no barrier.
    """
    parts = shapely.get_parts(shapely.get_parts(barriers))
    polygons = parts[shapely.get_dimensions(parts) == AREAL]
    lines = np.append(parts[shapely.get_dimensions(parts) == LINEAR], shapely.boundary(polygons))
    noded = shapely.get_parts(shapely.union_all(lines))
    corners, ends = _edges(noded)
    filled = _filled(noded, polygons, corners, ends)
    kept = ~filled.all(axis=1)
    ends, filled = ends[kept], filled[kept]
    if not len(ends):
        return None
    x, y = np.ascontiguousarray(corners[:, 0]), np.ascontiguousarray(corners[:, 1])
    starts, star = _stars(corners, ends)
    first, last = corners[ends[:, 0]], corners[ends[:, 1]]
    boxes = np.hstack([np.minimum(first, last), np.maximum(first, last)])
    bends = Bends(*_bends(x, y, ends, filled, starts, star))
    tree = plant(boxes, np.arange(len(ends)))
    return Walls(x, y, ends, filled, starts, star, boxes, tree, bends)


def _edges(lines: Geometries) -> tuple[NDArray[np.float64], Indices]:
    """Return the corners of lines, and the two corners of each of their edges."""
    xy, line = shapely.get_coordinates(lines, return_index=True)
    numbers, corner = np.unique(_numbers(xy), return_inverse=True)
    corners = numbers.view(np.float64).reshape(-1, 2)
    pairs = np.column_stack([corner[:-1], corner[1:]])[line[:-1] == line[1:]]
    pairs = np.sort(pairs[pairs[:, 0] != pairs[:, 1]], axis=1)
    return corners, np.unique(pairs, axis=0).astype(np.int64).reshape(-1, 2)


def _filled(
    lines: Geometries, polygons: Geometries, corners: NDArray[np.float64], ends: Indices
) -> NDArray[np.bool_]:
    """Tell on which sides of edges polygons lie: in the faces that the lines make of the plane."""
    filled = np.zeros((len(ends), 2), np.bool_)
    if not len(polygons):
        return filled
    faces = shapely.get_parts(shapely.polygonize(lines))
    inside = shapely.STRtree(polygons).query(shapely.point_on_surface(faces), "intersects")[0]
    rings = shapely.get_rings(shapely.orient_polygons(faces[np.unique(inside)]))
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    corner = np.searchsorted(_numbers(corners), _numbers(xy))
    here, there = (some[ring[:-1] == ring[1:]] for some in (corner[:-1], corner[1:]))
    keys = ends[:, 0] * len(corners) + ends[:, 1]
    edge = np.searchsorted(keys, np.minimum(here, there) * len(corners) + np.maximum(here, there))
    # Faces lie to the left of their rings, and edges lead from their lower corner to the higher.
    filled[edge, (here > there).astype(np.int64)] = True
    # An edge that ends in the air is of no ring, though it may be inside a polygon.
    loose = np.flatnonzero(~filled.any(axis=1))
    middles = shapely.points(corners[ends[loose]].mean(axis=1))
    filled[loose[shapely.STRtree(polygons).query(middles, "intersects")[0]]] = True
    return filled


def _numbers(xy: NDArray[np.float64]) -> NDArray[np.complex128]:
    """Return points as numbers, which are ordered by x and then y."""
    return np.ascontiguousarray(xy).view(np.complex128).reshape(-1)


def _stars(corners: NDArray[np.float64], ends: Indices) -> tuple[Indices, Indices]:
    """Return the edges at each corner, by direction."""
    here = np.concatenate([ends[:, 0], ends[:, 1]])
    there = np.concatenate([ends[:, 1], ends[:, 0]])
    edge = np.tile(np.arange(len(ends)), 2)
    direction = np.arctan2(*(corners[there] - corners[here]).T[::-1])
    order = np.lexsort((direction, here))
    sizes = np.bincount(here, minlength=len(corners))
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64), edge[order]


@kernel
def _bends(
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    ends: Indices,
    filled: NDArray[np.bool_],
    starts: Indices,
    star: Indices,
) -> tuple[Indices, Indices, Indices]:
    corners, first, second = np.empty_like(star), np.empty_like(star), np.empty_like(star)
    used = 0
    for corner in range(len(x)):
        for k in range(starts[corner], starts[corner + 1]):
            following = k + 1 if k + 1 < starts[corner + 1] else starts[corner]
            one, other = star[k], star[following]
            a = ends[one, 0] + ends[one, 1] - corner
            b = ends[other, 0] + ends[other, 1] - corner
            if filled[one, 0 if corner < a else 1]:
                continue
            turned = turn(x[corner], y[corner], x[a], y[a], x[b], y[b])
            if one == other or turned <= 0.0:
                corners[used], first[used], second[used] = corner, one, other
                used += 1
    return corners[:used].copy(), first[:used].copy(), second[:used].copy()

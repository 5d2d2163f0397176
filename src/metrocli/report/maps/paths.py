"""Shapes of the plane as paths on the page: many in one, no finer than can be seen.

A path of a hundred thousand blocks is drawn in the time of one. Vertices stand on a grid of half
a pixel of print; what is smaller than a cell of it is a cell, once.
"""

import numpy as np
import shapely
from matplotlib.path import Path
from numpy.typing import NDArray

from metrocli.model import Geometries
from metrocli.report.maps.plan import MILLIMETRES, Plan, Points

CELL = 0.05
"""Millimetres: half a pixel of print, at 300 dots to an inch."""

BEYOND = 3.0
"""Millimetres outside its box that a plan is drawn to, so that cut edges are not seen."""

CORNERS = 20
"""Of the polygon that stands for a disc."""

Codes = NDArray[np.uint8]
Flags = NDArray[np.bool_]

AREAL, LINEAR, PUNCTUAL = 2, 1, 0
"""Dimensions of shapes."""


def seen(shapes: Geometries, plan: Plan) -> Geometries:
    """Return what a plan shows of some shapes, in parts; only what its edge crosses is cut."""
    edge = plan.extent.grown(BEYOND * plan.scale / MILLIMETRES)
    west, south, east, north = shapely.bounds(shapes).T
    near = (west <= edge.right) & (east >= edge.left) & (south <= edge.top) & (north >= edge.bottom)
    whole = (
        (west >= edge.left) & (east <= edge.right) & (south >= edge.bottom) & (north <= edge.top)
    )
    crossing = shapes[near & ~whole]
    pieces = shapely.clip_by_rect(crossing, edge.left, edge.bottom, edge.right, edge.top)
    parts: Geometries = shapely.get_parts(np.concatenate([shapes[near & whole], pieces]))
    return parts[~shapely.is_empty(parts)]


def areas(parts: Geometries, plan: Plan) -> Path | None:
    """Return the path around the areas among some parts; None if there are none.

    Outer rings run one way round and holes the other, so that areas that overlap are one.
    """
    polygons = _of(parts, AREAL)
    if not len(polygons):
        return None
    rings, polygon = shapely.get_rings(shapely.orient_polygons(polygons), return_index=True)
    outer = np.r_[True, polygon[1:] != polygon[:-1]]
    cells, ring = _cells(rings, plan)
    first = _firsts(ring)
    kept = first | np.r_[True, (cells[1:] != cells[:-1]).any(axis=1)]
    size = np.bincount(ring[kept], minlength=len(rings))
    drawn = size >= 4  # noqa: PLR2004 - three corners, and the first again
    specks = np.unique(cells[first & (outer & ~drawn)[ring]], axis=0)
    keep = kept & drawn[ring]
    codes = np.full(int(keep.sum()), Path.LINETO, np.uint8)
    starts = _firsts(ring[keep])
    codes[starts] = Path.MOVETO
    codes[np.roll(starts, -1)] = Path.CLOSEPOLY
    return _joined((cells[keep] * CELL, codes), _squares(specks))


def lines(parts: Geometries, plan: Plan) -> Path | None:
    """Return the path along the lines among some parts; None if there are none."""
    strings = _of(parts, LINEAR)
    if not len(strings):
        return None
    cells, line = _cells(strings, plan)
    first = _firsts(line)
    kept = first | np.r_[True, (cells[1:] != cells[:-1]).any(axis=1)]
    codes = np.where(first[kept], Path.MOVETO, Path.LINETO).astype(np.uint8)
    return Path(cells[kept] * CELL, codes)


def discs(parts: Geometries, plan: Plan, size: float) -> Path | None:
    """Return the path around discs on the points among some parts, of a diameter in millimetres."""
    points = _of(parts, PUNCTUAL)
    if not len(points):
        return None
    step = max(size / 8, CELL)
    centres = (
        np.unique(np.rint(plan.on_page(shapely.get_coordinates(points)) / step), axis=0) * step
    )
    turns = np.linspace(0, 2 * np.pi, CORNERS + 1)
    disc = np.column_stack([np.cos(turns), np.sin(turns)]) * (size / 2)
    return Path(*_copies(centres, disc))


def _of(parts: Geometries, dimension: int) -> Geometries:
    return np.asarray(parts[shapely.get_dimensions(parts) == dimension])


def _cells(strings: Geometries, plan: Plan) -> tuple[Points, NDArray[np.intp]]:
    """Return the cells of the page that vertices stand on, and the string that each is of."""
    xy, owner = shapely.get_coordinates(strings, return_index=True)
    return np.rint(plan.on_page(xy) / CELL), owner


def _firsts(owner: NDArray[np.intp]) -> Flags:
    """Return which of some things are the first of their owner, whose things stand together."""
    return np.asarray(np.r_[np.full(min(1, len(owner)), True), owner[1:] != owner[:-1]])


def _squares(cells: Points) -> tuple[Points, Codes]:
    corners = np.array([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]) * CELL
    return _copies(cells * CELL, corners)


def _copies(places: Points, ring: Points) -> tuple[Points, Codes]:
    """Return a closed ring at each of some places."""
    vertices = (places[:, None, :] + ring[None, :, :]).reshape(-1, 2)
    inner = [Path.LINETO] * (len(ring) - 2)
    codes = np.tile(np.array([Path.MOVETO, *inner, Path.CLOSEPOLY], np.uint8), len(places))
    return vertices, codes


def _joined(*pieces: tuple[Points, Codes]) -> Path:
    vertices, codes = zip(*pieces, strict=True)
    return Path(np.concatenate(vertices), np.concatenate(codes))

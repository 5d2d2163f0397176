"""Pieces: what barriers leave of features that also count as built, each by itself."""

import numpy as np
import shapely

from metrocli.continuity.barriers.sight import drowned
from metrocli.continuity.barriers.walls import Walls
from metrocli.continuity.edges import Indices
from metrocli.model import Geometries

STRIP = 0.001
"""Metres along each side of a barrier that are no part of a piece, which so lies on one side."""


def pieces_of(features: Geometries, walls: Walls) -> tuple[Geometries, Indices]:
    """Return what barriers leave of features, and which feature each piece is of.

    Parameters
    ----------
    features : ndarray of shapely geometries
        Of one part each; planar, metres.
    walls : Walls
        The barriers.
    """
    strips = _strips(features, walls)
    left = shapely.difference(features, strips)
    pieces, feature = shapely.get_parts(left, return_index=True)
    pieces, feature = pieces[~shapely.is_empty(pieces)], feature[~shapely.is_empty(pieces)]
    here = shapely.get_coordinates(shapely.point_on_surface(pieces)).tolist()
    dry = np.array([not drowned(walls, x, y) for x, y in here], dtype=np.bool_)
    return pieces[dry], feature[dry]


def _strips(features: Geometries, walls: Walls) -> Geometries:
    """Return the strips along the walls that come to each feature."""
    west, south, east, north = shapely.total_bounds(features)
    here = (walls.boxes[:, 0] <= east + STRIP) & (walls.boxes[:, 2] >= west - STRIP)
    here &= (walls.boxes[:, 1] <= north + STRIP) & (walls.boxes[:, 3] >= south - STRIP)
    corners = walls.ends[here]
    lines: Geometries = np.asarray(
        shapely.linestrings(np.stack([walls.x[corners], walls.y[corners]], axis=-1))
    )
    feature, line = shapely.STRtree(lines).query(features, "dwithin", distance=STRIP)
    strips = np.full(len(features), shapely.Polygon(), dtype=object)
    for one in np.unique(feature).tolist():
        strips[one] = shapely.buffer(shapely.union_all(lines[line[feature == one]]), STRIP)
    return strips

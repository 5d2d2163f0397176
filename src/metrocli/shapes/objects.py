"""Shapes as objects of shapely, for the few that need what only GEOS can do."""

from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray

from metrocli.model import Geometries
from metrocli.shapes.arrays import Kind, Shapes

MULTI = (shapely.multipoints, shapely.multilinestrings, shapely.multipolygons)
"""What makes one geometry of several parts, by their `Kind`."""


def geometries_of(shapes: Shapes, chosen: NDArray[np.intp]) -> Geometries:
    """Return some shapes as geometries; None for those without parts."""
    made = np.full(len(chosen), None, dtype=object)
    for k, shape in enumerate(chosen.tolist()):
        parts = range(shapes.starts[shape], shapes.starts[shape + 1])
        pieces = [_part(shapes, part) for part in parts]
        if len(pieces) == 1:
            made[k] = pieces[0]
        elif pieces:
            made[k] = MULTI[int(shapes.kinds[parts[0]])](pieces)
    return made


def _part(shapes: Shapes, part: int) -> shapely.Geometry:
    ends = shapes.paths[shapes.parts[part] : shapes.parts[part + 1] + 1].tolist()
    paths = [shapes.xy[start:end] for start, end in pairwise(ends)]
    match Kind(shapes.kinds[part]):
        case Kind.POLYGON:
            return shapely.Polygon(paths[0], paths[1:])
        case Kind.LINE:
            return shapely.LineString(paths[0])
        case _:
            return (
                shapely.Point(paths[0][0]) if len(paths[0]) == 1 else shapely.MultiPoint(paths[0])
            )

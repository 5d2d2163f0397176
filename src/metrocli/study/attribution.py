"""Which commune a footprint belongs to where no column says it: the one that holds most of it."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from metrocli.model import Code, Geometries


def communes_of(geometries: Geometries, boundaries: Mapping[Code, Any]) -> NDArray[np.str_]:
    """Return the commune that holds the largest part of each geometry.

    Parameters
    ----------
    geometries : ndarray of shapely geometries, shape (n,)
        Planar; polygons are compared by area, lines by length, points by containment.
    boundaries : mapping of str to shapely geometry
        Planar commune polygons by CUT.

    Returns
    -------
    ndarray of str, shape (n,)
        CUTs; empty where a geometry shares nothing with any commune. Where two communes hold
        equal parts, as with a point on their border, it is the one with the lower code.
    """
    codes = np.array(sorted(boundaries), dtype="U5")
    polygons = np.array([boundaries[code] for code in codes.tolist()], dtype=object)
    owners = np.full(len(geometries), "", dtype="U5")
    tree = shapely.STRtree(geometries)
    commune, inside = tree.query(polygons, predicate="covers")
    holders = np.bincount(inside, minlength=len(geometries))
    sole = holders[inside] == 1
    owners[inside[sole]] = codes[commune[sole]]
    # The rest straddle a border, lie on one, or lie outside.
    commune, part = tree.query(polygons, predicate="intersects")
    open_ = holders[part] != 1
    commune, part = commune[open_], part[open_]
    shared = sizes(shapely.intersection(geometries[part], polygons[commune]), geometries[part])
    # To a thousandth of a square metre: halves that only arithmetic tells apart are equal.
    ranked = np.lexsort((commune, -shared.round(3), part))
    ranked = ranked[shared[ranked] > 0]
    first = np.unique(part[ranked], return_index=True)[1]
    owners[part[ranked][first]] = codes[commune[ranked][first]]
    return owners


def sizes(shared: Geometries, whole: Geometries) -> NDArray[np.float64]:
    """Return the size of shared parts in the dimension of the whole: area, length or number.

    Parameters
    ----------
    shared, whole : ndarray of shapely geometries, shape (n,)
        Planar, in metres.
    """
    ways = (shapely.get_num_coordinates(shared), shapely.length(shared), shapely.area(shared))
    measured: NDArray[np.float64] = np.choose(shapely.get_dimensions(whole), ways).astype(float)
    return measured

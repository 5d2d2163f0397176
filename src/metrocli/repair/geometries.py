"""Invalid and mixed geometries made valid, where that leaves their areas as they are."""

import numpy as np
import shapely

from metrocli.model import Geometries
from metrocli.repair.changes import Change, Kind
from metrocli.study.columns import place_of
from metrocli.study.geometry import main_part
from metrocli.study.layers import Layer
from metrocli.text import Text, text

MOST = 0.01
"""Share of the area up to which making a geometry valid may change it."""


def mend_geometries(layer: Layer, geometries: Geometries) -> tuple[Geometries, tuple[Change, ...]]:
    """Return valid geometries of one dimension each, and what was changed.

    A geometry that would lose its dimension, or more than the share `MOST` of its area, or gain
    as much, is left as it is: nobody can know which ground it was meant to cover.

    Parameters
    ----------
    layer : Layer
        The features.
    geometries : ndarray of shapely geometries, shape (n,)
        Theirs, as read, in the CRS of the layer; None where a feature has none.
    """
    there = ~(shapely.is_missing(geometries) | shapely.is_empty(geometries))
    mixed = shapely.get_type_id(geometries) == shapely.GeometryType.GEOMETRYCOLLECTION
    mended = geometries.copy()
    changes = []
    for row in np.flatnonzero(there & (mixed | ~shapely.is_valid(geometries))):
        before = geometries[row]
        after = _valid(before)
        share = _change_of_area(before, after)
        if shapely.get_dimensions(after) == shapely.get_dimensions(before) and share <= MOST:
            mended[row] = after
            changes.append(
                Change(
                    Kind.GEOMETRY_MENDED,
                    place_of(layer.table, int(row)),
                    _fault(before),
                    text("valid; its area changed by {share:.2%}", share=share),
                )
            )
    return mended, tuple(changes)


def _valid(geometry: shapely.Geometry) -> shapely.Geometry:
    valid = shapely.make_valid(geometry)
    return main_part(valid) if valid.geom_type == "GeometryCollection" else valid


def _change_of_area(before: shapely.Geometry, after: shapely.Geometry) -> float:
    """Return the share of the larger area by which two differ."""
    smaller, larger = sorted(shapely.area([before, after]).tolist())
    return (larger - smaller) / larger if larger else 0.0


def _fault(geometry: shapely.Geometry) -> Text:
    if shapely.is_valid(geometry):
        kinds = sorted({part.geom_type for part in shapely.get_parts(geometry)})
        return text("a collection of {kinds}", kinds=tuple(kinds))
    return text("{reason}", reason=shapely.is_valid_reason(geometry))

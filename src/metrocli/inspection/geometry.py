"""Geometries that are missing, broken, mixed or there more than once."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from metrocli.inspection.drawing import from_crs
from metrocli.inspection.findings import (
    SHOWN,
    Finding,
    Place,
    Problem,
    Severity,
    by_share,
    first_places,
)
from metrocli.model import Geometries
from metrocli.study.layers import Layer
from metrocli.text import Text, text


def check_geometry(layer: Layer, geometries: Geometries) -> Iterator[Finding]:
    """Find geometries that no use can be made of, or only after mending.

    Parameters
    ----------
    layer : Layer
        The features.
    geometries : ndarray of shapely geometries, shape (n,)
        Theirs, as read, in the CRS of the layer; None where a feature has none.
    """
    null = shapely.is_missing(geometries)
    empty = shapely.is_empty(geometries)
    kinds = shapely.get_type_id(geometries)
    collection = kinds == shapely.GeometryType.GEOMETRYCOLLECTION
    invalid = ~null & ~shapely.is_valid(geometries)
    repeated = _repeated(layer) & ~null & ~empty & (shapely.get_dimensions(geometries) > 0)
    for code, mask, severity, message in (
        (
            Problem.GEOMETRY_NULL,
            null,
            by_share(int(null.sum()), len(null)),
            text("features without a geometry, which count for nothing"),
        ),
        (
            Problem.GEOMETRY_EMPTY,
            empty,
            by_share(int(empty.sum()), len(empty)),
            text("features with an empty geometry, which count for nothing"),
        ),
        (
            Problem.GEOMETRY_INVALID,
            invalid,
            Severity.WARNING,
            text("invalid geometries, which are mended as they are read"),
        ),
        (
            Problem.GEOMETRY_COLLECTION,
            collection,
            Severity.WARNING,
            text("geometry collections, of which only the areas are used, or else the lines"),
        ),
        (
            Problem.FEATURES_REPEATED,
            repeated,
            by_share(int(repeated.sum()), len(repeated)),
            text("features with the geometry of an earlier one; their people count twice"),
        ),
    ):
        if mask.any():
            yield Finding(
                code,
                severity,
                int(mask.sum()),
                message,
                tuple(_examples(layer, geometries, mask)),
                marked(layer, geometries, mask),
            )


def marked(layer: Layer, geometries: Geometries, mask: NDArray[np.bool_]) -> tuple[Place, ...]:
    """Return the features of a mask as places."""
    drawn = mask & ~shapely.is_missing(geometries) & ~shapely.is_empty(geometries)
    return from_crs(geometries[drawn], map(str, layer.table.numbers[drawn]), layer.crs)


def _repeated(layer: Layer) -> NDArray[np.bool_]:
    return pd.Series(layer.wkb.to_numpy()).duplicated().to_numpy()


def _examples(layer: Layer, geometries: Geometries, mask: NDArray[np.bool_]) -> Iterator[Text]:
    examples = first_places(layer.table, mask)
    for example, geometry in zip(examples, geometries[mask][:SHOWN], strict=True):
        if geometry is None or geometry.is_valid:
            yield example
        else:
            reason = shapely.is_valid_reason(geometry)
            yield text("{feature}: {reason}", feature=example, reason=reason)

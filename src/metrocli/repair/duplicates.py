"""Features and rows that are there more than once, the same in everything."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import shapely
from numpy.typing import NDArray

from metrocli.model import Geometries
from metrocli.study.schemas import plain

NUMBERS = frozenset({"fid", "objectid", "ogc_fid", "gid", "oid"})
"""Columns, in plain form, with the number that a program gave to a row: copies differ in it."""


def repeated_rows(columns: Sequence[Sequence[object]]) -> NDArray[np.intp]:
    """Return, for each row, the first that equals it in every column: mostly itself.

    Parameters
    ----------
    columns : sequence of sequences, each of length n
        Cells of any kind; those that are written the same are equal.

    Returns
    -------
    ndarray of int, shape (n,)
        Positions of rows.
    """
    keys = {i: pd.factorize(pd.Series(map(repr, cells)))[0] for i, cells in enumerate(columns)}
    group = pd.DataFrame(keys).groupby(list(keys), sort=False).ngroup().to_numpy()
    first = np.unique(group, return_index=True)[1]
    earliest: NDArray[np.intp] = first[group]
    return earliest


def repeated_features(geometries: Geometries, attributes: pa.Table) -> NDArray[np.intp]:
    """Return, for each feature, the first that equals it: mostly itself.

    Two are equal if their geometries are, wherever their rings begin, and all their attributes
    but those of `NUMBERS`. Points are never: many people may live at one address.

    Parameters
    ----------
    geometries : ndarray of shapely geometries, shape (n,)
        In any CRS.
    attributes : pyarrow.Table, n rows
        All that the layer says of them.
    """
    earliest = np.arange(len(geometries))
    wkb = pd.Series(shapely.to_wkb(shapely.normalize(geometries)))
    there = ~(shapely.is_missing(geometries) | shapely.is_empty(geometries))
    areal = there & (shapely.get_dimensions(geometries) > 0)
    alike = np.flatnonzero(areal & wkb.duplicated(keep=False).to_numpy())
    if len(alike):
        told = attributes.take(pa.array(alike))
        columns = [told[name].to_pylist() for name in told.column_names if _tells(name)]
        earliest[alike] = alike[repeated_rows([wkb[alike].tolist(), *columns])]
    return earliest


def _tells(name: str) -> bool:
    return plain(name) not in NUMBERS

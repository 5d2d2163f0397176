"""GeoArrow: geometries as nested lists of coordinates, which are flat arrays already."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from metrocli.shapes.arrays import Fault, Kind, Shapes, Starts

Sizes = NDArray[np.int64]

ENCODINGS = (
    "point",
    "linestring",
    "polygon",
    "multipoint",
    "multilinestring",
    "multipolygon",
)
"""Those of GeoParquet 1.1 that are not WKB."""

KINDS = {"point": Kind.POINTS, "linestring": Kind.LINE, "polygon": Kind.POLYGON}


def from_geoarrow(geometries: pa.Array, encoding: str) -> Shapes:
    """Take geometries out of an array of GeoArrow.

    Parameters
    ----------
    geometries : pyarrow array, length n
        Nested lists of coordinates, separated (a struct of x, y, …) or interleaved (lists of fixed
        size); Z and M are dropped.
    encoding : str
        One of `ENCODINGS`.

    Returns
    -------
    Shapes
        What is null, empty or has coordinates that are not finite has a `Fault` instead of parts.
    """
    missing = np.asarray(geometries.is_null().to_numpy(zero_copy_only=False), dtype=bool)
    sizes, xy = _levels(geometries, encoding)
    wrong = _with_any(np.asarray(~np.isfinite(xy).all(axis=1)), sizes)
    if (wrong & ~missing).any():
        kept = pa.array(np.arange(len(geometries)), mask=wrong)
        sizes, xy = _levels(geometries.take(kept), encoding)
    faults = np.where(sizes[0] == 0, int(Fault.MISSING), int(Fault.NONE)).astype(np.uint8)
    # An empty point is written as one whose coordinates are no numbers.
    faults[wrong & ~missing] = int(Fault.MISSING if encoding == "point" else Fault.NOT_FINITE)
    return _shapes(sizes, xy, encoding, faults)


def _levels(geometries: pa.Array, encoding: str) -> tuple[list[Sizes], NDArray[np.float64]]:
    """Return how many things each thing of each level has, from the top, and all coordinates."""
    depth = ENCODINGS.index(encoding) % 3 + (encoding.startswith("multi"))
    if encoding == "point":
        present = np.asarray(geometries.is_valid().to_numpy(zero_copy_only=False))
        return [present.astype(np.int64)], _coordinates(geometries.drop_null())
    sizes = []
    for _ in range(depth):
        sizes.append(_sizes(geometries))
        geometries = geometries.flatten()
    return sizes, _coordinates(geometries)


def _sizes(lists: pa.Array) -> Sizes:
    return np.asarray(lists.value_lengths().fill_null(0).to_numpy(), dtype=np.int64)


def _coordinates(coordinates: pa.Array) -> NDArray[np.float64]:
    if pa.types.is_struct(coordinates.type):
        x, y = (coordinates.field(name).to_numpy(zero_copy_only=False) for name in ("x", "y"))
        return np.column_stack([x, y]).astype(np.float64)
    dimensions = coordinates.type.list_size
    flat = coordinates.flatten().to_numpy().reshape(-1, dimensions)
    return np.ascontiguousarray(flat[:, :2], dtype=np.float64)


def _with_any(marks: NDArray[np.bool_], sizes: Sequence[Sizes]) -> NDArray[np.bool_]:
    """Return which things of the top level have a marked one at the bottom."""
    for level in reversed(sizes):
        owners = np.repeat(np.arange(len(level)), level)
        marks = np.bincount(owners[marks], minlength=len(level)) > 0
    return marks


def _shapes(
    sizes: list[Sizes], xy: NDArray[np.float64], encoding: str, faults: NDArray[np.uint8]
) -> Shapes:
    kind = KINDS[encoding.removeprefix("multi")]
    parts = sizes[0] if encoding in {"multilinestring", "multipolygon"} else np.sign(sizes[0])
    below = [level[level > 0] for level in sizes]
    match encoding:
        case "point" | "linestring" | "multipoint":
            paths, vertices = np.ones(int(parts.sum()), np.int64), below[0]
        case "polygon":
            paths, vertices = below[0], sizes[1]
        case "multilinestring":
            paths, vertices = np.ones(len(sizes[1]), np.int64), sizes[1]
        case _:
            paths, vertices = sizes[1], sizes[2]
    kinds = np.full(len(paths), int(kind), np.uint8)
    return Shapes(xy, _starts(vertices), _starts(paths), kinds, _starts(parts), faults)


def _starts(sizes: Sizes) -> Starts:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])

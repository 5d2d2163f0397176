"""WKB by the batch: well-known binary, in all its dialects, straight into flat arrays."""

import sys
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import shapely
from numpy.typing import NDArray

from metrocli.model import Geometries
from metrocli.shapes.arrays import Fault, Shapes, Starts
from metrocli.shapes.kernel import inlined, kernel

Bytes = NDArray[np.uint8]


POINT, POLYGON, MULTIPOINT, MULTIPOLYGON = 1, 3, 4, 6
"""Ends of the ranges of geometry types that the kernel reads."""

EWKB_Z, EWKB_M, EWKB_SRID = 0x80000000, 0x40000000, 0x20000000
"""Flags of PostGIS's dialect, in the type; ISO adds 1000 for Z, 2000 for M, 3000 for both."""

HEADER = 5
"""Bytes of byte order and type."""

FINE, MISSING, NOT_FINITE = int(Fault.NONE), int(Fault.MISSING), int(Fault.NOT_FINITE)
OTHER, CUT_OFF = 100, 101
"""What the kernel says of a geometry of another type, and of one that ends too early."""

LITTLE = sys.byteorder == "little"


class BadWkbError(ValueError):
    """Bytes that are no WKB.

    Parameters
    ----------
    position : int
        Index of the first such geometry.
    """

    def __init__(self, position: int) -> None:
        super().__init__(f"geometry {position} is no WKB")
        self.position = position


def from_wkb(wkb: pa.Array) -> Shapes:
    """Parse WKB.

    Parameters
    ----------
    wkb : pyarrow array of binary or large_binary, length n
        ISO or EWKB, of either byte order; Z and M are dropped.

    Returns
    -------
    Shapes
        Of collections, the parts of the highest dimension. What is null, empty or has
        coordinates that are not finite has a `Fault` instead of parts.

    Raises
    ------
    BadWkbError
        If a geometry cannot be decoded, or is curved.
    """
    data, offsets, present = _buffers(wkb)
    shapes = _read(data, offsets, present)
    others = shapes.faults >= OTHER
    return _without_collections(wkb, others) if others.any() else shapes


def from_geometries(geometries: Geometries) -> Shapes:
    """Return geometries of shapely as flat arrays; see `from_wkb`."""
    return from_wkb(pa.array(shapely.to_wkb(geometries), pa.large_binary()))


def _buffers(wkb: pa.Array) -> tuple[Bytes, Starts, NDArray[np.bool_]]:
    """Return bytes, where each geometry begins among them, and which are not null."""
    if not (pa.types.is_binary(wkb.type) or pa.types.is_large_binary(wkb.type)):
        wkb = wkb.cast(pa.large_binary())
    width = np.int64 if pa.types.is_large_binary(wkb.type) else np.int32
    _, ends, data = wkb.buffers()
    if len(wkb) == 0:
        return np.empty(0, np.uint8), np.zeros(1, np.int64), np.empty(0, bool)
    offsets = np.frombuffer(ends, width, len(wkb) + 1, wkb.offset * np.dtype(width).itemsize)
    every = np.empty(0, np.uint8) if data is None else np.frombuffer(data, np.uint8)
    present = np.asarray(wkb.is_valid().to_numpy(zero_copy_only=False), dtype=bool)
    first, last = int(offsets[0]), int(offsets[-1])
    return every[first:last], offsets.astype(np.int64) - first, present


def _without_collections(wkb: pa.Array, others: NDArray[np.bool_]) -> Shapes:
    """Parse once more, with the collections brought down to their parts of highest dimension."""
    values = wkb.to_numpy(zero_copy_only=False).astype(object)
    for position in np.flatnonzero(others).tolist():
        try:
            values[position] = shapely.to_wkb(_main_part(shapely.from_wkb(values[position])))
        except (shapely.errors.ShapelyError, NotImplementedError) as error:
            raise BadWkbError(position) from error
    data, offsets, present = _buffers(pa.array(values, pa.large_binary()))
    shapes = _read(data, offsets, present)
    if (shapes.faults >= OTHER).any():
        raise BadWkbError(int((shapes.faults >= OTHER).argmax()))
    return shapes


def _main_part(geometry: shapely.Geometry) -> Any:
    """Return the parts of highest dimension of a collection as one geometry."""
    parts = shapely.get_parts(geometry)
    while (shapely.get_type_id(parts) == shapely.GeometryType.GEOMETRYCOLLECTION).any():
        parts = shapely.get_parts(parts)
    parts = shapely.get_parts(parts[~shapely.is_empty(parts)])
    dimensions = shapely.get_dimensions(parts)
    kept = parts[dimensions == dimensions.max(initial=0)]
    if not len(kept):
        return shapely.MultiPoint()
    makers = (shapely.multipoints, shapely.multilinestrings, shapely.multipolygons)
    return makers[int(dimensions.max())](kept)


def _read(data: Bytes, offsets: Starts, present: NDArray[np.bool_]) -> Shapes:
    """Parse every geometry; the sizes of the arrays are those that the bytes could fill."""
    xy = np.empty((len(data) // 16 + 1, 2))
    into = _Into(
        xy.view(np.uint8).reshape(-1),
        np.empty(len(data) // 4 + 2, np.int64),
        np.empty(len(data) // 9 + 2, np.int64),
        np.empty(len(data) // 9 + 1, np.uint8),
    )
    starts, faults = np.zeros(len(present) + 1, np.int64), np.zeros(len(present), np.uint8)
    vertices, paths, parts = _parse(data, offsets, present, xy, into, starts, faults)
    return Shapes(
        xy[:vertices],
        into.paths[: paths + 1],
        into.parts[: parts + 1],
        into.kinds[:parts],
        starts,
        faults,
    )


class _Into(NamedTuple):
    """The arrays of `Shapes` while they are filled, vertices as bytes."""

    raw: Bytes
    paths: Starts
    parts: Starts
    kinds: NDArray[np.uint8]


@kernel
def _parse(
    data: Bytes,
    offsets: Starts,
    present: NDArray[np.bool_],
    xy: NDArray[np.float64],
    into: _Into,
    starts: Starts,
    faults: NDArray[np.uint8],
) -> tuple[int, int, int]:
    used = np.zeros(3, np.int64)  # vertices, paths, parts
    into.paths[0] = into.parts[0] = 0
    for k in range(len(present)):
        vertices, paths, parts = used[0], used[1], used[2]
        fault = MISSING
        if present[k]:
            fault = _geometry(data, offsets[k], offsets[k + 1], into, used)
            if fault == FINE:
                fault = _fault(xy, vertices, used[0])
        if fault != FINE:
            used[0], used[1], used[2] = vertices, paths, parts
        faults[k] = fault
        starts[k + 1] = used[2]
    return used[0], used[1], used[2]


@inlined
def _fault(xy: NDArray[np.float64], start: int, end: int) -> int:
    if start == end:
        return MISSING
    for k in range(start, end):
        if not (np.isfinite(xy[k, 0]) and np.isfinite(xy[k, 1])):
            # An empty point is written as one whose coordinates are no numbers.
            empty = end == start + 1 and np.isnan(xy[k, 0]) and np.isnan(xy[k, 1])
            return MISSING if empty else NOT_FINITE
    return FINE


@inlined
def _geometry(data: Bytes, start: int, end: int, into: _Into, used: Starts) -> int:
    """Parse one geometry; return what is wrong with it."""
    if end < start + HEADER:
        return CUT_OFF
    little, kind, stride, position = _header(data, start)
    if POINT <= kind <= POLYGON:
        position = _single(data, position, end, (little, kind, stride), into, used)
    elif MULTIPOINT <= kind <= MULTIPOLYGON:
        position = _several(data, position, end, (little, kind), into, used)
    else:
        return OTHER
    return FINE if position >= 0 else CUT_OFF


@inlined
def _several(
    data: Bytes, position: int, end: int, dialect: tuple[bool, int], into: _Into, used: Starts
) -> int:
    """Parse the body of points, lines or polygons; return its end, or -1 if it is cut off."""
    little, kind = dialect
    count, position = _count(data, position, end, little)
    for _ in range(count):
        if position < 0 or end < position + HEADER:
            return -1
        little, single, stride, position = _header(data, position)
        if single != kind - 3:
            return -1
        position = _single(data, position, end, (little, single, stride), into, used)
    return position


@inlined
def _single(
    data: Bytes, position: int, end: int, dialect: tuple[bool, int, int], into: _Into, used: Starts
) -> int:
    """Parse the body of a point, line or polygon as one part; return its end, or -1."""
    little, kind, stride = dialect
    rings, first = 1, used[0]
    if kind == POLYGON:
        rings, position = _count(data, position, end, little)
    for _ in range(rings):
        count = 1
        if kind != POINT:
            count, position = _count(data, position, end, little)
        if position < 0 or end < position + count * stride:
            return -1
        _copy(data, position, count, stride, little, into.raw, 16 * used[0])
        position += count * stride
        used[0] += count
        used[1] += 1
        into.paths[used[1]] = used[0]
    if used[0] > first:
        into.kinds[used[2]] = kind - POINT
        used[2] += 1
        into.parts[used[2]] = used[1]
    return position


@inlined
def _header(data: Bytes, position: int) -> tuple[bool, int, int, int]:
    """Return byte order, type, bytes of a vertex, and where the header ends."""
    little = data[position] == 1
    code = _number(data, position + 1, little)
    kind = code & 0xFFFF
    iso = kind // 1000
    z = code & EWKB_Z != 0 or iso in (1, 3)
    m = code & EWKB_M != 0 or iso in (2, 3)
    end = position + HEADER + (4 if code & EWKB_SRID else 0)
    return little, kind % 1000, 16 + 8 * z + 8 * m, end


@inlined
def _count(data: Bytes, position: int, end: int, little: bool) -> tuple[int, int]:
    """Return a count and where it ends; -1 for its end if it is cut off."""
    if position < 0 or end < position + 4:
        return 1, -1
    return _number(data, position, little), position + 4


@inlined
def _number(data: Bytes, position: int, little: bool) -> int:
    """Return an unsigned number of four bytes."""
    value = 0
    for k in range(4):
        value |= int(np.int64(data[position + k])) << (8 * k if little else 24 - 8 * k)
    return value


@inlined
def _copy(
    data: Bytes, position: int, count: int, stride: int, little: bool, raw: Bytes, into: int
) -> None:
    """Copy the first two coordinates of vertices, in the byte order of this machine."""
    if little == LITTLE and stride == 16:  # noqa: PLR2004
        for k in range(16 * count):
            raw[into + k] = data[position + k]
        return
    for vertex in range(count):
        for k in range(16):
            source = k if little == LITTLE else k ^ 7
            raw[into + 16 * vertex + k] = data[position + vertex * stride + source]

"""Draws towns: streets, blocks of houses, ribbons along roads and scattered farms, from a seed.

No real place is meant. Buildings lie in the central valley of Chile, between 30° and 42° S, in
towns whose sizes follow Zipf's law; a tenth stands along the roads between towns and on farms.
They are written in batches as GeoParquet in EPSG:4326, so that ten million need little memory.

Usage: python benchmarks/towns.py COUNT FILE [SEED]
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pyproj
import shapely
from numpy.typing import NDArray

Floats = NDArray[np.float64]

PLANE = "+proj=tmerc +lat_0=0 +lon_0=-71 +k=0.9996 +x_0=500000 +y_0=10000000 +ellps=GRS80"
"""Where the towns are drawn, metres."""

SOUTH, NORTH = 5_350_000, 6_680_000
WEST, EAST = 440_000, 560_000
"""The valley, metres in that plane."""

BATCH = 50_000
"""Buildings drawn and written at a time."""

HOUSES = 24
"""On each block: two rows along its two long sides."""

BLOCK, STREET = (120.0, 60.0), 12.0
"""Metres: a block's sides, and the width of a street."""

GEO = {
    "version": "1.1.0",
    "primary_column": "geometry",
    "columns": {
        "geometry": {
            "encoding": "WKB",
            "geometry_types": ["Polygon"],
            "covering": {
                "bbox": {side: ["bbox", side] for side in ("xmin", "ymin", "xmax", "ymax")}
            },
        }
    },
}


def main(count: int, path: Path, seed: int = 7) -> None:
    """Write so many buildings as GeoParquet."""
    box = pa.struct([(side, pa.float64()) for side in ("xmin", "ymin", "xmax", "ymax")])
    schema = pa.schema(
        [("id", pa.int64()), ("people", pa.float64()), ("bbox", box), ("geometry", pa.binary())],
        metadata={"geo": json.dumps(GEO)},
    )
    to_degrees = pyproj.Transformer.from_crs(PLANE, "EPSG:4326", always_xy=True)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for first, (corners, people) in numbered(towns(count, np.random.default_rng(seed))):
            lon, lat = to_degrees.transform(corners[..., 0], corners[..., 1])
            degrees = np.stack([lon, lat], axis=-1)
            low, high = degrees.min(axis=1), degrees.max(axis=1)
            boxes = dict(zip(box.names, [*low.T, *high.T], strict=True))
            table = {
                "id": np.arange(first, first + len(people)),
                "people": people,
                "bbox": pa.StructArray.from_arrays(list(boxes.values()), list(boxes)),
                "geometry": shapely.to_wkb(shapely.polygons(degrees)),
            }
            writer.write_table(pa.table(table, schema=schema))


def numbered(
    batches: Iterator[tuple[Floats, Floats]],
) -> Iterator[tuple[int, tuple[Floats, Floats]]]:
    """Yield batches with the number of their first building, from 1."""
    first = 1
    for batch in batches:
        yield first, batch
        first += len(batch[1])


def towns(count: int, random: np.random.Generator) -> Iterator[tuple[Floats, Floats]]:
    """Yield batches of buildings, as corners of shape (n, k, 2) in metres, and their inhabitants.

    All buildings of a batch have as many corners; those of others may have more.
    """
    urban = count * 9 // 10
    sizes = zipf(urban, max(count // 8_000, 3))
    centres = random.uniform((WEST, SOUTH), (EAST, NORTH), (len(sizes), 2))
    for size, centre in zip(sizes.tolist(), centres, strict=True):
        blocks = grid(size, random)
        for start in range(0, size, BATCH):
            places = town(centre, blocks, start, min(start + BATCH, size))
            yield from buildings(places, random, people=3.0)
    for start in range(urban, count, BATCH):
        size = min(BATCH, count - start)
        places = np.concatenate(
            [ribbon(centres, size // 2, random), farms(size - size // 2, random)]
        )
        yield from buildings(places, random, people=2.0)


def zipf(total: int, towns: int) -> NDArray[np.int64]:
    """Return sizes of towns that add up to a total, each in proportion to 1 / rank."""
    shares = 1 / np.arange(1, towns + 1)
    bounds = np.round(np.cumsum(shares / shares.sum()) * total).astype(np.int64)
    return np.diff(bounds, prepend=0)


def town(centre: Floats, blocks: Floats, first: int, last: int) -> Floats:
    """Return places on the blocks around a centre, from its house of some number to another."""
    block, spot = np.divmod(np.arange(first, last), HOUSES)
    side, along = np.divmod(spot, HOUSES // 2)
    offset = np.column_stack([along * BLOCK[0] / (HOUSES // 2), side * BLOCK[1] / 2])
    return centre + blocks[block] + offset


def grid(houses: int, random: np.random.Generator) -> Floats:
    """Return the corners of the blocks of a town, nearest first; one in twelve is a park."""
    needed = -(-houses // HOUSES)
    pitch = np.array(BLOCK) + STREET
    reach = int(np.sqrt(needed * pitch.prod()) / pitch.min()) + 3
    columns, rows = np.meshgrid(np.arange(-reach, reach + 1), np.arange(-reach, reach + 1))
    corners = np.column_stack([columns.ravel(), rows.ravel()]) * pitch
    built = corners[random.random(len(corners)) > 1 / 12]
    return built[np.argsort(np.hypot(*built.T), kind="stable")[:needed]]


def ribbon(centres: Floats, count: int, random: np.random.Generator) -> Floats:
    """Return places beside straight roads between towns."""
    order = np.argsort(centres[:, 1])
    leg = random.integers(0, len(centres) - 1, count)
    a, b = centres[order[leg]], centres[order[leg + 1]]
    along = random.beta(0.4, 0.4, count)[:, np.newaxis]
    return a + along * (b - a) + random.normal(0, 25, (count, 2))


def farms(count: int, random: np.random.Generator) -> Floats:
    """Return places in twos and threes, anywhere in the valley."""
    yards = random.uniform((WEST, SOUTH), (EAST, NORTH), (count // 2 + 1, 2))
    return np.repeat(yards, 2, axis=0)[:count] + random.uniform(-30, 30, (count, 2))


def buildings(
    places: Floats, random: np.random.Generator, people: float
) -> Iterator[tuple[Floats, Floats]]:
    """Yield rectangles, and a third of them L-shaped, with their inhabitants."""
    corner = random.random(len(places)) < 1 / 3
    rectangle = np.array([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)], float)
    ell = np.array([(0, 0), (1, 0), (1, 0.5), (0.6, 0.5), (0.6, 1), (0, 1), (0, 0)], float)
    for plan, chosen in ((rectangle, ~corner), (ell, corner)):
        size = random.uniform((6, 6), (9, 14), (int(chosen.sum()), 2))
        if len(size):
            corners = places[chosen, np.newaxis] + plan * size[:, np.newaxis]
            yield corners, random.poisson(people, len(size)).astype(np.float64)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), *map(int, sys.argv[3:]))

"""Draws rivers and motorways through the towns of `benchmarks.towns`, with bridges, from a seed.

Each follows the streets of one of the largest towns, and goes on straight through the valley and
whatever stands there; every kilometre and a half or so a piece is left out, which is a bridge.

Usage: python -m benchmarks.rivers COUNT FILE [SEED]
"""

import json
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pyproj
import shapely

from benchmarks.towns import (
    BLOCK,
    EAST,
    GEO,
    NORTH,
    PLANE,
    SOUTH,
    STREET,
    WEST,
    Floats,
    zipf,
)
from metrocli.model import Geometries

KILOMETRES = 1 / 1_000
"""For each building: ten thousand for ten million."""

PIECES, WOBBLE, BRIDGES = 3, 2.0, 1 / 40
"""In how many pieces a side of a block is drawn, how far they leave the middle of the street in
metres, and how many of them are bridges."""

PITCH = np.array(BLOCK) + STREET


def main(count: int, path: Path, seed: int = 7) -> None:
    """Write the rivers of so many buildings as GeoParquet."""
    lines = rivers(count, seed)
    to_degrees = pyproj.Transformer.from_crs(PLANE, "EPSG:4326", always_xy=True)
    degrees = shapely.transform(lines, lambda xy: np.column_stack(to_degrees.transform(*xy.T)))
    column = {"encoding": "WKB", "geometry_types": ["LineString"]}
    metadata = {"geo": json.dumps({**GEO, "columns": {"geometry": column}})}
    table = pa.table({"id": np.arange(len(lines)), "geometry": shapely.to_wkb(degrees)})
    pq.write_table(table.replace_schema_metadata(metadata), path)


def beside(towns: Path) -> Path:
    """Return the file of the rivers of a file of towns."""
    return towns.with_name(towns.name.replace("towns", "rivers"))


def rivers(count: int, seed: int) -> Geometries:
    """Return lines from bridge to bridge, in metres, of a length in proportion to the buildings."""
    sizes = zipf(count * 9 // 10, max(count // 8_000, 3))
    # The first that is drawn for the towns is where they are.
    centres = np.random.default_rng(seed).uniform((WEST, SOUTH), (EAST, NORTH), (len(sizes), 2))
    random = np.random.default_rng(seed + 1)
    left, found, town = count * KILOMETRES * 1_000, [], 0
    while left > 0:
        course = river(centres[town % len(centres)], left, random)
        left -= float(np.hypot(*np.diff(course, axis=0).T).sum())
        found += bridged(course, random)
        town += 1
    return np.asarray(
        shapely.linestrings(
            np.concatenate(found), indices=np.repeat(np.arange(len(found)), list(map(len, found)))
        )
    )


def river(centre: Floats, longest: float, random: np.random.Generator) -> Floats:
    """Return a course along the streets around a centre, from west to east."""
    steps = min(int((EAST - WEST) / PITCH[0]), int(longest / PITCH[0]) + 1)
    turns = random.integers(-1, 2, steps)
    ways = np.stack(
        [np.tile([1, 0], (steps, 1)), np.column_stack([np.zeros(steps), turns])], axis=1
    )
    places = np.cumsum(ways.reshape(-1, 2), axis=0) - [steps // 2, turns[: steps // 2].sum()]
    corners = centre - STREET / 2 + places * PITCH
    corners = corners[np.append(True, np.any(np.diff(corners, axis=0) != 0, axis=1))]
    share = np.arange(PIECES)[:, np.newaxis] / PIECES
    drawn = corners[:-1, np.newaxis] + share * np.diff(corners, axis=0)[:, np.newaxis]
    course: Floats = drawn.reshape(-1, 2) + random.uniform(
        -WOBBLE, WOBBLE, (len(drawn) * PIECES, 2)
    )
    return course


def bridged(course: Floats, random: np.random.Generator) -> list[Floats]:
    """Return the stretches of a course between bridges."""
    bridges = np.flatnonzero(random.random(len(course) - 1) < BRIDGES)
    return [some for some in np.split(course, bridges + 1) if len(some) > 1]


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), *map(int, sys.argv[3:]))

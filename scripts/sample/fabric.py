"""The urban fabric: streets, blocks, lots and the buildings on them, from the centre outwards."""

from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from sample.sketch import Quarter
from sample.territory import GRID

STREET: Final = 12.0
AVENUE: Final = 20.0
BLOCKS_PER_AVENUE: Final = 8
BLOCK_LENGTH: Final = 118.0
BLOCK_DEPTH: Final = 46.0
"""Metres. A block is two rows of lots, back to back."""

PEOPLE_PER_BUILDING: Final = 40
"""Far more than in a real house: the sample draws about one building in ten."""

BUILDINGS_PER_BLOCK: Final = 12
"""About the mean of the zones below."""

VACANT: Final = 0.03
"""Part of the lots that stay empty."""

REACH: Final = 28.0
"""No building stands further than this from all earlier ones of its town, in metres."""

SUPPLY: Final = 1.5
"""Blocks to choose from for each block needed."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A ring of a town, with buildings of one kind.

    Parameters
    ----------
    until : float
        Where it ends, as a part of the town's blocks counted from the centre.
    lots : int
        In each row of a block.
    depth : tuple of float
        Least and largest depth of a building, as a part of its lot's.
    storeys : int
        Height of the buildings, which decides how many live in them.
    """

    until: float
    lots: int
    depth: tuple[float, float]
    storeys: int


ZONES: Final = (
    Zone(0.12, 3, (0.55, 0.82), 4),
    Zone(0.45, 5, (0.45, 0.75), 2),
    Zone(np.inf, 8, (0.38, 0.62), 1),
)


@dataclass(frozen=True, eq=False)
class Buildings:
    """Buildings in the order in which they were built.

    Parameters
    ----------
    corners : ndarray of float64, shape (n, 4, 2)
        Metres, anticlockwise, on the grid of the territory.
    capacity : ndarray of float64, shape (n,)
        How many can live in each, in no unit.
    """

    corners: NDArray[np.float64]
    capacity: NDArray[np.float64]


def count(people: int) -> int:
    """Return how many buildings are drawn for so many people."""
    return round(people / PEOPLE_PER_BUILDING)


def build(
    quarter: Quarter, origin: NDArray[np.float64], buildable: Any, rng: np.random.Generator
) -> Buildings:
    """Return the buildings of a quarter as it stands in 2024.

    Raises
    ------
    ValueError
        If they find no room.
    """
    needed = count(max(quarter.people_2017, quarter.people_2024))
    expected = needed / BUILDINGS_PER_BLOCK
    centre = origin + 1000 * np.array(quarter.centre)
    axes = _axes(np.radians(quarter.angle))
    blocks = _blocks(expected, quarter.stretch, rng)
    shapely.prepare(buildable)
    near = shapely.dwithin(buildable, shapely.points(centre + blocks @ axes), BLOCK_LENGTH)
    every = _fill(blocks[near][: int(np.ceil(SUPPLY * expected))], expected, rng)
    corners = np.round((centre + every.corners @ axes) / GRID) * GRID
    inside = shapely.contains_xy(buildable, corners[..., 0], corners[..., 1]).all(axis=1)
    room = Buildings(corners[inside], every.capacity[inside])
    order = _growth(room.corners, needed)
    if len(order) < needed:
        message = f"room for {len(order)} buildings of {needed}: {quarter}"
        raise ValueError(message)
    return Buildings(room.corners[order], room.capacity[order])


def _growth(corners: NDArray[np.float64], needed: int) -> list[int]:
    # each building stands near an earlier one, so that a town is one patch at every census
    shapes = np.asarray(shapely.polygons(corners))
    start, near = shapely.STRtree(shapes).query(shapes, "dwithin", REACH)
    neighbours = np.split(near, np.searchsorted(start, np.arange(1, len(shapes))))
    order: list[int] = []
    edge, seen = [0], {0}
    while edge and len(order) < needed:
        nearest = heappop(edge)
        order.append(nearest)
        for neighbour in neighbours[nearest].tolist():
            if neighbour not in seen:
                seen.add(neighbour)
                heappush(edge, neighbour)
    return order


def _axes(angle: float | NDArray[np.float64]) -> NDArray[np.float64]:
    cos, sin = np.cos(angle), np.sin(angle)
    return np.stack([np.stack([cos, sin], axis=-1), np.stack([-sin, cos], axis=-1)], axis=-2)


def _blocks(expected: float, stretch: float, rng: np.random.Generator) -> NDArray[np.float64]:
    # room for a town three times as wide as its share of blocks, so that coasts can squeeze it
    pitch = np.array([BLOCK_LENGTH, BLOCK_DEPTH]) + STREET
    reach = 3 * np.sqrt(expected * pitch.prod()) + 3 * pitch.max()
    east, north = (np.arange(-(reach // step), reach // step + 1) for step in pitch)
    cells = np.stack(np.meshgrid(east, north, indexing="ij"), axis=-1).reshape(-1, 2)
    avenues = (cells + BLOCKS_PER_AVENUE // 2) // BLOCKS_PER_AVENUE
    centres = cells * pitch + avenues * (AVENUE - STREET)
    # the block at the very centre is the square
    centres = centres[cells.any(axis=1)]
    return centres[np.argsort(_remoteness(centres / (stretch, 1), rng), kind="stable")]


def _remoteness(points: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.float64]:
    # lobes: a town grows further along some roads than along others
    angle = np.arctan2(points[:, 1], points[:, 0])
    distance = np.hypot(points[:, 0], points[:, 1])
    noise = rng.uniform(0, BLOCK_DEPTH, len(points))
    for order in (2, 3, 5):
        lobe = np.cos(order * angle + rng.uniform(0, 2 * np.pi))
        noise += distance * rng.uniform(0.05, 0.15) * lobe
    return distance + noise


def _fill(blocks: NDArray[np.float64], expected: float, rng: np.random.Generator) -> Buildings:
    ends = np.ceil(expected * np.array([0, *(zone.until for zone in ZONES)]))
    ends = np.minimum(ends, len(blocks)).astype(int)
    rings = [
        _ring(blocks[start:end], zone, rng)
        for zone, start, end in zip(ZONES, ends[:-1], ends[1:], strict=True)
    ]
    return Buildings(
        np.concatenate([ring.corners for ring in rings]),
        np.concatenate([ring.capacity for ring in rings]),
    )


def _ring(blocks: NDArray[np.float64], zone: Zone, rng: np.random.Generator) -> Buildings:
    shape = (len(blocks), 2, zone.lots)
    lots = rng.uniform(0.88, 1.12, shape)
    lots *= BLOCK_LENGTH / lots.sum(axis=-1, keepdims=True)
    front = lots * rng.uniform(0.72, 0.88, shape)
    depth = BLOCK_DEPTH / 2 * rng.uniform(*zone.depth, shape)
    along = np.cumsum(lots, axis=-1) - lots / 2 - BLOCK_LENGTH / 2
    setback = rng.uniform(0.5, 3, shape)
    across = np.array([[-1], [1]]) * (BLOCK_DEPTH / 2 - setback - depth / 2)
    centres = blocks[:, None, None] + np.stack([along, across], axis=-1)
    outward = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) / 2
    corners = outward * np.stack([front, depth], axis=-1)[..., None, :]
    turned = corners @ _axes(rng.uniform(-0.03, 0.03, shape))
    capacity = front * depth * zone.storeys * rng.uniform(0.5, 1.5, shape)
    built = rng.random(shape) >= VACANT
    return Buildings((centres[..., None, :] + turned)[built], capacity[built])

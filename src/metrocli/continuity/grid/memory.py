"""What clustering takes in memory, and what there is, so that it is refused before it fails."""

import os
from contextlib import suppress
from pathlib import Path

from metrocli.continuity.grid.cluster import CLOSE
from metrocli.continuity.grid.joins import REACH, SIDES

FIXED = 500 * 2**20
"""Bytes of the program itself, its libraries and the batches under way."""

PER_FOOTPRINT = 48
"""Bytes: its cell (4) and whether it goes farther (1), its label (4), commune (2), population (8),
area (8) and fault (1), some of them twice while they are put together."""

PER_CELL = 104
"""Bytes: key, set, box and count (32), twice while the table grows; slots (16), order (16)."""

PER_CLOSE_FOOTPRINT = 900
"""Bytes, where gaps are below `CLOSE` and all geometries are held: five to seven vertices (16
each), twice while batches are joined and once more as outlines, where all of these begin (32), and
boxes and their tree (100), with room for footprints of more vertices."""

PER_BARRIER_CELL = 700
"""Bytes for each side of a cell that barriers are long: the cells that they pass through and those
around (8 each), seven times over while they are put in order."""

BESIDE = 250e-6
"""Buildings in a square metre near barriers, which are mostly in the country: 250 in a km²."""

PER_FOOTPRINT_BESIDE = 700
"""Bytes, where a barrier is near: five to seven vertices and where they begin (150), three times,
and their boxes and sets; of a few groups of footprints at a time also their segments and the walls
that these end on (56 each)."""


class TooLargeError(MemoryError):
    """Footprints that do not fit into memory.

    Parameters
    ----------
    needed, available : int
        Bytes.
    """

    def __init__(self, needed: int, available: int) -> None:
        super().__init__(
            f"{needed / 2**30:.1f} GB are needed, {available / 2**30:.1f} GB are there"
        )
        self.needed = needed
        self.available = available


def bytes_needed(footprints: int, gap: float, barriers: float = 0.0) -> int:
    """Return how many bytes a clustering of buildings takes.

    Parameters
    ----------
    footprints : int
        How many: each of a few vertices, and no larger than a cell. Buildings share cells, which
        makes the figure a high one.
    gap : float
        Metres.
    barriers : float
        How long they are, metres.
    """
    side = max(gap, CLOSE) / SIDES
    beside = min(footprints, int(BESIDE * barriers * (2 * REACH + 1) * side))
    behind = int(PER_BARRIER_CELL * barriers / side) + PER_FOOTPRINT_BESIDE * beside
    if gap < CLOSE:
        return FIXED + behind + PER_CLOSE_FOOTPRINT * footprints
    return FIXED + behind + (PER_FOOTPRINT + PER_CELL) * footprints


def require_memory(needed: int) -> None:
    """Make sure that there is memory for so many bytes.

    Raises
    ------
    TooLargeError
        If there is not.
    """
    available = available_memory()
    if needed > available:
        raise TooLargeError(needed, available)


def available_memory() -> int:
    """Return how many bytes this process could still take without swapping."""
    with suppress(OSError, StopIteration, ValueError):
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        return 1024 * int(
            next(line for line in lines if line.startswith("MemAvailable")).split()[1]
        )
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") * 3 // 4

"""What clustering takes in memory, and what there is, so that it is refused before it fails."""

import os
from contextlib import suppress
from pathlib import Path

from metrocli.continuity.grid.joins import SIDES

FIXED = 600 * 2**20
"""Bytes of the program itself, its libraries and the batches under way."""

PER_FOOTPRINT = 48
"""Bytes: its cell (4) and whether it goes farther (1), its label (4), commune (2), population (8),
area (8) and fault (1), some of them twice while they are put together."""

PER_CELL = 104
"""Bytes: key, set, box and count (32), twice while the table grows; slots (16), order (16)."""

PER_SEGMENT = 110
"""Bytes, of gaps below `cluster.CLOSE`: vertices, ends in each cell and their order."""


class TooLargeError(MemoryError):
    """Footprints that do not fit into memory.

    Parameters
    ----------
    needed, available : int
        Bytes.
    """

    def __init__(self, needed: int, available: int) -> None:
        super().__init__(f"{needed / 2**30:.1f} GB are needed, {available / 2**30:.1f} GB are there")
        self.needed = needed
        self.available = available


def bytes_of_cells(footprints: int, gap: float, area: float | None = None) -> int:
    """Return at most how many bytes a clustering takes whose gap is large beside footprints.

    Parameters
    ----------
    footprints : int
        How many. Those that are not large beside a cell take one cell each at most.
    gap : float
        Metres.
    area : float, optional
        Of the land where they lie, square metres, which has only so many cells.
    """
    cells = footprints
    if area is not None:
        cells = min(cells, int(area / (gap / SIDES) ** 2) + 1)
    return FIXED + PER_FOOTPRINT * footprints + PER_CELL * cells


def bytes_of_segments(segments: int) -> int:
    """Return how many bytes a clustering takes whose gap is small beside footprints."""
    return FIXED + PER_SEGMENT * segments


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
        return 1024 * int(next(line for line in lines if line.startswith("MemAvailable")).split()[1])
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") * 3 // 4

"""Cells: those that anything stays in, found by key, and joined where they are of one patch."""

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from metrocli.continuity.grid.sets import Parents, unite
from metrocli.continuity.grid.stays import Stays
from metrocli.shapes.kernel import inlined, kernel
from metrocli.shapes.trace import ROW, column_of, row_of

SCATTER = np.int64(-7046029254386353131)
"""2⁶⁴ divided by the golden ratio, to spread keys (D. E. Knuth, TAOCP 3, 6.4)."""

ALONE = 1 << 60
"""Keys from here on are of cells that hold what no other cell is near to: one footprint each."""

FIRST_ROOM = 1 << 12
"""Cells that there is room for at first."""


class CellArrays(NamedTuple):
    """What is known of each cell.

    Parameters
    ----------
    keys : ndarray of int64
        Row and column; see `trace`.
    parents : ndarray of int32
        Cells of one patch are of one set.
    boxes : ndarray of float32, (…, 4)
        Around all that stays in it, from its corner, metres.
    segments : ndarray of int32
        How many segments pass through it.
    """

    keys: NDArray[np.int64]
    parents: Parents
    boxes: NDArray[np.float32]
    segments: NDArray[np.int32]

    def first(self, count: int) -> "CellArrays":
        """Return the first cells."""
        return CellArrays(
            self.keys[:count], self.parents[:count], self.boxes[:count], self.segments[:count]
        )


class Entered(NamedTuple):
    """How a batch of shapes came into the cells.

    Parameters
    ----------
    cells : ndarray of int32, shape (n,)
        A cell of each shape, which it is not alone in if there is such; -1 for those that stay
        nowhere.
    far : ndarray of bool, shape (n,)
        Whether it also stays in one that does not touch that cell.
    """

    cells: NDArray[np.int32]
    far: NDArray[np.bool_]


def _new_arrays(room: int) -> CellArrays:
    return CellArrays(
        np.empty(room, np.int64),
        np.arange(room, dtype=np.int32),
        np.empty((room, 4), np.float32),
        np.empty(room, np.int32),
    )


def _new_slots(room: int) -> NDArray[np.int32]:
    return np.full(2 * room, -1, np.int32)


@dataclass
class Cells:
    """A table of cells that grows as stays are added to it."""

    count: int = 0
    arrays: CellArrays = field(default_factory=lambda: _new_arrays(FIRST_ROOM))
    slots: NDArray[np.int32] = field(default_factory=lambda: _new_slots(FIRST_ROOM))

    def add(self, stays: Stays, shapes: int) -> Entered:
        """Add the stays of a batch of so many shapes, and join the cells of each shape."""
        self._make_room(len(stays.keys))
        entered = Entered(np.full(shapes, -1, np.int32), np.zeros(shapes, np.bool_))
        self.count = _add(stays, self.arrays, self.slots, self.count, entered)
        return entered

    def around(self, wanted: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return which cells are among some, or touch one of them."""
        return _around(wanted, self.known.keys, self.slots)

    @property
    def known(self) -> CellArrays:
        """What is known of the cells, without the room for more."""
        return self.arrays.first(self.count)

    def _make_room(self, more: int) -> None:
        room = len(self.arrays.keys)
        if self.count + more <= room:
            return
        while self.count + more > room:
            room *= 2
        grown = _new_arrays(room)
        grown.keys[: self.count], grown.parents[: self.count] = self.known[:2]
        grown.boxes[: self.count], grown.segments[: self.count] = self.known[2:]
        self.arrays, self.slots = grown, _new_slots(room)
        _index(self.known.keys, self.slots)


@inlined
def slot_of(key: int, keys: NDArray[np.int64], slots: NDArray[np.int32]) -> int:
    """Return the slot that holds a key, or the free one where it belongs."""
    last = len(slots) - 1
    scattered = key * SCATTER
    slot = (scattered ^ (scattered >> 32)) & last
    while slots[slot] >= 0 and keys[slots[slot]] != key:
        slot = (slot + 1) & last
    return int(slot)


@kernel
def _index(keys: NDArray[np.int64], slots: NDArray[np.int32]) -> None:
    for cell in range(len(keys)):
        slots[slot_of(keys[cell], keys, slots)] = cell


@inlined
def _touch(one: int, other: int) -> bool:
    rows = row_of(one) - row_of(other)
    return abs(rows) <= 1 and abs(column_of(one) - column_of(other)) <= 1


@kernel
def _add(
    stays: Stays,
    arrays: CellArrays,
    slots: NDArray[np.int32],
    count: int,
    entered: Entered,
) -> int:
    """Add stays; return how many cells there are then."""
    keys, parents, boxes, segments = arrays
    cell = -1
    for k in range(len(stays.keys)):
        key, shape = stays.keys[k], stays.shapes[k]
        if cell < 0 or keys[cell] != key:
            slot = slot_of(key, keys, slots)
            if slots[slot] < 0:
                slots[slot] = count
                keys[count], segments[count] = key, 0
                boxes[count, 0] = boxes[count, 1] = np.inf
                boxes[count, 2] = boxes[count, 3] = -np.inf
                count += 1
            cell = slots[slot]
        boxes[cell, 0] = min(boxes[cell, 0], stays.boxes[k, 0])
        boxes[cell, 1] = min(boxes[cell, 1], stays.boxes[k, 1])
        boxes[cell, 2] = max(boxes[cell, 2], stays.boxes[k, 2])
        boxes[cell, 3] = max(boxes[cell, 3], stays.boxes[k, 3])
        segments[cell] += stays.segments[k]
        first = entered.cells[shape]
        if first < 0:
            entered.cells[shape] = cell
        elif first != cell:
            unite(parents, first, cell)
            if keys[first] >= ALONE:
                entered.cells[shape] = cell
            elif key < ALONE and not _touch(keys[first], key):
                entered.far[shape] = True
    return count


@kernel
def _around(
    wanted: NDArray[np.bool_], keys: NDArray[np.int64], slots: NDArray[np.int32]
) -> NDArray[np.bool_]:
    around = wanted.copy()
    for cell in range(len(keys)):
        if wanted[cell]:
            for up in range(-1, 2):
                for across in range(-1, 2):
                    beside = slots[slot_of(keys[cell] + up * ROW + across, keys, slots)]
                    if beside >= 0:
                        around[beside] = True
    return around

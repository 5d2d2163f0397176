"""Whole numbers as a short text: what a page carries its geometry and its tree in.

A number is written in groups of seven bits, the lowest first, each in a byte whose highest bit
tells that more follow; signs go into the lowest bit, so that small numbers of either sign are
short. The bytes are written in base64. `assets/unpack.js` reads them.
"""

from base64 import b64decode, b64encode

import numpy as np
from numpy.typing import ArrayLike, NDArray

LONGEST = 8
"""Bytes of the largest number."""

BITS, MORE = np.uint64(7), np.uint64(0x80)


def pack(numbers: ArrayLike) -> str:
    """Return whole numbers as a text.

    Parameters
    ----------
    numbers : array_like of int, shape (n,)
        Of either sign, less than 2**52, which is what a page can count to.
    """
    folded = _folded(np.asarray(numbers, dtype=np.int64).ravel())
    lengths = _lengths(folded)
    ends = np.cumsum(lengths)
    starts = ends - lengths
    found = np.zeros(int(ends[-1]) if len(ends) else 0, np.uint8)
    for place in range(int(lengths.max(initial=0))):
        there = lengths > place
        group = (folded[there] >> np.uint64(BITS * place)) & (MORE - np.uint64(1))
        more = np.where(lengths[there] > place + 1, MORE, np.uint64(0))
        found[starts[there] + place] = (group | more).astype(np.uint8)
    return b64encode(found.tobytes()).decode("ascii")


def pack_steps(numbers: ArrayLike) -> str:
    """Return whole numbers that lie close to those before them as a text, by their differences."""
    return pack(np.diff(np.asarray(numbers, dtype=np.int64), prepend=np.int64(0)))


def unpack(packed: str) -> NDArray[np.int64]:
    """Return the numbers of a text that `pack` wrote, shape (n,)."""
    read = np.frombuffer(b64decode(packed), np.uint8).astype(np.uint64)
    last = np.flatnonzero(read < MORE)
    starts = np.r_[0, last + 1][: len(last)]
    places = np.arange(len(read)) - np.repeat(starts, last - starts + 1)
    groups = (read & (MORE - np.uint64(1))) << (BITS * places.astype(np.uint64))
    folded = np.bitwise_or.reduceat(groups, starts) if len(starts) else groups
    return (folded >> np.uint64(1)).astype(np.int64) ^ -(folded & np.uint64(1)).astype(np.int64)


def unpack_steps(packed: str) -> NDArray[np.int64]:
    """Return the numbers of a text that `pack_steps` wrote, shape (n,)."""
    return np.cumsum(unpack(packed))


def _folded(numbers: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Return 0, -1, 1, -2, … as 0, 1, 2, 3, …."""
    return ((numbers << 1) ^ (numbers >> 63)).astype(np.uint64)


def _lengths(folded: NDArray[np.uint64]) -> NDArray[np.int64]:
    lengths = np.ones(len(folded), np.int64)
    for place in range(1, LONGEST):
        lengths += folded >= np.uint64(1 << (7 * place))
    return lengths

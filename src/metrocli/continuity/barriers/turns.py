"""Which way three points turn, exactly: the sign is that of real numbers, whatever rounding does.

In doubt, the products are summed without error (J. R. Shewchuk, Adaptive Precision Floating-Point
Arithmetic and Fast Robust Geometric Predicates, 1997).
"""

import numpy as np
from numpy.typing import NDArray

from metrocli.shapes.kernel import inlined, kernel

DOUBT = 3.3306690738754716e-16
"""Parts of the sum of both products by which rounding may move their difference (ibid., 4.2)."""

SPLITTER = 134217729.0
"""2²⁷ + 1, which splits a figure of 53 bits in halves (T. J. Dekker, 1971)."""


@inlined
def turn(ax: float, ay: float, bx: float, by: float, cx: float, cy: float) -> float:
    """Return a positive figure if a, b and c turn left, a negative one if right, 0 if neither."""
    left, right = (ax - cx) * (by - cy), (ay - cy) * (bx - cx)
    if abs(left - right) >= DOUBT * (abs(left) + abs(right)):
        return left - right
    return _exact(ax, ay, bx, by, cx, cy)


@kernel
def _exact(ax: float, ay: float, bx: float, by: float, cx: float, cy: float) -> float:
    """Return the greatest part of the sum, which has its sign."""
    sums, used = np.empty(12), 0
    for p, q in ((ax, by), (bx, cy), (cx, ay), (-ay, bx), (-by, cx), (-cy, ax)):
        product = p * q
        used = _add(sums, used, _error(p, q, product))
        used = _add(sums, used, product)
    for k in range(used - 1, -1, -1):
        if sums[k] != 0.0:
            return float(sums[k])
    return 0.0


@inlined
def _error(p: float, q: float, product: float) -> float:
    """Return what rounding took from a product."""
    wide = SPLITTER * p
    p_high = wide - (wide - p)
    wide = SPLITTER * q
    q_high = wide - (wide - q)
    p_low, q_low = p - p_high, q - q_high
    return p_low * q_low - (((product - p_high * q_high) - p_low * q_high) - p_high * q_low)


@inlined
def _add(sums: NDArray[np.float64], used: int, figure: float) -> int:
    """Add a figure to parts that do not overlap, from small to great; return how many there are."""
    for k in range(used):
        total = figure + sums[k]
        virtual = total - figure
        sums[k] = (figure - (total - virtual)) + (sums[k] - virtual)
        figure = total
    sums[used] = figure
    return used + 1

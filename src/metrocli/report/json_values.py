"""Values as JSON has them: metres and inhabitants, shares and degrees to fixed decimals."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from metrocli.text import Text

AMOUNT, SHARE, DEGREES = 2, 4, 6
"""Decimals that are kept."""


def number(value: float | None, digits: int = AMOUNT) -> float | int | None:
    """Return a figure to so many decimals; None where it is not finite or not known."""
    if value is None or not math.isfinite(value):
        return None
    rounded = round(float(value), digits)
    return int(rounded) if rounded.is_integer() else rounded


def plain(value: Any, digits: int = SHARE) -> Any:
    """Return a value as JSON has it.

    Raises
    ------
    TypeError
        If JSON has no such value.
    """
    match value:
        case None | bool() | str():
            return value
        case Text():
            return str(value)
        case int() | float():
            return number(value, digits)
        case Mapping():
            return {str(key): plain(item, digits) for key, item in value.items()}
        case Sequence():
            return [plain(item, digits) for item in value]
    msg = f"{type(value).__name__} has no place in JSON"
    raise TypeError(msg)

"""Values as they stand in JSON: numbers with few decimals, texts in English, null for unknown."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from metrocli.text import Text

AMOUNT, SHARE, DEGREES = 2, 4, 6
"""Decimals that are kept of metres, inhabitants and areas; of shares; of degrees."""


def number(value: float | None, digits: int = AMOUNT) -> float | int | None:
    """Return a number with so many decimals, as a whole one where it is; None if unknown."""
    if value is None or not math.isfinite(value):
        return None
    rounded = round(float(value), digits)
    return int(rounded) if rounded.is_integer() else rounded


def plain(value: Any, digits: int = SHARE) -> Any:
    """Return evidence as values of JSON, its texts in English.

    Raises
    ------
    TypeError
        If there is anything else in it.
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

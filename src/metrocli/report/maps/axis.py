"""An axis of a chart: values on millimetres, with round ticks."""

import math
from dataclasses import dataclass

MOST_TICKS = 8


@dataclass(frozen=True, slots=True)
class Axis:
    """Values from `low` to `high` on millimetres from `start` to `end`, and those marked."""

    low: float
    high: float
    start: float
    end: float
    ticks: tuple[float, ...]

    def at(self, value: float) -> float:
        """Return where a value stands, millimetres."""
        return self.start + (value - self.low) * ((self.end - self.start) / (self.high - self.low))


def axis_of(low: float, high: float, start: float, end: float) -> Axis:
    """Return an axis with few round ticks."""
    step = _round_step((high - low) / MOST_TICKS)
    first, last = math.ceil(low / step), math.floor(high / step + 1e-9)
    ticks = tuple(count * step for count in range(first, last + 1))
    return Axis(low, high, start, end, ticks)


def _round_step(least: float) -> float:
    power = 10.0 ** math.floor(math.log10(least))
    return next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= least)

"""The long paths of an SVG in fewer letters, which nobody can tell from what they were.

matplotlib writes each vertex in full, on a line of its own: a city of a quarter of a million
vertices would take ten megabytes. Here a vertex is a step from the one before, in tenths of a
point, which are finer than the cells that it stands on, see `metrocli.report.maps.paths`.
"""

import re
from collections.abc import Iterator
from functools import cache

TENTHS = 10
"""Units to a point."""

LONG = 1_000
"""Vertices from which a path is a layer of a map: letters and bars of scale stay as they are."""

_STRAIGHT = re.compile(r' d="([-MLz0-9. \n]+)"')
"""The data of a path without curves."""

_Place = tuple[int, int]


def shortened(svg: str) -> str:
    """Return an SVG of matplotlib with its long paths written as steps."""
    return _STRAIGHT.sub(
        lambda found: f' d="{steps(found[1])}"' if found[1].count("\n") >= LONG else found[0], svg
    )


def steps(data: str) -> str:
    """Return the data of a path of matplotlib, each vertex as a step from the one before."""
    written: list[str] = []
    at = (0, 0)
    for part in data.split("M")[1:]:
        closed = part.rstrip().endswith("z")
        words = part.replace("L", " ").replace("z", " ").split()
        places = [_place(x, y) for x, y in zip(words[::2], words[1::2], strict=True)]
        written.append(f"m{_joined(_between(at, places))}{'z' * closed}")
        at = places[0] if closed else places[-1]
    return "".join(written)


def _place(x: str, y: str) -> _Place:
    return round(float(x) * TENTHS), round(float(y) * TENTHS)


def _between(at: _Place, places: list[_Place]) -> Iterator[_Place]:
    for place in places:
        yield place[0] - at[0], place[1] - at[1]
        at = place


def _joined(taken: Iterator[_Place]) -> str:
    """Return steps with a blank only where two numbers would read as one."""
    written: list[str] = []
    last = ""
    for number in (_number(tenths) for step in taken for tenths in step):
        apart = not last or number[0] == "-" or (number[0] == "." and "." in last)
        written.append(number if apart else f" {number}")
        last = number
    return "".join(written)


@cache
def _number(tenths: int) -> str:
    whole, rest = divmod(abs(tenths), TENTHS)
    digits = f"{whole or ''}{f'.{rest}' if rest else ''}" or "0"
    return f"-{digits}" if tenths < 0 else digits

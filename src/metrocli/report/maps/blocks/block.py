"""What a block is, and how words stand in one."""

from typing import Protocol

from metrocli.report.maps.canvas import Canvas
from metrocli.report.maps.ink import BLACK
from metrocli.report.maps.lettering import Face, broken, height_of
from metrocli.report.maps.page import Box
from metrocli.report.words import Words

TEXT, HEADING, SMALL = 6.8, 7.4, 5.6
"""Sizes of letters on A4, points."""


class Block(Protocol):
    """Something beside a map."""

    def height(self, canvas: Canvas, width: float) -> float:
        """Return how high it is where it is so wide, millimetres."""
        ...

    def draw(self, canvas: Canvas, box: Box) -> None:
        """Draw it at the top of a box."""
        ...


def paragraph(
    canvas: Canvas, words: Words, width: float, size: float, face: Face = Face.REGULAR
) -> list[str]:
    """Return words in lines that are no wider than `width` millimetres; the size is that of A4."""
    return broken(canvas.say(words, face), width, canvas.size(size), face)


def lines_height(canvas: Canvas, count: int, size: float) -> float:
    """Return how high lines are, millimetres; the size is that of A4."""
    return height_of(count, canvas.size(size))


def write_lines(
    canvas: Canvas,
    left: float,
    top: float,
    lines: list[str],
    size: float,
    face: Face = Face.REGULAR,
    colour: str = BLACK,
) -> float:
    """Write lines down from a height, and return the height below them."""
    step = lines_height(canvas, 1, size)
    for count, line in enumerate(lines):
        y = top - (count + 0.5) * step
        canvas.write(
            left, y, [line], canvas.size(size), face=face, colour=colour, align=("left", "center")
        )
    return top - step * len(lines)

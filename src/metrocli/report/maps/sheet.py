"""A sheet: the title, the map or chart, and what stands beside it, on one page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Protocol

from metrocli.report.language import Language
from metrocli.report.maps.blocks.block import Block
from metrocli.report.maps.canvas import Canvas
from metrocli.report.maps.ink import BLACK, Ink
from metrocli.report.maps.lettering import Face, broken, height_of
from metrocli.report.maps.page import Box, Page
from metrocli.report.words import Words
from metrocli.text import text

COLUMN, GAP, AIR = 58.0, 4.0, 3.5
"""Width of a column of blocks, and what is between columns and between blocks; millimetres."""

TITLE, LINE = 14.0, 8.0
"""Sizes of letters on A4, points."""

SCHEMATIC = text("SCHEMATIC DATA: the geometry is made up; no result describes real places.")

WARNING = Ink(fill=BLACK)


class Content(Protocol):
    """What a sheet is for: a map or a chart."""

    def worth(self, box: Box) -> float:
        """Return how large it comes out in a box; a negative number if it does not go there."""
        ...

    def blocks(self, canvas: Canvas, box: Box) -> Sequence[Block]:
        """Return what stands beside it where it is drawn in a box."""
        ...

    def draw(self, canvas: Canvas, box: Box) -> None:
        """Draw it."""
        ...


@dataclass(frozen=True, eq=False)
class Sheet:
    """One page about an area.

    Parameters
    ----------
    title : Text or str
        Of the page.
    lines : tuple
        What stands under it, a line each.
    content : Content
        The map or chart.
    schematic : bool
        Whether its geometry is made up, which it then says.
    """

    title: Words
    lines: tuple[Words, ...]
    content: Content
    schematic: bool = False

    def draw(self, page: Page, language: Language) -> Canvas:
        """Return the page, drawn: upright or on its side, whichever shows more."""
        ways = [
            way for turned in (page, page.turned) for way in self._ways(Canvas(turned, language))
        ]
        best = max(ways, key=lambda way: self.content.worth(way.main))
        self._write_head(best.canvas)
        self.content.draw(best.canvas, best.main)
        for column, blocks in zip(
            best.columns,
            _dealt(self.content.blocks(best.canvas, best.main), best.split),
            strict=True,
        ):
            _stack(best.canvas, column, blocks)
        return best.canvas

    # -- workings ----------------------------------------------------------

    def _ways(self, canvas: Canvas) -> Iterator["_Way"]:
        """Yield the ways in which the page can be shared out."""
        inside, module = canvas.page.inside, canvas.page.module
        inside = inside.inset(0, 0, 0, self._head_height(canvas))
        blocks = self.content.blocks(canvas, inside)
        wide, gap = COLUMN * module, GAP * module
        side = Box(inside.right - wide, inside.bottom, inside.right, inside.top)
        if _height(canvas, blocks, wide) <= inside.height:
            yield _Way(canvas, inside.inset(0, 0, wide + gap, 0), (side,), (0, len(blocks)))
        count = min(int((inside.width + gap) / (wide + gap)), len(blocks))
        wide = (inside.width - gap * (count - 1)) / count
        split = _even_split([block.height(canvas, wide) for block in blocks], count)
        high = max(_height(canvas, part, wide) for part in _dealt(blocks, split))
        top = inside.bottom + high
        columns = tuple(
            Box(left, inside.bottom, left + wide, top)
            for left in (inside.left + number * (wide + gap) for number in range(count))
        )
        yield _Way(canvas, inside.inset(0, high + gap, 0, 0), columns, split)

    def _head(self, canvas: Canvas) -> Iterator[tuple[str, float, Face]]:
        """Yield the lines of the head with their sizes, points, and faces."""
        width = canvas.page.inside.width
        size = canvas.size(TITLE)
        for line in broken(canvas.say(self.title, Face.BOLD), width, size, Face.BOLD, most=2):
            yield line, size, Face.BOLD
        size = canvas.size(LINE)
        for words in self.lines:
            for line in broken(canvas.say(words), width, size, most=2):
                yield line, size, Face.REGULAR
        if self.schematic:
            for line in broken(canvas.say(SCHEMATIC, Face.BOLD), width, size, Face.BOLD):
                yield line, size, Face.BOLD

    def _head_height(self, canvas: Canvas) -> float:
        return sum(height_of(1, size) for _, size, _ in self._head(canvas)) + 2.5

    def _write_head(self, canvas: Canvas) -> None:
        inside = canvas.page.inside
        y = inside.top
        for line, size, face in self._head(canvas):
            step = height_of(1, size)
            canvas.write(
                inside.left,
                y - step / 2,
                [line],
                size,
                face=face,
                align=("left", "center"),
                id="head",
            )
            y -= step


@dataclass(frozen=True, eq=False)
class _Way:
    """A page shared out: the main box, the columns beside it, and where each column begins."""

    canvas: Canvas
    main: Box
    columns: tuple[Box, ...]
    split: tuple[int, ...]


def _dealt(blocks: Sequence[Block], split: tuple[int, ...]) -> list[Sequence[Block]]:
    return [blocks[start:end] for start, end in pairwise(split)]


def _height(canvas: Canvas, blocks: Sequence[Block], width: float) -> float:
    air = AIR * canvas.page.module * max(len(blocks) - 1, 0)
    return sum(block.height(canvas, width) for block in blocks) + air


def _even_split(heights: Sequence[float], columns: int) -> tuple[int, ...]:
    """Return where to break a row of blocks into columns so that the highest is least high."""
    count = len(heights)
    splits = ((0, *breaks, count) for breaks in combinations(range(1, count), columns - 1))

    def highest(split: tuple[int, ...]) -> float:
        return max(sum(heights[start:end]) + AIR * (end - start) for start, end in pairwise(split))

    return min(splits, key=highest)


def _stack(canvas: Canvas, column: Box, blocks: Sequence[Block]) -> None:
    """Draw blocks down a column."""
    top = column.top
    for block in blocks:
        block.draw(canvas, Box(column.left, column.bottom, column.right, top))
        top -= block.height(canvas, column.width) + AIR * canvas.page.module

"""A table of figures beside a map."""

from collections.abc import Sequence
from dataclasses import dataclass

from metrocli.report.maps.blocks.block import HEADING, SMALL, lines_height, paragraph, write_lines
from metrocli.report.maps.canvas import Canvas
from metrocli.report.maps.ink import BLACK, Ink
from metrocli.report.maps.lettering import Face, cut
from metrocli.report.maps.page import Box
from metrocli.report.words import Words

ROW = 1.12
"""How high a row is, in lines."""

FIRST = 0.34
"""Part of the width that the first column takes."""

RULE = Ink(edge=BLACK, width=0.5)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings; the first column names them, the others are figures.

    Parameters
    ----------
    title : Text or str
        What the figures are, with their unit.
    headings : sequence
        Of the columns.
    rows : sequence of sequences
        The last one is the total.
    """

    title: Words
    headings: Sequence[Words]
    rows: Sequence[Sequence[Words]]

    def height(self, canvas: Canvas, width: float) -> float:
        """Return how high it is where it is so wide, millimetres."""
        title = paragraph(canvas, self.title, width, HEADING, Face.BOLD)
        rows = (len(self.rows) + 1) * ROW * lines_height(canvas, 1, SMALL)
        return lines_height(canvas, len(title), HEADING) + rows + 2 * canvas.page.module

    def draw(self, canvas: Canvas, box: Box) -> None:
        """Draw it at the top of a box."""
        title = paragraph(canvas, self.title, box.width, HEADING, Face.BOLD)
        top = write_lines(canvas, box.left, box.top, title, HEADING, Face.BOLD)
        step = ROW * lines_height(canvas, 1, SMALL)
        air = 0.6 * canvas.page.module
        for count, row in enumerate((self.headings, *self.rows)):
            last = count == len(self.rows)
            if count == 1 or last:
                top -= air
                canvas.line([(box.left, top), (box.right, top)], RULE)
            self._write_row(canvas, box, top - step / 2, row, bold=last or not count)
            top -= step

    def _write_row(
        self, canvas: Canvas, box: Box, y: float, row: Sequence[Words], *, bold: bool
    ) -> None:
        face = Face.BOLD if bold else Face.REGULAR
        size = canvas.size(SMALL)
        name, *figures = (canvas.say(words, face) for words in row)
        room = FIRST * box.width
        canvas.write(
            box.left, y, [cut(name, room, size, face)], size, face=face, align=("left", "center")
        )
        step = (box.width - room) / max(len(figures), 1)
        for count, figure in enumerate(figures, start=1):
            x = box.left + room + count * step
            canvas.write(x, y, [figure], size, face=face, align=("right", "center"))

"""Notes: small words under a heading."""

from dataclasses import dataclass

from metrocli.report.maps.blocks.block import HEADING, SMALL, lines_height, paragraph, write_lines
from metrocli.report.maps.canvas import Canvas
from metrocli.report.maps.lettering import Face
from metrocli.report.maps.page import Box
from metrocli.report.words import Words

AIR = 0.6
"""Between paragraphs, millimetres on A4."""


@dataclass(frozen=True, slots=True)
class Notes:
    """Paragraphs under a heading."""

    heading: Words
    paragraphs: tuple[Words, ...]

    def height(self, canvas: Canvas, width: float) -> float:
        """Return how high they are where they are so wide, millimetres."""
        lines = sum(len(lines) for lines in self._lines(canvas, width))
        air = AIR * canvas.page.module * len(self.paragraphs)
        return lines_height(canvas, 1, HEADING) + lines_height(canvas, lines, SMALL) + air

    def draw(self, canvas: Canvas, box: Box) -> None:
        """Draw them at the top of a box."""
        heading = [canvas.say(self.heading, Face.BOLD)]
        top = write_lines(canvas, box.left, box.top, heading, HEADING, Face.BOLD)
        for lines in self._lines(canvas, box.width):
            top = write_lines(canvas, box.left, top - AIR * canvas.page.module, lines, SMALL)

    def _lines(self, canvas: Canvas, width: float) -> list[list[str]]:
        return [paragraph(canvas, words, width, SMALL) for words in self.paragraphs]

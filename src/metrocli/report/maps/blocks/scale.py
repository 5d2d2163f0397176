"""The scale, as a number and as a bar of round lengths, and where north is."""

from dataclasses import dataclass

from matplotlib.path import Path

from metrocli.report.maps import graticule
from metrocli.report.maps.blocks.block import SMALL, TEXT, lines_height, paragraph, write_lines
from metrocli.report.maps.canvas import Canvas
from metrocli.report.maps.ink import BLACK, WHITE, Ink
from metrocli.report.maps.lettering import Face
from metrocli.report.maps.page import Box
from metrocli.report.maps.plan import MILLIMETRES, Plan
from metrocli.text import Text, text

ROUND = tuple(m * 10**power for power in range(7) for m in (1, 2, 4, 5))
"""Lengths of bars, metres."""

PARTS = 4

BAR, ARROW, ARROW_WIDTH = 1.8, 11.0, 9.0
"""How high the bar is, how high and wide the arrow with its letter; millimetres on A4."""

LEAST_CONVERGENCE = 0.05
"""Degrees that are worth a word."""

KILOMETRE = 1_000


@dataclass(frozen=True, slots=True)
class Scale:
    """The scale of a plan, and its north."""

    plan: Plan

    def height(self, canvas: Canvas, width: float) -> float:
        """Return how high it is where it is so wide, millimetres."""
        words = lines_height(canvas, len(self._words(canvas, width)), SMALL)
        return (ARROW + 1.5) * canvas.page.module + words

    def draw(self, canvas: Canvas, box: Box) -> None:
        """Draw it at the top of a box."""
        module = canvas.page.module
        _draw_arrow(canvas, box.right - ARROW_WIDTH * module / 2, box.top)
        scale = [
            canvas.say(
                text(
                    "Scale 1:{scale:,.0f} on {page}", scale=self.plan.scale, page=canvas.page.name
                ),
                Face.BOLD,
            )
        ]
        under = write_lines(canvas, box.left, box.top, scale, TEXT, Face.BOLD)
        self._draw_bar(canvas, box, under - 2 * module)
        lines = self._words(canvas, box.width)
        write_lines(canvas, box.left, box.top - (ARROW + 1) * module, lines, SMALL)

    def length(self, canvas: Canvas, width: float) -> float:
        """Return the length of the bar, metres: the longest round one that leaves room."""
        most = (width - (ARROW_WIDTH + 10) * canvas.page.module) * self.plan.scale / MILLIMETRES
        return max((length for length in ROUND if length <= most), default=1)

    def _draw_bar(self, canvas: Canvas, box: Box, top: float) -> None:
        module = canvas.page.module
        metres = self.length(canvas, box.width)
        length = metres * MILLIMETRES / self.plan.scale
        left, part = box.left + 2 * module, length / PARTS
        bar = Box(left, top - BAR * module, left + length, top)
        for count in range(PARTS):
            fill = WHITE if count % 2 else BLACK
            piece = Box(left + count * part, bar.bottom, left + (count + 1) * part, bar.top)
            canvas.box(piece, Ink(fill=fill))
        canvas.box(bar, Ink(edge=BLACK, width=0.6), id="scale-bar")
        for count in (0, PARTS // 2, PARTS):
            words = canvas.say(_length(metres * count / PARTS, metres, last=count == PARTS))
            place = left + count * part, bar.bottom - 0.8 * module
            canvas.write(*place, [words], canvas.size(SMALL), align=("center", "top"))

    def _words(self, canvas: Canvas, width: float) -> list[str]:
        return paragraph(canvas, _north(graticule.convergence(self.plan)), width, SMALL)


def _length(metres: float, whole: float, *, last: bool) -> Text:
    """Return what stands at a mark of the bar; the unit at its end alone."""
    if whole >= KILOMETRE:
        unit = text("{length:g} km", length=metres / KILOMETRE)
        return unit if last else text("{length:g}", length=metres / KILOMETRE)
    return text("{length:g} m", length=metres) if last else text("{length:g}", length=metres)


def _north(convergence: float) -> Text:
    angle = abs(convergence)
    if angle < LEAST_CONVERGENCE:
        return text("Grid north, which is true north here.")
    if convergence > 0:
        return text("Grid north; true north lies {angle:.1f}° to the east.", angle=angle)
    return text("Grid north; true north lies {angle:.1f}° to the west.", angle=angle)


def _draw_arrow(canvas: Canvas, x: float, top: float) -> None:
    module = canvas.page.module
    letter = lines_height(canvas, 1, TEXT)
    canvas.write(
        x,
        top,
        [canvas.say(text("N"), Face.BOLD)],
        canvas.size(TEXT),
        face=Face.BOLD,
        align=("center", "top"),
    )
    tip, foot, half = top - letter, top - ARROW * module, 2.2 * module
    notch = foot + 1.8 * module
    for side, fill in ((-half, BLACK), (half, WHITE)):
        corners = [(x, tip), (x + side, foot), (x, notch), (x, tip)]
        canvas.path(Path(corners, closed=True), Ink(fill=fill, edge=BLACK, width=0.6), id="north")

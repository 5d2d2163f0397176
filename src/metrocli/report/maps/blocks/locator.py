"""A locator: a small plan that shows where a larger one lies."""

from dataclasses import dataclass

import numpy as np
import shapely

from metrocli.report.maps.blocks.block import SMALL, lines_height, paragraph, write_lines
from metrocli.report.maps.canvas import Canvas
from metrocli.report.maps.ink import EXTENT, FRAME
from metrocli.report.maps.layer import Layer
from metrocli.report.maps.page import Box
from metrocli.report.maps.plan import snug_plan
from metrocli.report.words import Words

LEAST = 3.0
"""Millimetres that what is shown is wide and high at least, so that it is seen."""

AIR = 0.8
"""Millimetres between the title and the plan."""


@dataclass(frozen=True, eq=False)
class Locator:
    """Where something lies.

    Parameters
    ----------
    title : Text or str
        What it shows.
    extent : Box
        Of the plane.
    layers : tuple of Layer
        What is drawn of it.
    shown : Box
        Of the plane: what is framed.
    high : float
        Millimetres on A4.
    """

    title: Words
    extent: Box
    layers: tuple[Layer, ...]
    shown: Box
    high: float = 40.0

    def height(self, canvas: Canvas, width: float) -> float:
        """Return how high it is where it is so wide, millimetres."""
        lines = paragraph(canvas, self.title, width, SMALL)
        return self._high(canvas, width) + lines_height(canvas, len(lines), SMALL) + AIR

    def draw(self, canvas: Canvas, box: Box) -> None:
        """Draw it at the top of a box."""
        lines = paragraph(canvas, self.title, box.width, SMALL)
        under = write_lines(canvas, box.left, box.top, lines, SMALL) - AIR
        high = self._high(canvas, box.width)
        wide = min(box.width, high * self.extent.width / self.extent.height)
        frame = Box(box.left, under - high, box.left + wide, under)
        plan = snug_plan(self.extent, frame)
        for layer in self.layers:
            canvas.layer(layer, plan)
        short = LEAST * canvas.page.module * plan.scale / 1000
        shown = self.shown.grown(max(0, short - min(self.shown.width, self.shown.height)) / 2)
        ring = shapely.box(shown.left, shown.bottom, shown.right, shown.top)
        canvas.layer(Layer("locator", np.array([ring]), EXTENT), plan)
        canvas.box(frame, FRAME)

    def _high(self, canvas: Canvas, width: float) -> float:
        """Return how high the plan is: less than it might be where what it shows is wide."""
        return min(self.high * canvas.page.module, width * self.extent.height / self.extent.width)

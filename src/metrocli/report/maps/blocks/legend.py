"""The legend: what each layer looks like, and what it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely

from metrocli.report.maps.blocks.block import TEXT, lines_height, paragraph, write_lines
from metrocli.report.maps.canvas import Canvas
from metrocli.report.maps.layer import Layer
from metrocli.report.maps.page import Box
from metrocli.report.maps.plan import MILLIMETRES, Plan

SIGN_WIDTH, SIGN_HEIGHT, GAP = 8.0, 3.6, 1.1
"""Of signs, and between entries, on A4; millimetres."""

BESIDE = 2.0
"""From the sign to its words."""


@dataclass(frozen=True, eq=False)
class Legend:
    """The legend of some layers: of those that have a title, the first one at the top."""

    layers: Sequence[Layer]

    def height(self, canvas: Canvas, width: float) -> float:
        """Return how high it is where it is so wide, millimetres."""
        return sum(height for _, _, height in self._entries(canvas, width))

    def draw(self, canvas: Canvas, box: Box) -> None:
        """Draw it at the top of a box."""
        module, top = canvas.page.module, box.top
        for layer, lines, height in self._entries(canvas, box.width):
            middle = top - (height - GAP * module) / 2
            half = SIGN_HEIGHT * module / 2
            sign = Box(box.left, middle - half, box.left + SIGN_WIDTH * module, middle + half)
            _draw_sign(canvas, layer, sign)
            left = sign.right + BESIDE * module
            write_lines(
                canvas, left, middle + lines_height(canvas, len(lines), TEXT) / 2, lines, TEXT
            )
            top -= height

    def _entries(self, canvas: Canvas, width: float) -> Iterator[tuple[Layer, list[str], float]]:
        module = canvas.page.module
        for layer in self.layers:
            if layer.title is not None:
                room = width - (SIGN_WIDTH + BESIDE) * module
                lines = paragraph(canvas, layer.title, room, TEXT)
                high = max(lines_height(canvas, len(lines), TEXT), SIGN_HEIGHT * module)
                yield layer, lines, high + GAP * module


def _draw_sign(canvas: Canvas, layer: Layer, box: Box) -> None:
    """Draw a small map on which there is nothing but one thing of a layer."""
    dimension = int(shapely.get_dimensions(layer.shapes).max()) if len(layer.shapes) else 2
    if layer.ink.fill is None:
        dimension = min(dimension, 1)  # of what is not filled, the edge is enough
    thing = (
        shapely.Point(box.centre),
        shapely.LineString([(box.left, box.centre[1]), (box.right, box.centre[1])]),
        shapely.box(box.left, box.bottom, box.right, box.top),
    )[dimension]
    ink = replace(layer.ink, size=min(layer.ink.size, SIGN_HEIGHT - 0.4))
    room = box.grown(1)
    plan = Plan(room, room.left, room.bottom, MILLIMETRES)
    canvas.layer(Layer("legend", np.array([thing]), ink), plan)

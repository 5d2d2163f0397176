"""A view: a plan with its layers, names and graticule, framed on the page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from metrocli.report.maps import graticule
from metrocli.report.maps.blocks.block import Block
from metrocli.report.maps.blocks.legend import Legend
from metrocli.report.maps.blocks.locator import Locator
from metrocli.report.maps.blocks.scale import Scale
from metrocli.report.maps.canvas import Canvas
from metrocli.report.maps.ink import BLACK, FRAME, GREY, Ink
from metrocli.report.maps.labels import Label, Placed, place
from metrocli.report.maps.layer import Layer
from metrocli.report.maps.lettering import Face, balanced, cut
from metrocli.report.maps.page import Box
from metrocli.report.maps.plan import Plan, fitting_scale, plan_of
from metrocli.report.words import Words

WIDEST = 34.0
"""Of a name on a map, millimetres on A4; what is longer is cut."""

LEADER = Ink(edge=BLACK, width=0.5, casing=0.5)

FINE = 0.3
"""Millimetres to which the ground of a name is known."""


@dataclass(frozen=True, eq=False)
class Name:
    """A name on a map.

    Parameters
    ----------
    lines : tuple of Text or str
        What is written; the first, if it names some ground, is broken in two where it is long.
    x, y : float
        Of the plane: where it belongs.
    ground : shapely geometry, optional
        Planar: where it should stand.
    size : float
        Of the letters on A4, points.
    face : Face
        Of the font.
    colour : str
        Of the letters.
    needed : bool
        Whether it must be there, however full the map.
    beside : float
        Millimetres on A4 that it keeps from its point; 0 if it may stand on it.
    """

    lines: tuple[Words, ...]
    x: float
    y: float
    ground: Any = None
    size: float = 7.0
    face: Face = Face.BOLD
    colour: str = BLACK
    needed: bool = True
    beside: float = 0.0


def faint(words: Words, ground: Any) -> Name:
    """Return the name of ground that the map is not about: left out where there is no room."""
    return Name((words,), np.nan, np.nan, ground, 5.8, Face.OBLIQUE, GREY, needed=False)


@dataclass(frozen=True, slots=True)
class Spot:
    """A point of the plane, metres, and the millimetres around it on A4 that it takes up."""

    x: float
    y: float
    reach: float


@dataclass(frozen=True, eq=False)
class View:
    """What a map shows.

    Parameters
    ----------
    extent : Box
        Of the plane, that must be seen; metres.
    layers : tuple of Layer
        The first at the bottom.
    names : tuple of Name
        Upon them.
    kept_free : tuple of Spot
        What no name may cover.
    legend : tuple of Layer
        What the legend tells of where it is seen, in its order.
    beside : tuple of Block
        What stands beside it, after the legend and the scale.
    locator : callable, optional
        Returns the locator of the extent that a plan shows.
    """

    extent: Box
    layers: tuple[Layer, ...]
    names: tuple[Name, ...]
    kept_free: tuple[Spot, ...]
    legend: tuple[Layer, ...]
    beside: tuple[Block, ...]
    locator: Callable[[Box], Locator | None] | None = None

    def worth(self, box: Box) -> float:
        """Return how large the view comes out in a box."""
        return 1 / fitting_scale(self.extent, box)

    def plan(self, canvas: Canvas, box: Box) -> Plan:
        """Return the plan that is drawn where a box is to hold it with its degrees."""
        band = graticule.BAND * canvas.page.module
        return plan_of(self.extent, box.inset(band, band, 0, 0))

    def blocks(self, canvas: Canvas, box: Box) -> Sequence[Block]:
        """Return what stands beside it where it is drawn in a box."""
        plan = self.plan(canvas, box)
        found = None if self.locator is None else self.locator(plan.extent)
        told = [layer for layer in self.legend if plan.shows(layer.shapes)]
        return [Legend(told), Scale(plan), *([found] if found else []), *self.beside]

    def draw(self, canvas: Canvas, box: Box) -> None:
        """Draw it."""
        plan = self.plan(canvas, box)
        for layer in self.layers:
            canvas.layer(layer, plan)
        graticule.draw(canvas, plan)
        for placed in self.placed(canvas, plan):
            _write(canvas, placed)
        canvas.box(plan.box, FRAME, id="frame")

    def placed(self, canvas: Canvas, plan: Plan) -> list[Placed]:
        """Return the names where they stand on the page."""
        labels = [_label(canvas, plan, name) for name in self.names]
        taken = [_taken(canvas, plan, spot) for spot in self.kept_free]
        air = 1.0 * canvas.page.module
        return place([label for label in labels if label], plan.box.grown(-air), taken)


def _taken(canvas: Canvas, plan: Plan, spot: Spot) -> Box:
    (x, y), *_ = plan.on_page(np.array([[spot.x, spot.y]])).tolist()
    return Box(x, y, x, y).grown(spot.reach * canvas.page.module)


def _label(canvas: Canvas, plan: Plan, name: Name) -> Label | None:
    """Return a name as it stands on the page; None if nothing of its ground is seen."""
    ground = None if name.ground is None else _seen(name.ground, plan)
    if ground is not None and ground.is_empty:
        return None
    x, y = _anchor(name, plan, ground)
    size, widest = canvas.size(name.size), WIDEST * canvas.page.module
    first, *others = (canvas.say(words, name.face) for words in name.lines)
    named = [first] if name.ground is None else balanced(first, size, name.face)
    lines = [*named, *others]
    return Label(
        tuple(cut(line, widest, size, name.face) for line in lines),
        x,
        y,
        size,
        name.face,
        name.colour,
        ground,
        name.needed,
        name.beside * canvas.page.module,
    )


def _seen(ground: Any, plan: Plan) -> Any:
    """Return what a plan shows of some ground, millimetres of the page."""
    extent = plan.extent
    cut_out = shapely.clip_by_rect(ground, extent.left, extent.bottom, extent.right, extent.top)
    return shapely.make_valid(shapely.simplify(shapely.transform(cut_out, plan.on_page), FINE))


def _anchor(name: Name, plan: Plan, ground: Any) -> tuple[float, float]:
    """Return where a name belongs on the page: its point, or the middle of what is seen."""
    (x, y), *_ = plan.on_page(np.array([[name.x, name.y]])).tolist()
    box = plan.box
    if box.holds(x, y):
        return x, y
    if ground is None:
        return min(max(x, box.left), box.right), min(max(y, box.bottom), box.top)
    parts = shapely.get_parts(ground)
    middle = shapely.point_on_surface(parts[shapely.area(parts).argmax()])
    return float(middle.x), float(middle.y)


def _write(canvas: Canvas, placed: Placed) -> None:
    """Write a name, and the line that leads from it to its point where it stands apart."""
    label, box = placed.label, placed.box
    x, y = box.centre
    if placed.led:
        foot = min(max(label.x, box.left), box.right), min(max(label.y, box.bottom), box.top)
        canvas.line([foot, (label.x, label.y)], LEADER, id="leader")
    canvas.write(
        x,
        y,
        label.lines,
        label.size,
        face=label.face,
        colour=label.colour,
        align=("center", "center"),
        halo=True,
        id="name",
    )

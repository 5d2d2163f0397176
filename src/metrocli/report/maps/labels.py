"""Labels: names on a map, each near its place, none upon another.

Every label has many places that it could stand at, the best first. One after the other takes the
best that is free, the narrowest ground first; then each looks again whether a better one has become
free, until none moves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from metrocli.report.maps.ink import BLACK
from metrocli.report.maps.lettering import Face, height_of, width_of
from metrocli.report.maps.page import Box

AIR = 0.5
"""Millimetres that stay free around every label."""

REACH = 42
"""Millimetres from its point within which a label finds a place."""

STEP = 1.0
"""Millimetres between places."""

ABROAD = 14.0
"""What standing outside its own ground costs a label, in millimetres of distance."""

ROUNDS = 6
"""How often labels look again."""

LED = 7.0
"""Millimetres beyond which a label that is not on its ground is led to its point by a line."""

Boxes = NDArray[np.float64]
"""Left, bottom, right, top; shape (n, 4)."""


@dataclass(frozen=True, eq=False)
class Label:
    """Lines that belong to a point.

    Parameters
    ----------
    lines : tuple of str
        What is written, as `Canvas.say` returned it.
    x, y : float
        Of the point, millimetres of the page.
    size : float
        Of the letters, points, final.
    face : Face
        Of the font.
    colour : str
        Of the letters.
    ground : shapely geometry, optional
        Where it should stand, millimetres.
    needed : bool
        Whether it is led to its point from afar, if it must, rather than left out.
    beside : float
        Millimetres that it keeps from its point; 0 if it may stand on it.
    """

    lines: tuple[str, ...]
    x: float
    y: float
    size: float
    face: Face = Face.REGULAR
    colour: str = BLACK
    ground: Any = None
    needed: bool = True
    beside: float = 0.0

    @property
    def width(self) -> float:
        """Of its box, air included, millimetres."""
        return max(width_of(line, self.size, self.face) for line in self.lines) + 2 * AIR

    @property
    def height(self) -> float:
        """Of its box, air included, millimetres."""
        return height_of(len(self.lines), self.size) + 2 * AIR


@dataclass(frozen=True, eq=False)
class Placed:
    """A label and the box that it stands in."""

    label: Label
    box: Box

    @property
    def led(self) -> bool:
        """Whether a line must lead from it to its point."""
        label, box = self.label, self.box
        away = np.hypot(
            max(box.left - label.x, label.x - box.right, 0),
            max(box.bottom - label.y, label.y - box.top, 0),
        )
        at_home = label.ground is not None and label.ground.contains(shapely.Point(*box.centre))
        return bool(away > LED and not at_home)


def place(labels: Sequence[Label], frame: Box, taken: Sequence[Box] = ()) -> list[Placed]:
    """Return labels where they stand: within a frame, upon no other and upon nothing taken.

    Parameters
    ----------
    labels : sequence of Label
        Those that are not `needed` and find no place are left out.
    frame : Box
        Of the map, millimetres.
    taken : sequence of Box
        What no label may cover.
    """
    blocked = np.array([(b.left, b.bottom, b.right, b.top) for b in taken]).reshape(-1, 4)
    choices = [_choices(label, frame, blocked) for label in labels]
    order = sorted(range(len(labels)), key=lambda i: (not labels[i].needed, _room(labels[i])))
    stand: dict[int, NDArray[np.float64]] = {}
    for _ in range(ROUNDS):
        moved = False
        for i in order:
            others = np.array([box for j, box in stand.items() if j != i]).reshape(-1, 4)
            box = _best(choices[i], others)
            if box is None:
                continue
            moved = moved or i not in stand or bool((box != stand[i]).any())
            stand[i] = box
        if not moved:
            break
    return [Placed(labels[i], Box(*stand[i].tolist())) for i in sorted(stand)]


def _room(label: Label) -> float:
    """Return how much ground a label has to itself; that of a point has none."""
    return 0.0 if label.ground is None else float(label.ground.area)


def _choices(label: Label, frame: Box, blocked: Boxes) -> Boxes:
    """Return the boxes that a label could stand in, the best first."""
    span = np.arange(-REACH, REACH + STEP, STEP)
    dx, dy = (grid.ravel() for grid in np.meshgrid(span, span))
    if label.beside:
        # beside a point: to the right and the left of it, above and below
        reach_x, reach_y = label.width / 2 + label.beside, label.height / 2 + label.beside
        clear = (np.abs(dx) >= reach_x) | (np.abs(dy) >= reach_y)
        dx, dy = dx[clear], dy[clear]
    x, y = label.x + dx, label.y + dy
    half = np.array([label.width, label.height]) / 2
    boxes = np.column_stack([x - half[0], y - half[1], x + half[0], y + half[1]])
    cost = np.hypot(dx, 1.6 * dy)
    if label.ground is not None:
        cost = cost + ABROAD * _outside(label, boxes)
    fits = (
        (boxes[:, 0] >= frame.left)
        & (boxes[:, 1] >= frame.bottom)
        & (boxes[:, 2] <= frame.right)
        & (boxes[:, 3] <= frame.top)
    )
    if not label.needed:
        fits &= cost < ABROAD / 2
    fits &= ~_overlap(boxes, blocked).any(axis=1)
    boxes, cost = boxes[fits], cost[fits]
    return np.asarray(boxes[np.argsort(cost, kind="stable")])


def _outside(label: Label, boxes: Boxes) -> NDArray[np.float64]:
    """Return how much of a box is not on the label's own ground: of five points of it."""
    shapely.prepare(label.ground)
    across = boxes[:, 0] + np.outer([0.02, 0.25, 0.5, 0.75, 0.98], boxes[:, 2] - boxes[:, 0])
    middle = np.broadcast_to((boxes[:, 1] + boxes[:, 3]) / 2, across.shape)
    return np.asarray(1 - shapely.contains_xy(label.ground, across, middle).mean(axis=0))


def _best(choices: Boxes, others: Boxes) -> NDArray[np.float64] | None:
    free = np.flatnonzero(~_overlap(choices, others).any(axis=1))
    return choices[free[0]] if len(free) else None


def _overlap(boxes: Boxes, others: Boxes) -> NDArray[np.bool_]:
    """Return which boxes share ground with which others, shape (n, m)."""
    one, other = boxes[:, None, :], others[None, :, :]
    return np.asarray(
        (one[..., 0] < other[..., 2])
        & (other[..., 0] < one[..., 2])
        & (one[..., 1] < other[..., 3])
        & (other[..., 1] < one[..., 3])
    )

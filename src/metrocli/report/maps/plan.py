"""A plan: the part of the plane that a box of the page shows, at a round scale."""

import math
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from metrocli.model import Geometries
from metrocli.report.maps.page import Box

MANTISSAS = (1, 1.25, 1.5, 1.75, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 9, 10)
"""Of the scales that maps are drawn at: 1:125,000, 1:150,000, …"""

MILLIMETRES = 1_000
"""In a metre."""

Points = NDArray[np.float64]
"""Points, shape (n, 2)."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is where: metres of the plane on millimetres of the page.

    Parameters
    ----------
    box : Box
        Of the page.
    west, south : float
        The point of the plane in its lower left corner.
    scale : float
        Metres of the plane on a metre of paper.
    """

    box: Box
    west: float
    south: float
    scale: float

    @property
    def extent(self) -> Box:
        """What it shows of the plane, metres."""
        metres = self.scale / MILLIMETRES
        return Box(
            self.west,
            self.south,
            self.west + self.box.width * metres,
            self.south + self.box.height * metres,
        )

    def shows(self, shapes: Geometries) -> bool:
        """Return whether any of some shapes may lie within it."""
        west, south, east, north = shapely.bounds(shapes).T
        edge = self.extent
        return bool(
            (
                (west <= edge.right)
                & (east >= edge.left)
                & (south <= edge.top)
                & (north >= edge.bottom)
            ).any()
        )

    def on_page(self, xy: Points) -> Points:
        """Return points of the plane in millimetres of the page."""
        corner = np.array([self.box.left, self.box.bottom])
        return np.asarray(
            (xy - np.array([self.west, self.south])) * (MILLIMETRES / self.scale) + corner
        )


def fitting_scale(extent: Box, box: Box) -> float:
    """Return the scale at which an extent of the plane just fits into a box of the page."""
    return MILLIMETRES * max(extent.width / box.width, extent.height / box.height)


def plan_of(extent: Box, box: Box) -> Plan:
    """Return the plan that shows an extent in the middle of a box, at a round scale."""
    least = fitting_scale(extent, box)
    power = 10 ** math.floor(math.log10(least))
    # a scale that is round but for the last bits of a float is round
    return _centred(
        extent, box, next(m * power for m in MANTISSAS if m * power >= least * (1 - 1e-9))
    )


def snug_plan(extent: Box, box: Box) -> Plan:
    """Return the plan that shows an extent as large as a box holds it, whatever the scale."""
    return _centred(extent, box, fitting_scale(extent, box))


def _centred(extent: Box, box: Box, scale: float) -> Plan:
    x, y = extent.centre
    metres = scale / MILLIMETRES
    return Plan(box, x - box.width * metres / 2, y - box.height * metres / 2, scale)

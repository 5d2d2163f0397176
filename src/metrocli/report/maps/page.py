"""Pages and the boxes on them, in millimetres from the lower left corner."""

from collections.abc import Mapping
from dataclasses import dataclass

MARGIN = 10.0
"""Of every page, millimetres."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with upright sides; of a page in millimetres, of the plane in metres."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From bottom to top."""
        return self.top - self.bottom

    @property
    def centre(self) -> tuple[float, float]:
        """The middle."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    def holds(self, x: float, y: float) -> bool:
        """Return whether a point is in it, or on its edge."""
        return self.left <= x <= self.right and self.bottom <= y <= self.top

    def inset(self, left: float, bottom: float, right: float, top: float) -> "Box":
        """Return what is left of the box when a strip is cut off each side."""
        return Box(self.left + left, self.bottom + bottom, self.right - right, self.top - top)

    def grown(self, by: float) -> "Box":
        """Return the box with a strip added on each side."""
        return self.inset(-by, -by, -by, -by)


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet of paper.

    Parameters
    ----------
    name : str
        As people call it ("A4").
    width, height : float
        Millimetres.
    module : float
        How large letters and signs are, against those of A4.
    """

    name: str
    width: float
    height: float
    module: float

    @property
    def turned(self) -> "Page":
        """The same sheet, on its side."""
        return Page(self.name, self.height, self.width, self.module)

    @property
    def inside(self) -> Box:
        """The page without its margins."""
        return Box(MARGIN, MARGIN, self.width - MARGIN, self.height - MARGIN)


PAGES: Mapping[str, Page] = {
    "a4": Page("A4", 210, 297, 1.0),
    "a3": Page("A3", 297, 420, 1.3),
}
"""Upright."""

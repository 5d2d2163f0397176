"""A layer: things of the plane that look alike, and what the legend calls them."""

from dataclasses import dataclass

from metrocli.model import Geometries
from metrocli.report.maps.ink import Ink
from metrocli.report.words import Words


@dataclass(frozen=True, eq=False)
class Layer:
    """Things that are drawn alike.

    A map draws its layers in their order, the first at the bottom; any module may make one.

    Parameters
    ----------
    id : str
        What it is called in the file.
    shapes : ndarray of shapely geometries, shape (n,)
        Planar, metres: areas, lines or points.
    ink : Ink
        How they are drawn.
    title : Text or str, optional
        What the legend calls them; None if it does not speak of them.
    """

    id: str
    shapes: Geometries
    ink: Ink
    title: Words | None = None

"""Inks: how things look on a map, so that everybody can tell them apart.

The colours are those of Okabe and Ito (2008), which people who confuse red and green, or blue and
yellow, tell apart. What lies side by side differs in lightness too, or in hatching, so that it is
told apart on a photocopy; tests simulate both.
"""

from dataclasses import dataclass

BLACK, WHITE, GREY = "#000000", "#ffffff", "#5f5f5f"
BLUE, ORANGE, VERMILLION, YELLOW = "#0072b2", "#e69f00", "#d55e00", "#f3e964"
DARK_VERMILLION = "#8f3d00"


@dataclass(frozen=True, slots=True)
class Ink:
    """How a layer is drawn.

    Parameters
    ----------
    fill, edge : str, optional
        Colours, "#rrggbb"; None where nothing is filled, or no edge drawn.
    width : float
        Of edges and lines, points.
    dash : tuple of float
        Lengths of strokes and blanks, in widths; empty for a whole line.
    hatch : str
        Strokes over the fill, as matplotlib writes them, in the colour of `hatching`.
    hatching : str, optional
        Colour.
    casing : float
        Width of a white rim on either side of lines, points.
    size : float
        Diameter of the disc that stands for a point, millimetres.
    """

    fill: str | None = None
    edge: str | None = None
    width: float = 0.5
    dash: tuple[float, ...] = ()
    hatch: str = ""
    hatching: str | None = None
    casing: float = 0.0
    size: float = 1.5


MEMBER_LAND = Ink(fill="#fbf8f1")
OTHER_LAND = Ink(fill="#eaeaea")
BOUNDARY = Ink(edge="#1a1a1a", width=0.7, dash=(7, 2.5, 1.2, 2.5), casing=0.35)
OTHER_BOUNDARY = Ink(edge="#9a9a9a", width=0.4)

CONTINUUM = Ink(fill=BLUE)
CONTINUUM_GROUND = Ink(fill="#cfe3f1", edge=BLUE, width=0.7)
OTHER_PATCH = Ink(fill=ORANGE)
OTHER_PATCH_GROUND = Ink(
    fill="#fcf0d4", edge="#8a6000", width=0.5, hatch="////", hatching="#d9b565"
)
NEIGHBOUR = Ink(fill="#c9c9c9")

LINK = Ink(edge=VERMILLION, width=1.8, casing=1.2)
LINK_END = Ink(fill=VERMILLION, edge=BLACK, width=0.7, size=2.2)
LINK_RING = Ink(edge=BLACK, width=1.1, casing=1.1, size=7)
LINK_FOOTPRINT = Ink(fill=YELLOW, edge=BLACK, width=1.2)

BARRIER = Ink(fill="#bfe0f2", edge="#2b6c99", width=1.1, hatch="----", hatching="#7fb3d1")
CROSSING = Ink(edge=BLACK, width=2.0, dash=(2.5, 1.0), casing=1.0)
ALSO_BUILT = Ink(fill="#dfe8cf", edge="#5c6b40", width=0.4, hatch="xxxx", hatching="#9db077")

FRAME = Ink(edge=BLACK, width=0.8)
GRATICULE = Ink(edge="#7d8a94", width=0.25)
EXTENT = Ink(edge=VERMILLION, width=1.3, casing=0.8)
AREA = Ink(fill="#9ecae1", edge=BLACK, width=0.3, hatch="....", hatching="#3f7fa6")
COUNTRY = Ink(fill="#d0d0d0")
HERE = Ink(fill="#3f7fa6")
REGION = Ink(fill="#d9d9d9", edge="#6b6b6b", width=0.3)

CONTINUUM_EDGE = Ink(edge=BLUE, width=1.0, casing=0.4)
REGION_LAND = Ink(fill="#f5f2ea", edge="#8a8a8a", width=0.4)

MET = Ink(fill="#9cc9e6", edge=BLACK, width=0.4)
NOT_MET = Ink(fill="#f7cf86", edge=BLACK, width=0.4, hatch="////", hatching="#c28a1e")
OPEN = Ink(fill="#e4e4e4", edge=BLACK, width=0.4, hatch="....", hatching="#8a8a8a")
STEPS = Ink(edge=BLUE, width=1.6)
THRESHOLD = Ink(edge=VERMILLION, width=1.2, dash=(6, 3))
IN_FORCE = Ink(edge=BLACK, width=1.2)
FLIP = Ink(edge=BLACK, width=0.8, dash=(1, 2))
GRID = Ink(edge="#dcdcdc", width=0.4)

DENSITIES = ("#fbeeb8", "#f2bd5a", "#d6792b", "#97411a", "#4a150a")
"""From sparse to dense: ever darker, in one hue."""

UNCOUNTED = "#b5bcc4"
"""Of footprints where nobody is counted."""

"""What is drawn on a page over the footprints: places that a reader can point at, by layers."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from metrocli.delimit.cartography import AreaMap
from metrocli.model import AreaAssessment, LinkEnd
from metrocli.report.convention_words import tie_name
from metrocli.report.page.sentences import said
from metrocli.report.words import measure
from metrocli.text import Text, text

POLYGON = 2
"""Dimensions of polygons."""


@dataclass(frozen=True, eq=False)
class Mark:
    """A place or a line, and what it is.

    Parameters
    ----------
    xy : ndarray of float64, shape (v, 2)
        Planar metres: of a place one vertex, of a line its vertices.
    words : Text
        What is said of it where a reader points at it.
    """

    xy: NDArray[np.float64]
    words: Text


@dataclass(frozen=True, eq=False)
class Layer:
    """Marks of one kind, which are shown and hidden together.

    Parameters
    ----------
    id : str
        "weakest-link", …
    name : Text
        What the legend calls it.
    marks : tuple of Mark
        What is in it.
    """

    id: str
    name: Text
    marks: tuple[Mark, ...]

    def on_page(self, origin: NDArray[np.float64]) -> dict[str, Any]:
        """Return the layer as a page carries it, in tenths of metres from its origin."""
        return {
            "id": self.id,
            "name": said(self.name),
            "marks": [
                {"xy": np.round(mark.xy - origin, 1).tolist(), "words": said(mark.words)}
                for mark in self.marks
            ],
        }


def weakest_link(assessed: AreaAssessment) -> tuple[Layer, ...]:
    """Return the layer of the weakest link of an area, if it has one."""
    link = assessed.weakest_link
    if link is None:
        return ()
    names = {member.code: member.name for member in assessed.members}

    def end(of: LinkEnd) -> Text:
        return text("{commune} ({footprint})", commune=names[of.commune], footprint=of.id)

    words = text(
        "Weakest link: {gap} between {a} and {b}.",
        gap=measure(link.gap, "m"),
        a=end(link.a),
        b=end(link.b),
    )
    line = np.array(link.corners)
    return (Layer("weakest-link", text("Weakest link"), (Mark(line, words),)),)


def conventions(drawn: AreaMap) -> tuple[Layer, ...]:
    """Return the layers of the links and the barriers of a study, those that come near the area."""
    if not len(drawn.footprints):
        return ()
    around = shapely.box(*shapely.total_bounds(drawn.footprints.geometries))
    links = tuple(
        Mark(np.array(crossing.line), text("Link: {tie}.", tie=tie_name(crossing.tie)))
        for crossing in drawn.study.conventions.links
        if shapely.LineString(crossing.line).intersects(around)
    )
    barriers = tuple(
        Mark(shapely.get_coordinates(line), text("Barrier: {name}", name=name))
        for name, shape in zip(
            drawn.study.barriers.names.tolist(), drawn.study.barriers.geometries, strict=True
        )
        if shape.intersects(around)
        for line in _lines(shape)
    )
    found = (Layer("links", text("Links"), links), Layer("barriers", text("Barriers"), barriers))
    return tuple(layer for layer in found if layer.marks)


def _lines(shape: shapely.Geometry) -> list[shapely.Geometry]:
    """Return the lines that a barrier is made of: of polygons, their edges."""
    flat = shapely.get_dimensions(shape) < POLYGON
    edges = shape if flat else shapely.boundary(shape)
    lines: list[shapely.Geometry] = shapely.get_parts(edges).tolist()
    return lines

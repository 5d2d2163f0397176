"""What is drawn on a page over the footprints: places that a reader can point at, by layers."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from metrocli.model import AreaAssessment, LinkEnd
from metrocli.report.page.sentences import said
from metrocli.report.words import measure
from metrocli.text import Text, text


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
    line = np.array([[link.a.x, link.a.y], [link.b.x, link.b.y]])
    return (Layer("weakest-link", text("Weakest link"), (Mark(line, words),)),)

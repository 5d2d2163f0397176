"""What a study adds to gaps, on a map: links, barriers, what also counts as built, decisions."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import shapely

from metrocli.delimit.cartography import AreaMap
from metrocli.model import Geometries
from metrocli.report.convention_words import decision_words, tie_name
from metrocli.report.maps import ink
from metrocli.report.maps.blocks.notes import Notes
from metrocli.report.maps.layer import Layer
from metrocli.report.maps.page import Box
from metrocli.text import Text, text


def convention_layers(drawn: AreaMap, shown: Box) -> list[Layer]:
    """Return the layers of what lies in the frame of a map, the lowest first."""
    study = drawn.study
    also = study.conventions.also_built
    crossings = np.array(
        [shapely.LineString(crossing.line) for crossing in study.conventions.links], dtype=object
    )
    made = [
        Layer("barriers", study.barriers.geometries, ink.BARRIER, text("Barrier")),
        Layer("links", crossings, ink.CROSSING, text("Link that joins its two ends")),
    ]
    if also is not None:
        parks = also.among(drawn.area.members).geometries
        made.insert(0, Layer("also-built", parks, ink.ALSO_BUILT, text("Also counts as built")))
    frame = shapely.box(shown.left, shown.bottom, shown.right, shown.top)
    seen = [(layer, _touching(layer.shapes, frame)) for layer in made]
    return [
        Layer(layer.id, shapes, layer.ink, layer.title) for layer, shapes in seen if len(shapes)
    ]


def convention_notes(drawn: AreaMap) -> list[Notes]:
    """Return what joins the continuum beside gaps, and the decisions; nothing without any."""
    lines = tuple(_lines(drawn))
    return [Notes(text("Beside the gaps"), lines)] if lines else []


def _lines(drawn: AreaMap) -> Iterator[Text]:
    for without in drawn.assessed.without:
        for tie in without.ties:
            yield text("Joined by: {tie}.", tie=tie_name(tie))
    for decision in drawn.result.conventions.decisions:
        yield decision_words(decision)


def _touching(shapes: Geometries, frame: shapely.Polygon) -> Geometries:
    found: Geometries = shapes[shapely.intersects(shapes, frame)] if len(shapes) else shapes
    return found

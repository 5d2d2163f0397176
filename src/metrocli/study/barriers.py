"""Barriers: rivers, motorways or ravines, as lines or polygons that no gap crosses."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely

from metrocli.errors import InvalidInputError
from metrocli.model import Barriers, Notice
from metrocli.study.columns import place
from metrocli.study.geometry import Planar, planar
from metrocli.study.layers import Layer, read_layer
from metrocli.study.schemas import Role, Wanted, find
from metrocli.study.sections import BarriersSection
from metrocli.text import text

LINE = 1
"""Dimension of a geometry with a length."""


@dataclass(frozen=True, eq=False)
class ReadBarriers:
    """The barriers of a layer, the layer itself, and what was mended in it."""

    barriers: Barriers
    layer: Layer
    notices: tuple[Notice, ...]


def read_barriers(path: Path, section: BarriersSection) -> ReadBarriers:
    """Read a layer of barriers.

    Parameters
    ----------
    path : Path
        Lines or polygons, of any driver.
    section : BarriersSection
        Layer, filter and column of names, where the study gives them.

    Raises
    ------
    InputError
        Whatever is wrong with the file, its column or its features; a point is no barrier.
    """
    wanted = names_of(section)
    layer = read_layer(path, wanted, layer=section.layer, where=section.where)
    shapes = planar(layer)
    refuse_points(layer, shapes)
    column = find(layer.table, wanted, Role.ELEMENT)
    names = np.full(len(layer.table), "", dtype=object)
    if column is not None:
        names = column.cells.fillna("").astype(str).to_numpy()
    named = names[shapes.present].astype(np.str_)
    return ReadBarriers(
        Barriers(named, shapes.geometries), layer, (*layer.notices, *shapes.notices)
    )


def names_of(section: BarriersSection) -> Wanted:
    """Return the column that a layer of barriers is asked for."""
    return {Role.ELEMENT: section.name}


def refuse_points(layer: Layer, shapes: Planar) -> None:
    """Make sure that all barriers are lines or polygons.

    Raises
    ------
    InvalidInputError
        If one is a point.
    """
    flat = shapely.get_dimensions(shapes.geometries) < LINE
    if flat.any():
        number = int(layer.table.numbers[shapes.present][flat.argmax()])
        raise InvalidInputError(
            text(
                "{source}, {place}: a barrier is a line or a polygon, and this is a {kind}",
                source=layer.table.source,
                place=place(layer.table.unit, [number]),
                kind=shapes.geometries[flat.argmax()].geom_type,
            ),
            text("Give a layer of lines or polygons, or leave the points out with where."),
        )

"""The commune polygons."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

import numpy as np
import shapely

from metrocli.errors import InvalidInputError
from metrocli.model import Code, Notice, Severity
from metrocli.study.codes import ANTARCTICA
from metrocli.study.columns import place_of
from metrocli.study.communes import CommuneRows, read_communes
from metrocli.study.geometry import Planar, planar
from metrocli.study.layers import Layer, read_layer
from metrocli.study.schemas import Role
from metrocli.study.sections import BoundariesSection
from metrocli.text import text

POLYGON = 2
"""Dimension of a geometry with an area."""


@dataclass(frozen=True, eq=False)
class Boundaries:
    """Commune polygons and what their attributes say.

    Parameters
    ----------
    polygons : mapping of str to shapely geometry
        Planar, by CUT, sorted; without Antártica, which lies outside the plane.
    communes : CommuneRows
        Names, and population if there is a known column of it.
    layer : Layer
        As it was read, for its name, CRS and number of features.
    notices : tuple of Notice
        What was mended or left out.
    """

    polygons: Mapping[Code, shapely.Geometry]
    communes: CommuneRows
    layer: Layer
    notices: tuple[Notice, ...]


def read_boundaries(
    path: Path, section: BoundariesSection, vintage: str, people: Collection[Role] = ()
) -> Boundaries:
    """Read the commune polygons.

    Parameters
    ----------
    path : Path
        A layer of one polygon or multipolygon per commune.
    section : BoundariesSection
        Layer and columns, where the study names them.
    vintage : str
        Census of the study, which chooses between columns of population.
    people : collection of Role, optional
        The columns of population to read as well, if no table gives it.

    Raises
    ------
    InputError
        Whatever is wrong with the file, its columns or its features.
    """
    wanted = {
        Role.CODE: section.code,
        Role.NAME: section.name,
        Role.REGION: section.region,
        **dict.fromkeys(people),
    }
    layer = read_layer(path, wanted, layer=section.layer)
    rows = read_communes(
        layer.table, wanted, vintage, text("Dissolve the layer by commune code first.")
    )
    on_plane = rows.codes != ANTARCTICA
    shown = layer.take(on_plane)
    shapes = planar(shown)
    _refuse_flat(shown, shapes)
    codes = rows.codes[on_plane][shapes.present].tolist()
    polygons = dict(sorted(zip(codes, shapes.geometries, strict=True), key=itemgetter(0)))
    notices = (*layer.notices, *rows.notices, *shapes.notices)
    if not on_plane.all():
        notices = (*notices, _antarctica(layer))
    return Boundaries(polygons, rows, layer, notices)


def _refuse_flat(layer: Layer, shapes: Planar) -> None:
    flat = shapely.get_dimensions(shapes.geometries) < POLYGON
    if flat.any():
        position = int(np.flatnonzero(shapes.present)[flat.argmax()])
        raise InvalidInputError(
            text(
                "{source}, {place}: a commune must be a polygon, and this is a {kind}",
                source=layer.table.source,
                place=place_of(layer.table, position),
                kind=shapes.geometries[flat.argmax()].geom_type,
            ),
            text("Give the layer of commune polygons."),
        )


def _antarctica(layer: Layer) -> Notice:
    message = text(
        "{source}: Antártica ({code}) was left out: it lies outside the plane of measurement",
        source=layer.table.source,
        code=ANTARCTICA,
    )
    return Notice("antarctica-left-out", message, Severity.INFO)

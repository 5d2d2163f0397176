"""Features that count as built though nobody lives there: parks, cemeteries, stadiums, industry."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from metrocli.model import AlsoBuilt, Code, Geometries, LeftOut, Notice
from metrocli.progress import Stage, silent
from metrocli.study.footprints import ids_of, place_features, wanted_columns
from metrocli.study.layers import Layer, read_layer
from metrocli.study.schemas import Role, find
from metrocli.study.sections import AlsoBuiltSection
from metrocli.study.tally import tally
from metrocli.study.thresholds import HECTARE
from metrocli.study.words import words_of


@dataclass(frozen=True, eq=False)
class AlsoBuiltLayer:
    """The features of one layer, in the order of its file.

    Parameters
    ----------
    layer : Layer
        As it was read.
    ids, names, sorts, communes : ndarray of str, shape (n,)
        A nameless feature is called by its id.
    geometries : ndarray of shapely geometries, shape (n,)
        Planar, metres.
    left_out : LeftOut, optional
        Those that are too large.
    notices : tuple of Notice
        What was mended or left out.
    """

    layer: Layer
    ids: NDArray[np.str_]
    names: NDArray[np.str_]
    sorts: NDArray[np.str_]
    communes: NDArray[np.str_]
    geometries: Geometries
    left_out: LeftOut | None
    notices: tuple[Notice, ...]


def read_also_built(
    path: Path,
    section: AlsoBuiltSection,
    boundaries: Mapping[Code, Any],
    only: Collection[Code] | None = None,
    stage: Stage = silent,
) -> AlsoBuiltLayer:
    """Read features that count as built, each of one commune, as footprints are.

    Parameters
    ----------
    path : Path
        Of the layer.
    section : AlsoBuiltSection
        Layer, columns, filter and largest area.
    boundaries : mapping of str to shapely geometry
        Planar commune polygons; needed if no column tells the commune.
    only : collection of str, optional
        The communes that matter.
    stage : callable
        Told how many features are done.

    Raises
    ------
    InputError
        As `metrocli.study.footprints.read_footprints` says.
    """
    wanted = wanted_columns(section)
    layer = read_layer(path, wanted, layer=section.layer, where=section.where)
    placed = place_features(layer, wanted, None, boundaries, only, stage)
    ids = ids_of(layer, section, placed.rows)
    names, sorts = (
        np.array(words_of(layer.table, find(layer.table, wanted, role)), dtype=np.str_)[placed.rows]
        for role in (Role.ELEMENT, Role.KIND)
    )
    areas = shapely.area(placed.geometries)
    most = np.inf if section.max_area is None else section.max_area * HECTARE
    kept = areas <= most
    left_out = None
    if section.max_area is not None and not kept.all():
        tallies = tally(placed.communes[~kept], None, areas[~kept])
        left_out = LeftOut(tallies, "max_area", section.max_area, "ha", section.path.given)
    return AlsoBuiltLayer(
        layer=layer,
        ids=ids[kept],
        names=np.where(names == "", ids, names)[kept],
        sorts=sorts[kept],
        communes=placed.communes[kept],
        geometries=placed.geometries[kept],
        left_out=left_out,
        notices=(*layer.notices, *placed.notices),
    )


def join_also_built(layers: Sequence[AlsoBuiltLayer]) -> AlsoBuilt | None:
    """Return the features of all layers in canonical order; None if there is no layer.

    The order is by commune, name, id and WKB, and so no order of files or features changes it.
    """
    if not layers:
        return None
    names, sorts, communes, geometries, ids = (
        np.concatenate([getattr(layer, key) for layer in layers])
        for key in ("names", "sorts", "communes", "geometries", "ids")
    )
    shapes = np.array([wkb.hex() for wkb in shapely.to_wkb(geometries)], dtype=np.str_)
    order = np.lexsort((shapes, ids, names, communes))
    return AlsoBuilt(names[order], sorts[order], communes[order], geometries[order])

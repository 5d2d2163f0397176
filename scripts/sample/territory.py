"""The land: a conurbation's sketch, made crooked, cut into communes, less what stays unbuilt."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray

from sample.sketch import Conurbation, Divide, Point

CRS: Final = "EPSG:32719"
GRID: Final = 0.125
"""Coordinates are multiples of it, in metres: short in binary, so that the files compress."""

CROOKEDNESS: Final = 0.04
"""How far a line strays from a straight one, as a part of its length."""

STEP: Final = 250.0
"""No stretch of a crooked line is longer, in metres."""


@dataclass(frozen=True, eq=False)
class Territory:
    """Where the communes of a conurbation lie and where they may build.

    Parameters
    ----------
    origin : ndarray of float64, shape (2,)
        Its anchor, metres in `CRS`.
    communes : mapping of str to shapely polygon
        By CUT; neighbours share their border's vertices.
    buildable : mapping of str to shapely geometry
        The same less the divides and a street along every edge.
    """

    origin: NDArray[np.float64]
    communes: Mapping[str, Any]
    buildable: Mapping[str, Any]


def survey(conurbation: Conurbation, rng: np.random.Generator) -> Territory:
    """Return the land of a conurbation.

    Raises
    ------
    ValueError
        If the divides do not cut the outline into one part for each commune.
    """
    origin = project(conurbation.anchor)
    edge = Divide((*conurbation.outline, conurbation.outline[0]))
    lines = {divide: _crooked(divide.line, origin, rng) for divide in (edge, *conurbation.divides)}
    communes = _parts(conurbation, origin, list(lines.values()))
    unbuilt = shapely.union_all(
        [shapely.buffer(course, 500 * divide.width) for divide, course in lines.items()]
    )
    return Territory(
        origin,
        communes,
        {code: shapely.difference(part, unbuilt) for code, part in communes.items()},
    )


def project(anchor: Point) -> NDArray[np.float64]:
    """Return a point given in degrees, in metres of `CRS`, to the nearest hundred."""
    transformer = pyproj.Transformer.from_crs("EPSG:4674", CRS, always_xy=True)
    return np.round(np.array(transformer.transform(*anchor)), -2)


def _crooked(
    line: tuple[Point, ...], origin: NDArray[np.float64], rng: np.random.Generator
) -> shapely.LineString:
    points = origin + 1000 * np.array(line)
    while True:
        steps = np.diff(points, axis=0)
        if np.hypot(*steps.T).max() <= STEP:
            return shapely.LineString(points)
        aside = steps[:, ::-1] * (-1, 1) * rng.normal(0, CROOKEDNESS, (len(steps), 1))
        middles = points[:-1] + steps / 2 + aside
        points = np.insert(points, np.arange(1, len(points)), middles, axis=0)


def _parts(
    conurbation: Conurbation, origin: NDArray[np.float64], lines: list[shapely.LineString]
) -> dict[str, Any]:
    # the union nodes the lines, so that neighbours share every vertex; loose ends bound nothing
    noded = shapely.union_all(lines, grid_size=GRID)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    parts = {
        quarter.commune: face
        for quarter in conurbation.quarters
        for face in faces
        if face.contains(shapely.Point(origin + 1000 * np.array(quarter.centre)))
    }
    if len(faces) != len(conurbation.communes) or len(parts) != len(faces):
        message = f"{len(faces)} parts for the communes around {conurbation.communes[0].name}"
        raise ValueError(message)
    return parts

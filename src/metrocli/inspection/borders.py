"""Communes whose polygons lie over each other, and land between them that is of none."""

from collections.abc import Iterator, Mapping
from itertools import islice

import numpy as np
import shapely

from metrocli.inspection.drawing import from_plane
from metrocli.inspection.findings import SHOWN, Finding, Problem, Severity, first_places
from metrocli.model import Code, Geometries
from metrocli.study.boundaries import POLYGON
from metrocli.study.columns import Table
from metrocli.text import text

LEAST = 100.0
"""Square metres below which an overlap or a hole comes from arithmetic alone."""

SAME_LAND = 0.5
"""Share of a commune under another from which one of the two must be wrong."""

KM2 = 1e6


def check_flat(table: Table, shapes: Geometries) -> Iterator[Finding]:
    """Find communes that are no polygons.

    Parameters
    ----------
    table : Table
        Their attributes.
    shapes : ndarray of shapely geometries, shape (n,)
        Planar.
    """
    flat = shapely.get_dimensions(shapes) < POLYGON
    if flat.any():
        yield Finding(
            Problem.BORDERS_FLAT,
            Severity.ERROR,
            int(flat.sum()),
            text("communes that are points or lines, not polygons"),
            first_places(table, flat),
            from_plane(shapes[flat], map(str, table.numbers[flat])),
        )


def check_borders(polygons: Mapping[Code, shapely.Geometry]) -> Iterator[Finding]:
    """Find overlaps and holes between communes.

    Parameters
    ----------
    polygons : mapping of str to shapely geometry
        Planar, by CUT.
    """
    codes = sorted(polygons)
    shapes = np.array([polygons[code] for code in codes], dtype=object)
    yield from _overlaps(codes, shapes)
    yield from _holes(shapes)


def _overlaps(codes: list[Code], shapes: Geometries) -> Iterator[Finding]:
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    first, second = first[first < second], second[first < second]
    shared = shapely.intersection(shapes[first], shapes[second])
    areas = shapely.area(shared)
    smaller = np.minimum(shapely.area(shapes[first]), shapely.area(shapes[second]))
    order = np.argsort(-areas, kind="stable")
    found = order[areas[order] > LEAST]
    if not len(found):
        return
    labels = [f"{codes[first[pair]]}–{codes[second[pair]]}" for pair in found]
    same = (areas[found] > SAME_LAND * smaller[found]).any()
    yield Finding(
        Problem.BORDERS_OVERLAP,
        Severity.ERROR if same else Severity.WARNING,
        len(found),
        text(
            "pairs of communes that overlap, by {area:,.4f} km² in all",
            area=float(areas[found].sum()) / KM2,
        ),
        tuple(
            text("{communes}: {area:,.4f} km²", communes=label, area=float(area) / KM2)
            for label, area in islice(zip(labels, areas[found], strict=True), SHOWN)
        ),
        from_plane(shared[found], labels),
    )


def _holes(shapes: Geometries) -> Iterator[Finding]:
    join = shapely.coverage_union_all if shapely.coverage_is_valid(shapes) else shapely.union_all
    land = shapely.get_parts(join(shapes))
    rings = [ring for part in land for ring in getattr(part, "interiors", ())]
    holes = [hole for hole in map(shapely.Polygon, rings) if hole.area > LEAST]
    if not holes:
        return
    holes.sort(key=shapely.area, reverse=True)
    areas = [hole.area / KM2 for hole in holes]
    places = from_plane(np.array(holes, dtype=object), [f"{area:.4f} km²" for area in areas])
    yield Finding(
        Problem.BORDERS_HOLES,
        Severity.WARNING,
        len(holes),
        text("holes between communes, of {area:,.4f} km² in all", area=sum(areas)),
        tuple(text("{area:,.4f} km²", area=area) for area in areas[:SHOWN]),
        places,
    )

"""Paths: what a plan shows of shapes, as few vertices as can be seen."""

import numpy as np
import shapely
from matplotlib.path import Path
from numpy.typing import NDArray

from metrocli.model import Geometries
from metrocli.report.maps import paths
from metrocli.report.maps.page import Box
from metrocli.report.maps.plan import Plan

PLAN = Plan(Box(0, 0, 100, 100), 0, 0, 10_000)
"""A millimetre is ten metres."""


def shapes(*found: shapely.Geometry) -> Geometries:
    made: Geometries = np.empty(len(found), object)
    made[:] = found
    return made


def areas(*found: shapely.Geometry) -> Path:
    path = paths.areas(paths.seen(shapes(*found), PLAN), PLAN)
    assert path is not None
    return path


def surface(path: Path) -> float:
    """Return the surface within a path, holes taken off, square millimetres."""
    x, y = np.asarray(path.vertices).T
    starts = np.flatnonzero(path.codes == Path.MOVETO)
    rings = np.split(np.column_stack([x, y]), starts[1:])
    return float(sum(_signed(ring) for ring in rings))


def _signed(ring: NDArray[np.float64]) -> float:
    x, y = ring.T
    return float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum() / 2)


def test_many_areas_are_one_path_with_their_holes() -> None:
    court = shapely.box(0, 0, 500, 500).difference(shapely.box(100, 100, 200, 200))
    other = shapely.box(600, 600, 700, 800)
    assert np.isclose(abs(surface(areas(court, other))), 50 * 50 - 10 * 10 + 10 * 20)


def test_what_is_smaller_than_a_cell_is_one_cell_once() -> None:
    cell = paths.CELL * 10
    specks = [shapely.box(100 + d, 100, 100.01 + d, 100.01) for d in np.linspace(0, cell / 9, 50)]
    path = areas(*specks)
    assert np.shape(path.vertices) == (5, 2)
    assert np.isclose(abs(surface(path)), paths.CELL**2)


def test_only_what_is_seen_is_drawn_and_cut_edges_lie_outside() -> None:
    far = shapely.box(5_000, 5_000, 5_100, 5_100)
    assert paths.areas(paths.seen(shapes(far), PLAN), PLAN) is None
    wide = areas(shapely.box(-1e6, 400, 1e6, 500))
    west, east = np.asarray(wide.vertices)[:, 0].min(), np.asarray(wide.vertices)[:, 0].max()
    assert -4 < west < -2
    assert 102 < east < 104


def test_lines_and_points_have_their_own_paths() -> None:
    mixed = shapely.GeometryCollection(
        [shapely.LineString([(0, 0), (1000, 0)]), shapely.Point(500, 500)]
    )
    seen = paths.seen(shapes(mixed), PLAN)
    assert paths.areas(seen, PLAN) is None
    line, disc = paths.lines(seen, PLAN), paths.discs(seen, PLAN, 4.0)
    assert line is not None
    assert disc is not None
    assert np.asarray(line.vertices).tolist() == [[0, 0], [100, 0]]
    assert np.isclose(np.ptp(np.asarray(disc.vertices)[:, 0]), 4.0)


def test_nothing_is_no_path() -> None:
    seen = paths.seen(shapes(shapely.Point(), shapely.Polygon()), PLAN)
    assert not len(seen)
    assert paths.lines(seen, PLAN) is None
    assert paths.discs(seen, PLAN, 1.0) is None

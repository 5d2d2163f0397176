"""Cells are noted and drawn: every patch once, around all its footprints, holes kept."""

from collections.abc import Sequence

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from metrocli.continuity.grid.cluster import Held, cluster
from metrocli.continuity.grid.contours import Rings, contours
from metrocli.continuity.grid.occupancy import Occupancy, Runs, drawing_grid, merged
from metrocli.shapes.trace import ROW, Grid
from metrocli.shapes.wkb import from_geometries
from tests.continuity.grid.layouts import layouts

CORNER = 0.5
"""Cells by which an outline may leave the cells that it goes around."""


def runs_of(cells: Sequence[tuple[int, int]], owners: Sequence[int]) -> Runs:
    """Return cells, by column and row, as runs."""
    column, row = np.array(cells, np.int64).T
    return merged(
        Runs(row * ROW + column, np.ones(len(cells), np.int64), np.array(owners, np.int32))
    )


def pieces(rings: Rings) -> list[shapely.Polygon]:
    lines = [rings.xy[a:b] for a, b in zip(rings.starts, rings.starts[1:], strict=False)]
    found = []
    for piece in range(len(rings.owners)):
        outer, *holes = (lines[k] for k in np.flatnonzero(rings.pieces == piece))
        found.append(shapely.Polygon(outer, holes))
    return found


def outlines(rings: Rings, owner: int) -> shapely.MultiPolygon:
    drawn = pieces(rings)
    return shapely.MultiPolygon([drawn[k] for k in np.flatnonzero(rings.owners == owner)])


def test_cells_side_by_side_become_one_run() -> None:
    runs = runs_of([(2, 0), (1, 0), (1, 0), (-1, 0), (0, 1), (3, 0)], [0, 0, 0, 0, 0, 1])
    assert runs.keys.tolist() == [-1, 1, ROW, 3]
    assert runs.widths.tolist() == [1, 2, 1, 1]
    assert runs.owners.tolist() == [0, 0, 0, 1]


def test_a_lone_cell_is_an_octagon() -> None:
    (piece,) = pieces(contours(runs_of([(4, -2)], [0]), 10.0))
    assert len(piece.exterior.coords) == 8 + 1
    assert piece.centroid.equals_exact(shapely.Point(45, -15), 1e-9)
    assert piece.area == pytest.approx(50 - 4 * 0.5 * (10 * np.sqrt(0.5) / 4) ** 2)


def test_a_ring_of_cells_has_a_hole() -> None:
    around = [(x, y) for x in range(3) for y in range(3) if (x, y) != (1, 1)]
    (piece,) = pieces(contours(runs_of(around, [0] * 8), 1.0))
    assert len(piece.interiors) == 1
    assert not piece.contains(shapely.Point(1.5, 1.5))


def test_cells_that_touch_at_a_corner_are_two_pieces_and_stairs_are_straight() -> None:
    corner = contours(runs_of([(0, 0), (1, 1)], [0, 0]), 1.0)
    assert corner.owners.tolist() == [0, 0]
    assert not pieces(corner)[0].intersects(pieces(corner)[1])
    stairs = [(k + shift, k) for k in range(6) for shift in (0, 1)]
    (piece,) = pieces(contours(runs_of(stairs, [0] * 12), 1.0))
    assert piece.contains(shapely.LineString([(0.75, 0.5), (6.25, 5.5)]))
    assert len(piece.exterior.coords) < 20


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.tuples(*[st.integers(-4, 4)] * 2), st.integers(0, 2)), min_size=1))
def test_outlines_are_valid_and_near_the_cells(
    owned: list[tuple[tuple[int, int], int]],
) -> None:
    cells, owners = zip(*owned, strict=True)
    rings = contours(runs_of(cells, owners), 1.0)
    for owner in set(owners):
        mine = [shapely.box(x, y, x + 1, y + 1) for (x, y), one in owned if one == owner]
        whole = shapely.union_all(mine)
        drawn = outlines(rings, owner)
        assert drawn.is_valid
        assert len(drawn.geoms) == len(shapely.get_parts(whole))
        holes = [len(part.interiors) for part in drawn.geoms]
        assert sum(holes) == sum(len(part.interiors) for part in shapely.get_parts(whole))
        apart = shapely.hausdorff_distance(drawn.boundary, whole.boundary, densify=0.25)
        assert apart < CORNER


@settings(max_examples=300, deadline=None)
@given(layouts())
def test_every_patch_is_drawn_around_all_its_vertices(layout: tuple[np.ndarray, float]) -> None:
    geometries, gap = layout
    grid = drawing_grid(gap)
    occupancy = Occupancy(Held(from_geometries(geometries)), grid)
    labels = cluster(occupancy, gap)
    rings = contours(occupancy.of_patches(labels), grid.side)
    assert np.unique(rings.owners).tolist() == list(range(labels.count))
    for geometry, patch in zip(geometries, labels.patches.tolist(), strict=True):
        vertices = shapely.points(shapely.get_coordinates(geometry))
        assert shapely.distance(outlines(rings, patch), vertices).max() < CORNER * grid.side


def test_a_large_footprint_is_drawn_whole_and_its_hole_left_out() -> None:
    block = shapely.box(0, 0, 1_000, 1_000).difference(shapely.box(300, 300, 700, 700))
    occupancy = Occupancy(Held(from_geometries(np.array([block], dtype=object))), Grid(10.0))
    (piece,) = pieces(contours(occupancy.of_patches(cluster(occupancy, 30.0)), 10.0))
    assert len(piece.interiors) == 1
    assert piece.area == pytest.approx(block.area, rel=0.05)

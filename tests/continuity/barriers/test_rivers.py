"""Gaps round barriers that anybody can measure with a ruler."""

from collections.abc import Sequence
from math import hypot, inf

import numpy as np
import pytest
import shapely

from metrocli.continuity.barriers.walls import walls_of
from metrocli.continuity.grid.cluster import Held, cluster
from metrocli.continuity.measuring import build_gap_graph
from metrocli.model import Geometries
from metrocli.shapes.wkb import from_geometries
from tests.continuity.territories import footprints, square

EAST, WEST = square(0, 0), square(30, 0)
"""Two houses, twenty metres apart."""

FAR = 10_000.0


def line(*corners: tuple[float, float]) -> shapely.LineString:
    return shapely.LineString(corners)


RIVER = line((20, -FAR), (20, FAR))

WHOLE = 2 * hypot(10, FAR - 10)
"""The way round that river, metres."""

CASES: dict[str, tuple[list[shapely.Geometry], float | None]] = {
    "a river without a bridge": ([RIVER], WHOLE),
    "a river that ends beside them": ([line((20, 30), (20, FAR))], 20),
    "a river that ends between them": ([line((20, 5), (20, FAR))], 20),
    "a river that ends past them": ([line((20, -5), (20, FAR))], 2 * hypot(10, 5)),
    "a bridge in front of them": ([line((20, -FAR), (20, 3)), line((20, 6), (20, FAR))], 20),
    "a bridge farther up": (
        [line((20, -FAR), (20, 40)), line((20, 46), (20, FAR))],
        2 * hypot(10, 30),
    ),
    "two stretches that touch": ([line((20, -FAR), (20, 5)), line((20, 5), (20, FAR))], None),
    "two that cross": ([RIVER, line((-FAR, 5), (FAR, 5))], None),
    "a lake": ([shapely.box(15, -40, 25, 40)], 2 * hypot(5, 30) + 10),
    "a lake with a passage": (
        [shapely.box(15, -40, 25, 40).difference(shapely.box(15, 12, 25, 13))],
        10 + 2 * hypot(5, 2),
    ),
    "a ring around one": ([shapely.box(-5, -5, 15, 15).exterior], inf),
    "a ring with a gate": (
        [shapely.box(-5, -5, 15, 15).exterior.difference(shapely.box(14, 2, 16, 4))],
        20,
    ),
    "a river under one of them": ([line((5, -FAR), (5, FAR))], 20),
    "a river along the wall of one": ([line((10, -40), (10, 40))], 20),
    "a lake that reaches under both": ([shapely.box(5, -40, 35, 40)], 90),
    "a step": ([line((20, -FAR), (20, 5), (25, 5), (25, 20))], hypot(15, 10) + hypot(5, 10)),
}
"""Barriers, and how far apart the two houses then are; None is as far as by the first river."""


@pytest.mark.parametrize("case", CASES)
def test_the_gap_is_the_shortest_way(case: str) -> None:
    barriers, expected = CASES[case]
    gap = WHOLE if expected is None else expected
    drawn = np.array(barriers, dtype=object)
    things = footprints([("01101", EAST), ("01107", WEST)])
    graph = build_gap_graph(things, horizon=30_000, barriers=drawn)
    tree = graph.tree(graph.rows)
    assert tree.edges.gap.tolist() == ([] if gap == inf else [pytest.approx(gap, abs=1e-6)])
    assert tree.open is not None
    assert tree.open.edges.gap.tolist() == [20]
    if gap < 1_000:
        assert patches([EAST, WEST], gap + 1e-6, drawn) == [0, 0]
        assert patches([EAST, WEST], gap - 1e-6, drawn) == [0, 1]
    else:
        assert patches([EAST, WEST], 1_000, drawn) == [0, 1]


def patches(shapes: Sequence[shapely.Geometry], gap: float, barriers: Geometries) -> list[int]:
    source = Held(from_geometries(np.array(shapes, dtype=object)))
    return list(cluster(source, gap, walls_of(barriers)).patches.tolist())


def test_without_barriers_there_are_no_walls() -> None:
    assert walls_of(np.array([], dtype=object)) is None
    assert walls_of(np.array([shapely.Point(0, 0)], dtype=object)) is None


def test_what_touches_is_joined_whatever_runs_between() -> None:
    along = np.array([line((10, -50), (10, 50))], dtype=object)
    assert patches([EAST, square(10, 0)], 0, along) == [0, 0]
    assert patches([EAST, square(10, 0)], 200, along) == [0, 0]


def test_what_lies_inside_a_polygon_is_alone() -> None:
    lake = np.array([shapely.box(-100, -100, 100, 100)], dtype=object)
    assert patches([EAST, square(30, 0), square(40, 0)], 500, lake) == [0, 1, 1]


def test_an_island_is_one() -> None:
    island = shapely.box(-100, -100, 100, 100).difference(shapely.box(-50, -50, 50, 50))
    lake = np.array([island], dtype=object)
    assert patches([EAST, WEST, square(200, 0)], 500, lake) == [0, 0, 1]


@pytest.mark.parametrize("gap", [20.0, 30.0, 200.0])
def test_one_across_the_river_joins_both_banks(gap: float) -> None:
    river = np.array([RIVER], dtype=object)
    assert patches([EAST, WEST], gap, river) == [0, 1]
    assert patches([EAST, WEST, shapely.box(15, 20, 25, 30)], gap, river) == [0, 0, 0]


def test_a_link_says_where_its_way_turns() -> None:
    lake = np.array([shapely.box(15, -40, 25, 60)], dtype=object)
    things = footprints([("01101", EAST), ("01107", WEST)])
    graph = build_gap_graph(things, horizon=1_000, barriers=lake)
    tree = graph.tree(graph.rows)
    link = tree.link(tree.touch())
    assert link is not None
    assert [(turn.x, turn.y) for turn in link.turns] == [(15, -40), (25, -40)]
    ends = (link.a.x, link.a.y), (link.b.x, link.b.y)
    way = shapely.LineString([ends[0], (15, -40), (25, -40), ends[1]])
    assert way.length == pytest.approx(link.gap)


def test_a_link_in_sight_turns_nowhere() -> None:
    wall = np.array([line((20, -5), (20, 7))], dtype=object)
    things = footprints([("01101", EAST), ("01107", WEST)])
    graph = build_gap_graph(things, horizon=1_000, barriers=wall)
    tree = graph.tree(graph.rows)
    link = tree.link(tree.touch())
    assert link is not None
    assert (link.gap, link.turns) == (20, ())


def test_what_only_comes_to_a_wall_is_seen_from_across_it() -> None:
    wall = np.array([line((0, 0), (5, 0))], dtype=object)
    below = line((2, 0), (9, -1))
    graph = build_gap_graph(
        footprints([("01101", below), ("01107", square(3, 1, 1))]), horizon=100, barriers=wall
    )
    (gap,) = graph.tree(graph.rows).edges.gap.tolist()
    assert gap == pytest.approx(hypot(1, 1))


def test_a_way_runs_along_a_wall_to_where_it_enters_a_house() -> None:
    # Where it does, x is 8 and y is no binary figure.
    wall = np.array([line((3, 0), (0, 3), (11, 21))], dtype=object)
    things = footprints([("01101", square(0, 0, 1)), ("01107", square(8, 16, 18))])
    graph = build_gap_graph(things, horizon=1_000, barriers=wall)
    (gap,) = graph.tree(graph.rows).edges.gap.tolist()
    assert gap == pytest.approx(2 + hypot(8, 8 * 18 / 11))


def test_a_stream_that_ends_in_a_lake_opens_no_way_inside_it() -> None:
    lake, stream = shapely.box(15, -40, 25, 40), line((20, -60), (20, 10))
    piers = [("01101", line((14, 0), (24, 0))), ("01101", line((16, 20), (30, 20)))]
    graph = build_gap_graph(
        footprints(piers), horizon=FAR, barriers=np.array([lake, stream], dtype=object)
    )
    assert graph.tree(graph.rows).edges.gap.tolist() == [pytest.approx(40 + 10 + 20)]


@pytest.mark.parametrize("shift", [0.0, 1e6, 7e6])
def test_a_long_river_parts_its_banks_wherever_it_is(shift: float) -> None:
    random = np.random.default_rng(3)
    course = np.column_stack([random.uniform(-4, 4, 400), np.arange(400) * 25.0]) + shift
    river = np.array([shapely.LineString(course)], dtype=object)
    y = np.arange(200, 9_700, 30.0)
    banks = [shapely.box(x, at, x + 8, at + 8) for x in (-20, 12, -60, 60) for at in y]
    moved = [shapely.transform(bank, lambda xy: xy + shift) for bank in banks]
    found = np.asarray(patches(moved, 90.0, river), np.int64)
    west = shapely.get_x(shapely.centroid(np.array(moved))) < shift
    assert (found[west] == 0).all()
    assert (found[~west] == 1).all()

"""Features that also count as built, where barriers are: drawn cases, and brute force."""

from collections.abc import Collection, Sequence
from math import hypot

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse.csgraph import connected_components

from metrocli.continuity.barriers.pieces import STRIP
from metrocli.continuity.gapgraph import GapGraph
from metrocli.continuity.measuring import build_gap_graph
from metrocli.continuity.tree import gap_of
from metrocli.delimit.measured import overlaid
from metrocli.model import AlsoBuilt, Conventions, Footprints, Geometries, Tie, TieKind
from tests.continuity.barriers.brute import ROUGH, scenes, telling, ways
from tests.continuity.territories import CODES, footprints, same_partition, shapes, square
from tests.continuity.test_overlay import crossing, parks

A, B = "01101", "01107"

FAR = 10_000.0

HORIZON = 30_000.0

HOUSES = footprints([(A, square(0, 0)), (B, square(130, 0))])
"""Two houses, 120 m apart."""

PARK = shapely.box(20, 0, 120, 10)
"""Between them, 10 m from each."""

RIVER = shapely.LineString([(70, -FAR), (70, FAR)])


def graph_of(
    things: Footprints,
    conventions: Conventions,
    barriers: Sequence[shapely.Geometry],
    *,
    horizon: float = HORIZON,
    floor: float = 0.0,
) -> GapGraph:
    drawn = np.array(barriers, dtype=object)
    graph = build_gap_graph(things, horizon=horizon, barriers=drawn, floor=floor)
    return overlaid(graph, conventions)


def touch(graph: GapGraph, *communes: str) -> float | None:
    return gap_of(graph.tree(communes or (A, B)).touch())


ROUND = hypot(60, FAR - 10) + FAR - 10
"""From the park, cut at the middle, round the river's upper end to the second house."""

CASES: dict[str, tuple[shapely.Geometry, list[shapely.Geometry], float | None]] = {
    "a river without a bridge cuts it": (PARK, [RIVER], ROUND),
    "a river with a gap in the park leaves it whole": (
        PARK,
        [shapely.LineString([(70, -FAR), (70, 4)]), shapely.LineString([(70, 6), (70, FAR)])],
        10,
    ),
    "a river that ends in it leaves it whole": (
        PARK,
        [shapely.LineString([(70, 5), (70, FAR)])],
        10,
    ),
    "a river that ends below it cuts it": (
        PARK,
        [shapely.LineString([(70, -20), (70, FAR)])],
        20 + hypot(60, 20),
    ),
    "a pond in it leaves it whole": (PARK, [shapely.box(60, 3, 80, 7)], 10),
    "a lake across it cuts it": (PARK, [shapely.box(60, -30, 80, FAR)], 50 + hypot(50, 30)),
    "a river between it and a house is gone round": (
        PARK,
        [shapely.LineString([(15, -30), (15, FAR)])],
        2 * hypot(5, 30),
    ),
    "a wall that does not reach it leaves it whole": (
        PARK,
        [shapely.LineString([(70, 11), (70, 60)])],
        10,
    ),
    "what lies inside a lake joins nothing": (PARK, [shapely.box(15, -5, 125, 15)], None),
}
"""Barriers about the park, and from which gap on the houses are joined; None as without it."""


@pytest.mark.parametrize("case", CASES)
def test_a_park_joins_along_ways_that_no_barrier_cuts(case: str) -> None:
    park, barriers, expected = CASES[case]
    graph = graph_of(HOUSES, Conventions(also_built=parks((A, park))), barriers)
    bare = touch(graph.without(TieKind.ALSO_BUILT))
    found = touch(graph)
    assert found == pytest.approx(bare if expected is None else expected, abs=2 * STRIP)
    assert graph.open is not None
    assert touch(graph.open) == 10


def test_a_house_does_not_touch_the_park_across_the_river() -> None:
    drawn = footprints([(A, square(0, 0)), (A, square(30, 0)), (B, square(130, 0))])
    river = shapely.LineString([(20, -FAR), (20, FAR)])
    graph = graph_of(drawn, Conventions(also_built=parks((A, PARK))), [river])
    labels = graph.tree([A, B]).patches(15.0)
    assert labels.tolist() == [0, 1, 1]


def test_a_house_across_the_river_joins_both_parts_of_a_park() -> None:
    drawn = footprints([(A, square(0, 0)), (A, square(65, 2, 8)), (B, square(130, 0))])
    graph = graph_of(drawn, Conventions(also_built=parks((A, PARK))), [RIVER])
    assert touch(graph) == pytest.approx(10)
    without = graph_of(HOUSES, Conventions(also_built=parks((A, PARK))), [RIVER])
    assert touch(without) == pytest.approx(ROUND, abs=2 * STRIP)


def test_a_bridge_joins_what_the_river_and_the_park_leave_apart() -> None:
    drawn = footprints(
        [(A, square(0, 0)), (A, square(50, 30)), (B, square(80, 30)), (B, square(130, 0))]
    )
    bridge = crossing("Llacolén", (60, 35), (80, 35))
    both = Conventions(links=(bridge,), also_built=parks((A, PARK)))
    tree = graph_of(drawn, both, [RIVER]).tree([A, B])
    assert gap_of(tree.touch()) == 0
    # Each house is 10 m from its half of the park, and that is 20 m from the bridge's end.
    merge = tree.exceeds(3)
    assert gap_of(merge) == pytest.approx(20)
    link = tree.link(merge)
    assert link is not None
    assert link.via == Tie(TieKind.ALSO_BUILT, "park 0", "park")
    assert link.turns == ()
    dry = graph_of(drawn, Conventions(also_built=parks((A, PARK))), [RIVER])
    assert touch(dry) == pytest.approx(FAR - 40 + FAR - 40, rel=1e-3)


def test_a_park_of_several_parts_counts_as_its_parts() -> None:
    several = shapely.MultiPolygon([shapely.box(20, 0, 30, 10), shapely.box(110, 0, 120, 10)])
    graph = overlaid(
        build_gap_graph(HOUSES, horizon=HORIZON), Conventions(also_built=parks((A, several)))
    )
    assert touch(graph) == 100


def test_the_river_may_be_of_many_bends_and_the_park_far_from_the_origin() -> None:
    random = np.random.default_rng(3)
    course = np.column_stack([70 + random.uniform(-4, 4, 400), np.arange(400) * 1.0 - 200]) + 7e6
    moved = [shapely.transform(one, lambda xy: xy + 7e6) for one in (*HOUSES.geometries, PARK)]
    drawn = footprints([(A, moved[0]), (B, moved[1])])
    graph = graph_of(
        drawn, Conventions(also_built=parks((A, moved[2]))), [shapely.LineString(course)]
    )
    assert touch(graph) == pytest.approx(190 + hypot(60, 190), rel=0.05)


# -- brute force -------------------------------------------------------------


def brute_pieces(also: AlsoBuilt, barriers: Geometries) -> tuple[Geometries, np.ndarray]:
    """Return what a strip along all barriers leaves of parks, and the commune of each piece."""
    strips = shapely.union_all(shapely.buffer(barriers, STRIP))
    parts, park = shapely.get_parts(also.geometries, return_index=True)
    pieces, part = shapely.get_parts(shapely.difference(parts, strips), return_index=True)
    return pieces, also.communes[park[part]]


def brute_labels(lengths: np.ndarray, houses: np.ndarray, gap: float) -> np.ndarray:
    """Return the patch of each house; what is no house is joined with no other such thing."""
    near = (lengths <= gap) & (houses[:, None] | houses[None, :])
    patches: np.ndarray = connected_components(near, directed=False)[1][houses]
    return patches


@st.composite
def towns(draw: st.DrawFn) -> tuple[Footprints, AlsoBuilt, Geometries]:
    """Draw footprints, parks and barriers on whole coordinates."""
    drawn, barriers = draw(scenes())
    codes = st.sampled_from(CODES[:3])
    built = footprints([(draw(codes), shape) for shape in drawn])
    green = draw(st.lists(shapes(), min_size=1, max_size=3))
    return built, parks(*((draw(codes), shape) for shape in green)), barriers


def measured_by_brute(
    built: Footprints, also: AlsoBuilt, barriers: Geometries, communes: Collection[str]
) -> tuple[np.ndarray, np.ndarray]:
    """Return the lengths between the houses and pieces of some communes, and which are houses."""
    pieces, homes = brute_pieces(also, barriers)
    pieces = pieces[np.isin(homes, sorted(communes))]
    houses = built.geometries[np.isin(built.communes, sorted(communes))]
    lengths = ways(np.concatenate([houses, pieces]), barriers)
    return lengths, np.arange(len(lengths)) < len(houses)


@settings(max_examples=150, deadline=None)
@given(towns(), st.data())
def test_the_patches_are_those_of_brute_force_for_any_communes(
    town: tuple[Footprints, AlsoBuilt, Geometries], data: st.DataObject
) -> None:
    built, also, barriers = town
    graph = graph_of(built, Conventions(also_built=also), barriers.tolist(), horizon=200.0)
    chosen = data.draw(st.sets(st.sampled_from(sorted(graph.rows)), min_size=1))
    lengths, houses = measured_by_brute(*town, chosen)
    tree = graph.tree(chosen)
    for gap in telling(lengths, 200.0):
        assert same_partition(tree.patches(gap), brute_labels(lengths, houses, gap)), gap


@settings(max_examples=75, deadline=None)
@given(towns(), st.sampled_from([2.5, 12.0]))
def test_above_a_floor_nothing_changes(
    town: tuple[Footprints, AlsoBuilt, Geometries], floor: float
) -> None:
    built, also, barriers = town
    lengths, houses = measured_by_brute(*town, set(built.communes.tolist()))
    if (np.abs(lengths - floor) < 2 * ROUGH).any():
        return  # brute force cannot tell
    graph = graph_of(
        built, Conventions(also_built=also), barriers.tolist(), horizon=200.0, floor=floor
    )
    tree = graph.tree(graph.rows)
    for gap in [floor, *telling(lengths, 200.0)]:
        if gap >= floor:
            assert same_partition(tree.patches(gap), brute_labels(lengths, houses, gap)), gap


@settings(max_examples=50, deadline=None)
@given(towns())
def test_one_more_barrier_joins_nothing(
    town: tuple[Footprints, AlsoBuilt, Geometries],
) -> None:
    built, also, barriers = town
    conventions = Conventions(also_built=also)
    more, fewer = (
        graph_of(built, conventions, some, horizon=200.0).tree(built.communes.tolist())
        for some in (barriers.tolist(), barriers.tolist()[1:])
    )
    for gap in [0.0, *(more.edges.gap + 2 * STRIP).tolist()]:
        joined = more.edges.up_to(gap)
        before = fewer.patches(gap + 2 * STRIP)
        assert (before[joined.i] == before[joined.j]).all()

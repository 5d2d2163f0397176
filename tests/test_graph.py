"""The commune graph: built area, borders, distances, and what is not known."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import affinity

from metrocli import planar
from metrocli.continuity.measuring import build_gap_graph
from metrocli.graph import CommuneGraph, built_area, commune_graph, shared_border
from metrocli.model import Study, Weighting
from metrocli.study.load import load
from metrocli.study.reader import read_config
from tests.continuity.territories import square
from tests.studies import A, B, C, D, commune, house, study, two_towns

X, Y = 400_000, 6_300_000
"""A place in the plane that is in Chile."""


def drawn_graph(drawn: Study, *communes: str) -> CommuneGraph:
    graph = build_gap_graph(drawn.footprints, horizon=6_000)
    return commune_graph(drawn, graph, communes or drawn.communes, majority=0.5)


def box(west: float, south: float, east: float, north: float) -> shapely.Polygon:
    return shapely.box(X + west, Y + south, X + east, Y + north)


# -- nodes -----------------------------------------------------------------


def test_a_node_carries_what_is_known_of_its_commune() -> None:
    drawn = study(
        [(A, box(0, 0, 100, 100), 30.0), (A, box(300, 0, 400, 200), 20.0)],
        communes=[commune(A, 70, 60)],
        boundaries={A: box(-1_000, -1_000, 1_000, 1_000)},
    )
    node = drawn_graph(drawn).nodes[A]
    lon, lat = planar.to_degrees(X, Y)
    assert node == {
        "name": "Alba",
        "region": "01",
        "region_name": "Region 01",
        "population_communal": 70,
        "population_urban": 60,
        "footprints": 2,
        "built_area_km2": 0.03,
        "lon": pytest.approx(lon),
        "lat": pytest.approx(lat),
    }


def test_without_an_urban_column_the_footprints_tell() -> None:
    assert drawn_graph(two_towns(40, (30, 20))).nodes[A]["population_urban"] == 30


def test_what_is_not_known_is_absent() -> None:
    drawn = study([(A, square(0, 0), 100.0)], communes=[commune(A)], weighting=Weighting.AREA)
    node = drawn_graph(drawn).nodes[A]
    assert not {"population_communal", "population_urban"} & set(node)


def test_a_commune_without_footprints_is_a_node_without_built_area() -> None:
    drawn = study([house(A, 0, 9)], boundaries={B: box(0, 0, 100, 100)}, communes=[commune(B, 5)])
    node = drawn_graph(drawn).nodes[B]
    assert (node["footprints"], node["built_area_km2"]) == (0, 0)
    assert "population_urban" not in node
    assert "lon" in node


def test_without_boundaries_a_node_lies_among_its_footprints() -> None:
    drawn = study([(A, box(0, 0, 10, 10), 1.0), (A, box(20, 0, 30, 10), 1.0)])
    node = drawn_graph(drawn).nodes[A]
    x, _ = planar.to_degrees(X + 5, Y + 5)
    other, _ = planar.to_degrees(X + 25, Y + 5)
    assert x - 1e-9 <= node["lon"] <= other + 1e-9


def test_the_graph_says_of_which_study_it_is() -> None:
    assert drawn_graph(two_towns(40)).graph == {
        "title": "Drawn",
        "vintage": "2024",
        "schematic": True,
        "horizon_m": 6_000,
    }


def test_only_the_communes_asked_for_are_drawn() -> None:
    drawn = study([house(A, 0, 9), house(B, 50, 9), house(C, 100, 9)])
    graph = drawn_graph(drawn, A, B)
    assert set(graph.nodes) == {A, B}
    assert set(graph.edges) == {(A, B)}


# -- built area ------------------------------------------------------------


@pytest.mark.parametrize(
    ("shapes", "area"),
    [
        ([square(0, 0), square(50, 0)], 200),
        ([square(0, 0), square(10, 0)], 200),
        ([square(0, 0), square(5, 0)], 150),
        ([square(0, 0, 30), square(10, 10)], 900),
        ([square(0, 0), square(0, 0), square(0, 0)], 100),
        ([square(0, 0), square(5, 5), square(100, 0), square(103, 0), square(500, 0)], 405),
        ([shapely.Point(0, 0), shapely.LineString([(0, 0), (9, 0)])], 0),
        ([shapely.Point(5, 5), square(0, 0)], 100),
        ([shapely.MultiPolygon([square(0, 0), square(20, 0)]), square(5, 0, 20)], 500),
        ([], 0),
    ],
)
def test_built_area_is_that_of_the_union(shapes: list[shapely.Geometry], area: float) -> None:
    assert built_area(np.array(shapes, dtype=object)) == pytest.approx(area)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20), st.integers(1, 8)), max_size=25))
def test_built_area_is_the_number_of_cells_that_are_covered(
    places: list[tuple[int, int, int]],
) -> None:
    covered = np.zeros((30, 30), dtype=bool)
    for x, y, side in places:
        covered[x : x + side, y : y + side] = True
    shapes = np.array([square(*place) for place in places], dtype=object)
    assert built_area(shapes) == pytest.approx(covered.sum())


# -- borders ---------------------------------------------------------------

SIDE = 1_000
WEST = shapely.box(0, 0, SIDE, SIDE)
SLIVER = pytest.approx(SIDE, abs=20)
"""A sliver's own width takes its part at both ends of the border."""


@pytest.mark.parametrize(
    ("east", "length"),
    [
        (shapely.box(SIDE, 0, 2 * SIDE, SIDE), pytest.approx(SIDE)),
        (shapely.box(SIDE + 3, 0, 2 * SIDE, SIDE), SLIVER),
        (shapely.box(SIDE - 3, 0, 2 * SIDE, SIDE), SLIVER),
        (shapely.box(SIDE, 400, 2 * SIDE, 600), pytest.approx(200, abs=1)),
        (shapely.box(SIDE, SIDE, 2 * SIDE, 2 * SIDE), pytest.approx(0, abs=0.01)),
        (shapely.box(SIDE + 2, SIDE + 2, 2 * SIDE, 2 * SIDE), pytest.approx(0, abs=0.01)),
        (shapely.box(SIDE + 11, 0, 2 * SIDE, SIDE), 0),
        (shapely.box(5 * SIDE, 0, 6 * SIDE, SIDE), 0),
    ],
    ids=["exact", "sliver", "overlap", "part", "corner", "near corner", "apart", "far"],
)
def test_the_shared_border_is_as_long_as_people_would_say(
    east: shapely.Polygon, length: float
) -> None:
    assert shared_border(WEST, east) == length
    assert shared_border(east, WEST) == length


def test_an_enclave_shares_its_whole_border() -> None:
    hole = shapely.box(300, 300, 700, 700)
    around = shapely.Polygon(WEST.exterior, [hole.exterior])
    assert shared_border(around, hole) == pytest.approx(1_600)
    shrunk = shapely.box(303, 303, 697, 697)
    assert shared_border(around, shrunk) == pytest.approx(1_600, abs=30)


def test_a_border_with_a_bay_between_is_counted_in_its_parts() -> None:
    bay = shapely.difference(
        shapely.box(SIDE, 0, 2 * SIDE, SIDE), shapely.box(SIDE, 400, SIDE + 200, 600)
    )
    assert shared_border(WEST, bay) == pytest.approx(800, abs=2)


def test_a_ragged_sliver_is_one_border() -> None:
    ys = np.arange(0, SIDE + 1, 50.0)
    ragged = [(SIDE + (3 if k % 2 else -3), y) for k, y in enumerate(ys)]
    east = shapely.Polygon([*ragged, (2 * SIDE, SIDE), (2 * SIDE, 0)])
    assert shared_border(WEST, east) == pytest.approx(SIDE, abs=25)


def test_islands_of_a_commune_have_their_borders_too() -> None:
    islands = shapely.MultiPolygon(
        [shapely.box(SIDE, 0, 2 * SIDE, SIDE), shapely.box(0, 5_000, SIDE, 6_000)]
    )
    assert shared_border(WEST, islands) == pytest.approx(SIDE)


def test_neighbours_by_border_are_joined_with_its_gap_and_length() -> None:
    boundaries = {
        A: box(0, 0, 1_000, 1_000),
        B: box(1_003, 0, 2_000, 1_000),
        C: box(2_000, 1_000, 3_000, 2_000),
        D: box(0, 1_050, 1_000, 2_000),
    }
    graph = drawn_graph(study([], boundaries=boundaries))
    assert set(graph.edges) == {(A, B), (B, C)}
    assert graph.edges[A, B]["border_gap_m"] == pytest.approx(3)
    assert graph.edges[A, B]["border_length_m"] == pytest.approx(1_000, abs=20)
    assert graph.edges[B, C]["border_gap_m"] == 0
    assert graph.edges[B, C]["border_length_m"] == pytest.approx(0, abs=0.01)
    assert set(graph.edges[A, B]) == {"border_gap_m", "border_length_m"}


def test_two_borders_just_within_reach_are_one_edge_without_failing() -> None:
    boundaries = {A: box(0, 0, 1_000, 1_000), B: box(1_010, 0, 2_000, 1_000)}
    graph = drawn_graph(study([], boundaries=boundaries))
    assert graph.edges[A, B]["border_gap_m"] == pytest.approx(10)


# -- distances -------------------------------------------------------------


def test_an_edge_carries_distances_and_the_weakest_link() -> None:
    drawn = study(
        [
            (A, box(0, 0, 10, 10), 100.0),
            (A, box(200, 0, 210, 10), 10.0),
            (B, box(215, 0, 225, 10), 50.0),
        ]
    )
    edge = drawn_graph(drawn).edges[A, B]
    lon, lat = planar.to_degrees(X + 10, Y)
    assert edge == {
        "merge_distance_m": 190,
        "touch_distance_m": 5,
        "link_gap_m": 190,
        "link_a_id": "f0",
        "link_a_commune": A,
        "link_a_lon": pytest.approx(lon, abs=1e-5),
        "link_a_lat": pytest.approx(lat, abs=2e-4),
        "link_b_id": "f1",
        "link_b_commune": A,
        "link_b_lon": pytest.approx(planar.to_degrees(X + 200, Y)[0], abs=1e-5),
        "link_b_lat": pytest.approx(lat, abs=2e-4),
    }


def test_without_boundaries_only_what_is_near_is_joined() -> None:
    drawn = study([house(A, 0, 9), house(B, 50, 9), house(C, 20_000, 9)])
    graph = drawn_graph(drawn)
    assert set(graph.nodes) == {A, B, C}
    assert set(graph.edges) == {(A, B)}
    assert "border_length_m" not in graph.edges[A, B]


def test_communes_that_touch_and_never_merge_have_only_the_touch() -> None:
    edge = drawn_graph(two_towns(40, (10, 0))).edges[A, B]
    assert edge == {"touch_distance_m": 40}


def test_an_edge_may_have_a_border_and_distances() -> None:
    drawn = study(
        [(A, box(900, 0, 950, 50), 9.0), (B, box(1_100, 0, 1_150, 50), 9.0)],
        boundaries={A: box(0, 0, 1_000, 1_000), B: box(1_000, 0, 2_000, 1_000)},
    )
    edge = drawn_graph(drawn).edges[A, B]
    assert edge["merge_distance_m"] == 150
    assert edge["border_length_m"] == pytest.approx(1_000)


def test_a_study_without_footprints_or_boundaries_is_an_empty_graph() -> None:
    assert len(drawn_graph(study([], communes=[commune(A, 5)]))) == 0


@pytest.mark.real
def test_borders_that_are_a_metre_off_keep_all_their_neighbours(
    repository: Path, real_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("METRO_DATA", str(real_data))
    clean = load(read_config(repository / "studies" / "chile-2017.toml"))
    random = np.random.default_rng(21_074)
    moved = {
        code: affinity.translate(polygon, *random.uniform(-1.5, 1.5, 2))
        for code, polygon in clean.boundaries.items()
    }
    unmeasured = build_gap_graph(clean.footprints, horizon=0, communes=[])
    before, after = (
        commune_graph(study, unmeasured, study.communes, majority=0.5)
        for study in (clean, replace(clean, boundaries=moved))
    )
    assert before.number_of_edges() == 848
    assert set(after.edges) >= set(before.edges)
    # Two corners some ten metres apart may come within reach; they share no border for it.
    gained = set(after.edges) - set(before.edges)
    assert all(after.edges[pair]["border_length_m"] == 0 for pair in gained)
    for pair, border in before.edges.items():
        length = after.edges[pair]["border_length_m"]
        assert length == pytest.approx(border["border_length_m"], rel=0.02, abs=50)

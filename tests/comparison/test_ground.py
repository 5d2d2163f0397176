"""Drawn continua, and where the change of their people comes from."""

import numpy as np
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from metrocli import check, compare, continua
from metrocli.comparison.ground import LEAST_KEPT, Ground, ground_changes
from metrocli.continuity.measuring import build_gap_graph
from metrocli.model import GroundChange, Study, Weighting
from tests.studies import LAWFUL, A, B, area, house, study

Drawn = tuple[str, shapely.Geometry, float]


def ground(*shapes: Drawn) -> Ground:
    """Return a continuum of communes, geometries and people."""
    communes, geometries, people = zip(*shapes, strict=True)
    return Ground(np.array(communes), np.array(geometries, object), np.array(people, float))


def box(west: float, east: float, north: float = 10) -> shapely.Geometry:
    return shapely.box(west, 0, east, north)


def only(base: Ground, current: Ground) -> GroundChange:
    """Return the change of the one commune there is."""
    ((_, change),) = ground_changes(base, current).items()
    return change


def test_new_ground_takes_its_part_of_the_people() -> None:
    base = ground((A, box(0, 100), 1_000))
    current = ground((A, box(0, 50), 600), (A, box(50, 100), 500), (A, box(100, 150), 300))
    assert only(base, current) == GroundChange(gained=300, lost=0, same=100)


def test_a_footprint_that_is_partly_on_old_ground_is_divided_by_its_area() -> None:
    base = ground((A, box(0, 100), 1_000))
    assert only(base, ground((A, box(75, 125), 400))).gained == 200


def test_whole_people_are_gained_and_nothing_is_lost_in_rounding() -> None:
    base = ground((A, box(0, 90), 10))
    found = only(base, ground((A, box(60, 105), 100)))
    assert found == GroundChange(gained=33, lost=0, same=57)


def test_ground_that_is_no_longer_built_on_is_lost() -> None:
    base = ground((A, box(0, 100), 1_000), (A, box(200, 300), 700))
    current = ground((A, box(0, 50), 900))
    assert only(base, current) == GroundChange(gained=0, lost=-700, same=-100)


@pytest.mark.parametrize(("part", "kept"), [(LEAST_KEPT * 0.99, False), (LEAST_KEPT, True)])
def test_a_sliver_does_not_keep_the_ground(part: float, kept: bool) -> None:  # noqa: FBT001
    base = ground((A, box(0, 100), 1_000))
    current = ground((A, box(100 - 100 * part, 100), 10))
    assert only(base, current).lost == (0 if kept else -1_000)


def test_streets_that_only_the_zones_hold_are_no_new_ground() -> None:
    zones = ground((A, box(0, 100), 1_000))
    blocks = ground((A, box(0, 40), 550), (A, box(60, 100), 550))
    assert only(zones, blocks) == GroundChange(0, 0, 100)
    assert only(blocks, zones) == GroundChange(0, 0, -100)


def test_ground_under_two_footprints_counts_once() -> None:
    base = ground((A, box(0, 60), 500), (A, box(40, 100), 500))
    assert only(base, ground((A, box(30, 110, 1), 800))).gained == 100


def test_a_neighbours_ground_is_ground_of_the_continuum() -> None:
    base = ground((A, box(0, 100), 1_000), (B, box(100, 200), 1_000))
    current = ground((A, box(0, 150), 1_500), (B, box(150, 200), 500))
    found = ground_changes(base, current)
    assert found == {A: GroundChange(0, 0, 500), B: GroundChange(0, 0, -500)}


def test_a_commune_that_comes_in_gains_and_one_that_goes_loses() -> None:
    base = ground((A, box(0, 100), 1_000), (B, box(200, 300), 400))
    current = ground((A, box(0, 100), 1_000))
    assert ground_changes(base, current)[B] == GroundChange(0, -400, 0)
    assert ground_changes(current, base)[B] == GroundChange(400, 0, 0)


def test_points_are_on_the_ground_that_they_meet() -> None:
    base = ground((A, box(0, 100), 1_000), (A, box(200, 300), 50))
    current = ground((A, shapely.Point(100, 5), 700), (A, shapely.Point(150, 5), 300))
    assert only(base, current) == GroundChange(gained=300, lost=-50, same=-300)
    assert only(current, base) == GroundChange(gained=50, lost=-300, same=300)


def test_touching_is_no_common_ground() -> None:
    base = ground((A, box(0, 100), 1_000))
    assert only(base, ground((A, box(100, 150), 10))) == GroundChange(10, -1_000, 0)


grounds = st.lists(
    st.tuples(
        st.sampled_from([A, B]),
        st.builds(
            lambda x, y, width, height: shapely.box(x, y, x + width, y + height),
            *[st.integers(0, 12)] * 2,
            *[st.integers(1, 6)] * 2,
        ),
        st.integers(0, 50),
    ),
    min_size=1,
    max_size=8,
).map(lambda shapes: ground(*shapes))


@given(grounds, grounds)
def test_the_parts_add_up_to_the_change_of_each_commune(base: Ground, current: Ground) -> None:
    found = ground_changes(base, current)
    assert set(found) == {*base.people, *current.people}
    for code, change in found.items():
        assert change.total == current.people.get(code, 0) - base.people.get(code, 0)
        assert change.lost <= 0 <= change.gained
    total = GroundChange.of_all([*found.values()])
    assert total.total == current.weights.sum() - base.weights.sum()


@given(grounds)
def test_nothing_changes_between_a_continuum_and_itself(one: Ground) -> None:
    assert set(ground_changes(one, one).values()) == {GroundChange(0, 0, 0)}


@given(grounds, grounds)
def test_seen_from_the_other_census_every_sign_is_the_other(base: Ground, current: Ground) -> None:
    assume(base.mean_area != current.mean_area)
    there, back = ground_changes(base, current), ground_changes(current, base)
    assert there == {code: change.reversed for code, change in back.items()}


@given(grounds, grounds)
def test_the_parts_are_those_of_every_pair(base: Ground, current: Ground) -> None:
    assume(base.mean_area >= current.mean_area)
    below, above = (shapely.union_all(side.geometries) for side in (base, current))
    beside = [one.difference(below).area / one.area for one in current.geometries]
    gained = {
        code: sum(
            people * part
            for commune, people, part in zip(current.communes, current.weights, beside, strict=True)
            if commune == code
        )
        for code in current.people
    }
    for code, change in ground_changes(base, current).items():
        assert change.gained == pytest.approx(gained.get(code, 0), abs=0.5 + 1e-6)
    if not above.intersects(below):
        assert sum(c.lost for c in ground_changes(base, current).values()) == -base.weights.sum()


def test_the_continuum_of_each_area_is_its_ground() -> None:
    towns = study([house(A, 0, 500), house(B, 100, 300), house(B, 5_000, 40)])
    found = continua_of(towns)
    assert found["drawn"].people == {A: 500, B: 300}


def test_without_people_there_is_no_ground_to_speak_of() -> None:
    assert continua_of(study([house(A, 0, 1), house(B, 20, 1)], weighting=Weighting.COUNT)) == {}


def test_two_studies_tell_where_the_people_of_an_area_come_from() -> None:
    then = study([house(A, 0, 500), house(B, 100, 300)])
    now = study([house(A, 0, 550), house(B, 100, 300), house(B, 200, 70)])
    results = [check(one, [area(A, B)], settings=LAWFUL) for one in (then, now)]
    (change,) = compare(*results, continua=(continua_of(then), continua_of(now))).areas
    assert change.ground == GroundChange(gained=70, lost=0, same=50)
    assert [member.ground for member in change.members] == [
        GroundChange(0, 0, 50),
        GroundChange(70, 0, 0),
    ]


def continua_of(towns: Study) -> dict[str, Ground]:
    graph = build_gap_graph(towns.footprints, horizon=LAWFUL.continuity.horizon)
    result = check(towns, [area(A, B)], settings=LAWFUL, graph=graph)
    return continua(towns, result, graph, max_gap=LAWFUL.continuity.max_gap)

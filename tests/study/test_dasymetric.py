"""People are given whole, to the unit, to the footprints of their commune inside their feature."""

from collections.abc import Sequence
from fractions import Fraction
from random import Random

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from metrocli.study.dasymetric import REACH, Located, Settlement, apportion, settle
from tests.study.places import MAULE, TALCA

CLAIMS = st.lists(
    st.tuples(st.integers(0, 10_000), st.lists(st.integers(1, 50), min_size=1, max_size=8)),
    min_size=1,
    max_size=6,
)

Thing = tuple[str, shapely.Geometry]


def located(things: Sequence[Thing]) -> Located:
    return Located(
        np.array([code for code, _ in things], dtype="U5"),
        np.array([shape for _, shape in things], dtype=object),
    )


def settled(
    features: Sequence[Thing], people: Sequence[float], footprints: Sequence[Thing]
) -> Settlement:
    return settle(located(features), np.array(people, dtype=float), located(footprints))


def by_hand(total: int, claims: Sequence[int]) -> list[int]:
    """Return the largest remainder rule, in fractions and as its definition reads."""
    quotas = [Fraction(total * claim, sum(claims)) for claim in claims]
    given = [int(quota) for quota in quotas]
    while sum(given) < total:
        rests = [quota - got for quota, got in zip(quotas, given, strict=True)]
        given[rests.index(max(rests))] += 1
    return given


@given(CLAIMS)
def test_totals_are_divided_by_largest_remainder(divisions: list[tuple[int, list[int]]]) -> None:
    group = np.repeat(np.arange(len(divisions)), [len(claims) for _, claims in divisions])
    claims = np.concatenate([claims for _, claims in divisions]).astype(float)
    shares = apportion(np.array([total for total, _ in divisions], dtype=float), group, claims)
    assert shares.tolist() == [
        share for total, claims in divisions for share in by_hand(total, claims)
    ]


@given(
    st.lists(st.floats(1e-3, 1e6), min_size=1, max_size=20),
    st.one_of(st.integers(0, 10**7), st.floats(0, 1e7)),
)
def test_whatever_the_claims_nothing_is_lost(claims: list[float], total: float) -> None:
    group = np.zeros(len(claims), dtype=np.intp)
    shares = apportion(np.array([total], dtype=float), group, np.array(claims))
    assert sum(shares.tolist()) == pytest.approx(total, rel=1e-12, abs=1e-9)
    assert np.count_nonzero(shares % 1) <= 1
    if float(total).is_integer():
        assert shares.sum() == total
    assert (shares >= 0).all()


def test_equal_claims_are_served_in_their_order() -> None:
    shares = apportion(np.array([5.0]), np.zeros(3, dtype=np.intp), np.ones(3))
    assert shares.tolist() == [2, 2, 1]


def test_people_go_by_the_area_inside_the_feature() -> None:
    found = settled(
        [(TALCA, shapely.box(0, 0, 100, 100)), (TALCA, shapely.box(100, 0, 200, 100))],
        [30, 9],
        [
            (TALCA, shapely.box(0, 0, 10, 10)),
            (TALCA, shapely.box(90, 0, 110, 10)),
            (TALCA, shapely.box(150, 0, 170, 10)),
        ],
    )
    # 100 of 200 m² and 100 of 200 m²; then 100 of 300 m² and 200 of 300 m².
    assert found.people.tolist() == [15, 15 + 3, 6]
    assert not found.moved.any()
    assert not found.unhoused.any()


def test_nobody_moves_to_another_commune() -> None:
    found = settled(
        [(TALCA, shapely.box(0, 0, 100, 100))],
        [7],
        [(TALCA, shapely.box(0, 0, 1, 1)), (MAULE, shapely.box(10, 10, 90, 90))],
    )
    assert found.people.tolist() == [7, 0]


def test_points_and_lines_count_where_there_is_no_area() -> None:
    feature = (TALCA, shapely.box(0, 0, 100, 100))
    points = [(TALCA, shapely.Point(1, 1)), (TALCA, shapely.Point(5, 5))]
    line = (TALCA, shapely.LineString([(0, 50), (200, 50)]))
    assert settled([feature], [4], points).people.tolist() == [2, 2]
    assert settled([feature], [4], [*points, line]).people.tolist() == [0, 0, 4]
    house = (TALCA, shapely.box(40, 40, 41, 41))
    assert settled([feature], [4], [*points, line, house]).people.tolist() == [0, 0, 0, 4]


def test_what_only_touches_holds_nobody() -> None:
    found = settled(
        [(TALCA, shapely.box(0, 0, 100, 100))],
        [4],
        [(TALCA, shapely.box(100, 0, 110, 10)), (TALCA, shapely.box(0, 0, 1, 1))],
    )
    assert found.people.tolist() == [0, 4]


def test_people_without_a_footprint_go_to_the_nearest_in_reach_or_nowhere() -> None:
    features = [
        (TALCA, shapely.box(0, 0, 10, 10)),
        (TALCA, shapely.box(0, 1_000, 10, 1_010)),
        (MAULE, shapely.box(0, 2_000, 10, 2_010)),
        (TALCA, shapely.box(0, 3_000, 10, 3_010)),
    ]
    near = shapely.box(10 + REACH, 0, 20 + REACH, 10)
    far = shapely.box(10.001 + REACH, 1_000, 20 + REACH, 1_010)
    found = settled(features, [5, 6, 7, 0], [(TALCA, near), (TALCA, far), (TALCA, near)])
    assert found.people.tolist() == [5, 0, 0]
    assert found.moved.tolist() == [True, False, False, False]
    assert found.unhoused.tolist() == [False, True, True, False]


def boxes(side: int) -> st.SearchStrategy[list[Thing]]:
    """Return boxes with whole corners, of two communes, that overlap as they like."""
    corner = st.integers(0, 30)
    size = st.integers(1, side)
    drawn = st.builds(
        lambda x, y, w, h, code: (code, shapely.box(x * 20, y * 20, (x + w) * 20, (y + h) * 20)),
        corner,
        corner,
        size,
        size,
        st.sampled_from([TALCA, MAULE]),
    )
    return st.lists(drawn, min_size=1, max_size=12)


def brute(
    features: list[Thing], people: list[int], footprints: list[Thing]
) -> tuple[list[int], int]:
    """Return who gets whom, one pair after the other, and how many get nowhere."""
    got = [0] * len(footprints)
    lost = 0
    for (code, shape), count in zip(features, people, strict=True):
        own = [k for k, (other, _) in enumerate(footprints) if other == code]
        inside = {k: round(shapely.intersection(shape, footprints[k][1]).area) for k in own}
        inside = {k: area for k, area in inside.items() if area}
        gaps = {k: float(shapely.distance(shape, footprints[k][1])) for k in own}
        nearest = min(gaps, key=lambda k: (gaps[k], k), default=None)
        if inside:
            for k, share in zip(inside, by_hand(count, list(inside.values())), strict=True):
                got[k] += share
        elif nearest is not None and gaps[nearest] <= REACH:
            got[nearest] += count
        else:
            lost += count
    return got, lost


@given(boxes(8), boxes(3), st.lists(st.integers(0, 500), min_size=12, max_size=12))
def test_it_is_what_one_pair_after_the_other_gives(
    features: list[Thing], footprints: list[Thing], figures: list[int]
) -> None:
    people = figures[: len(features)]
    found = settled(features, people, footprints)
    got, lost = brute(features, people, footprints)
    assert found.people.tolist() == got
    assert np.array(people)[found.unhoused].sum() == lost
    assert found.people.sum() + lost == sum(people)


@given(boxes(8), boxes(3), st.lists(st.integers(0, 500), min_size=12, max_size=12), st.randoms())
def test_the_order_of_the_features_is_all_one(
    features: list[Thing], footprints: list[Thing], figures: list[int], random: Random
) -> None:
    order = list(range(len(features)))
    random.shuffle(order)
    one = settled(features, figures[: len(features)], footprints)
    other = settled([features[k] for k in order], [figures[k] for k in order], footprints)
    assert one.people.tolist() == other.people.tolist()
    assert one.unhoused[order].tolist() == other.unhoused.tolist()

"""Areas that the continuum suggests, and those that fall short."""

from dataclasses import replace

import pytest
import shapely

from metrocli.delimit import check, propose
from metrocli.errors import MissingInputError
from metrocli.model import Area, AreaVerdict, Assessment, NearMiss, Reading, Study, Weighting
from metrocli.norm.settings import Settings, settings_for
from tests.continuity.territories import square
from tests.studies import LAW, LAWFUL, A, B, C, D, E, area, commune, house, study, tuned, two_towns


def proposed(drawn: Study, settings: Settings = LAWFUL) -> Assessment:
    return propose(drawn, settings=settings)


def members(found: Assessment) -> list[tuple[str, ...]]:
    return [area.area.members for area in found.areas]


def missed(found: Assessment) -> dict[tuple[str, ...], tuple[float, float, float, int]]:
    """Return by members the gap and what is lacking: inhabitants, metres, communes."""
    return {miss.assessment.area.members: told(miss) for miss in found.near_misses or ()}


def told(miss: NearMiss) -> tuple[float, float, float, int]:
    return miss.gap, miss.lacks_inhabitants, miss.lacks_metres, miss.lacks_communes


# -- areas -----------------------------------------------------------------


def test_towns_close_together_are_an_area_and_are_checked_like_any() -> None:
    drawn = two_towns(40)
    found = proposed(drawn)
    assert members(found) == [(A, B)]
    assert found.areas[0].verdict is AreaVerdict.ELIGIBLE
    assert found.near_misses == ()
    same = check(drawn, [found.areas[0].area], settings=LAWFUL).areas[0]
    assert found.areas[0] == same


def test_a_gap_on_the_limit_is_enough() -> None:
    assert members(proposed(two_towns(550))) == [(A, B)]
    assert members(proposed(two_towns(551))) == []


def test_an_area_takes_all_that_its_patch_holds() -> None:
    row = study(
        [house(A, 0, 200_000), house(B, 500, 50_000), house(C, 1_000, 10_000), house(D, 9_000, 9)]
    )
    assert members(proposed(row)) == [(A, B, C)]


def test_areas_stay_inside_their_region_and_come_by_population() -> None:
    drawn = study(
        [
            house(A, 0, 150_000),
            house(B, 50, 120_000),
            house(E, 100, 1_000_000),
            house("02104", 150, 2_000),
        ],
        communes=[replace(commune(E), code="02104", name="Fara")],
    )
    assert members(proposed(drawn)) == [(E, "02104"), (A, B)]


def test_one_region_can_be_asked_for() -> None:
    drawn = study([house(A, 0, 200_000), house(B, 50, 90_000), house(E, 9_000, 400_000)])
    found = propose(drawn, settings=LAWFUL, region="01")
    assert (members(found), missed(found)) == ([(A, B)], {})
    other = propose(drawn, settings=LAWFUL, region="02")
    assert (members(other), set(missed(other))) == ([], {(E,)})


def test_a_region_without_footprints_is_refused_with_those_that_have_some() -> None:
    with pytest.raises(MissingInputError) as caught:
        propose(two_towns(40), settings=LAWFUL, region="13")
    assert "13" in str(caught.value)
    assert "01" in str(caught.value)


def test_a_study_without_footprints_has_nothing_to_propose() -> None:
    found = proposed(study([], communes=[commune(A)]))
    assert (found.areas, found.near_misses) == ((), ())


def test_a_candidate_stands_by_its_own_footprints() -> None:
    # C is reached only over an outpost of D, which lives elsewhere.
    drawn = study(
        [
            house(A, 0, 200_000),
            house(B, 50, 90_000),
            house(D, 550, 10),
            house(C, 1_050, 20_000),
            house(D, 20_000, 5_000),
        ]
    )
    assert members(proposed(drawn)) == [(A, B)]
    assert missed(proposed(drawn)) == {}


def test_halves_in_two_places_are_proposed_once() -> None:
    drawn = study(
        [
            house(A, 0, 200_000),
            house(B, 50, 100_000),
            house(C, 100, 50_000),
            house(A, 50_000, 200_000),
            house(B, 50_100, 100_000),
        ]
    )
    assert members(proposed(drawn)) == [(A, B, C)]


def test_what_is_undetermined_is_listed_as_an_area() -> None:
    shapes = [(A, square(0, 0), 100.0), (B, square(20, 0), 100.0)]
    drawn = study(shapes, communes=[commune(A, 9_000), commune(B, 9_000)], weighting=Weighting.AREA)
    found = proposed(drawn)
    assert [area.verdict for area in found.areas] == [AreaVerdict.UNDETERMINED]
    assert found.near_misses == ()


# -- names -----------------------------------------------------------------


def test_an_area_bears_the_name_that_the_study_gives_it() -> None:
    named = Area("gran-alba", "Gran Alba", (A, B))
    found = proposed(replace(two_towns(40), areas=(Area("x", "X", (A, C)), named)))
    assert found.areas[0].area == named


def test_small_areas_are_named_after_their_communes_and_large_ones_after_the_first() -> None:
    row = [house(A, 0, 250_000), house(B, 20, 9), house(C, 40, 9)]
    assert proposed(study(row)).areas[0].area == Area("alba-brea-cala", "Alba–Brea–Cala", (A, B, C))
    longer = proposed(study([*row, house(D, 60, 9)])).areas[0].area
    assert longer == Area("gran-alba", "Gran Alba", (A, B, C, D))


def test_ids_are_plain_whatever_the_names() -> None:
    communes = [
        replace(commune(A), name="Ñuñoa del Río"),
        replace(commune(B), name="O'Higgins"),
    ]
    drawn = study([house(A, 0, 250_000), house(B, 20, 9)], communes=communes)
    assert proposed(drawn).areas[0].area.id == "nunoa-del-rio-o-higgins"


# -- near misses -----------------------------------------------------------


@pytest.mark.parametrize(("people", "lacks"), [(30_000, 20_001), (50_000, 1)])
def test_a_near_miss_that_lacks_inhabitants(people: float, lacks: float) -> None:
    found = proposed(two_towns(40, (200_000, people)))
    assert (members(found), missed(found)) == ([], {(A, B): (40, lacks, 0, 0)})
    assert found.near_misses is not None
    assert found.near_misses[0].population_at_gap == 200_000 + people


def test_inhabitants_are_counted_up_to_the_largest_gap_allowed() -> None:
    drawn = study([house(A, 0, 150_000), house(B, 50, 40_000), house(B, 500, 30_000)])
    assert missed(proposed(drawn)) == {(A, B): (40, 30_001, 0, 0)}


def test_a_near_miss_that_lacks_metres() -> None:
    found = proposed(two_towns(3_582))
    assert (members(found), missed(found)) == ([], {(A, B): (3_582, 0, 3_032, 0)})
    assert found.near_misses is not None
    assert found.near_misses[0].population_at_gap == 300_000
    assert found.near_misses[0].assessment.population.continuum == 200_000


def test_a_near_miss_that_lacks_both() -> None:
    assert missed(proposed(two_towns(1_000, (150_000, 50_000)))) == {
        (A, B): (1_000, 50_001, 450, 0)
    }


def test_a_near_miss_that_lacks_communes() -> None:
    assert missed(proposed(study([house(A, 0, 250_001)]))) == {(A,): (0, 0, 0, 1)}
    assert missed(proposed(study([house(A, 0, 250_000)]))) == {}


def test_beyond_the_horizon_nothing_is_near() -> None:
    assert missed(proposed(two_towns(6_001, (200_000, 200_000)))) == {}


@pytest.mark.parametrize(("people", "shown"), [(150_000, True), (149_999, False)])
def test_only_what_has_most_of_the_population_is_near(people: float, *, shown: bool) -> None:
    found = proposed(two_towns(40, (100_000, people - 100_000)))
    assert bool(found.near_misses) is shown


def test_what_only_enlarges_an_area_or_another_near_miss_is_left_out() -> None:
    eligible = [house(A, 0, 200_000), house(B, 50, 90_000), house(C, 2_000, 90_000)]
    assert missed(proposed(study(eligible))) == {}
    short = [house(A, 0, 100_000), house(B, 50, 90_000), house(C, 2_000, 90_000)]
    assert set(missed(proposed(study(short)))) == {(A, B)}


def test_what_never_comes_together_by_itself_lacks_no_metres() -> None:
    # In the region, B joins A over the outposts of C; without C it is 6,500 m away.
    outposts = [house(C, x, 1) for x in (2_000, 4_000)]
    drawn = study(
        [house(A, 0, 200_000), *outposts, house(B, 6_510, 100_000), house(C, 90_000, 1_000)]
    )
    assert (members(proposed(drawn)), missed(proposed(drawn))) == ([], {})


def test_the_metres_are_those_between_the_members_alone() -> None:
    outpost = house(C, 2_000, 1)
    drawn = study([house(A, 0, 200_000), outpost, house(B, 4_010, 100_000), house(C, 90_000, 9)])
    assert missed(proposed(drawn)) == {(A, B): (4_000, 0, 3_450, 0)}


def test_near_misses_come_by_what_they_lack() -> None:
    drawn = study(
        [
            house(A, 0, 200_000),
            house(B, 650, 60_000),
            house(C, 30_000, 160_000),
            house(D, 30_050, 1_000),
            house(E, 0, 300_000),
        ]
    )
    assert list(missed(proposed(drawn))) == [(A, B), (C, D), (E,)]


def test_a_lone_commune_is_measured_by_the_reading_in_force() -> None:
    drawn = study([house(A, 0, 1_000)], communes=[commune(A, 300_000)])
    by_communal = settings_for(LAW, reading=Reading.COMMUNAL)
    assert missed(proposed(drawn)) == {}
    assert missed(proposed(drawn, by_communal)) == {(A,): (0, 0, 0, 1)}


def test_square_metres_are_no_inhabitants() -> None:
    # 600 m by 600 m of built-up area is more than 250,000, of something else.
    drawn = study(
        [(A, shapely.box(0, 0, 600, 600), 360_000.0)],
        communes=[commune(A, 160_000)],
        weighting=Weighting.AREA,
    )
    for reading in Reading:
        assert missed(proposed(drawn, settings_for(LAW, reading=reading))) == {}


def test_no_gap_allowed_at_all_still_orders_the_misses() -> None:
    drawn = study(
        [
            house(A, 0, 200_000),
            house(B, 110, 60_000),
            house(C, 30_000, 160_000),
            house(D, 30_020, 100_000),
        ]
    )
    found = proposed(drawn, tuned(max_gap=0))
    assert list(missed(found)) == [(C, D), (A, B)]


def test_the_same_study_gives_the_same_answer() -> None:
    shapes = [
        house(A, 0, 200_000),
        house(B, 20, 60_000),
        house(C, 40, 3_000),
        house(D, 2_000, 200_000),
        house(E, 0, 300_000),
    ]
    one, other = proposed(study(shapes)), proposed(study(shapes[::-1]))
    assert members(one) == members(other)
    assert missed(one) == missed(other)
    assert one == proposed(study(shapes))


def test_a_near_miss_is_the_area_as_it_would_be_checked() -> None:
    drawn = two_towns(3_582)
    found = proposed(drawn)
    assert found.near_misses is not None
    named = replace(area(A, B), id="alba-brea", name="Alba–Brea")
    assert found.near_misses[0].assessment == check(drawn, [named], settings=LAWFUL).areas[0]

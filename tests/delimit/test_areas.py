"""Areas from drawn footprints to their verdicts."""

from collections.abc import Callable
from dataclasses import replace

import pytest
import shapely

from metrocli.delimit import check
from metrocli.model import (
    Area,
    AreaAssessment,
    AreaVerdict,
    Commuting,
    CriterionVerdict,
    Element,
    Populations,
    Reading,
    Share,
    Study,
    Weighting,
)
from metrocli.norm.settings import Settings, settings_for
from metrocli.text import Text
from tests.continuity.territories import square
from tests.studies import (
    LAW,
    LAWFUL,
    A,
    B,
    C,
    E,
    Shape,
    area,
    commune,
    criterion,
    house,
    near,
    study,
    tuned,
    two_towns,
)

MET, NOT_MET, UNDETERMINED = CriterionVerdict


def checked(drawn: Study, *members: str, settings: Settings = LAWFUL) -> AreaAssessment:
    """Return the verdict of one area."""
    return check(drawn, [area(*members)], settings=settings).areas[0]


def verdicts(assessed: AreaAssessment) -> dict[str, CriterionVerdict]:
    return {criterion.id: criterion.verdict for criterion in assessed.criteria}


# -- verdicts --------------------------------------------------------------


def test_two_large_towns_close_together_are_eligible() -> None:
    found = checked(two_towns(40), A, B)
    assert found.verdict is AreaVerdict.ELIGIBLE
    assert verdicts(found) == {
        "region": MET,
        "communes": MET,
        "continuity": MET,
        "population": MET,
        "shared-services": UNDETERMINED,
        "commuting": UNDETERMINED,
    }
    assert found.pending == ("shared-services", "commuting")
    assert (found.merge_distance, found.touch_distance) == (40, 40)
    assert found.weakest_link is not None
    assert {found.weakest_link.a.commune, found.weakest_link.b.commune} == {A, B}
    assert (found.regions, found.region_name) == (("01",), "Region 01")


def test_when_strict_they_wait_for_papers() -> None:
    found = checked(two_towns(40), A, B, settings=settings_for(LAW, strict=True))
    assert found.verdict is AreaVerdict.UNDETERMINED
    assert found.pending == ()


@pytest.mark.parametrize(("gap", "verdict"), [(550, MET), (551, NOT_MET), (0, MET)])
def test_a_gap_on_the_limit_joins(gap: float, verdict: CriterionVerdict) -> None:
    assert verdicts(checked(two_towns(gap), A, B))["continuity"] is verdict


def test_beyond_the_horizon_they_never_become_one() -> None:
    found = checked(two_towns(6_001), A, B)
    assert found.verdict is AreaVerdict.NOT_ELIGIBLE
    assert (found.merge_distance, found.touch_distance, found.weakest_link) == (None, None, None)


@pytest.mark.parametrize(
    ("people", "verdict"), [(50_000, AreaVerdict.NOT_ELIGIBLE), (50_001, AreaVerdict.ELIGIBLE)]
)
def test_exactly_the_threshold_is_not_enough(people: float, verdict: AreaVerdict) -> None:
    assert checked(two_towns(40, (200_000, people)), A, B).verdict is verdict


def test_one_commune_is_never_an_area() -> None:
    found = checked(study([house(A, 0, 400_000)]), A)
    assert found.verdict is AreaVerdict.NOT_ELIGIBLE
    assert verdicts(found)["communes"] is NOT_MET
    assert verdicts(found)["continuity"] is verdicts(found)["population"] is MET


def test_two_regions_are_never_an_area() -> None:
    found = checked(study([house(A, 0, 200_000), house(E, 20, 200_000)]), A, E)
    assert found.verdict is AreaVerdict.NOT_ELIGIBLE
    assert [id for id, verdict in verdicts(found).items() if verdict is NOT_MET] == ["region"]
    assert found.regions == ("01", "02")
    assert found.region_name == "Region 01, Region 02"


def test_a_commune_outside_the_area_does_not_bridge() -> None:
    bridged = study([house(A, 0, 200_000), house(C, 500, 10), house(B, 1_000, 200_000)])
    assert verdicts(checked(bridged, A, B))["continuity"] is NOT_MET
    assert verdicts(checked(bridged, A, B, C))["continuity"] is MET


def test_areas_come_in_the_order_asked_and_do_not_change_each_other() -> None:
    drawn = study([house(A, 0, 200_000), house(B, 50, 100_000), house(C, 800, 100_000)])
    one, other = Area("one", "One", (B, C)), Area("other", "Other", (A, B))
    both = check(drawn, [one, other], settings=LAWFUL)
    assert [found.area.id for found in both.areas] == ["one", "other"]
    assert both.areas[0] == check(drawn, [one], settings=LAWFUL).areas[0]
    assert both.areas[1] == check(drawn, [other], settings=LAWFUL).areas[0]


def test_each_stage_is_announced() -> None:
    told: list[Text] = []
    areas = [Area("one", "One", (A,)), Area("other", "Other", (A, B))]
    check(two_towns(40), areas, settings=LAWFUL, stage=told.append)
    assert [str(stage) for stage in told] == [
        "Measuring gaps inside 2 communes",
        "Measuring gaps between communes (1 pair)",
    ]


def test_an_assessment_tells_all_that_it_rests_on() -> None:
    drawn = two_towns(40)
    found = check(drawn, [area(A, B)], settings=LAWFUL)
    assert (found.study_title, found.vintage, found.schematic) == ("Drawn", "2024", True)
    assert found.weighting is Weighting.POPULATION
    assert found.norm == LAW.reference
    assert found.parameters == LAWFUL.parameters
    assert found.near_misses is None


# -- populations -----------------------------------------------------------


def test_all_three_populations_of_members_and_area() -> None:
    drawn = study(
        [house(A, 0, 200_000), house(A, 5_000, 30_000), house(B, 50, 60_000)],
        communes=[commune(A, 240_000, 235_000), commune(B, 70_000)],
    )
    found = checked(drawn, A, B)
    assert [member.population for member in found.members] == [
        Populations(communal=240_000, urban=235_000, continuum=200_000),
        # Without an urban column, the urban population is that of the footprints.
        Populations(communal=70_000, urban=60_000, continuum=60_000),
    ]
    assert found.population == Populations(310_000, 295_000, 260_000)
    shares = [member.share_in_continuum for member in found.members]
    assert shares == [pytest.approx(200 / 230), 1]


def test_a_conflict_of_readings_is_flagged() -> None:
    communes = [commune(A, 220_000), commune(B, 50_000)]
    drawn = study([house(A, 0, 200_000), house(B, 50, 40_000)], communes=communes)
    found = checked(drawn, A, B)
    assert found.reading_conflict
    assert found.verdict is AreaVerdict.NOT_ELIGIBLE
    by_communal = settings_for(LAW, reading=Reading.COMMUNAL)
    assert checked(drawn, A, B, settings=by_communal).verdict is AreaVerdict.ELIGIBLE
    assert checked(drawn, A, B, settings=by_communal).reading_conflict


def test_a_population_that_is_not_known_of_one_is_not_known_of_all() -> None:
    communes = [commune(A, 500_000), commune(B)]
    drawn = study([house(A, 0, 200_000), house(B, 50, 100_000)], communes=communes)
    found = checked(drawn, A, B, settings=settings_for(LAW, reading=Reading.COMMUNAL))
    assert found.population == Populations(None, 300_000, 300_000)
    assert found.verdict is AreaVerdict.UNDETERMINED
    assert not found.reading_conflict
    assert checked(drawn, A, B).verdict is AreaVerdict.ELIGIBLE


# -- members without footprints or weight ----------------------------------


def test_a_member_without_footprints_leaves_the_area_undetermined() -> None:
    drawn = study([house(A, 0, 200_000), house(B, 50, 100_000)], communes=[commune(C, 9_000)])
    found = checked(drawn, A, B, C)
    assert found.verdict is AreaVerdict.UNDETERMINED
    assert verdicts(found)["continuity"] is verdicts(found)["population"] is UNDETERMINED
    assert (found.merge_distance, found.touch_distance, found.weakest_link) == (None, None, None)
    assert found.members[2].population == Populations(9_000, None, None)
    assert found.members[2].share_in_continuum is None
    assert found.population == Populations(309_000, None, None)


def test_footprints_that_nobody_lives_in_leave_continuity_undetermined() -> None:
    found = checked(study([house(A, 0, 300_000), house(B, 50, 0)]), A, B)
    assert verdicts(found)["continuity"] is UNDETERMINED
    assert verdicts(found)["population"] is MET
    assert found.touch_distance == 40
    assert found.members[1].population.continuum == 0
    assert found.members[1].share_in_continuum is None


def test_an_area_without_any_footprint_is_undetermined() -> None:
    elsewhere = study([house(C, 0, 1)], communes=[commune(A, 200_000), commune(B, 100_000)])
    nowhere = study([], communes=[commune(A, 200_000), commune(B, 100_000)])
    for drawn in (elsewhere, nowhere):
        found = checked(drawn, A, B)
        assert found.verdict is AreaVerdict.UNDETERMINED
        assert found.population == Populations(300_000, None, None)


def test_an_area_of_nobody_is_not_eligible_for_want_of_communes() -> None:
    assert verdicts(checked(two_towns(40)))["communes"] is NOT_MET


# -- weightings ------------------------------------------------------------


@pytest.mark.parametrize(("weighting", "merge"), [(Weighting.AREA, 740), (Weighting.COUNT, 760)])
def test_without_population_in_the_footprints_only_continuity_is_known(
    weighting: Weighting, merge: float
) -> None:
    shapes: list[Shape] = [
        (A, square(0, 0, 100), 1_000_000.0),
        (B, square(140, 0, 20), 40_000.0),
        (B, square(900, 0, 20), 40_000.0),
        (B, square(980, 0, 20), 40_000.0),
    ]
    if weighting is Weighting.COUNT:
        shapes = [(code, shapely.centroid(shape), 1.0) for code, shape, _ in shapes]
    drawn = study(shapes, communes=[commune(A, 200_000), commune(B, 90_000)], weighting=weighting)
    found = checked(drawn, A, B)
    assert found.population == Populations(290_000, None, None)
    assert verdicts(found)["population"] is UNDETERMINED
    assert criterion(found, "population").evidence["enough_from_m"] is None
    # Two thirds of B lie beyond its long gap, which points measure from their centres.
    assert found.merge_distance == pytest.approx(merge)
    assert verdicts(found)["continuity"] is NOT_MET
    assert found.members[1].share_in_continuum == pytest.approx(1 / 3)
    by_communal = settings_for(LAW, max_gap=800, reading=Reading.COMMUNAL)
    assert checked(drawn, A, B, settings=by_communal).verdict is AreaVerdict.ELIGIBLE


# -- commuting -------------------------------------------------------------

TRIPS = {(A, B): 100.0, (B, A): 60.0, (A, A): 5_000.0, (A, C): 900.0, (C, B): 900.0}


def commuting(commuting: Commuting | None) -> AreaAssessment:
    return checked(replace(two_towns(40), commuting=commuting), A, B)


def test_commuting_counts_the_trips_between_members_alone() -> None:
    found = commuting(Commuting(TRIPS, {A: 600, B: 200, C: 4_000}))
    assert found.commuting is not None
    trips = criterion(found, "commuting")
    assert (trips.verdict, trips.observed) == (MET, 160 / 800)
    assert [(home.code, home.share) for home in found.commuting.residents] == [
        (A, Share(100 / 600, 100 / 600)),
        (B, Share(0.3, 0.3)),
    ]
    assert found.commuting.strongest == (B, A, Share(0.3, 0.3))
    assert found.pending == ("shared-services",)


def test_too_little_commuting_does_not_decide_unless_strict() -> None:
    drawn = replace(two_towns(40), commuting=Commuting(TRIPS, {A: 6_000, B: 200}))
    assert verdicts(checked(drawn, A, B))["commuting"] is NOT_MET
    assert checked(drawn, A, B).verdict is AreaVerdict.ELIGIBLE
    strict = settings_for(LAW, strict=True)
    assert checked(drawn, A, B, settings=strict).verdict is AreaVerdict.NOT_ELIGIBLE


@pytest.mark.parametrize("employed", [{}, {A: 600.0}, {A: 0.0, B: 0.0}])
def test_commuting_without_the_employed_of_all_is_pending(employed: dict[str, float]) -> None:
    found = commuting(Commuting(TRIPS, employed))
    assert verdicts(found)["commuting"] is UNDETERMINED
    assert found.pending == ("shared-services", "commuting")


def test_a_pair_that_the_table_lacks_is_unknown_and_not_zero() -> None:
    lacking = Commuting({(A, B): 0}, {A: 600, B: 200})
    found = criterion(commuting(lacking), "commuting")
    assert (found.verdict, found.observed) == (UNDETERMINED, 0)
    assert found.evidence["measures"]["pooled"]["at_most"] == 200 / 800


@pytest.mark.parametrize(
    ("trips", "outside", "unlisted"),
    [
        ({}, {B: 90.0}, 90),
        ({(B, C): 50.0}, {B: 90.0}, 40),
        ({(B, C): 50.0, (B, B): 100.0}, {B: 90.0}, 40),
        ({(B, C): 50.0, (B, B): 100.0}, {}, 50),
        ({(B, C): 50.0}, {}, 150),
        ({(B, C): 95.0}, {B: 90.0}, 0),
    ],
)
def test_what_the_table_does_not_list_is_counted(
    trips: dict[tuple[str, str], float], outside: dict[str, float], unlisted: float
) -> None:
    found = commuting(Commuting({(A, B): 0, **trips}, {A: 600, B: 200}, outside)).commuting
    assert found is not None
    of_a, of_b = found.residents
    assert (of_b.unlisted, of_b.closed, of_b.possible) == (unlisted, False, unlisted)
    assert (of_a.closed, of_a.possible) == (True, 0)


def test_of_few_that_are_not_listed_the_verdict_is_known() -> None:
    small = Commuting({}, {A: 600, B: 200}, {A: 20, B: 30})
    found = criterion(commuting(small), "commuting")
    assert (found.verdict, found.observed) == (NOT_MET, 0)
    assert found.evidence["strongest"] is None


# -- services --------------------------------------------------------------


def serving(*elements: Element) -> AreaAssessment:
    return checked(replace(two_towns(40), services=elements), A, B)


def test_elements_count_by_the_members_that_they_serve() -> None:
    found = serving(
        Element("port", "P", (A, B, C), "X"),
        Element("road", "R", (A, C), "X"),
        Element("road", "S", (C, E), "X"),
    )
    assert found.shared == (Element("port", "P", (A, B), "X"),)
    assert verdicts(found)["shared-services"] is MET
    assert "shared-services" not in found.pending


def test_services_of_other_communes_leave_an_area_pending() -> None:
    found = serving(Element("road", "S", (C, E), "X"))
    assert verdicts(found)["shared-services"] is UNDETERMINED
    assert "shared-services" in found.pending


def test_services_that_are_not_shared_decide_only_when_strict() -> None:
    drawn = replace(two_towns(40), services=(Element("road", "S", (A,), "X"),))
    assert verdicts(checked(drawn, A, B))["shared-services"] is NOT_MET
    assert checked(drawn, A, B).verdict is AreaVerdict.ELIGIBLE
    strict = settings_for(LAW, strict=True)
    assert checked(drawn, A, B, settings=strict).verdict is AreaVerdict.NOT_ELIGIBLE


# -- where a verdict holds -------------------------------------------------

TERRITORIES: list[Callable[[], Study]] = [
    lambda: two_towns(40),
    lambda: two_towns(700),
    lambda: two_towns(300, (200_000, 40_000)),
    lambda: two_towns(5_999.5),
    lambda: two_towns(0),
    lambda: study(
        [
            house(A, 0, 100_000),
            house(A, 300, 60_000),
            house(A, 1_200, 40_000),
            house(B, 350, 70_000),
            house(B, 2_000, 50_000),
        ]
    ),
    lambda: study(
        [house(A, 0, 100_000), house(A, 400, 70_000), house(B, 900, 65_000), house(B, 960, 30_000)]
    ),
]


@pytest.mark.parametrize("draw", TERRITORIES)
@pytest.mark.parametrize("id", ["continuity", "population"])
def test_a_verdict_holds_just_inside_its_interval_and_not_just_outside(
    draw: Callable[[], Study], id: str
) -> None:
    drawn = draw()
    before = criterion(checked(drawn, A, B), id)
    assert before.holds
    for interval in before.holds:
        least, most = {"max_gap": (0.0, 6_000.0), "majority": (0.5, 1.0)}[interval.parameter]
        low = (interval.low, interval.low_closed, -1)
        high = (interval.high, interval.high_closed, 1)
        for bound, closed, outwards in (low, high):
            if bound is None:
                continue
            for value in (bound, *near(bound)):
                if not least <= value <= most:
                    continue
                inside = closed if value == bound else (value - bound) * outwards < 0
                settings = tuned(**{interval.parameter: value})
                after = criterion(checked(drawn, A, B, settings=settings), id)
                assert (after.verdict is before.verdict) is inside, (interval, value)


@pytest.mark.parametrize("draw", TERRITORIES)
def test_the_verdict_of_an_area_holds_as_far_as_it_says(draw: Callable[[], Study]) -> None:
    drawn = draw()
    before = checked(drawn, A, B)
    assert before.holds is not None
    for gap in (0.0, 1.0, 299.0, 300.0, 550.0, 900.0, 1_500.0, 5_999.0, 6_000.0):
        above = before.holds.low is None or gap >= before.holds.low
        high = before.holds.high
        below = high is None or gap < high or (before.holds.high_closed and gap == high)
        after = checked(drawn, A, B, settings=tuned(max_gap=gap))
        assert (after.verdict is before.verdict) is (above and below), gap


def test_an_area_that_fails_whatever_the_gap_says_so() -> None:
    one = checked(study([house(A, 0, 300_000)]), A)
    assert one.holds is not None
    assert (one.holds.low, one.holds.high) == (None, 6_000)


def test_what_never_comes_together_holds_as_far_as_was_looked() -> None:
    found = criterion(checked(two_towns(6_500), A, B), "continuity")
    assert (found.verdict, found.holds[0].high, found.holds[0].high_closed) == (
        NOT_MET,
        6_000,
        True,
    )
    further = tuned(max_gap=6_500, horizon=7_000)
    assert verdicts(checked(two_towns(6_500), A, B, settings=further))["continuity"] is MET

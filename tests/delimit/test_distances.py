"""How far apart communes are, and what would join them."""

import pytest

from metrocli.continuity import measuring
from metrocli.delimit import gap
from metrocli.model import GapReport, GapStep, Study, Weighting
from metrocli.report import table
from metrocli.report.language import Language
from metrocli.report.registry import Page
from tests.continuity.territories import square
from tests.studies import LAWFUL, A, B, C, D, E, commune, house, study, tuned, two_towns


def measured(drawn: Study, *members: str) -> GapReport:
    return gap(drawn, members, settings=LAWFUL)


def neighbours(report: GapReport) -> list[tuple[str, float | None, float | None]]:
    return [(n.commune.code, n.merge_distance, n.touch_distance) for n in report.neighbours]


def test_two_communes_are_as_far_apart_as_their_weakest_link() -> None:
    report = measured(two_towns(456), A, B)
    assert (report.merge_distance, report.touch_distance) == (456, 456)
    assert report.weakest_link is not None
    assert report.weakest_link == report.touch_link
    ends = report.weakest_link.a, report.weakest_link.b
    assert {(end.commune, end.id, end.x) for end in ends} == {(A, "f0", 10), (B, "f1", 466)}
    assert [member.code for member in report.members] == [A, B]
    assert (report.study_title, report.vintage, report.schematic) == ("Drawn", "2024", True)
    assert report.settings == LAWFUL.continuity


def test_touching_may_come_earlier_than_merging() -> None:
    drawn = study([house(A, 0, 100), house(A, 300, 10), house(B, 330, 50)])
    report = measured(drawn, A, B)
    assert (report.merge_distance, report.touch_distance) == (290, 20)
    assert report.weakest_link is not None
    assert report.touch_link is not None
    assert (report.weakest_link.gap, report.touch_link.gap) == (290, 20)


def test_steps_tell_what_is_one_continuum_from_which_gap_on() -> None:
    drawn = study([house(A, 0, 100), house(B, 30, 50), house(C, 140, 40), house(C, 800, 5)])
    report = measured(drawn, A, B, C)
    assert report.steps == (GapStep(20, (A, B), 150), GapStep(100, (A, B, C), 190))
    assert report.merge_distance == 100


def test_a_step_counts_all_who_live_in_the_patch_from_that_gap_on() -> None:
    drawn = study([house(A, 0, 100), house(B, 10, 50), house(B, 20, 30), house(A, 30, 7)])
    assert measured(drawn, A, B).steps == (GapStep(0, (A, B), 187),)


def test_a_patch_that_grows_by_itself_is_no_step() -> None:
    drawn = study([house(A, 0, 100), house(B, 30, 50), house(B, 90, 5), house(A, 160, 5)])
    assert [step.gap for step in measured(drawn, A, B).steps] == [20]


def test_without_population_a_step_counts_nobody() -> None:
    drawn = study([(A, square(0, 0), 100.0), (B, square(30, 0), 100.0)], weighting=Weighting.AREA)
    assert measured(drawn, A, B).steps == (GapStep(20, (A, B), None),)


def test_neighbours_come_nearest_first_and_only_within_the_horizon() -> None:
    drawn = study(
        [
            house(A, 0, 100),
            house(B, 30, 50),
            house(C, 1_040, 10),
            house(D, -510, 10),
            house(D, -9_000, 90),
            house(E, -300, 10),
            house("13101", 7_051, 1_000),
        ],
        communes=[commune("13101")],
    )
    report = measured(drawn, A, B)
    assert neighbours(report) == [(E, 290, 290), (C, 1_000, 1_000), (D, None, 500)]


def test_a_neighbour_is_measured_with_the_group_alone() -> None:
    # C reaches A over D; without D it is 480 m away.
    drawn = study([house(A, 0, 100), house(D, 250, 50), house(C, 490, 10)])
    assert neighbours(measured(drawn, A)) == [(D, 240, 240), (C, 480, 480)]


def test_one_commune_alone_has_its_own_distance_and_neighbours() -> None:
    drawn = study([house(A, 0, 100), house(A, 60, 100), house(A, 90, 150), house(B, 200, 1)])
    report = measured(drawn, A)
    assert (report.merge_distance, report.touch_distance) == (20, 0)
    assert report.steps == ()
    assert neighbours(report) == [(B, 100, 100)]


def test_a_commune_named_twice_counts_once() -> None:
    assert measured(two_towns(40), B, A, A) == measured(two_towns(40), A, B)


def test_beyond_the_horizon_nothing_is_known() -> None:
    report = measured(two_towns(6_001), A, B)
    assert (report.merge_distance, report.touch_distance) == (None, None)
    assert (report.weakest_link, report.touch_link) == (None, None)
    assert (report.steps, report.neighbours) == ((), ())
    further = gap(two_towns(6_001), [A, B], settings=tuned(horizon=7_000))
    assert further.merge_distance == 6_001


def test_where_a_member_has_no_footprints_neither_group_nor_neighbours_are_measured() -> None:
    drawn = study([house(A, 0, 100), house(B, 30, 50)], communes=[commune(C, 9)])
    report = measured(drawn, A, C)
    assert (report.merge_distance, report.touch_distance, report.steps) == (None, None, ())
    assert report.neighbours == ()


def test_a_group_without_any_footprint_has_nothing_to_measure() -> None:
    drawn = study([house(A, 0, 100)], communes=[commune(C, 9), commune(D, 9)])
    report = measured(drawn, C, D)
    assert (report.merge_distance, report.steps, report.neighbours) == (None, (), ())


@pytest.mark.parametrize("weights", [(100, 0), (0, 0)])
def test_a_commune_that_nobody_lives_in_touches_and_never_merges(
    weights: tuple[float, float],
) -> None:
    report = measured(two_towns(40, weights), A, B)
    assert (report.merge_distance, report.touch_distance) == (None, 40)
    assert report.steps == ()


def test_below_a_floor_a_gap_is_an_upper_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring, "MANY", 1)
    near = gap(two_towns(4), (A, B), settings=LAWFUL)
    assert (near.floor, near.merge_distance, near.weakest_link) == (10, 10, None)
    assert "gaps-floored" in {notice.code for notice in near.notices}
    page = Page(Language("es"), width=80)
    assert "10 m o menos." in " ".join(table.write(near, page).split())
    far = gap(two_towns(40), (A, B), settings=LAWFUL)
    assert far.merge_distance == 40
    assert far.weakest_link is not None

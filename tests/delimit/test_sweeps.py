"""Verdicts over gaps, readings and majorities: exact flips, and the same as check gap by gap."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from metrocli.delimit import check, sweep
from metrocli.model import AreaSweep, AreaVerdict, Reading, Span, Study, SweepLine, Weighting
from metrocli.norm.settings import settings_for
from tests.studies import LAW, LAWFUL, A, B, E, area, commune, house, study, two_towns

ELIGIBLE, NOT_ELIGIBLE, UNDETERMINED = AreaVerdict

WHOLE = Span(0, 6_000, 1)


def swept(
    drawn: Study, *members: str, span: Span = WHOLE, majorities: tuple[float, ...] = (0.5,)
) -> AreaSweep:
    found = sweep(drawn, [area(*members)], settings=LAWFUL, span=span, majorities=majorities)
    return found.areas[0]


def line(found: AreaSweep, reading: Reading, majority: float = 0.5) -> SweepLine:
    return next(
        line for line in found.lines if (line.reading, line.majority) == (reading, majority)
    )


def verdicts(found: SweepLine) -> list[tuple[float, float, AreaVerdict]]:
    return [(stretch.low, stretch.high, stretch.verdict) for stretch in found.stretches]


def test_a_verdict_flips_at_the_merge_distance() -> None:
    found = swept(two_towns(456.1), A, B)
    for reading in Reading:
        assert verdicts(line(found, reading)) == [
            (0, pytest.approx(456.1), NOT_ELIGIBLE),
            (pytest.approx(456.1), 6_000, ELIGIBLE),
        ]
    assert line(found, Reading.CONTINUUM).flips == (found.steps and found.steps.gaps[1],)
    assert found.verdict is ELIGIBLE


def test_only_the_last_stretch_has_its_end() -> None:
    before, after = line(swept(two_towns(100), A, B), Reading.COMMUNAL).stretches
    assert (before.high_closed, before.largest) == (False, np.nextafter(100, 0))
    assert (after.high_closed, after.largest) == (True, 6_000)


def test_the_continuum_may_have_the_people_later_than_the_communes_merge() -> None:
    drawn = study([house(A, 0, 150_000), house(B, 30, 80_000), house(B, 140, 30_000)])
    found = swept(drawn, A, B)
    assert line(found, Reading.COMMUNAL).flips == (20,)
    assert line(found, Reading.CONTINUUM).flips == (100,)
    assert found.population_at(Reading.CONTINUUM, np.array([0, 20, 99.9, 100])).tolist() == [
        150_000,
        230_000,
        230_000,
        260_000,
    ]


def test_a_larger_majority_flips_later() -> None:
    drawn = study([house(A, 0, 200_000), house(B, 30, 80_000), house(B, 140, 20_000)])
    found = swept(drawn, A, B, majorities=(0.5, 0.8, 0.9))
    flips = {m: line(found, Reading.CONTINUUM, m).flips for m in (0.5, 0.8, 0.9)}
    assert flips == {0.5: (20,), 0.8: (20,), 0.9: (100,)}


def test_the_flips_outside_the_span_are_not_told() -> None:
    found = swept(two_towns(456), A, B, span=Span(500, 600, 1))
    assert verdicts(line(found, Reading.URBAN)) == [(500, 600, ELIGIBLE)]
    found = swept(two_towns(456), A, B, span=Span(0, 456, 1))
    assert verdicts(line(found, Reading.URBAN))[1] == (456, 456, ELIGIBLE)


def test_an_area_of_two_regions_is_eligible_at_no_gap() -> None:
    drawn = study([house(A, 0, 200_000), house(E, 10, 200_000)])
    assert verdicts(line(swept(drawn, A, E), Reading.COMMUNAL)) == [(0, 6_000, NOT_ELIGIBLE)]


def test_a_member_without_footprints_leaves_it_undetermined() -> None:
    drawn = study([house(A, 0, 200_000)], communes=[commune(B, 100_000)])
    found = swept(drawn, A, B)
    assert verdicts(line(found, Reading.COMMUNAL)) == [(0, 6_000, UNDETERMINED)]
    assert np.isnan(found.population_at(Reading.CONTINUUM, np.array([0.0]))).all()


def test_footprints_without_people_tell_no_population() -> None:
    drawn = study(
        [house(A, 0, 100), house(B, 30, 100)],
        communes=[commune(A, 200_000), commune(B, 100_000)],
        weighting=Weighting.AREA,
    )
    found = swept(drawn, A, B)
    assert verdicts(line(found, Reading.CONTINUUM))[-1][2] is UNDETERMINED
    assert verdicts(line(found, Reading.COMMUNAL))[-1] == (20, 6_000, ELIGIBLE)


def test_an_area_without_any_footprint_has_no_steps() -> None:
    drawn = study(
        [house(E, 0, 1)], communes=[commune(A, 200_000), commune(B, 100_000), commune(E, 1)]
    )
    found = swept(drawn, A, B)
    assert found.steps is None
    assert verdicts(line(found, Reading.COMMUNAL)) == [(0, 6_000, UNDETERMINED)]


def test_a_span_has_its_ends() -> None:
    assert Span(0, 6_000, 1).gaps[[0, -1]].tolist() == [0, 6_000]
    assert Span(0, 0.3, 0.1).gaps.tolist() == pytest.approx([0, 0.1, 0.2, 0.3])
    assert Span(5, 5, 1).gaps.tolist() == [5]
    assert Span(0, 10, 4).gaps.tolist() == [0, 4, 8]


@st.composite
def villages(draw: st.DrawFn) -> Study:
    """Draw some houses of two communes along a road."""
    count = draw(st.integers(2, 9))
    wests = np.cumsum([draw(st.sampled_from([10, 15, 30, 110, 400])) for _ in range(count)])
    members = [A, B, *(draw(st.sampled_from([A, B])) for _ in range(count - 2))]
    people = [draw(st.sampled_from([0, 20_000, 60_000, 130_000])) for _ in range(count)]
    return study(
        [house(*of) for of in zip(members, wests.tolist(), people, strict=True)],
        communes=[commune(A, 200_000), commune(B, 60_000)],
    )


@pytest.mark.slow
@hypothesis_settings(max_examples=60, deadline=None)
@given(villages())
def test_a_sweep_says_at_every_gap_what_check_says_there(drawn: Study) -> None:
    span = Span(0, 600, 12.5)
    found = swept(drawn, A, B, span=span, majorities=(0.5, 0.8))
    turns = {gap for line in found.lines for gap in line.flips}
    gaps = np.unique([*span.gaps, *turns, *(np.nextafter(gap, 0) for gap in turns)])
    for swept_line in found.lines:
        told = swept_line.verdicts(gaps)
        people = found.population_at(swept_line.reading, gaps)
        for gap, verdict, count in zip(gaps.tolist(), told, people.tolist(), strict=True):
            terms = settings_for(
                LAW, max_gap=gap, majority=swept_line.majority, reading=swept_line.reading
            )
            (checked,) = check(drawn, [area(A, B)], settings=terms).areas
            assert checked.verdict is verdict
            assert checked.population.by(swept_line.reading) == count

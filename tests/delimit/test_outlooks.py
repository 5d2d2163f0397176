"""What an area lacks, when it would have it, and which neighbour would bring it."""

from dataclasses import replace

import pytest

from metrocli.delimit import outlook
from metrocli.delimit.outlooks import Prospects
from metrocli.errors import MissingInputError, UsageError
from metrocli.model import AreaOutlook, AreaVerdict, Basis, Study
from tests.studies import LAWFUL, A, B, C, D, E, area, house, study, two_towns


def looked(drawn: Study, *members: str, prospects: Prospects | None = None) -> AreaOutlook:
    found = outlook(drawn, [area(*members)], settings=LAWFUL, prospects=prospects or Prospects())
    return found.areas[0]


def test_an_eligible_area_lacks_nothing() -> None:
    found = looked(two_towns(100), A, B)
    assert (found.near_miss, found.projection, found.additions) == (None, None, ())


def test_what_is_lacking_is_told_with_who_would_bring_it() -> None:
    drawn = study(
        [
            house(A, 0, 150_000),
            house(B, 30, 50_000),
            house(C, 140, 60_000),
            house(D, 5_000, 70_000),
            house(E, 160, 90_000),
        ]
    )
    found = looked(drawn, A, B)
    assert found.near_miss is not None
    assert found.near_miss.lacks_inhabitants == 50_001
    told = [
        (one.commune.code, one.together.merge_distance, one.together.verdict)
        for one in found.additions
    ]
    assert told == [(C, 100, AreaVerdict.ELIGIBLE), (D, 4_960, AreaVerdict.NOT_ELIGIBLE)]


def test_the_growth_of_the_communes_is_that_of_the_two_censuses() -> None:
    # Iquique grew from 191,468 to 199,587, Alto Hospicio from 108,375 to 142,086.
    found = looked(two_towns(100, (150_000, 90_000)), A, B)
    assert found.projection is not None
    assert [course.basis for course in found.projection.courses] == [
        Basis.COMMUNES_TOGETHER,
        Basis.COMMUNES_TOGETHER,
        Basis.EACH_COMMUNE,
        Basis.EACH_COMMUNE,
    ]
    rate = found.projection.courses[0].rate
    assert rate == pytest.approx((341_673 / 299_843) ** (1 / 7.086) - 1, rel=1e-3)
    assert found.projection.central == 2026
    assert found.projection.earliest is not None
    assert found.projection.latest is not None


def test_the_growth_since_an_earlier_study_comes_first() -> None:
    earlier = replace(two_towns(100, (160_000, 85_000)), vintage="2017")
    found = looked(two_towns(100, (150_000, 90_000)), A, B, prospects=Prospects(earlier))
    assert found.projection is not None
    assert found.projection.courses[0].basis is Basis.AREA
    assert (found.projection.central, found.projection.latest) == (None, None)
    assert found.projection.earliest == 2026


def test_projections_are_one_course_more() -> None:
    table = {A: {2024: 1.0, 2030: 1.2}, B: {2024: 1.0, 2030: 1.2}}
    prospects = Prospects(projections=table)
    found = looked(two_towns(100, (150_000, 90_000)), A, B, prospects=prospects)
    assert found.projection is not None
    assert found.projection.courses[-1].year == 2030


def test_communes_too_far_from_each_other_lack_metres() -> None:
    found = looked(two_towns(2_000), A, B)
    assert found.near_miss is not None
    assert found.near_miss.lacks_metres == 1_450
    assert found.near_miss.lacks_inhabitants == 0


def test_communes_that_never_join_lack_what_lies_between() -> None:
    found = looked(study([house(A, 0, 1), house(B, 20_000, 1)]), A, B)
    assert found.near_miss is None


def test_a_study_of_no_census_cannot_be_carried_forward() -> None:
    with pytest.raises(MissingInputError, match="which census"):
        looked(replace(two_towns(100), vintage=""), A, B)


def test_an_earlier_study_is_earlier() -> None:
    with pytest.raises(UsageError, match="not before 2024"):
        looked(two_towns(100), A, B, prospects=Prospects(two_towns(100)))

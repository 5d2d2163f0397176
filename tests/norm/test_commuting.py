"""The three measures of trips to work, on figures written by hand."""

from dataclasses import replace

import pytest

from metrocli.model import (
    AreaCommuting,
    CommutingMeasure,
    Criterion,
    CriterionVerdict,
    Populations,
    Residents,
    Share,
)
from metrocli.norm.criteria import assess
from metrocli.norm.facts import AreaFacts, ContinuityFacts
from metrocli.norm.settings import Settings
from tests.studies import LAW, A, B, C, commune

MET, NOT_MET, UNDETERMINED = CriterionVerdict
POOLED, LEAST, STRONGEST = CommutingMeasure
TOGETHER = ContinuityFacts(0, 0, {A: 1, B: 1, C: 1}, 1, 0)


def measuring(measure: CommutingMeasure) -> Settings:
    """Return the law's settings with another measure of commuting."""
    chosen = replace(LAW.parameters["commuting_measure"], value=measure.value)
    return Settings(replace(LAW, parameters={**LAW.parameters, "commuting_measure": chosen}))


def decided(known: AreaCommuting | None, measure: CommutingMeasure = POOLED) -> Criterion:
    """Return the criterion of commuting of the area A, B, C."""
    members = tuple(commune(code) for code in (A, B, C))
    facts = AreaFacts(members, Populations(1, 1, 1), TOGETHER, commuting=known)
    return next(c for c in assess(facts, measuring(measure)) if c.id == "commuting")


def home(
    code: str, employed: float, unlisted: float = 0, *, closed: bool = True, **trips: float
) -> Residents:
    """Return those who live in a commune; the trips go by the names of the communes."""
    works = {{"a": A, "b": B, "c": C}[name]: count for name, count in trips.items()}
    return Residents(code, employed, works, unlisted, closed)


THREE = AreaCommuting(
    (
        home(A, 1_000, b=40, c=10),
        home(B, 200, a=60, c=20),
        home(C, 300, a=30, b=60),
    )
)
"""50 of 1,000, 80 of 200 and 90 of 300 work in the rest: 220 of 1,500 in all."""


@pytest.mark.parametrize(
    ("measure", "share", "verdict"),
    [(POOLED, 220 / 1_500, NOT_MET), (LEAST, 0.05, NOT_MET), (STRONGEST, 0.3, MET)],
)
def test_the_norm_chooses_the_measure(
    measure: CommutingMeasure, share: float, verdict: CriterionVerdict
) -> None:
    found = decided(THREE, measure)
    assert found.verdict is verdict
    assert found.observed == pytest.approx(share)
    assert found.margin == pytest.approx(share - 0.15)
    assert found.evidence["measure"] == measure.value


def test_all_three_are_reported_with_their_communes() -> None:
    found = decided(THREE)
    shares = {name: known["share"] for name, known in found.evidence["measures"].items()}
    assert shares == pytest.approx(
        {"pooled": 220 / 1_500, "least-outgoing": 0.05, "strongest-pair": 0.3}
    )
    assert found.evidence["strongest"] == {
        "residence": B,
        "work": A,
        "share": 0.3,
        "at_most": 0.3,
    }
    assert [(c["code"], c["share"]) for c in found.evidence["communes"]] == [
        (A, 0.05),
        (B, 0.4),
        (C, pytest.approx(0.3)),
    ]
    assert [str(note) for note in found.notes] == [
        "Pooled: of 1,500 employed of the area, 220 work in another of its communes (14.7 %).",
        "Least of the communes: 5.0 % of the employed of Alba work in the rest of the area.",
        "Strongest pair: 30.0 % of the employed of Brea work in Alba.",
    ]


@pytest.mark.parametrize(
    ("between", "verdict"), [(150, MET), (149, NOT_MET), (0, NOT_MET), (900, MET)]
)
def test_exactly_the_share_required_is_enough(between: float, verdict: CriterionVerdict) -> None:
    known = AreaCommuting((home(A, 600, b=between, c=0), home(B, 400, a=0, c=0)))
    assert decided(known).verdict is verdict


# -- what is not published -------------------------------------------------


@pytest.mark.parametrize(
    ("unlisted", "verdict"), [(49, NOT_MET), (50, UNDETERMINED), (500, UNDETERMINED)]
)
def test_trips_without_a_destination_that_could_turn_the_verdict_leave_it_open(
    unlisted: float, verdict: CriterionVerdict
) -> None:
    known = AreaCommuting((home(A, 1_000, unlisted, closed=False, b=100),))
    found = decided(known)
    assert (found.verdict, found.observed) == (verdict, 0.1)
    assert (found.margin is None) == (verdict is UNDETERMINED)
    assert found.evidence["measures"]["pooled"]["at_most"] == pytest.approx(0.1 + unlisted / 1_000)
    assert "may be between members" in str(found.notes[-1])


def test_they_cannot_turn_it_back() -> None:
    known = AreaCommuting((home(A, 1_000, 800, closed=False, b=150),))
    assert decided(known).verdict is MET


def test_where_every_pair_is_published_none_of_them_is_between_members() -> None:
    known = AreaCommuting((home(A, 1_000, 800, b=100, c=1),))
    found = decided(known)
    assert found.verdict is NOT_MET
    assert found.evidence["communes"][0]["unlisted"] == 800
    assert "800 trips (80.0 % of the employed)" in str(found.notes[-1])
    assert "none is between members" in str(found.notes[-1])


@pytest.mark.parametrize(
    ("measure", "bounds"),
    [
        (POOLED, Share(60 / 1_000, 180 / 1_000)),
        (LEAST, Share(10 / 500, 10 / 500)),
        (STRONGEST, Share(50 / 500, 120 / 500)),
    ],
)
def test_every_measure_has_bounds_of_its_own(measure: CommutingMeasure, bounds: Share) -> None:
    known = AreaCommuting(
        (home(A, 500, b=10, c=0), home(B, 500, 120, closed=False, a=50), home(C, 0))
    )
    assert known.by(measure) == bounds


def test_a_share_is_never_more_than_all() -> None:
    known = AreaCommuting((home(A, 100, 90, closed=False, b=80),))
    assert [bounds and bounds.high for bounds in map(known.by, CommutingMeasure)] == [1, 1, 0.9]


# -- what is not known -----------------------------------------------------


def test_without_a_table_it_waits_for_papers() -> None:
    found = decided(None)
    assert (found.verdict, found.observed, found.required) == (UNDETERMINED, None, 0.15)
    assert "[commuting]" in str(found.notes[0])


def test_without_the_employed_of_all_it_asks_for_them() -> None:
    found = decided(AreaCommuting((home(A, 1_000, b=500),), unknown=(B,)))
    assert (found.verdict, found.observed) == (UNDETERMINED, None)
    assert "totals" in str(found.notes[0])


@pytest.mark.parametrize("measure", CommutingMeasure)
def test_of_nobody_it_is_undetermined(measure: CommutingMeasure) -> None:
    assert decided(AreaCommuting((home(A, 0), home(B, 0))), measure).verdict is UNDETERMINED


def test_a_commune_without_employed_is_not_the_least() -> None:
    known = AreaCommuting((home(A, 100, b=20), home(B, 0, a=0)))
    assert decided(known, LEAST).observed == 0.2

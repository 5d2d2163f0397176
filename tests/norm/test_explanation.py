"""A criterion is explained by its own words, with the figures of the area it was decided for."""

from dataclasses import replace

import pytest

from metrocli.delimit import check
from metrocli.errors import UsageError
from metrocli.model import Commuting, Interval, Study
from metrocli.norm.explanation import Explanation, explain
from metrocli.norm.norm import load_norm, norm_ids
from metrocli.norm.settings import Settings, settings_for
from tests.studies import LAWFUL, A, B, C, E, area, commune, house, study, two_towns

MEXICO = settings_for(load_norm("mexico-2020"))


def explained(
    criterion: str, drawn: Study, *members: str, settings: Settings = LAWFUL
) -> Explanation:
    result = check(drawn, [area(*(members or (A, B)))], settings=settings)
    return explain(criterion, settings, result)


def steps(explanation: Explanation) -> str:
    assert explanation.working is not None
    return " ".join(map(str, explanation.working.steps))


def changes(explanation: Explanation) -> str:
    assert explanation.working is not None
    return " ".join(map(str, explanation.working.changes))


@pytest.mark.parametrize("name", norm_ids())
def test_every_criterion_of_every_norm_can_be_explained_by_itself(name: str) -> None:
    norm = load_norm(name)
    for rule in norm.criteria:
        told = explain(rule.id, settings_for(norm))
        assert told.wording
        assert all(str(sentence).endswith(".") for sentence in told.wording)
        assert told.working is None
        assert told.notices == ()
        assert {parameter.id for parameter in told.parameters} <= set(norm.parameters)


def test_a_criterion_that_the_norm_has_not_is_refused_with_those_it_has() -> None:
    with pytest.raises(UsageError, match="ley-21074@2020 has no criterion continuty") as caught:
        explain("continuty", LAWFUL)
    assert "Did you mean continuity?" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "criterion", "words"),
    [
        ("ley-21074", "continuity", "at least 50% of the weight"),
        ("ley-21074", "continuity", "up to 550 m apart"),
        ("insee-unite-urbaine", "continuity", "more than 50% of the weight"),
        ("ine-espana", "continuity", "less than 200 m apart"),
        ("ley-21074", "population", "of the continuum must be more than 250,000 inhabitants"),
        ("eurostat-metro", "population", "whole communes must be at least 250,000 inhabitants"),
        ("ine-espana", "core", "With fewer, 10 buildings would do"),
        ("ley-21074", "commuting", "of all communes together, at least 15%"),
        ("mexico-2020", "commuting", "of some commune, at least 15%"),
    ],
)
def test_a_rule_is_told_with_the_values_of_its_norm(name: str, criterion: str, words: str) -> None:
    told = explain(criterion, settings_for(load_norm(name)))
    assert words in " ".join(map(str, told.wording))


def test_continuity_names_its_weakest_link_and_every_share() -> None:
    told = explained("continuity", two_towns(40))
    assert "Merge distance: 40.0 m." in steps(told)
    assert "Weakest link: 40.0 m, from footprint" in steps(told)
    assert "of Alba to footprint" in steps(told)
    assert "Alba: 100.0% of its weight." in steps(told)
    assert "wider by more than 510.0 m" in changes(told)


def test_continuity_that_is_not_met_says_how_many_metres_too_far() -> None:
    told = explained("continuity", two_towns(600))
    assert "Brea: 0.0% of its weight." in steps(told)
    assert "Metres too far: 50.0." in changes(told)
    assert "600.0 m of the weakest link" in changes(told)


def test_continuity_that_never_comes_says_so() -> None:
    told = explained("continuity", two_towns(9_000))
    assert "Merge distance: none up to 6,000 m." in steps(told)
    assert "No limit up to 6,000 m would meet it" in changes(told)


def test_what_cannot_be_determined_says_what_is_missing() -> None:
    drawn = study([house(A, 0, 1)], communes=[commune(C, 5)])
    told = explained("continuity", drawn, A, C)
    assert "Cala: it has no inhabited footprints." in steps(told)
    assert "as soon as what is missing is there" in changes(told)


def test_population_tells_the_three_readings_commune_by_commune() -> None:
    drawn = replace(two_towns(40, (200_000, 49_999)))
    drawn = replace(drawn, communes={A: commune(A, 210_000.0), B: commune(B, 60_000.0)})
    told = explained("population", drawn)
    assert "Population of the whole communes: 270,000 (enough)." in steps(told)
    assert "Population of their urban part: 249,999 (not enough)." in steps(told)
    assert "Population of the continuum: 249,999 (not enough)." in steps(told)
    assert "Brea: 60,000; 49,999; 49,999." in steps(told)
    assert "The readings lead to different verdicts." in steps(told)
    assert "Inhabitants lacking: 2." in changes(told)
    assert "Another reading of the population would turn it." in changes(told)


@pytest.mark.parametrize(
    ("settings", "people", "said"),
    [
        (LAWFUL, (200_000, 50_000), "Inhabitants lacking: 1."),
        (LAWFUL, (200_000, 50_001), "Inhabitants whose loss would turn it: 1."),
        (MEXICO, (150_000, 50_000), "Inhabitants whose loss would turn it: 1."),
        (MEXICO, (150_000, 49_999), "Inhabitants lacking: 1."),
    ],
)
def test_what_a_population_lacks_is_exact(
    settings: Settings, people: tuple[float, float], said: str
) -> None:
    assert said in changes(explained("population", two_towns(40, people), settings=settings))


def test_a_core_is_what_the_continuum_has() -> None:
    told = explained("core", two_towns(600, (99_000, 150_000)), settings=MEXICO)
    assert "Inhabitants of the continuum: 150,000." in steps(told)
    assert told.working is not None
    assert told.working.criterion.holds == (Interval("max_gap", low=0, high=None, unit="m"),)
    assert "Inhabitants whose loss would turn it: 50,001." in changes(told)


def test_regions_and_communes_say_what_would_turn_them() -> None:
    apart = study([house(A, 0, 1), house(E, 50, 1)])
    assert "Communes of one region alone would meet it" in changes(explained("region", apart, A, E))
    assert "another region would turn it" in changes(explained("region", two_towns(40)))
    assert "Communes lacking: 1." in changes(explained("communes", apart, A))
    assert "Fewer than 2 communes would turn it." in changes(explained("communes", two_towns(40)))


def test_commuting_says_how_many_points_it_lacks() -> None:
    trips = Commuting({(A, B): 10.0, (B, A): 20.0}, {A: 150.0, B: 150.0})
    told = explained("commuting", replace(two_towns(40), commuting=trips))
    assert "Percentage points lacking: 5.0." in changes(told)

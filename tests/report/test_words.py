from collections.abc import Mapping
from enum import StrEnum

import pytest

from metrocli.model import (
    AreaVerdict,
    CommutingMeasure,
    CriterionVerdict,
    Interval,
    Level,
    Reading,
    Weighting,
)
from metrocli.norm.norm import load_norm, norm_ids
from metrocli.norm.parameters import CRITERIA, PARAMETERS
from metrocli.report import words
from metrocli.text import Text


@pytest.mark.parametrize(
    ("interval", "said"),
    [
        (
            Interval("max_gap", 456.43, None, unit="m"),
            "It holds at any max gap from 457 m up.",
        ),
        (
            Interval("max_gap", None, 3_582.4, high_closed=False, unit="m"),
            "It holds at any max gap below 3,582 m.",
        ),
        (
            Interval("majority", None, 0.62949, unit="share"),
            "It holds at any majority up to 62.9%.",
        ),
        (
            Interval("majority", 0.55, None, low_closed=False, unit="share"),
            "It holds at any majority above 55%.",
        ),
        (
            Interval("max_gap", 14.6, 456.0, unit="m"),
            "It holds at any max gap from 15 m up, up to 456 m.",
        ),
        (Interval("max_gap", None, None, unit="m"), "It holds at any max gap."),
    ],
)
def test_a_range_never_says_more_than_was_worked_out(interval: Interval, said: str) -> None:
    assert str(words.holding(interval)) == said


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (None, "m", "–"),
        (550.0, "m", "550 m"),
        (3_582.44, "m", "3,582.4 m"),
        (0.155, "share", "15.5%"),
        (0.5, "share", "50%"),
        (254_722.0, "inhabitants", "254,722 inhabitants"),
        ("continuum", "", "continuum"),
    ],
)
def test_a_measure_is_a_value_with_its_unit(
    value: float | str | None, unit: str, said: str
) -> None:
    assert str(words.measure(value, unit)) == said


@pytest.mark.parametrize(
    ("kinds", "named"),
    [
        (AreaVerdict, words.AREA_VERDICTS),
        (CriterionVerdict, words.CRITERION_VERDICTS),
        (Level, words.LEVELS),
        (Reading, words.READINGS),
        (CommutingMeasure, words.MEASURES),
        (Weighting, words.WEIGHTINGS),
    ],
)
def test_everything_that_a_result_may_say_has_words(
    kinds: type[StrEnum], named: Mapping[StrEnum, Text]
) -> None:
    assert set(kinds) == set(named)


def test_the_criteria_and_parameters_of_the_norm_have_words() -> None:
    names = [words.criterion_name(id) for id in CRITERIA]
    names += [words.parameter_name(id) for id in PARAMETERS]
    assert [name for name in names if isinstance(name, str)] == []


def test_the_name_of_a_parameter_says_how_it_is_compared() -> None:
    titles = {
        name: str(words.parameter_title(load_norm(name).parameters[id]))
        for name, id in (("ley-21074", "min_population"), ("eurostat-metro", "min_population"))
    }
    assert titles == {
        "ley-21074": "population, more than",
        "eurostat-metro": "population, at least",
    }


def test_a_norm_that_does_not_bind_says_so() -> None:
    said = {name: str(words.norm_title(load_norm(name).reference)) for name in norm_ids()}
    assert {name for name, title in said.items() if title.endswith("not binding")} == {
        name for name in norm_ids() if not name.startswith("ley")
    }

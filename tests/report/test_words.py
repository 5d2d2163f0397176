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
from metrocli.norm.norm import PARAMETERS, load_norm
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
    names = [words.criterion_name(rule.id) for rule in load_norm("ley-21074").criteria]
    names += [words.parameter_name(id) for id in PARAMETERS]
    assert [name for name in names if isinstance(name, str)] == []

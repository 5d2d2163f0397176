"""The parameters and criteria that a norm may state, and what each of them may be."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from metrocli.model import LEAST_MAJORITY, CommutingMeasure, Comparison, Reading
from metrocli.text import Text, text

AT_LEAST, MORE_THAN, AT_MOST, LESS_THAN = Comparison

LARGEST = sys.float_info.max


@dataclass(frozen=True, slots=True)
class Kind:
    """What a key may hold: a test, what that is called, and what to make of it."""

    accepts: Callable[[Any], bool]
    words: Text
    make: Callable[[Any], Any] = lambda value: value


@dataclass(frozen=True, slots=True)
class ParameterKind:
    """What a parameter may be.

    Parameters
    ----------
    value : Kind
        Of its value.
    comparisons : tuple of Comparison
        How a figure may be compared with it, the usual way first; none for a choice.
    """

    value: Kind
    comparisons: tuple[Comparison, ...] = ()


def one_of(options: tuple[str, ...], make: Callable[[Any], Any] = str) -> Kind:
    """Return the kind of a choice."""
    return Kind(
        lambda value: isinstance(value, str) and value in options,
        text("one of {options}", options=tuple(f"“{option}”" for option in options)),
        make,
    )


def _is_number(value: Any) -> bool:
    # TOML knows inf, nan and whole numbers without end, and Python takes true for 1.
    kind = isinstance(value, int | float) and not isinstance(value, bool)
    return kind and 0 <= value <= LARGEST


def _is_share(value: Any) -> bool:
    return _is_number(value) and 0 < value <= 1


_NUMBER = Kind(_is_number, text("a number from 0 up"))
_COUNT = Kind(
    lambda value: _is_number(value) and isinstance(value, int) and value >= 1,
    text("a whole number from 1 up"),
)
_SHARE = Kind(_is_share, text("a share above 0, and 1 at most"))
_MAJORITY = Kind(
    lambda value: _is_share(value) and value >= LEAST_MAJORITY, text("a share from 0.5 to 1")
)

PARAMETERS: Mapping[str, ParameterKind] = {
    "max_regions": ParameterKind(_COUNT, (AT_MOST,)),
    "min_communes": ParameterKind(_COUNT, (AT_LEAST,)),
    "min_population": ParameterKind(_NUMBER, (MORE_THAN, AT_LEAST)),
    "reading": ParameterKind(one_of(tuple(Reading))),
    "min_core": ParameterKind(_NUMBER, (AT_LEAST, MORE_THAN)),
    "min_buildings": ParameterKind(_COUNT),
    "max_gap": ParameterKind(_NUMBER, (AT_MOST, LESS_THAN)),
    "majority": ParameterKind(_MAJORITY, (AT_LEAST, MORE_THAN)),
    "horizon": ParameterKind(_NUMBER),
    "min_commuting": ParameterKind(_SHARE, (AT_LEAST,)),
    "commuting_measure": ParameterKind(one_of(tuple(CommutingMeasure))),
    "near_miss": ParameterKind(_NUMBER),
}
"""The parameters that a norm may state, in the order in which they are shown."""

MEASURED_WITH = ("max_gap", "majority", "horizon")
"""The parameters of continuity: without them nothing can be measured, whatever the criteria."""

CRITERIA: Mapping[str, tuple[str, ...]] = {
    "region": ("max_regions",),
    "communes": ("min_communes",),
    "continuity": MEASURED_WITH,
    "population": ("min_population", "reading"),
    "core": ("min_core",),
    "shared-services": (),
    "commuting": ("min_commuting", "commuting_measure"),
}
"""The criteria that a norm may consist of, and the parameters that each needs.

The first of them is the one that the figure observed is compared with.
"""

OPTIONAL: Mapping[str, tuple[str, ...]] = {"core": ("min_buildings",)}
"""Parameters that a criterion looks at if the norm states them."""

SEARCHED_WITH = "near_miss"
"""The parameter that no criterion looks at, but the search for areas of enough population."""


def needed(criteria: tuple[str, ...]) -> tuple[str, ...]:
    """Return the parameters that a norm with some criteria must state."""
    wanted = {*MEASURED_WITH, *(id for criterion in criteria for id in CRITERIA[criterion])}
    return tuple(id for id in PARAMETERS if id in wanted)


def useless(criteria: tuple[str, ...]) -> tuple[str, ...]:
    """Return the parameters that would decide nothing in a norm with some criteria."""
    used = {
        *needed(criteria),
        *(id for criterion in criteria for id in OPTIONAL.get(criterion, ())),
    }
    if "population" in criteria:
        used.add(SEARCHED_WITH)
    return tuple(id for id in PARAMETERS if id not in used)

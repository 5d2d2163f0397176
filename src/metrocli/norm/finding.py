"""What a rule finds out about an area, and for which values of a parameter that stays so."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from metrocli.model import Commune, Comparison, CriterionVerdict, Interval
from metrocli.norm.settings import Settings
from metrocli.text import Text

MET, NOT_MET, UNDETERMINED = CriterionVerdict


@dataclass(frozen=True, slots=True)
class Finding:
    """What a criterion found, before the norm's words are put to it; fields as in `Criterion`."""

    verdict: CriterionVerdict
    observed: float | None
    required: float
    unit: str
    margin: float | None = None
    evidence: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[Text, ...] = ()
    holds: tuple[Interval, ...] = ()


def verdict_of(met: bool) -> CriterionVerdict:  # noqa: FBT001 - a plain conversion
    """Return the verdict on a requirement that could be compared with a figure."""
    return MET if met else NOT_MET


def names_of(communes: tuple[Commune, ...]) -> list[str]:
    """Return communes by their names."""
    return [commune.name for commune in communes]


def gaps_from(flip: float | None, settings: Settings) -> Interval:
    """Return the gaps for which a verdict stays, if it turns to met at `flip` and never back."""
    continuity = settings.continuity
    if flip is None:
        return Interval("max_gap", low=None, high=continuity.horizon, unit="m")
    # A gap of exactly the limit joins, unless the norm wants it below.
    joins = settings.norm.parameters["max_gap"].comparison is Comparison.AT_MOST
    if flip <= continuity.max_gap:
        return Interval("max_gap", low=flip, high=None, low_closed=joins, unit="m")
    return Interval("max_gap", low=None, high=flip, high_closed=not joins, unit="m")

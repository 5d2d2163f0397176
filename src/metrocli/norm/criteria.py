"""The criteria: each looks at the facts of an area and says met, not met or undetermined."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from metrocli.model import (
    LEAST_MAJORITY,
    AreaVerdict,
    Commune,
    Criterion,
    CriterionVerdict,
    Interval,
    Reading,
)
from metrocli.norm.facts import AreaFacts
from metrocli.norm.norm import CriterionRule
from metrocli.norm.settings import Settings
from metrocli.text import Text, text

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


def assess(facts: AreaFacts, settings: Settings) -> tuple[Criterion, ...]:
    """Return the criteria of a norm, decided for an area.

    Parameters
    ----------
    facts : AreaFacts
        The area.
    settings : Settings
        The norm with the parameters in force.
    """
    return tuple(_decided(rule, facts, settings) for rule in settings.norm.criteria)


def area_verdict(criteria: tuple[Criterion, ...]) -> AreaVerdict:
    """Return what the criteria that decide say together."""
    verdicts = {criterion.verdict for criterion in criteria if criterion.decides}
    if NOT_MET in verdicts:
        return AreaVerdict.NOT_ELIGIBLE
    if UNDETERMINED in verdicts:
        return AreaVerdict.UNDETERMINED
    return AreaVerdict.ELIGIBLE


def area_holds(criteria: tuple[Criterion, ...], settings: Settings) -> Interval | None:
    """Return the largest gaps allowed that lead to the same verdict on an area.

    What depends on the gap turns to met once, and never back: the verdict turns where the last of
    it does, unless something that does not depend on the gap is not met.
    """
    if area_verdict(criteria) is AreaVerdict.UNDETERMINED:
        return None
    deciding = [criterion for criterion in criteria if criterion.decides]
    by_gap = {c.id: hold for c in deciding for hold in c.holds if hold.parameter == "max_gap"}
    never = any(c.verdict is NOT_MET and c.id not in by_gap for c in deciding)
    never |= any(hold.low is None and hold.high_closed for hold in by_gap.values())
    turns = [hold.high if hold.low is None else hold.low for hold in by_gap.values()]
    last = max((turn for turn in turns if turn is not None), default=0.0)
    return _gaps(None if never else last, settings)


def pending(criteria: tuple[Criterion, ...]) -> tuple[str, ...]:
    """Return the criteria that wait for papers: neither decided nor deciding."""
    return tuple(c.id for c in criteria if c.verdict is UNDETERMINED and not c.decides)


def readings_conflict(facts: AreaFacts, settings: Settings) -> bool:
    """Return whether two readings of the population lead to different verdicts."""
    verdicts = set(_by_reading(facts, settings).values()) - {UNDETERMINED}
    return len(verdicts) > 1


def _decided(rule: CriterionRule, facts: AreaFacts, settings: Settings) -> Criterion:
    finding = RULES[rule.id](facts, settings)
    return Criterion(
        id=rule.id,
        verdict=finding.verdict,
        observed=finding.observed,
        required=finding.required,
        margin=finding.margin,
        unit=finding.unit,
        basis=rule.basis,
        level=rule.level,
        decides=rule.decides or settings.strict,
        evidence=finding.evidence,
        notes=finding.notes,
        holds=finding.holds,
    )


def _verdict(met: bool) -> CriterionVerdict:  # noqa: FBT001 - a plain conversion
    return MET if met else NOT_MET


def _names(communes: tuple[Commune, ...]) -> list[str]:
    return [commune.name for commune in communes]


def _region(facts: AreaFacts, settings: Settings) -> Finding:
    regions = {commune.region: commune.region_name for commune in facts.members}
    allowed = settings.norm.number("max_regions")
    return Finding(
        verdict=_verdict(len(regions) <= allowed),
        observed=len(regions),
        required=allowed,
        margin=allowed - len(regions),
        unit="regions",
        evidence={"regions": [{"code": code, "name": regions[code]} for code in sorted(regions)]},
        notes=(text("{regions}", regions=[regions[code] for code in sorted(regions)]),),
    )


def _communes(facts: AreaFacts, settings: Settings) -> Finding:
    count, least = len(facts.members), settings.norm.number("min_communes")
    return Finding(
        verdict=_verdict(count >= least),
        observed=count,
        required=least,
        margin=count - least,
        unit="communes",
        evidence={"communes": [commune.code for commune in facts.members]},
    )


def _continuity(facts: AreaFacts, settings: Settings) -> Finding:
    continuity, allowed = facts.continuity, settings.continuity
    merge = continuity.merge_distance
    evidence = {
        "merge_distance_m": merge,
        "touch_distance_m": continuity.touch_distance,
        "horizon_m": allowed.horizon,
        "majority": allowed.majority,
        "shares": dict(continuity.shares),
    }
    if facts.unbuilt:
        return Finding(
            verdict=UNDETERMINED,
            observed=None,
            required=allowed.max_gap,
            unit="m",
            evidence=evidence | {"without_footprints": [c.code for c in facts.unbuilt]},
            notes=(text("No inhabited footprints in: {names}.", names=_names(facts.unbuilt)),),
        )
    met = merge is not None and merge <= allowed.max_gap
    return Finding(
        verdict=_verdict(met),
        observed=merge,
        required=allowed.max_gap,
        margin=None if merge is None else allowed.max_gap - merge,
        unit="m",
        evidence=evidence,
        notes=_continuity_notes(facts, settings),
        holds=(_gaps(merge, settings), _majorities(met, continuity.most_even_share)),
    )


def _continuity_notes(facts: AreaFacts, settings: Settings) -> tuple[Text, ...]:
    continuity, allowed = facts.continuity, settings.continuity
    notes = []
    if continuity.merge_distance is None:
        notes.append(
            text("They do not become one continuum up to {gap:,.0f} m.", gap=allowed.horizon)
        )
    outside = [c for c in facts.members if continuity.shares[c.code] < allowed.majority]
    if outside:
        notes.append(
            text(
                "At {gap:,.0f} m, without their majority in the continuum: {names}.",
                gap=allowed.max_gap,
                names=_names(tuple(outside)),
            )
        )
    return tuple(notes)


def _gaps(flip: float | None, settings: Settings) -> Interval:
    """Return the gaps for which a verdict stays, if it turns to met at `flip` and never back."""
    continuity = settings.continuity
    if flip is None:
        return Interval("max_gap", low=None, high=continuity.horizon, unit="m")
    if flip <= continuity.max_gap:
        return Interval("max_gap", low=flip, high=None, unit="m")
    return Interval("max_gap", low=None, high=flip, high_closed=False, unit="m")


def _majorities(met: bool, share: float | None) -> Interval:  # noqa: FBT001 - a verdict
    if met:
        return Interval("majority", low=None, high=share, unit="share")
    # A bound below the least majority there is bounds nothing.
    low = share if share is not None and share >= LEAST_MAJORITY else None
    return Interval("majority", low=low, high=None, low_closed=False, unit="share")


def _population(facts: AreaFacts, settings: Settings) -> Finding:
    least = settings.norm.number("min_population")
    observed = facts.population.by(settings.reading)
    verdicts = _by_reading(facts, settings)
    evidence = {
        "reading": settings.reading.value,
        "by_reading": {
            reading.value: {
                "population": facts.population.by(reading),
                "verdict": verdicts[reading].value,
            }
            for reading in Reading
        },
        "enough_from_m": facts.continuity.enough_from,
    }
    if observed is None:
        return Finding(
            verdict=UNDETERMINED,
            observed=None,
            required=least,
            unit="inhabitants",
            evidence=evidence,
            notes=(_unknown_population(facts, settings.reading),),
        )
    return Finding(
        verdict=verdicts[settings.reading],
        observed=observed,
        required=least,
        margin=observed - least,
        unit="inhabitants",
        evidence=evidence,
        holds=_population_holds(facts, settings),
    )


def _unknown_population(facts: AreaFacts, reading: Reading) -> Text:
    if reading is not Reading.CONTINUUM:
        return text("The population of some commune is not known.")
    if facts.unbuilt:
        return text("No inhabited footprints in: {names}.", names=_names(facts.unbuilt))
    return text("The footprints carry no population to be added up.")


def _population_holds(facts: AreaFacts, settings: Settings) -> tuple[Interval, ...]:
    if settings.reading is not Reading.CONTINUUM:
        return ()
    return (_gaps(facts.continuity.enough_from, settings),)


def _by_reading(facts: AreaFacts, settings: Settings) -> dict[Reading, CriterionVerdict]:
    least = settings.norm.number("min_population")
    populations = {reading: facts.population.by(reading) for reading in Reading}
    return {
        # "Superen": exactly the threshold is not enough.
        reading: UNDETERMINED if people is None else _verdict(people > least)
        for reading, people in populations.items()
    }


def _shared_services(_facts: AreaFacts, _settings: Settings) -> Finding:
    return Finding(
        verdict=UNDETERMINED,
        observed=None,
        required=1,
        unit="elements",
        notes=(text("Needs papers: shared infrastructure and services of the communes."),),
    )


def _commuting(facts: AreaFacts, settings: Settings) -> Finding:
    least = settings.norm.number("min_commuting")
    commuting = facts.commuting
    if commuting is None or not commuting.employed:
        missing = (
            text("Needs papers: a table of trips to work ([commuting]).")
            if commuting is None
            else text("Needs the employed of every commune ([commuting] totals).")
        )
        return Finding(
            verdict=UNDETERMINED, observed=None, required=least, unit="share", notes=(missing,)
        )
    share = commuting.between / commuting.employed
    return Finding(
        verdict=_verdict(share >= least),
        observed=share,
        required=least,
        margin=share - least,
        unit="share",
        evidence={
            "between": commuting.between,
            "employed": commuting.employed,
            "outgoing": dict(commuting.outgoing),
            "strongest": commuting.strongest
            and dict(zip(("residence", "work", "share"), commuting.strongest, strict=True)),
        },
        notes=_commuting_notes(facts),
    )


def _commuting_notes(facts: AreaFacts) -> tuple[Text, ...]:
    commuting = facts.commuting
    if commuting is None or commuting.strongest is None:
        return ()
    names = {commune.code: commune.name for commune in facts.members}
    residence, work, share = commuting.strongest
    return (
        text(
            "{between:,.0f} of {employed:,.0f} employed work in another member.",
            between=commuting.between,
            employed=commuting.employed,
        ),
        text(
            "Strongest pair: {share:.1f} % of the employed of {residence} work in {work}.",
            share=100 * share,
            residence=names[residence],
            work=names[work],
        ),
    )


RULES: Mapping[str, Callable[[AreaFacts, Settings], Finding]] = {
    "region": _region,
    "communes": _communes,
    "continuity": _continuity,
    "population": _population,
    "shared-services": _shared_services,
    "commuting": _commuting,
}
"""What each criterion id means."""

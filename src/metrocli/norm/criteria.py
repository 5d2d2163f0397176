"""The criteria of a norm, decided for an area, and what they say together."""

from metrocli.model import AreaVerdict, Criterion, Interval
from metrocli.norm.facts import AreaFacts
from metrocli.norm.finding import NOT_MET, UNDETERMINED, gaps_from
from metrocli.norm.norm import CriterionRule
from metrocli.norm.rules import RULES
from metrocli.norm.rules.population import by_reading
from metrocli.norm.settings import Settings


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


def decide(facts: AreaFacts, settings: Settings) -> AreaVerdict:
    """Return the verdict on an area: only the criteria that decide are looked at."""
    deciding = (rule for rule in settings.norm.criteria if rule.decides or settings.strict)
    return area_verdict(tuple(_decided(rule, facts, settings) for rule in deciding))


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
    horizon = settings.continuity.horizon
    never |= any(
        hold.low is None and hold.high == horizon and hold.high_closed for hold in by_gap.values()
    )
    turns = [hold.high if hold.low is None else hold.low for hold in by_gap.values()]
    last = max((turn for turn in turns if turn is not None), default=0.0)
    return gaps_from(None if never else last, settings)


def pending(criteria: tuple[Criterion, ...]) -> tuple[str, ...]:
    """Return the criteria that wait for papers: neither decided nor deciding."""
    return tuple(c.id for c in criteria if c.verdict is UNDETERMINED and not c.decides)


def readings_conflict(facts: AreaFacts, settings: Settings) -> bool:
    """Return whether two readings of the population lead to different verdicts."""
    if "min_population" not in settings.norm.parameters:
        return False
    verdicts = set(by_reading(facts, settings).values()) - {UNDETERMINED}
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
        comparison=settings.norm.comparison(rule.id),
    )

"""One continuum of urban constructions: the merge distance of an area."""

from metrocli.model import LEAST_MAJORITY, Comparison, Interval
from metrocli.norm.facts import AreaFacts
from metrocli.norm.finding import UNDETERMINED, Finding, gaps_from, names_of, verdict_of
from metrocli.norm.settings import Settings
from metrocli.text import Text, text


def continuity(facts: AreaFacts, settings: Settings) -> Finding:
    """Ask whether the merge distance is within the largest gap allowed."""
    known, allowed = facts.continuity, settings.continuity
    merge, limit = known.merge_distance, settings.norm.number("max_gap")
    evidence = {
        "merge_distance_m": merge,
        "touch_distance_m": known.touch_distance,
        "horizon_m": allowed.horizon,
        "majority": allowed.majority,
        "shares": dict(known.shares),
    }
    if facts.unbuilt:
        return Finding(
            verdict=UNDETERMINED,
            observed=None,
            required=limit,
            unit="m",
            evidence=evidence | {"without_footprints": [c.code for c in facts.unbuilt]},
            notes=(text("No inhabited footprints in: {names}.", names=names_of(facts.unbuilt)),),
        )
    met = merge is not None and settings.norm.meets("max_gap", merge)
    return Finding(
        verdict=verdict_of(met),
        observed=merge,
        required=limit,
        margin=None if merge is None else limit - merge,
        unit="m",
        evidence=evidence,
        notes=_continuity_notes(facts, settings),
        holds=(gaps_from(merge, settings), _majorities(known.most_even_share, settings, met=met)),
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
                names=names_of(tuple(outside)),
            )
        )
    return tuple(notes)


def _majorities(share: float | None, settings: Settings, *, met: bool) -> Interval:
    enough = settings.norm.parameters["majority"].comparison is Comparison.AT_LEAST
    if met:
        return Interval("majority", low=None, high=share, high_closed=enough, unit="share")
    # A bound below the least majority there is bounds nothing.
    low = share if share is not None and share >= LEAST_MAJORITY else None
    return Interval("majority", low=low, high=None, low_closed=not enough, unit="share")

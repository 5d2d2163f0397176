"""One continuum of urban constructions: the merge distance of an area."""

from typing import Any

from metrocli.model import LEAST_MAJORITY, Barred, Comparison, Interval
from metrocli.norm.facts import AreaFacts
from metrocli.norm.finding import UNDETERMINED, Finding, gaps_from, names_of, verdict_of
from metrocli.norm.settings import Settings
from metrocli.text import Text, text


def continuity(facts: AreaFacts, settings: Settings) -> Finding:
    """Ask whether the merge distance is within the largest gap allowed."""
    known, allowed = facts.continuity, settings.continuity
    merge, limit = known.merge_distance, settings.norm.number("max_gap")
    evidence: dict[str, Any] = {
        "merge_distance_m": merge,
        "touch_distance_m": known.touch_distance,
        "horizon_m": allowed.horizon,
        "majority": allowed.majority,
        "shares": dict(known.shares),
    }
    if known.barred is not None:
        evidence["barriers"] = {
            "length_km": known.barred.length / 1_000,
            "files": list(known.barred.files),
            "merge_distance_without_m": known.barred.merge_distance,
            "crossed": list(known.barred.crossed),
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
    if continuity.barred is not None:
        notes.append(barred_words(continuity.barred, allowed.horizon))
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


def barred_words(barred: Barred, horizon: float) -> Text:
    """Return what barriers have to do with a merge distance."""
    if barred.merge_distance is None:
        return text(
            "Barriers: {length:,.1f} km ({files}); without them there is none up to "
            "{horizon:,.0f} m.",
            length=barred.length / 1_000,
            files=barred.files,
            horizon=horizon,
        )
    if not barred.crossed:
        return text(
            "Barriers: {length:,.1f} km ({files}); without them the merge distance is "
            "{metres:,.1f} m.",
            length=barred.length / 1_000,
            files=barred.files,
            metres=barred.merge_distance,
        )
    return text(
        "Barriers: {length:,.1f} km ({files}); without them the merge distance is {metres:,.1f} m, "
        "along a line that is cut by {names}.",
        length=barred.length / 1_000,
        files=barred.files,
        metres=barred.merge_distance,
        names=barred.crossed,
    )


def _majorities(share: float | None, settings: Settings, *, met: bool) -> Interval:
    enough = settings.norm.parameters["majority"].comparison is Comparison.AT_LEAST
    if met:
        return Interval("majority", low=None, high=share, high_closed=enough, unit="share")
    # A bound below the least majority there is bounds nothing.
    low = share if share is not None and share >= LEAST_MAJORITY else None
    return Interval("majority", low=low, high=None, low_closed=not enough, unit="share")

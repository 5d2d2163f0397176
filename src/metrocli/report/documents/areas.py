"""Areas as a JSON document: verdicts, criteria, parameters and links."""

from typing import Any

from metrocli.model import (
    AreaAssessment,
    Assessment,
    Criterion,
    Interval,
    Link,
    LinkEnd,
    Member,
    NearMiss,
    Parameter,
    Populations,
    Reading,
)
from metrocli.report.documents.conventions import conventions, tie, withouts
from metrocli.report.documents.head import asked, head, norm_reference, tail
from metrocli.report.documents.values import AMOUNT, DEGREES, SHARE, number, plain


def document(result: Assessment) -> dict[str, Any]:
    """Return areas with their verdicts and all that they rest on."""
    whole = head(result) | {
        "norm": norm_reference(result.norm),
        "weighting": result.weighting,
        "floor_m": number(result.floor),
        "parameters": [parameter(item) for item in result.parameters],
        "areas": [area(item) for item in result.areas],
    }
    if result.near_misses is not None:
        whole["near_misses"] = [_near_miss(near) for near in result.near_misses]
    whole["conventions"] = conventions(result.conventions)
    return whole | asked(result) | tail(result)


def _near_miss(near: NearMiss) -> dict[str, Any]:
    return {
        "area": area(near.assessment),
        "gap_m": number(near.gap),
        "population_at_gap": number(near.population_at_gap),
        "lacks": {
            "inhabitants": number(near.lacks_inhabitants),
            "metres": number(near.lacks_metres),
            "communes": near.lacks_communes,
        },
    }


def area(assessment: AreaAssessment) -> dict[str, Any]:
    """Return an area with its verdict."""
    region = assessment.regions[0] if len(assessment.regions) == 1 else None
    return {
        "id": assessment.area.id,
        "name": assessment.area.name,
        "region": region,
        "regions": list(assessment.regions),
        "region_name": assessment.region_name,
        "verdict": assessment.verdict,
        "pending": list(assessment.pending),
        "population": populations(assessment.population),
        "reading_conflict": assessment.reading_conflict,
        "holds": None if assessment.holds is None else _interval(assessment.holds),
        "merge_distance_m": number(assessment.merge_distance),
        "touch_distance_m": number(assessment.touch_distance),
        "weakest_link": link(assessment.weakest_link),
        "without": withouts(assessment.without),
        "members": [_member(member) for member in assessment.members],
        "criteria": [criterion(item) for item in assessment.criteria],
    }


def _member(member: Member) -> dict[str, Any]:
    return {
        "code": member.code,
        "name": member.name,
        "population": populations(member.population),
        "share_in_continuum": number(member.share_in_continuum, SHARE),
    }


def populations(people: Populations) -> dict[str, Any]:
    """Return inhabitants by each reading."""
    return {reading: number(people.by(reading)) for reading in Reading}


def criterion(item: Criterion) -> dict[str, Any]:
    """Return a criterion as it was decided."""
    digits = SHARE if item.unit == "share" else AMOUNT
    return {
        "id": item.id,
        "verdict": item.verdict,
        "decides": item.decides,
        "observed": plain(item.observed, digits),
        "required": plain(item.required, digits),
        "comparison": item.comparison,
        "margin": plain(item.margin, digits),
        "unit": item.unit,
        "basis": item.basis,
        "level": item.level,
        "holds": [_interval(interval) for interval in item.holds],
        "evidence": plain(item.evidence),
        "notes": [str(note) for note in item.notes],
    }


def _interval(interval: Interval) -> dict[str, Any]:
    return {
        "parameter": interval.parameter,
        "low": number(interval.low, SHARE),
        "high": number(interval.high, SHARE),
        "low_closed": interval.low_closed,
        "high_closed": interval.high_closed,
        "unit": interval.unit,
    }


def parameter(item: Parameter) -> dict[str, Any]:
    """Return a parameter with its source."""
    return {
        "id": item.id,
        "value": plain(item.value),
        "comparison": item.comparison,
        "unit": item.unit,
        "level": item.level,
        "source": item.source,
        "note": item.note,
    }


def link(item: Link | None) -> dict[str, Any] | None:
    """Return a link by its two ends."""
    if item is None:
        return None
    via = None if item.via is None else tie(item.via)
    found: dict[str, Any] = {
        "gap_m": number(item.gap),
        "via": via,
        "a": _end(item.a),
        "b": _end(item.b),
    }
    if item.turns:
        found["turns"] = [
            {"lon": number(turn.lon, DEGREES), "lat": number(turn.lat, DEGREES)}
            for turn in item.turns
        ]
    return found


def _end(end: LinkEnd) -> dict[str, Any]:
    return {
        "id": end.id,
        "commune": end.commune,
        "lon": number(end.lon, DEGREES),
        "lat": number(end.lat, DEGREES),
    }

"""Results as JSON: keys in English, the same bytes for the same inputs in every language.

Metres, inhabitants and areas keep two decimals, shares four and degrees six; a whole number is
written as one. What is unknown is null.
"""

import json
from typing import Any

from metrocli import __version__
from metrocli.inspection.findings import Finding, InputReport, Inspection
from metrocli.model import (
    AreaAssessment,
    Assessment,
    Commune,
    Criterion,
    GapReport,
    GapStep,
    Input,
    Interval,
    Link,
    LinkEnd,
    Member,
    NearMiss,
    Neighbour,
    NormReference,
    Notice,
    Outlook,
    Parameter,
    Populations,
    Sweep,
)
from metrocli.report.json_values import AMOUNT, DEGREES, SHARE, number, plain
from metrocli.report.outlook_json import outlook_document
from metrocli.report.registry import Page, Result
from metrocli.report.sweep_json import sweep_document

SCHEMA_VERSION = 1
"""Raised when a key changes its meaning or goes away."""


def write(result: Result, _page: Page) -> str:
    """Return a result as a JSON document; see `metrocli.report.registry.Writer`."""
    match result:
        case Assessment():
            document = _assessment(result)
        case GapReport():
            document = _gap_report(result)
        case Inspection():
            document = _inspection(result)
        case Outlook():
            document = _head(result) | _norm(result.norm) | outlook_document(result) | _tail(result)
        case Sweep():
            document = _head(result) | _norm(result.norm) | sweep_document(result) | _tail(result)
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _head(result: Result) -> dict[str, Any]:
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "metro", "version": __version__},
        "study": {
            "title": result.study_title,
            "vintage": result.vintage,
            "schematic": result.schematic,
        },
    }


def _norm(norm: NormReference) -> dict[str, Any]:
    return {"norm": {"id": norm.id, "title": norm.title, "sha256": norm.sha256}}


def _tail(result: Assessment | GapReport | Outlook | Sweep) -> dict[str, Any]:
    return {
        "inputs": [_input(item) for item in result.inputs],
        "notices": [_notice(notice) for notice in result.notices],
    }


def _assessment(result: Assessment) -> dict[str, Any]:
    document = (
        _head(result)
        | _norm(result.norm)
        | {
            "weighting": result.weighting,
            "parameters": [_parameter(parameter) for parameter in result.parameters],
            "areas": [_area(area) for area in result.areas],
        }
    )
    if result.near_misses is not None:
        document["near_misses"] = [_near_miss(near) for near in result.near_misses]
    return document | _tail(result)


def _gap_report(result: GapReport) -> dict[str, Any]:
    return (
        _head(result)
        | {
            "parameters": {
                "max_gap_m": number(result.settings.max_gap),
                "majority": number(result.settings.majority, SHARE),
                "horizon_m": number(result.settings.horizon),
            },
            "members": [_commune(commune) for commune in result.members],
            "merge_distance_m": number(result.merge_distance),
            "touch_distance_m": number(result.touch_distance),
            "weakest_link": _link(result.weakest_link),
            "touch_link": _link(result.touch_link),
            "steps": [_step(step) for step in result.steps],
            "neighbours": [_neighbour(neighbour) for neighbour in result.neighbours],
        }
        | _tail(result)
    )


def _inspection(result: Inspection) -> dict[str, Any]:
    return _head(result) | {
        "sound": result.sound,
        "inputs": [_report(report) for report in result.inputs],
        "findings": [_finding(finding) for finding in result.findings],
        "notices": [_notice(notice) for notice in result.notices],
    }


def _report(report: InputReport) -> dict[str, Any]:
    schema, extent = report.schema, report.extent
    return {
        "role": report.role,
        "path": report.path,
        "layer": report.layer,
        "schema": schema
        and {
            "id": schema.schema.id,
            "title": str(schema.schema.title),
            "columns": list(schema.columns),
        },
        "features": report.features,
        "crs": report.crs,
        "extent": extent and [number(degrees, DEGREES) for degrees in extent],
        "vintage": report.vintage,
        "population": number(report.population),
        "census_population": number(report.census),
        "findings": [_finding(finding) for finding in report.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "count": finding.count,
        "message": str(finding.message),
        "examples": [str(example) for example in finding.examples],
    }


def _area(assessment: AreaAssessment) -> dict[str, Any]:
    region = assessment.regions[0] if len(assessment.regions) == 1 else None
    return {
        "id": assessment.area.id,
        "name": assessment.area.name,
        "region": region,
        "regions": list(assessment.regions),
        "region_name": assessment.region_name,
        "verdict": assessment.verdict,
        "pending": list(assessment.pending),
        "population": _populations(assessment.population),
        "reading_conflict": assessment.reading_conflict,
        "holds": None if assessment.holds is None else _interval(assessment.holds),
        "merge_distance_m": number(assessment.merge_distance),
        "touch_distance_m": number(assessment.touch_distance),
        "weakest_link": _link(assessment.weakest_link),
        "members": [_member(member) for member in assessment.members],
        "criteria": [_criterion(criterion) for criterion in assessment.criteria],
    }


def _near_miss(near: NearMiss) -> dict[str, Any]:
    return {
        "area": _area(near.assessment),
        "gap_m": number(near.gap),
        "population_at_gap": number(near.population_at_gap),
        "lacks": {
            "inhabitants": number(near.lacks_inhabitants),
            "metres": number(near.lacks_metres),
            "communes": near.lacks_communes,
        },
    }


def _member(member: Member) -> dict[str, Any]:
    return {
        "code": member.code,
        "name": member.name,
        "population": _populations(member.population),
        "share_in_continuum": number(member.share_in_continuum, SHARE),
    }


def _populations(populations: Populations) -> dict[str, Any]:
    return {
        "communal": number(populations.communal),
        "urban": number(populations.urban),
        "continuum": number(populations.continuum),
    }


def _criterion(criterion: Criterion) -> dict[str, Any]:
    digits = SHARE if criterion.unit == "share" else AMOUNT
    return {
        "id": criterion.id,
        "verdict": criterion.verdict,
        "decides": criterion.decides,
        "observed": plain(criterion.observed, digits),
        "required": plain(criterion.required, digits),
        "margin": plain(criterion.margin, digits),
        "unit": criterion.unit,
        "basis": criterion.basis,
        "level": criterion.level,
        "holds": [_interval(interval) for interval in criterion.holds],
        "evidence": plain(criterion.evidence),
        "notes": [str(note) for note in criterion.notes],
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


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "id": parameter.id,
        "value": plain(parameter.value),
        "unit": parameter.unit,
        "level": parameter.level,
        "source": parameter.source,
    }


def _link(link: Link | None) -> dict[str, Any] | None:
    if link is None:
        return None
    return {"gap_m": number(link.gap), "a": _end(link.a), "b": _end(link.b)}


def _end(end: LinkEnd) -> dict[str, Any]:
    return {
        "id": end.id,
        "commune": end.commune,
        "lon": number(end.lon, DEGREES),
        "lat": number(end.lat, DEGREES),
    }


def _commune(commune: Commune) -> dict[str, Any]:
    return {
        "code": commune.code,
        "name": commune.name,
        "region": commune.region,
        "population": number(commune.population),
        "urban_population": number(commune.urban_population),
    }


def _step(step: GapStep) -> dict[str, Any]:
    return {
        "gap_m": number(step.gap),
        "joined": list(step.joined),
        "population": number(step.population),
    }


def _neighbour(neighbour: Neighbour) -> dict[str, Any]:
    return {
        "commune": _commune(neighbour.commune),
        "merge_distance_m": number(neighbour.merge_distance),
        "touch_distance_m": number(neighbour.touch_distance),
    }


def _input(item: Input) -> dict[str, Any]:
    return {
        "role": item.role,
        "path": item.path,
        "layer": item.layer,
        "sha256": item.sha256,
        "features": item.features,
        "crs": item.crs,
    }


def _notice(notice: Notice) -> dict[str, Any]:
    return {"code": notice.code, "severity": notice.severity, "message": str(notice.message)}

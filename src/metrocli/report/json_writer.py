"""Results as JSON: keys in English, the same bytes for the same inputs in every language.

Metres, inhabitants and areas keep two decimals, shares four and degrees six; a whole number is
written as one. What is unknown is null.
"""

import json
from typing import Any

from metrocli import __version__
from metrocli.download.catalogue import Dataset, Listing
from metrocli.inspection.findings import SHOWN, Finding, InputReport, Inspection
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
    Parameter,
    Populations,
)
from metrocli.norm.explanation import Explanation, Working
from metrocli.norm.norm import CriterionRule, Norm, NormList
from metrocli.procedure.status import RegisterStatus
from metrocli.repair.changes import Change, Fault, Repair, RepairedInput, Tally
from metrocli.report import register_json
from metrocli.report.json_values import AMOUNT, DEGREES, SHARE, number, plain
from metrocli.report.registry import NormResult, Page, Result, StudyResult
from metrocli.study.layers import Grid

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
        case Listing():
            document = _TOOL | {"datasets": [_dataset(item) for item in result.datasets]}
        case Repair():
            document = _repair(result)
        case RegisterStatus():
            document = _TOOL | register_json.document(result)
        case NormList() | Norm() | Explanation():
            document = _TOOL | _of_norms(result)
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


_TOOL = {
    "schema_version": SCHEMA_VERSION,
    "tool": {"name": "metro", "version": __version__},
}
"""How every document begins."""


def _head(result: StudyResult) -> dict[str, Any]:
    return _TOOL | {
        "study": {
            "title": result.study_title,
            "vintage": result.vintage,
            "schematic": result.schematic,
        },
    }


def _tail(result: Assessment | GapReport) -> dict[str, Any]:
    return {
        "inputs": [_input(item) for item in result.inputs],
        "notices": [_notice(notice) for notice in result.notices],
    }


def _assessment(result: Assessment) -> dict[str, Any]:
    document = _head(result) | {
        "norm": _norm_reference(result.norm),
        "weighting": result.weighting,
        "parameters": [_parameter(parameter) for parameter in result.parameters],
        "areas": [_area(area) for area in result.areas],
    }
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


def _of_norms(result: NormResult) -> dict[str, Any]:
    match result:
        case NormList():
            return {"norms": [_norm(norm) for norm in result.norms]}
        case Norm():
            return {"norm": _norm(result)}
        case Explanation():
            return _explanation(result)


def _norm(norm: Norm) -> dict[str, Any]:
    return _norm_reference(norm.reference) | {
        "published": norm.reference.published and norm.reference.published.isoformat(),
        "in_force_from": norm.reference.in_force_from and norm.reference.in_force_from.isoformat(),
        "note": norm.reference.note,
        "parameters": [_parameter(parameter) for parameter in norm.parameters.values()],
        "criteria": [_rule(rule) for rule in norm.criteria],
    }


def _rule(rule: CriterionRule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "decides": rule.decides,
        "basis": rule.basis,
        "level": rule.level,
        "note": rule.note,
    }


def _explanation(result: Explanation) -> dict[str, Any]:
    document = {
        "norm": _norm_reference(result.norm.reference),
        "criterion": _rule(result.rule),
        "says": [str(sentence) for sentence in result.wording],
        "parameters": [_parameter(parameter) for parameter in result.parameters],
    }
    return document if result.working is None else document | _working(result.working)


def _working(working: Working) -> dict[str, Any]:
    return {
        "study": _head(working.assessment)["study"],
        "weighting": working.assessment.weighting,
        "area": _area(working.area) | {"criteria": [_criterion(working.criterion)]},
        "worked_out": [str(step) for step in working.steps],
        "would_change": [str(change) for change in working.changes],
    } | _tail(working.assessment)


def _inspection(result: Inspection) -> dict[str, Any]:
    return _head(result) | {
        "sound": result.sound,
        "inputs": [_report(report) for report in result.inputs],
        "findings": [_finding(finding) for finding in result.findings],
        "notices": [_notice(notice) for notice in result.notices],
    }


def _repair(result: Repair) -> dict[str, Any]:
    return _head(result) | {
        "tolerance_m": number(result.tolerance),
        "repaired": not result.refusals,
        "inputs": [_repaired(copied) for copied in result.inputs],
        "refusals": [_fault(fault) for fault in result.refusals],
        "remaining": [_fault(fault) for fault in result.remaining],
        "notices": [_notice(notice) for notice in result.notices],
    }


def _repaired(copied: RepairedInput) -> dict[str, Any]:
    return {
        "role": copied.role,
        "path": copied.path,
        "copy": copied.copy,
        "before": _tally(copied.before),
        "after": _tally(copied.after),
        "changes": [
            {"kind": kind, "count": len(made), "examples": [_change(one) for one in made[:SHOWN]]}
            for kind, made in copied.by_kind().items()
        ],
    }


def _tally(tally: Tally | None) -> dict[str, Any] | None:
    if tally is None:
        return None
    return {"features": tally.features, "population": number(tally.population)}


def _change(change: Change) -> dict[str, str]:
    return {
        "place": str(change.place),
        "before": str(change.before),
        "after": str(change.after),
    }


def _fault(fault: Fault) -> dict[str, Any]:
    return {"path": fault.path} | _finding(fault.finding)


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
        "grid": None if report.grid is None else _grid(report.grid),
        "crs": report.crs,
        "extent": extent and [number(degrees, DEGREES) for degrees in extent],
        "vintage": report.vintage,
        "population": number(report.population),
        "census_population": number(report.census),
        "findings": [_finding(finding) for finding in report.findings],
    }


def _grid(grid: Grid) -> dict[str, Any]:
    return {
        "band": grid.band,
        "threshold": grid.threshold,
        "cell": list(grid.cell),
        "nodata": plain(grid.nodata),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "count": finding.count,
        "message": str(finding.message),
        "examples": [str(example) for example in finding.examples],
    }


def _dataset(dataset: Dataset) -> dict[str, Any]:
    return {
        "name": dataset.name,
        "title": dataset.title,
        "vintage": dataset.vintage,
        "format": dataset.kind,
        "url": dataset.url or None,
        "bytes": dataset.size,
        "sha256": dataset.sha256,
        "verified": dataset.verified,
        "licence": dataset.licence,
        "citation": dataset.citation,
        "page": dataset.page,
        "note": dataset.note,
        "uses": [
            {"section": use.section, "schema": use.schema or None, "file": use.file or None}
            for use in dataset.uses
        ],
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
        "comparison": criterion.comparison,
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


def _norm_reference(norm: NormReference) -> dict[str, Any]:
    return {
        "id": norm.id,
        "vintage": norm.vintage,
        "title": norm.title,
        "binding": norm.binding,
        "sha256": norm.sha256,
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "id": parameter.id,
        "value": plain(parameter.value),
        "comparison": parameter.comparison,
        "unit": parameter.unit,
        "level": parameter.level,
        "source": parameter.source,
        "note": parameter.note,
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

"""Norms as a JSON document: their parameters and criteria, and how one was worked out."""

from typing import Any

from metrocli.norm.explanation import Explanation, Working
from metrocli.norm.norm import CriterionRule, Norm, NormList
from metrocli.report.documents.areas import area, criterion, parameter
from metrocli.report.documents.head import TOOL, head, norm_reference, tail
from metrocli.report.registry import NormResult


def document(result: NormResult) -> dict[str, Any]:
    """Return norms, one norm, or a criterion explained."""
    match result:
        case NormList():
            return TOOL | {"norms": [_norm(norm) for norm in result.norms]}
        case Norm():
            return TOOL | {"norm": _norm(result)}
        case Explanation():
            return TOOL | _explanation(result)


def _norm(norm: Norm) -> dict[str, Any]:
    return norm_reference(norm.reference) | {
        "published": norm.reference.published and norm.reference.published.isoformat(),
        "in_force_from": norm.reference.in_force_from and norm.reference.in_force_from.isoformat(),
        "note": norm.reference.note,
        "parameters": [parameter(item) for item in norm.parameters.values()],
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
    explained = {
        "norm": norm_reference(result.norm.reference),
        "criterion": _rule(result.rule),
        "says": [str(sentence) for sentence in result.wording],
        "parameters": [parameter(item) for item in result.parameters],
    }
    return explained if result.working is None else explained | _working(result.working)


def _working(working: Working) -> dict[str, Any]:
    return {
        "study": head(working.assessment)["study"],
        "weighting": working.assessment.weighting,
        "area": area(working.area) | {"criteria": [criterion(working.criterion)]},
        "worked_out": [str(step) for step in working.steps],
        "would_change": [str(change) for change in working.changes],
    } | tail(working.assessment)

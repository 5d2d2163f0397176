"""A case file as one JSON document: the verdict of an area, and all that its dossier says."""

from typing import Any

from metrocli.casefile import CaseFile
from metrocli.model import AssessmentComparison, GapReport
from metrocli.norm.explanation import Explanation
from metrocli.report.documents import areas, comparison, gaps, sweep
from metrocli.report.documents.head import asked, tail


def document(case: CaseFile) -> dict[str, Any]:
    """Return what `metro check` says of the area, and after it the rest of the case file."""
    swept = sweep.document(case.sweep)
    (lines,) = swept["areas"]
    return areas.document(case.result) | {
        "criteria_explained": [_explained(item) for item in case.explanations],
        "sweep": {"span": swept["span"], "lines": lines["lines"], "steps": lines["steps"]},
        "joins": _joins(case.gaps),
        "comparison": None if case.comparison is None else _comparison(case.comparison),
    }


def _explained(item: Explanation) -> dict[str, Any]:
    working = item.working
    return {
        "id": item.rule.id,
        "says": [str(sentence) for sentence in item.wording],
        "worked_out": [] if working is None else [str(step) for step in working.steps],
        "would_change": [] if working is None else [str(change) for change in working.changes],
        "note": item.rule.note,
    }


def _joins(report: GapReport) -> dict[str, Any]:
    whole = gaps.document(report)
    return {key: whole[key] for key in ("touch_link", "steps", "neighbours")}


def _comparison(result: AssessmentComparison) -> dict[str, Any]:
    whole = comparison.document(result)
    return {
        "base": whole["base"] | asked(result.base) | tail(result.base),
        "parameters_changed": whole["parameters_changed"],
        "area": whole["areas"][0],
        "notices": whole["notices"],
    }

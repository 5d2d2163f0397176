"""A repair as a JSON document: every kind of change, and what is left to be decided."""

from typing import Any

from metrocli.inspection.findings import SHOWN
from metrocli.repair.changes import Change, Fault, Repair, RepairedInput, Tally
from metrocli.report.documents.head import head, notice
from metrocli.report.documents.inspection import finding
from metrocli.report.documents.values import number


def document(result: Repair) -> dict[str, Any]:
    """Return what was mended in each input, and what could not be."""
    return head(result) | {
        "tolerance_m": number(result.tolerance),
        "repaired": not result.refusals,
        "inputs": [_repaired(copied) for copied in result.inputs],
        "refusals": [_fault(fault) for fault in result.refusals],
        "remaining": [_fault(fault) for fault in result.remaining],
        "notices": [notice(item) for item in result.notices],
    }


def _repaired(copied: RepairedInput) -> dict[str, Any]:
    return {
        "role": copied.role,
        "path": copied.path,
        "copy": copied.copy,
        "sha256": copied.sha256,
        "copy_sha256": copied.copy_sha256,
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
    return {"path": fault.path} | finding(fault.finding)

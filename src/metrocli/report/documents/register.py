"""Where files stand, as a JSON document: keys in English, ISO dates, null where unknown."""

from datetime import date
from typing import Any

from metrocli.procedure.clock import Limit, Window
from metrocli.procedure.law import Law
from metrocli.procedure.majority import Majority
from metrocli.procedure.register import File
from metrocli.procedure.remarks import Remark
from metrocli.procedure.status import FileStatus, RegisterStatus
from metrocli.report.documents.head import TOOL


def document(result: RegisterStatus) -> dict[str, Any]:
    """Return where every file stands, and by what law."""
    return TOOL | {
        "register": {
            "title": result.title,
            "today": result.today.isoformat(),
            "limit_from": result.limit_from,
        },
        "law": _law(result.law),
        "files": [_file(status) for status in result.files],
    }


def _law(law: Law) -> dict[str, Any]:
    return {
        "id": law.id,
        "title": law.title,
        "rules": [
            {
                "id": rule.id,
                "value": rule.value,
                "unit": rule.unit,
                "level": rule.level,
                "source": rule.source,
                "note": rule.note,
            }
            for rule in law.rules.values()
        ],
        "majorities": [
            {
                "proposed_by": rule.id,
                "share": str(rule.share),
                "exceeded": rule.exceeded,
                "level": rule.level,
                "source": rule.source,
                "note": rule.note,
            }
            for rule in law.majorities.values()
        ],
    }


def _file(status: FileStatus) -> dict[str, Any]:
    file = status.file
    least, most = status.days or (None, None)
    return {
        "id": file.id,
        "name": file.name,
        "communes": list(file.communes),
        "course": status.course,
        "stage": status.stage,
        "since": status.since and status.since.written,
        "days_min": least,
        "days_max": most,
        "missing": [_remark(remark) for remark in status.missing],
        "alerts": [_remark(remark) for remark in status.alerts],
        "unrecorded": list(status.unrecorded),
        "majority": _majority(status.majority),
        "window": _window(status.window),
        "limit": _limit(status.limit),
        "milestones": {step: when.written for step, when in file.milestones.items()},
        "answers": dict(file.answers),
        "outcome": file.outcome,
    } | _provenance(file)


def _provenance(file: File) -> dict[str, Any]:
    return {"source": file.source or None, "note": file.note or None}


def _remark(remark: Remark) -> dict[str, Any]:
    return {"code": remark.code, "milestone": remark.milestone, "message": str(remark.message)}


def _majority(majority: Majority) -> dict[str, Any]:
    return {
        "core_members": majority.members,
        "needed": dict(majority.needed),
        "proposed_by": majority.proposed_by,
        "votes": majority.votes,
        "verdict": majority.verdict,
    }


def _window(window: Window) -> dict[str, Any]:
    return {
        "state": window.state,
        "term_start": _day(window.term_start),
        "last_day": _day(window.last_day),
        "days_left": window.days_left,
    }


def _limit(limit: Limit) -> dict[str, Any]:
    return {
        "state": limit.state,
        "last_day": _day(limit.last_day),
        "latest_last_day": _day(limit.latest_last_day),
        "rejects_on": _day(limit.rejects_on),
        "days_left": limit.days_left,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()

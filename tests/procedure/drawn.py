"""Files drawn by hand."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from metrocli.procedure.choices import Proposer
from metrocli.procedure.dates import When, read_when
from metrocli.procedure.milestones import Milestone
from metrocli.procedure.register import File, Register
from metrocli.procedure.status import FileStatus, register_status

TALCA, MAULE = "07101", "07105"

FILED: Mapping[str, str] = {
    "study": "2026-04-01",
    "consultation": "2026-04-02",
    "act": "2026-04-10",
    "agreement": "2026-04-20",
    "filed": "2026-05-15",
}
"""Milestones up to the filing of a request."""


def when(written: str) -> When:
    found = read_when(written)
    assert found is not None
    return found


def dated(milestones: Mapping[str, str]) -> dict[Milestone, When]:
    return {Milestone(step): when(written) for step, written in milestones.items()}


def file(milestones: Mapping[str, str] | None = None, **known: Any) -> File:
    """Return a file of two communes that the governor proposes to a CORE of 31."""
    defaults: dict[str, Any] = {
        "communes": (TALCA, MAULE),
        "core_members": 31,
        "proposed_by": Proposer.GOVERNOR,
        "votes": 16,
    }
    return File(
        **{
            "id": "talca-maule",
            "name": "Talca–Maule",
            **defaults,
            "milestones": dated(milestones or {}),
            **known,
        }
    )


def register(*files: File, limit_from: Milestone = Milestone.FILED) -> Register:
    return Register("Prueba", files, limit_from)


def on(
    today: str, milestones: Mapping[str, str], *, start: str = "filed", **known: Any
) -> FileStatus:
    """Return where a file stands on a day."""
    kept = register(file(milestones, **known), limit_from=Milestone(start))
    return register_status(kept, date.fromisoformat(today)).files[0]

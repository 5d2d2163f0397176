"""Where files stand, as rows: one for each file."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from metrocli.procedure.status import RegisterStatus
from metrocli.report.documents.register import document

COLUMNS: Mapping[str, Sequence[str]] = {
    "id": ("id",),
    "name": ("name",),
    "course": ("course",),
    "stage": ("stage",),
    "since": ("since",),
    "days_min": ("days_min",),
    "days_max": ("days_max",),
    "missing": ("missing",),
    "alerts": ("alerts",),
    "unrecorded": ("unrecorded",),
    "core_members": ("majority", "core_members"),
    "votes_needed_governor": ("majority", "needed", "governor"),
    "votes_needed_core": ("majority", "needed", "core"),
    "proposed_by": ("majority", "proposed_by"),
    "votes": ("majority", "votes"),
    "majority": ("majority", "verdict"),
    "window": ("window", "state"),
    "window_last_day": ("window", "last_day"),
    "window_days_left": ("window", "days_left"),
    "limit": ("limit", "state"),
    "limit_last_day": ("limit", "last_day"),
    "limit_rejects_on": ("limit", "rejects_on"),
    "limit_days_left": ("limit", "days_left"),
}
"""Where in the JSON of a file each column stands."""


def rows(result: RegisterStatus) -> Iterator[Sequence[Any]]:
    """Yield the headings, and a row for each file."""
    yield list(COLUMNS)
    for file in document(result)["files"]:
        yield [_cell(_at(file, path)) for path in COLUMNS.values()]


def _at(entry: Any, path: Sequence[str]) -> Any:
    for key in path:
        entry = entry.get(key)
    return entry


def _cell(value: Any) -> Any:
    """Return what stands in a cell: of several things, their ids with blanks between them."""
    if not isinstance(value, list):
        return value
    return " ".join(item if isinstance(item, str) else _id(item) for item in value)


def _id(remark: Mapping[str, str]) -> str:
    return remark["milestone"] if remark["code"] == "milestone" else remark["code"]

"""Areas over several studies as a JSON document: each result as `check` writes it."""

from typing import Any

from metrocli.model import History
from metrocli.report.documents import areas
from metrocli.report.documents.head import TOOL, notice


def document(history: History) -> dict[str, Any]:
    """Return the results, the earliest first."""
    return TOOL | {
        "studies": [areas.document(result) for result in history.results],
        "notices": [notice(item) for item in history.notices],
    }

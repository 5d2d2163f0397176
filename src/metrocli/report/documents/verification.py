"""A verification as a JSON document: identical or not, and every figure that differs."""

from typing import Any

from metrocli.proof.record import Verification
from metrocli.report.documents.head import SCHEMA_VERSION


def document(result: Verification) -> dict[str, Any]:
    """Return whether a result was given again, and what differs."""
    return {
        "schema_version": SCHEMA_VERSION,
        "result": result.path,
        "command": result.command,
        "areas": result.areas,
        "identical": result.identical,
        "differences": [
            {
                "area": difference.area,
                "criterion": difference.criterion,
                "figure": difference.figure,
                "then": difference.then,
                "now": difference.now,
            }
            for difference in result.differences
        ],
        "tool_then": dict(result.tool_then),
        "tool_now": dict(result.tool_now),
    }

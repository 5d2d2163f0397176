"""Results as JSON: the same keys in every language, the same bytes on every machine."""

import json
from typing import Any

from metrocli.report.registry import Page, Result, part_of


def write(result: Result, _page: Page) -> str:
    """Return a result as a JSON document; see `metrocli.report.registry.Writer`."""
    document = part_of("documents", result).document(result)
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def document_of(result: Result) -> dict[str, Any]:
    """Return the JSON document of a result as whoever reads the file gets it."""
    document: dict[str, Any] = json.loads(json.dumps(part_of("documents", result).document(result)))
    return document

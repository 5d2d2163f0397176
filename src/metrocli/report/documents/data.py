"""The catalogue of data sets as a JSON document."""

from typing import Any

from metrocli.download.catalogue import Dataset, Listing
from metrocli.report.documents.head import TOOL


def document(result: Listing) -> dict[str, Any]:
    """Return data sets with all that is known of them."""
    return TOOL | {"datasets": [_dataset(item) for item in result.datasets]}


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

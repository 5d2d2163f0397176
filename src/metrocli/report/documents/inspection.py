"""An inspection as a JSON document: each input with its findings."""

from typing import Any

from metrocli.inspection.findings import Finding, InputReport, Inspection
from metrocli.report.documents.head import head, notice
from metrocli.report.documents.values import DEGREES, number, plain
from metrocli.study.layers import Grid


def document(result: Inspection) -> dict[str, Any]:
    """Return what the inputs are, and all that is wrong with them."""
    return head(result) | {
        "sound": result.sound,
        "inputs": [_report(report) for report in result.inputs],
        "findings": [finding(found) for found in result.findings],
        "notices": [notice(item) for item in result.notices],
    }


def _report(report: InputReport) -> dict[str, Any]:
    schema, extent = report.schema, report.extent
    return {
        "role": report.role,
        "path": report.path,
        "layer": report.layer,
        "schema": schema
        and {
            "id": schema.schema.id,
            "title": str(schema.schema.title),
            "columns": list(schema.columns),
        },
        "sha256": report.sha256,
        "size": report.size,
        "features": report.features,
        "grid": None if report.grid is None else _grid(report.grid),
        "crs": report.crs,
        "extent": extent and [number(degrees, DEGREES) for degrees in extent],
        "vintage": report.vintage,
        "population": number(report.population),
        "census_population": number(report.census),
        "findings": [finding(found) for found in report.findings],
    }


def _grid(grid: Grid) -> dict[str, Any]:
    return {
        "band": grid.band,
        "threshold": grid.threshold,
        "cell": list(grid.cell),
        "nodata": plain(grid.nodata),
    }


def finding(item: Finding) -> dict[str, Any]:
    """Return a finding, its message in English."""
    return {
        "code": item.code,
        "severity": item.severity,
        "count": item.count,
        "message": str(item.message),
        "examples": [str(example) for example in item.examples],
    }

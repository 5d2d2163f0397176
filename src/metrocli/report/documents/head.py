"""What documents share: how each begins, and what a study was read from."""

from importlib.metadata import version
from typing import Any

from metrocli import __version__
from metrocli.model import (
    Assessment,
    GapReport,
    Input,
    NormReference,
    Notice,
    Outlook,
    PatchReport,
    Sweep,
)
from metrocli.report.registry import StudyResult

SCHEMA_VERSION = 1
"""Raised when a key changes its meaning or goes away."""

NAME = "metro"
"""What the program calls itself in its results."""

TOOL = {
    "schema_version": SCHEMA_VERSION,
    "tool": {"name": NAME, "version": __version__},
}
"""How every document begins."""

LIBRARIES = (
    *("geopandas", "networkx", "numba", "numpy", "pandas", "pyarrow", "pyogrio", "pyproj"),
    *("scipy", "shapely"),
)
"""What figures are worked out with."""


def head(result: StudyResult) -> dict[str, Any]:
    """Return how a document on a study begins.

    What `tool` says may differ between machines; nothing else in a document may.
    """
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": NAME, "version": __version__, "libraries": _libraries()},
        "study": {
            "title": result.study_title,
            "vintage": result.vintage,
            "schematic": result.schematic,
        },
    }


def _libraries() -> dict[str, str]:
    """Return the versions of the libraries, and of those in C that do the geometry, by name."""
    import pyogrio  # noqa: PLC0415 - the documents of norms and data sets need none of it
    import pyproj  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    return {name: version(name) for name in LIBRARIES} | {
        "GDAL": pyogrio.__gdal_version_string__,
        "GEOS": shapely.geos_version_string,
        "PROJ": pyproj.proj_version_str,
    }


def asked(result: Assessment | GapReport | Sweep) -> dict[str, Any]:
    """Return what was asked, so that it can be asked again; null of what a notebook asked."""
    request = result.request
    return {
        "request": request
        and {
            "command": request.command,
            "options": dict(request.options),
            "file": request.file,
            "study": dict(request.study),
        }
    }


def tail(result: Assessment | GapReport | Outlook | PatchReport | Sweep) -> dict[str, Any]:
    """Return how a document on a study ends: its inputs, and what the reader must know."""
    return {
        "inputs": [_input(item) for item in result.inputs],
        "notices": [notice(item) for item in result.notices],
    }


def norm_reference(norm: NormReference) -> dict[str, Any]:
    """Return which norm decided."""
    return {
        "id": norm.id,
        "vintage": norm.vintage,
        "title": norm.title,
        "binding": norm.binding,
        "sha256": norm.sha256,
    }


def notice(item: Notice) -> dict[str, Any]:
    """Return a notice, its message in English."""
    return {"code": item.code, "severity": item.severity, "message": str(item.message)}


def _input(item: Input) -> dict[str, Any]:
    return {
        "role": item.role,
        "path": item.path,
        "layer": item.layer,
        "sha256": item.sha256,
        "features": item.features,
        "crs": item.crs,
        "size": item.size,
    }

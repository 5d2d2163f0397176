"""Patches of a layer as a JSON document: how many there are, and the largest."""

from typing import Any

from metrocli.model import Patch, PatchReport
from metrocli.report.documents.head import head, tail
from metrocli.report.documents.values import number


def document(result: PatchReport) -> dict[str, Any]:
    """Return what the patches of a layer hold."""
    return (
        head(result)
        | {
            "parameters": {
                "max_gap_m": number(result.max_gap),
                "min_footprints": result.min_footprints,
            },
            "features": result.features,
            "footprints": result.footprints,
            "population": number(result.population),
            "area_m2": number(result.area),
            "patches": result.patches,
            "drawn": result.drawn,
            "largest": [_patch(patch) for patch in result.largest],
        }
        | tail(result)
    )


def _patch(patch: Patch) -> dict[str, Any]:
    return {
        "patch": patch.number,
        "footprints": patch.footprints,
        "population": number(patch.population),
        "area_m2": number(patch.area),
        "communes": list(patch.communes),
    }

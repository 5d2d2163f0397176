"""What a study adds to gaps as a JSON document, and what would be said without it."""

from collections.abc import Sequence
from typing import Any

from metrocli import planar
from metrocli.model import Applied, Crossing, Decision, LeftOut, Tie, Without
from metrocli.report.documents.values import DEGREES, number


def conventions(found: Applied) -> dict[str, Any]:
    """Return links, also-built features, what thresholds left out, and decisions."""
    also = found.also_built
    return {
        "links": [_crossing(link) for link in found.links],
        "also_built": None
        if also is None
        else {"features": also.features, "area_m2": number(also.area)},
        "left_out": [_left_out(left) for left in found.left_out],
        "decisions": [_decision(decision) for decision in found.decisions],
    }


def withouts(found: Sequence[Without]) -> list[dict[str, Any]]:
    """Return what would be said without each kind of thing."""
    return [
        {
            "rule": without.kind,
            "merge_distance_m": number(without.merge_distance),
            "verdict": without.verdict,
            "ties": [tie(item) for item in without.ties],
        }
        for without in found
    ]


def tie(item: Tie) -> dict[str, Any]:
    """Return something that joins by its rule, its name and what it is."""
    return {"rule": item.kind, "name": item.name, "kind": item.sort}


def _crossing(link: Crossing) -> dict[str, Any]:
    return {
        "name": link.name,
        "kind": link.sort,
        "gap_m": number(link.gap),
        "tolerance_m": number(link.tolerance),
        "line": [
            [number(degree, DEGREES) for degree in planar.to_degrees(x, y)] for x, y in link.line
        ],
    }


def _left_out(left: LeftOut) -> dict[str, Any]:
    return {
        "threshold": left.threshold,
        "value": number(left.value),
        "unit": left.unit,
        "path": left.path,
        "features": left.features,
        "population": number(left.population),
        "area_m2": number(left.area),
    }


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "decision": decision.kind,
        "footprints": list(decision.footprints),
        "communes": list(decision.communes),
        "reason": decision.reason,
        "author": decision.author,
        "date": decision.date.isoformat(),
        "features": decision.features,
        "population": number(decision.population),
    }

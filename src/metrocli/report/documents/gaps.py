"""Gaps as a JSON document: distances, links, steps and neighbours."""

from typing import Any

from metrocli.model import Commune, GapReport, GapStep, Neighbour
from metrocli.report.documents.areas import link
from metrocli.report.documents.conventions import conventions, withouts
from metrocli.report.documents.head import asked, head, tail
from metrocli.report.documents.values import SHARE, number


def document(result: GapReport) -> dict[str, Any]:
    """Return how far apart communes are, and what would join them."""
    return (
        head(result)
        | {
            "parameters": {
                "max_gap_m": number(result.settings.max_gap),
                "majority": number(result.settings.majority, SHARE),
                "horizon_m": number(result.settings.horizon),
                "floor_m": number(result.floor),
            },
            "members": [_commune(commune) for commune in result.members],
            "merge_distance_m": number(result.merge_distance),
            "touch_distance_m": number(result.touch_distance),
            **_barred(result),
            "weakest_link": link(result.weakest_link),
            "touch_link": link(result.touch_link),
            "without": withouts(result.without),
            "steps": [_step(step) for step in result.steps],
            "neighbours": [_neighbour(neighbour) for neighbour in result.neighbours],
            "conventions": conventions(result.conventions),
        }
        | asked(result)
        | tail(result)
    )


def _barred(result: GapReport) -> dict[str, Any]:
    barred = result.barred
    if barred is None:
        return {}
    return {
        "barriers": {
            "length_km": number(barred.length / 1_000),
            "files": list(barred.files),
            "merge_distance_without_m": number(barred.merge_distance),
            "crossed": list(barred.crossed),
        }
    }


def _commune(commune: Commune) -> dict[str, Any]:
    return {
        "code": commune.code,
        "name": commune.name,
        "region": commune.region,
        "population": number(commune.population),
        "urban_population": number(commune.urban_population),
    }


def _step(step: GapStep) -> dict[str, Any]:
    return {
        "gap_m": number(step.gap),
        "joined": list(step.joined),
        "population": number(step.population),
    }


def _neighbour(neighbour: Neighbour) -> dict[str, Any]:
    return {
        "commune": _commune(neighbour.commune),
        "merge_distance_m": number(neighbour.merge_distance),
        "touch_distance_m": number(neighbour.touch_distance),
    }

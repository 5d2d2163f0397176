"""An outlook as JSON: what each area lacks, projections, and neighbours."""

from typing import Any

from metrocli.model import Addition, AreaOutlook, Course, NearMiss, Outlook, Projection
from metrocli.report.documents.areas import populations
from metrocli.report.documents.conventions import conventions
from metrocli.report.documents.head import head, norm_reference, tail
from metrocli.report.documents.values import SHARE, number


def document(outlook: Outlook) -> dict[str, Any]:
    """Return what an outlook says beside its study, norm and inputs."""
    said = {
        "norm": norm_reference(outlook.norm),
        "parameters": {
            "max_gap_m": number(outlook.settings.max_gap),
            "majority": number(outlook.settings.majority, SHARE),
            "reading": outlook.reading,
            "min_population": number(outlook.threshold),
            "horizon_m": number(outlook.settings.horizon),
            "floor_m": number(outlook.floor),
        },
        "earlier": outlook.earlier,
        "conventions": conventions(outlook.conventions),
        "areas": [_area(area) for area in outlook.areas],
    }
    return head(outlook) | said | tail(outlook)


def _area(area: AreaOutlook) -> dict[str, Any]:
    assessed = area.assessment
    return {
        "id": assessed.area.id,
        "name": assessed.area.name,
        "members": list(assessed.area.members),
        "verdict": assessed.verdict,
        "merge_distance_m": number(assessed.merge_distance),
        "lacks": area.near_miss and _lacks(area.near_miss),
        "outlook": area.projection and _projection(area.projection),
        "neighbours": [_addition(addition) for addition in area.additions],
    }


def _lacks(near: NearMiss) -> dict[str, Any]:
    return {
        "gap_m": number(near.gap),
        "population_at_gap": number(near.population_at_gap),
        "inhabitants": number(near.lacks_inhabitants),
        "metres": number(near.lacks_metres),
        "communes": near.lacks_communes,
    }


def _projection(projection: Projection) -> dict[str, Any]:
    return {
        "is_projection": True,
        "population": number(projection.population),
        "year": projection.central,
        "earliest": projection.earliest,
        "latest": projection.latest,
        "courses": [_course(course) for course in projection.courses],
    }


def _course(course: Course) -> dict[str, Any]:
    return {
        "basis": course.basis,
        "path": course.path,
        "annual_rate": number(course.rate, SHARE + 1),
        "year": course.year,
        "until": course.until,
    }


def _addition(addition: Addition) -> dict[str, Any]:
    together = addition.together
    return {
        "code": addition.commune.code,
        "name": addition.commune.name,
        "merge_distance_m": number(together.merge_distance),
        "population": populations(together.population),
        "criteria": {criterion.id: criterion.verdict for criterion in together.criteria},
        "verdict": together.verdict,
    }

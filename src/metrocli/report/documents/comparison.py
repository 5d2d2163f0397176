"""A comparison as a JSON document: each figure then, now, and the change."""

from typing import Any

from metrocli.model import (
    AreaChange,
    Assessment,
    AssessmentComparison,
    Criterion,
    CriterionChange,
    DelimitationChange,
    GroundChange,
    MemberChange,
    Move,
    ParameterChange,
    Reading,
)
from metrocli.report.documents.conventions import conventions
from metrocli.report.documents.head import TOOL, norm_reference, notice
from metrocli.report.documents.values import AMOUNT, SHARE, number, plain


def document(result: AssessmentComparison) -> dict[str, Any]:
    """Return what a comparison says; `base` is then, and `current` is now."""
    return TOOL | {
        "base": _side(result.base),
        "current": _side(result.current),
        "worse": result.worse,
        "changed": result.changed,
        "reading": result.current.reading,
        "parameters_changed": [_parameter(item) for item in result.parameters],
        "areas": [_area(change) for change in result.areas],
        "delimitation": None if result.delimitation is None else _delimitation(result.delimitation),
        "notices": [notice(item) for item in result.notices],
    }


def _side(result: Assessment) -> dict[str, Any]:
    return {
        "title": result.study_title,
        "vintage": result.vintage,
        "schematic": result.schematic,
        "norm": norm_reference(result.norm),
        "conventions": conventions(result.conventions),
    }


def _parameter(item: ParameterChange) -> dict[str, Any]:
    base, current = (side and plain(side.value) for side in (item.base, item.current))
    return {"id": item.either.id, "base": base, "current": current, "unit": item.either.unit}


def _area(change: AreaChange) -> dict[str, Any]:
    base, current = change.base, change.current
    return {
        "id": change.either.area.id,
        "name": change.either.area.name,
        "base_id": base and base.area.id,
        "trend": change.trend,
        "worse": change.worse,
        "changed": change.changed,
        "verdict": {"base": base and base.verdict, "current": current and current.verdict},
        "merge_distance_m": _figures(
            None if base is None else base.merge_distance,
            None if current is None else current.merge_distance,
        ),
        "population": _populations(change),
        "ground": _ground(change.ground),
        "joined": [member.code for member in change.joined],
        "left": [member.code for member in change.left],
        "members": [_member(member) for member in change.members],
        "criteria": [_criterion(criterion) for criterion in change.criteria],
    }


def _figures(base: float | None, current: float | None) -> dict[str, Any]:
    then, now = number(base), number(current)
    # of the figures as they stand here, so that they add up
    change = None if then is None or now is None else number(now - then)
    return {"base": then, "current": now, "change": change}


def _populations(change: AreaChange | MemberChange) -> dict[str, Any]:
    return {reading: _figures(*change.people(reading)) for reading in Reading}


def _ground(ground: GroundChange | None) -> dict[str, Any] | None:
    if ground is None:
        return None
    return {
        "gained": number(ground.gained),
        "lost": number(ground.lost),
        "same": number(ground.same),
    }


def _member(member: MemberChange) -> dict[str, Any]:
    return {
        "code": member.either.code,
        "name": member.either.name,
        "population": _populations(member),
        "ground": _ground(member.ground),
    }


def _criterion(item: CriterionChange) -> dict[str, Any]:
    digits = SHARE if item.either.unit == "share" else AMOUNT
    return {
        "id": item.either.id,
        "unit": item.either.unit,
        "base": _side_of(item.base, digits),
        "current": _side_of(item.current, digits),
        "change": number(item.change, digits),
    }


def _side_of(criterion: Criterion | None, digits: int) -> dict[str, Any] | None:
    if criterion is None:
        return None
    return {
        "verdict": criterion.verdict,
        "decides": criterion.decides,
        "observed": plain(criterion.observed, digits),
        "required": plain(criterion.required, digits),
        "comparison": criterion.comparison,
    }


def _delimitation(item: DelimitationChange) -> dict[str, Any]:
    return {
        "communes": item.communes,
        "rand_index": number(item.rand_index, SHARE),
        "people_moved": number(item.people_moved),
        "moves": [_move(move) for move in item.moves],
    }


def _move(move: Move) -> dict[str, Any]:
    return {
        "code": move.code,
        "name": move.name,
        "base": move.base,
        "current": move.current,
        "population": number(move.population),
    }

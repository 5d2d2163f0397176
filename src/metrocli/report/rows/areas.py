"""Areas as rows for spreadsheets: one for each, with what decides it."""

from collections.abc import Iterator, Sequence

from metrocli.model import AreaAssessment, Assessment, CriterionVerdict, NearMiss, TieKind
from metrocli.report.documents.values import number

COLUMNS = (
    *("id", "name", "regions", "members", "verdict", "not_met", "undetermined"),
    *("population_communal", "population_urban", "population_continuum"),
    *("merge_distance_m", "touch_distance_m"),
    *("merge_distance_without_links_m", "verdict_without_links"),
    *("merge_distance_without_also_built_m", "verdict_without_also_built"),
    *("merge_distance_without_decisions_m", "verdict_without_decisions"),
)
"""Of every area; what is several has blanks between."""

LACKS = (
    *("near_miss", "gap_m", "population_at_gap"),
    *("lacks_inhabitants", "lacks_metres", "lacks_communes"),
)
"""Of a proposal, after those."""


def rows(result: Assessment) -> Iterator[Sequence[object]]:
    """Yield the headings and a row for each area; of a proposal, the near misses after them."""
    if result.near_misses is None:
        yield COLUMNS
        yield from map(_area, result.areas)
        return
    yield (*COLUMNS, *LACKS)
    for area in result.areas:
        yield (*_area(area), "no", *[None] * (len(LACKS) - 1))
    for near in result.near_misses:
        yield (*_area(near.assessment), "yes", *_lacks(near))


def _area(assessment: AreaAssessment) -> tuple[object, ...]:
    people = assessment.population
    return (
        assessment.area.id,
        assessment.area.name,
        " ".join(assessment.regions),
        " ".join(assessment.area.members),
        assessment.verdict,
        _criteria(assessment, CriterionVerdict.NOT_MET),
        _criteria(assessment, CriterionVerdict.UNDETERMINED),
        number(people.communal),
        number(people.urban),
        number(people.continuum),
        number(assessment.merge_distance),
        number(assessment.touch_distance),
        *_withouts(assessment),
    )


def _withouts(assessment: AreaAssessment) -> Iterator[object]:
    """Yield the distance and verdict without each kind of thing; blank where there is none."""
    told = {without.kind: without for without in assessment.without}
    for kind in TieKind:
        without = told.get(kind)
        yield None if without is None else number(without.merge_distance)
        yield None if without is None else without.verdict


def _criteria(assessment: AreaAssessment, verdict: CriterionVerdict) -> str:
    """Return the ids of the criteria with a verdict, whether they decide or not."""
    return " ".join(item.id for item in assessment.criteria if item.verdict is verdict)


def _lacks(near: NearMiss) -> tuple[object, ...]:
    return (
        number(near.gap),
        number(near.population_at_gap),
        number(near.lacks_inhabitants),
        number(near.lacks_metres),
        near.lacks_communes,
    )

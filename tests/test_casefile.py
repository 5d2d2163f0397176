"""A case file is what each use case says by itself, gathered."""

import json

import pytest

from metrocli.casefile import Census, gather
from metrocli.delimit import check, gap, measured, sweep
from metrocli.model import Reading, Span, Trend
from metrocli.report.documents import areas
from metrocli.report.json_writer import document_of
from tests import schemas
from tests.casefiles import REQUEST, bare_case, drawn_case, earlier_towns, towns
from tests.studies import LAWFUL, A, B, area


def test_its_verdict_is_that_of_check() -> None:
    alone = check(towns(), [area(A, B)], settings=LAWFUL)
    found = areas.document(drawn_case().result)
    assert {**found, "request": None} == areas.document(alone)
    assert found["request"]["command"] == "dossier"


def test_its_gaps_and_its_sweep_are_those_of_gap_and_sweep() -> None:
    case = drawn_case()
    alone = gap(towns(), [A, B], settings=LAWFUL)
    assert case.gaps.steps == alone.steps
    assert [near.commune.code for near in case.gaps.neighbours] == ["01401"]
    assert case.gaps.neighbours == alone.neighbours
    swept = sweep(
        towns(),
        [area(A, B)],
        settings=LAWFUL,
        span=Span(0, 6_000, 1),
        majorities=(0.5, 0.6, 0.7, 0.8, 0.9),
    )
    assert case.sweep.areas[0].lines == swept.areas[0].lines


def test_every_criterion_is_explained_with_the_figures_of_the_area() -> None:
    case = drawn_case()
    assert [item.rule.id for item in case.explanations] == [c.id for c in case.assessed.criteria]
    for item, criterion in zip(case.explanations, case.assessed.criteria, strict=True):
        assert item.working is not None
        assert item.working.criterion == criterion


def test_an_earlier_census_is_compared_with_its_ground() -> None:
    comparison = drawn_case().comparison
    assert comparison is not None
    (change,) = comparison.areas
    assert change.trend is Trend.BETTER
    assert change.people(Reading.CONTINUUM) == (240_000, 300_000)
    assert change.ground is not None
    assert change.ground.total == pytest.approx(60_000)
    assert comparison.base.request == REQUEST


def test_an_earlier_area_is_the_one_of_the_same_name_whatever_its_members() -> None:
    earlier = Census(earlier_towns(), area(A), LAWFUL)
    case = gather(towns(), area(A, B), settings=LAWFUL, earlier=earlier)
    assert case.comparison is not None
    assert [member.code for member in case.comparison.areas[0].joined] == [B]


def test_a_graph_that_is_at_hand_changes_nothing() -> None:
    graph = measured(towns(), LAWFUL)
    case = gather(towns(), area(A, B), settings=LAWFUL, graph=graph)
    assert document_of(case) == document_of(gather(towns(), area(A, B), settings=LAWFUL))


@pytest.mark.parametrize("case", [drawn_case, bare_case])
def test_its_document_is_as_its_schema_says(case: object) -> None:
    made = document_of(case())  # type: ignore[operator]
    schemas.validate("dossier", json.loads(json.dumps(made)))
    assert len(made["areas"]) == 1


def test_a_case_of_communes_far_apart_has_no_link() -> None:
    case = bare_case()
    assert case.assessed.weakest_link is None
    assert case.comparison is None
    assert not case.ground.neighbours

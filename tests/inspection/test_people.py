import pandas as pd
import pytest

from metrocli.inspection.findings import Problem, Severity
from metrocli.inspection.people import check_census, check_excess, check_vintages
from tests.inspection.drawn import Bench, finding, findings
from tests.study.places import MAULE, TALCA, blocks

HEADER = "cut;comuna;pob_2024\n"


@pytest.mark.parametrize(
    ("people", "code", "severity"),
    [
        ([100, None, 30], "population-missing", Severity.WARNING),
        ([100, -5, 30], "population-negative", Severity.ERROR),
        ([100, float("inf"), 30], "population-impossible", Severity.ERROR),
        ([100, 1e11, 30], "population-impossible", Severity.ERROR),
        ([100, 50.5, 30], "population-fractional", Severity.WARNING),
        ([100, 0, 30], "footprints-uninhabited", Severity.INFO),
    ],
)
def test_a_figure_that_cannot_be_is_found(
    bench: Bench, people: list[float | None], code: str, severity: Severity
) -> None:
    inspected = bench.footprints(blocks(pob=pd.Series(people, dtype="float64")))
    assert findings(inspected) == {code: 1}
    found = finding(inspected, Problem(code))
    assert (found.severity, [str(e) for e in found.examples]) == (severity, ["feature 2"])


def test_all_negative_figures_of_a_text_table_are_counted(bench: Bench) -> None:
    inspected = bench.population(f"{HEADER}07101;Talca;-1\n07105;Maule;-2\n")
    assert findings(inspected)["population-negative"] == 2


def test_a_column_with_words_is_refused_and_the_rest_is_inspected(bench: Bench) -> None:
    inspected = bench.footprints(blocks(pob=["100", "muchos", "30"]))
    assert findings(inspected) == {"refused": 1}
    assert inspected.communes == {TALCA, MAULE}


def test_several_columns_of_population_are_a_doubt(bench: Bench) -> None:
    frame = blocks().rename(columns={"pob": "pob_2017"}).assign(pob_2018=1)
    found = finding(bench.footprints(frame), Problem.POPULATION_UNCLEAR)
    assert (found.severity, found.examples) == (Severity.WARNING, ("pob_2017", "pob_2018"))


def test_a_named_column_that_is_not_there_is_an_error(bench: Bench) -> None:
    assert findings(bench.footprints(blocks(), population="gente")) == {"refused": 1}


def test_figures_of_another_census_are_found() -> None:
    census = {TALCA: 200_000.0, MAULE: 60_000.0}
    (found,) = check_census({TALCA: 200_000, MAULE: 50_000, "99999": 1}, census, "2024")
    assert (found.code, found.count) == (Problem.POPULATION_NOT_CENSUS, 1)
    assert [str(example) for example in found.examples] == ["07105: 50,000 against 60,000"]


def test_a_table_is_compared_with_its_census(bench: Bench) -> None:
    inspected = bench.population(f"{HEADER}07101;Talca;236347\n07105;Maule;1\n")
    assert inspected.report.vintage == "2024"
    assert "population-not-census" in findings(inspected)


@pytest.mark.parametrize(
    ("people", "severity"), [(60_100.0, Severity.WARNING), (70_000.0, Severity.ERROR)]
)
def test_more_people_in_the_footprints_than_in_the_commune(
    people: float, severity: Severity
) -> None:
    (found,) = check_excess({TALCA: 1.0, MAULE: people}, {TALCA: 2.0, MAULE: 60_000.0})
    assert (found.severity, found.count) == (severity, 1)
    assert list(check_excess({MAULE: 60_000.0}, {MAULE: 60_000.0})) == []


def test_people_of_two_censuses_are_an_error() -> None:
    (found,) = check_vintages([("a.csv", "2017"), ("b.gpkg", "2024"), ("c.gpkg", "")])
    assert found.severity is Severity.ERROR
    assert [str(example) for example in found.examples] == ["a.csv: 2017", "b.gpkg: 2024"]
    assert list(check_vintages([("a.csv", "2024"), ("c.gpkg", "")])) == []

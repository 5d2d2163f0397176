import pytest

from metrocli.inspection.communes import check_codes, check_lacking, expected
from metrocli.inspection.findings import Problem, Severity
from tests.inspection.drawn import Bench, finding, findings
from tests.study.places import MAULE, TALCA, column

HEADER = "cut;comuna;pob_2024\n"
NAMES = {TALCA: "Talca", MAULE: "Maule", "07102": "Constitución", "08101": "Concepción"}


def test_codes_are_mended_and_translated_and_what_is_none_is_found() -> None:
    codes, found = check_codes(column("07101", 7105, "8401", "total"))
    assert codes.tolist() == [TALCA, MAULE, "16101", ""]
    assert {str(finding.code): finding.count for finding in found} == {
        "codes-invalid": 1,
        "codes-mended": 2,
        "codes-former": 1,
    }


@pytest.mark.parametrize(
    ("cells", "severity"),
    [(["08401", TALCA], Severity.INFO), (["08401", "16101"], Severity.ERROR)],
)
def test_old_codes_beside_todays_are_an_error(cells: list[str], severity: Severity) -> None:
    _, (found,) = check_codes(column(*cells))
    assert (found.code, found.severity) == (Problem.CODES_FORMER, severity)


def test_clean_codes_are_clean() -> None:
    assert check_codes(column(TALCA, MAULE))[1] == ()


def test_a_missing_code_makes_no_other_look_spoilt() -> None:
    _, (found,) = check_codes(column(TALCA, MAULE, None))
    assert (found.code, found.count) == (Problem.CODES_INVALID, 1)


def test_a_commune_in_two_rows_is_found(bench: Bench) -> None:
    inspected = bench.population(f"{HEADER}07101;Talca;1\n07101;Talca;2\n")
    assert finding(inspected, Problem.COMMUNES_REPEATED).examples == ("07101 Talca",)


def test_a_code_that_no_commune_has_is_found(bench: Bench) -> None:
    inspected = bench.population(f"{HEADER}07101;Talca;1\n07999;Nada;2\n")
    assert finding(inspected, Problem.COMMUNES_UNKNOWN).examples == ("07999",)


def test_a_table_without_codes_is_refused(bench: Bench) -> None:
    assert findings(bench.population("comuna;pob_2024\nTalca;1\n")) == {"refused": 1}


def test_most_of_a_region_or_of_the_country_stands_for_all_of_it() -> None:
    assert expected({TALCA, MAULE}, NAMES) == {TALCA, MAULE, "07102"}
    assert expected({TALCA}, NAMES) == {TALCA}
    assert expected({TALCA, MAULE, "07102", "99999"}, NAMES) == {*NAMES, "99999"}


def test_what_an_area_lacks_is_an_error() -> None:
    code = Problem.COMMUNES_WITHOUT_FOOTPRINTS
    (mild,) = check_lacking({MAULE}, {TALCA}, NAMES, code)
    (grave,) = check_lacking({MAULE}, {TALCA, MAULE}, NAMES, code)
    assert (mild.severity, grave.severity) == (Severity.WARNING, Severity.ERROR)
    assert mild.examples == ("07105 Maule",)
    assert list(check_lacking(set(), {TALCA}, NAMES, code)) == []

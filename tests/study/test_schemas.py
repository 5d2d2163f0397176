"""Columns are found by the names that official files give them, and by what they hold."""

import pytest

from metrocli.errors import MissingInputError
from metrocli.study.schemas import Role, find, find_dated, plain, require, useful
from tests.study.places import table


@pytest.mark.parametrize(
    "name",
    ["cut", "CUT", "CUT_COM", "codigo_comuna", "cod_comuna", "COMUNA", "comuna", "Código Comuna"],
)
def test_a_code_goes_by_many_names(name: str) -> None:
    found = find(table(**{name: ["07101", "7105"]}), {Role.CODE: None}, Role.CODE)
    assert found is not None
    assert found.name == name


def test_comuna_is_a_name_or_a_code_by_what_it_holds() -> None:
    wanted = {Role.CODE: None, Role.NAME: None}
    names = table(comuna=["Talca", "Maule"], cut=["07101", "07105"])
    codes = table(COMUNA=[7101, 7105], NOM_COMUNA=["TALCA", "MAULE"])
    for content, code, name in ((names, "cut", "comuna"), (codes, "COMUNA", "NOM_COMUNA")):
        assert require(content, Role.CODE, find(content, wanted, Role.CODE)).name == code
        assert require(content, Role.NAME, find(content, wanted, Role.NAME)).name == name


def test_a_region_of_numbers_is_no_name() -> None:
    content = table(REGION=["07", "R07"], NOM_REGION=["Maule", "Maule"])
    found = find(content, {Role.REGION: None}, Role.REGION)
    assert found is not None
    assert found.name == "NOM_REGION"
    assert find(table(region=[7, 7]), {Role.REGION: None}, Role.REGION) is None


def test_what_the_study_names_goes_before_what_is_known() -> None:
    content = table(cut=["07101"], otra=["07105"])
    found = find(content, {Role.CODE: "otra"}, Role.CODE)
    assert found is not None
    assert found.name == "otra"


def test_a_role_that_is_not_wanted_is_not_found() -> None:
    content = table(cut=["07101"], pob=[1])
    assert find(content, {}, Role.CODE) is None
    assert find_dated(content, {}, Role.POPULATION, "") is None


def test_a_named_column_that_is_not_there_brings_the_nearest() -> None:
    with pytest.raises(MissingInputError) as caught:
        find(table(pob_2024=[1], cut=["07101"]), {Role.CODE: "cutt"}, Role.CODE)
    assert "there is no column cutt" in str(caught.value.cause)
    assert "Did you mean cut?" in str(caught.value.remedy)
    assert "pob_2024" in str(caught.value.remedy)


def test_a_column_that_nobody_knows_brings_the_list_of_all() -> None:
    content = table(a=[1], b=[2])
    with pytest.raises(MissingInputError, match="no column is known as code; there are: a, b"):
        require(content, Role.CODE, None)


@pytest.mark.parametrize(
    ("names", "vintage", "found"),
    [
        (["pob"], "2024", "pob"),
        (["pob_2017", "pob_2024"], "2017", "pob_2017"),
        (["pob_2017", "pob_2024"], "Censo 2024", "pob_2024"),
        (["pob_2024", "pob_2017_armon"], "2024", "pob_2024"),
        (["pob", "pob_2017"], "2024", "pob"),
        (["TOTAL_PERS"], "2017", "TOTAL_PERS"),
        (["POBLACIÓN"], "", "POBLACIÓN"),
        (["pob_2024"], "", "pob_2024"),
        (["hombres_2024"], "2024", None),
    ],
)
def test_the_vintage_chooses_between_censuses(
    names: list[str], vintage: str, found: str | None
) -> None:
    content = table(**{name: [1] for name in names})
    column = find_dated(content, {Role.POPULATION: None}, Role.POPULATION, vintage)
    assert (column and column.name) == found


@pytest.mark.parametrize(
    ("names", "vintage"),
    [(["pob_2017", "pob_2024"], ""), (["pob_2017"], "2024"), (["pob", "poblacion"], "2024")],
)
def test_what_the_vintage_does_not_single_out_is_listed(names: list[str], vintage: str) -> None:
    content = table(**{name: [1] for name in names})
    with pytest.raises(MissingInputError) as caught:
        find_dated(content, {Role.POPULATION: None}, Role.POPULATION, vintage)
    assert ", ".join(names) in str(caught.value.cause)


def test_only_the_columns_that_may_be_needed_are_useful() -> None:
    names = ["viv", "pob_2024", "cut", "comuna", "area"]
    wanted = {Role.CODE: None, Role.FOOTPRINT_POPULATION: None}
    assert useful(names, wanted) == ["pob_2024", "cut", "comuna"]
    assert useful(names, {Role.CODE: "viv"}) == ["viv"]


def test_names_are_compared_without_case_and_accents() -> None:
    assert plain("  Código-Comuna (CUT) ") == "codigo_comuna_cut"

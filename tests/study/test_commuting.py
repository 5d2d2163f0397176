"""Trips between communes, and the employed they are shares of."""

import pytest

from metrocli.errors import InvalidInputError, MissingInputError
from metrocli.study.commuting import read_employed, read_trips
from metrocli.study.sections import CommutingSection, Source
from tests.study.places import MAULE, TALCA, table

ANY = Source("unused")

Columns = dict[str, list[object]]


def test_trips_go_by_residence_and_work() -> None:
    trips, notices = read_trips(
        table(
            cut_residencia=["07105", "07101", "07101"],
            cut_trabajo=["07101", "07105", "13101"],
            ocupados=["1.200", "300", "-"],
        ),
        CommutingSection(ANY),
    )
    assert trips == {(TALCA, MAULE): 300, (MAULE, TALCA): 1200}
    assert notices == ()


def test_columns_may_be_named_and_codes_are_mended() -> None:
    trips, notices = read_trips(
        table(a=[7101], b=[7105], n=[5]),
        CommutingSection(ANY, origin="a", destination="b", trips="n"),
    )
    assert trips == {(TALCA, MAULE): 5}
    assert [notice.code for notice in notices] == ["codes-mended", "codes-mended"]


def test_a_pair_given_twice_is_refused() -> None:
    twice = table(origen=[TALCA, TALCA], destino=[MAULE, MAULE], viajes=[1, 2])
    with pytest.raises(InvalidInputError, match="row 2, 3: 07101 → 07105 is given"):
        read_trips(twice, CommutingSection(ANY))


def test_a_missing_column_is_named_by_its_key() -> None:
    with pytest.raises(MissingInputError, match="known as destination"):
        read_trips(table(origen=[TALCA], viajes=[1]), CommutingSection(ANY))
    with pytest.raises(MissingInputError, match="known as employed"):
        read_employed(table(cut=[TALCA]), CommutingSection(ANY))


def test_the_employed_go_by_residence() -> None:
    totals = read_employed(
        table(cut=[MAULE, TALCA, "13101"], b44=[10.0, 20.0, None]), CommutingSection(ANY)
    )
    assert totals.employed == {TALCA: 20, MAULE: 10}
    assert totals.outside == {}
    assert totals.notices == ()


@pytest.mark.parametrize(("heading", "named"), [("fu", None), ("x", "x")])
def test_those_who_work_outside_go_with_them(heading: str, named: str | None) -> None:
    columns: Columns = {"cut": [MAULE, TALCA], "b44": [10, 20], heading: [4, None]}
    content = table(**columns)
    totals = read_employed(content, CommutingSection(ANY, outside=named))
    assert totals.outside == {MAULE: 4}


def test_a_commune_given_twice_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="07101 is given more than once"):
        read_employed(table(cut=[TALCA, TALCA], b44=[1, 2]), CommutingSection(ANY))


# -- a matrix --------------------------------------------------------------


def test_a_matrix_has_residences_down_and_works_across() -> None:
    columns: Columns = {
        "Residencia": [7101, 7105],
        "Comuna": ["Talca", "Maule"],
        "07101": ["9.000", "1.200"],
        "7105": [300, None],
        "Total": [1, 2],
    }
    trips, notices = read_trips(table(**columns), CommutingSection(ANY))
    assert trips == {(TALCA, TALCA): 9000, (TALCA, MAULE): 300, (MAULE, TALCA): 1200}
    assert [notice.code for notice in notices] == ["codes-mended", "codes-mended"]


def test_the_residences_of_a_matrix_may_be_named() -> None:
    columns: Columns = {"07101": [1], "07105": [2], "de": [TALCA]}
    trips, _ = read_trips(table(**columns), CommutingSection(ANY, origin="de"))
    assert trips == {(TALCA, TALCA): 1, (TALCA, MAULE): 2}


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"de": [TALCA, TALCA], "07105": [1, 2]}, "row 2, 3: 07101 is given more than once"),
        ({"de": [TALCA], "07105": [1], "7105": [2]}, "07105 is given more than once"),
        ({"de": [TALCA], "07105": [-1]}, "column 07105, row 2: a negative number"),
        ({"de": ["Total"], "07105": [1]}, "'Total' is no commune code"),
    ],
)
def test_a_matrix_that_cannot_be_is_refused(columns: Columns, said: str) -> None:
    with pytest.raises(InvalidInputError, match=said):
        read_trips(table(**columns), CommutingSection(ANY))

"""Numbers as they are written in Chile, decided on the whole column."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrocli.errors import InvalidInputError
from metrocli.study.numbers import counts
from tests.study.places import column

WHOLE = st.lists(st.integers(0, 99_999_999), min_size=1)


def with_points(number: int) -> str:
    return f"{number:,d}".replace(",", ".")


@given(WHOLE)
def test_thousands_points_do_not_change_a_number(numbers: list[int]) -> None:
    assert counts(column(*map(with_points, numbers))).tolist() == numbers


@given(WHOLE)
def test_plain_digits_are_what_they_say(numbers: list[int]) -> None:
    assert counts(column(*map(str, numbers))).tolist() == numbers


@given(st.lists(st.decimals(0, 10**7, places=2), min_size=1))
def test_decimal_commas_and_decimal_points_mean_the_same(numbers: list[object]) -> None:
    points = [str(number) for number in numbers]
    commas = [number.replace(".", ",") for number in points]
    assert counts(column(*points)).tolist() == counts(column(*commas)).tolist()


@pytest.mark.parametrize(
    ("cells", "numbers"),
    [
        (["250.000", "1.234.567"], [250_000, 1_234_567]),
        (["250.000", "12"], [250_000, 12]),
        (["250.000,5", "1,25"], [250_000.5, 1.25]),
        (["250.000", "12.5"], [250, 12.5]),
        (["1250.000"], [1250]),
        (["0.500"], [0.5]),
        (["12,5", "3"], [12.5, 3]),
        (["1,234,567", "890,123"], [1_234_567, 890_123]),
        (["1,234.5"], [1234.5]),
        (["1.5e+05"], [150_000]),
        ([250_000, 254.722, "1.000"], [250_000, 254.722, 1000]),
    ],
)
def test_the_column_decides_how_it_is_read(cells: list[object], numbers: list[float]) -> None:
    assert counts(column(*cells)).tolist() == numbers


def test_blanks_dashes_and_masked_cells_are_unknown() -> None:
    numbers = counts(column("", " ", "-", "–", "*", None, "7"))
    assert np.isnan(numbers[:6]).all()
    assert numbers[6] == 7


def test_numbers_that_are_numbers_stay() -> None:
    numbers = counts(column(1.5, np.nan, 3.0, dtype=float))
    assert numbers[[0, 2]].tolist() == [1.5, 3]
    assert np.isnan(numbers[1])


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["1", "dos"], "row 3: 'dos' is no number"),
        (["1.234.567", "2.000", "1.5"], "row 4: '1.5' is no number"),
        (["-5"], "row 2: a negative number"),
        (["250,000", "12"], "row 2: '250,000' may be thousands or decimals"),
        ([True], "row 2: 'True' is no number"),
    ],
)
def test_what_cannot_be_a_count_is_named(cells: list[object], said: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        counts(column(*cells, name="pob"))
    assert "t.csv, column pob, " in str(caught.value)
    assert said in str(caught.value)
    assert caught.value.remedy is not None


@pytest.mark.parametrize("value", [-1.0, np.inf])
def test_negative_and_infinite_numbers_are_refused(value: float) -> None:
    with pytest.raises(InvalidInputError, match="row 3"):
        counts(column(1.0, value, dtype=float))


@pytest.mark.parametrize("value", [1e11, 10**400, "1" * 400, "99999999999"])
def test_more_people_than_there_are_is_refused(value: object) -> None:
    with pytest.raises(InvalidInputError, match=r"more people|infinite"):
        counts(column(value))

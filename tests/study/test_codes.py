"""Codes come out as five characters or not at all."""

import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrocli.errors import InvalidInputError
from metrocli.study.codes import (
    Mending,
    looks_like_codes,
    mend_code,
    mend_codes,
    read_codes,
    refuse_repeated,
    translate_codes,
)
from metrocli.text import text
from tests.study.places import column

CODES = st.builds("{:02d}{:03d}".format, st.integers(1, 16), st.integers(0, 999))


@given(CODES)
def test_a_code_is_the_same_however_it_was_spoilt(code: str) -> None:
    number = int(code)
    for spoilt in (code, f" {code}\t", f"{code}.0", number, float(number), str(number)):
        mended = mend_code(spoilt)
        assert mended is not None
        assert mended[0] == code


@given(CODES)
def test_a_good_code_is_left_alone(code: str) -> None:
    assert mend_code(code) == (code, frozenset())


@given(st.text() | st.integers() | st.floats())
def test_what_comes_out_is_a_code_of_a_region_or_nothing(value: object) -> None:
    mended = mend_code(value)
    if mended is not None:
        code = mended[0]
        assert len(code) == 5
        assert code.isascii()
        assert code.isdigit()
        assert 1 <= int(code[:2]) <= 16


@pytest.mark.parametrize(
    "value", ["", "710", "071011", "17101", "00101", "7101.5", "Talca", "٠٧١٠١", "-7101", None]
)
def test_anything_else_is_no_code(value: object) -> None:
    assert mend_code(value) is None


@pytest.mark.parametrize(
    ("value", "mendings"),
    [
        ("07101", set()),
        (13101, set()),
        (7101, {Mending.LEADING_ZERO}),
        ("7101.0", {Mending.LEADING_ZERO, Mending.DECIMALS}),
        (13101.0, {Mending.DECIMALS}),
        (" 13101", {Mending.BLANKS}),
    ],
)
def test_each_mending_is_told(value: object, mendings: set[Mending]) -> None:
    mended = mend_code(value)
    assert mended is not None
    assert mended[1] == mendings


def test_a_column_counts_what_was_mended_by_kind() -> None:
    mended = mend_codes(pd.Series(["07101", "7101", "7101", "13101.0", "x"]))
    assert mended.codes.tolist() == ["07101", "07101", "07101", "13101", ""]
    assert mended.counts == {Mending.LEADING_ZERO: 2, Mending.DECIMALS: 1}
    assert (mended.mended, mended.example) == (3, 1)


def test_a_large_column_takes_no_time() -> None:
    values = column(*np.tile([7101, 7105, 8401], 60_000).tolist(), dtype=int)
    start = time.process_time()
    read_codes(values)
    assert time.process_time() - start < 0.2


def test_the_codes_that_nuble_had_are_translated_and_told() -> None:
    codes, notices = read_codes(column("08421", "8401.0", "08101", "08401", name="CUT"))
    assert codes.tolist() == ["16109", "16101", "08101", "16101"]
    assert [notice.code for notice in notices] == ["codes-mended", "codes-translated"]
    assert "mended: '8401.0' to 08401" in str(notices[0].message)
    assert str(notices[1].message) == (
        "t.csv, column CUT: 3 commune codes from before 2018 were translated, such as "
        "08421 to 16109"
    )


def test_a_code_that_only_looks_like_one_of_them_is_left_alone() -> None:
    assert translate_codes(np.array(["08499", "08101", ""])).tolist() == ["08499", "08101", ""]


def test_a_commune_under_both_its_codes_is_refused() -> None:
    mixed = column("16102", "08421", "8401", "16101", name="cut")
    with pytest.raises(InvalidInputError) as caught:
        read_codes(mixed)
    assert "t.csv, column cut, row 4, 5: 08401 and 16101 are the same" in str(caught.value.cause)
    assert caught.value.remedy is not None


def test_old_codes_of_some_communes_beside_new_ones_of_others_are_no_contradiction() -> None:
    assert read_codes(column("08421", "16101"))[0].tolist() == ["16109", "16101"]


def test_a_notice_tells_how_many_were_mended_and_how() -> None:
    codes, notices = read_codes(column(7101.0, 7105.0, 13101.0, name="CUT", dtype=float))
    assert codes.tolist() == ["07101", "07105", "13101"]
    assert [notice.code for notice in notices] == ["codes-mended"]
    message = str(notices[0].message)
    assert "t.csv, column CUT: 3 commune codes were mended, such as '7101.0' to 07101" in message
    assert "leading zero" in message
    assert "decimals" in message
    assert "blanks" not in message


def test_good_codes_bring_no_notice() -> None:
    assert read_codes(column("07101", "13101"))[1] == ()


@pytest.mark.parametrize(
    ("cell", "said"), [("Talca", "'Talca'"), (None, "missing"), ("99101", "99101")]
)
def test_a_wrong_code_is_named_with_file_column_and_row(cell: object, said: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read_codes(column("07101", cell, name="cut"))
    assert "t.csv, column cut, row 3:" in str(caught.value)
    assert said in str(caught.value.cause)


def test_a_code_given_twice_is_named_with_its_rows() -> None:
    codes = np.array(["07105", "07101", "13101", "07101"])
    with pytest.raises(InvalidInputError, match=r"row 3, 5: 07101 is given more than once"):
        refuse_repeated(column(*codes), codes, text("Leave one."))


def test_words_do_not_look_like_codes() -> None:
    assert looks_like_codes(pd.Series(["7101", 13101, "Total"]))
    assert not looks_like_codes(pd.Series(["Talca", "Maule", "07101"]))
    assert not looks_like_codes(pd.Series([None, None]))

from hypothesis import given
from hypothesis import strategies as st

from metrocli.repair.changes import Kind
from metrocli.repair.codes import mend_column
from tests.study.places import column


def test_codes_are_mended_and_translated_and_each_is_told_of() -> None:
    cells, changes = mend_column(column("07101", 7105, "7101.0", " 07105 ", "08401", None, "x"))
    assert cells.tolist() == ["07101", "07105", "07101", "07105", "16101", None, "x"]
    told = [
        (change.kind, str(change.place), str(change.before), str(change.after))
        for change in changes
    ]
    assert told == [
        (Kind.CODE_MENDED, "row 3", "c: '7105'", "c: '07105'"),
        (Kind.CODE_MENDED, "row 4", "c: '7101.0'", "c: '07101'"),
        (Kind.CODE_MENDED, "row 5", "c: ' 07105 '", "c: '07105'"),
        (Kind.CODE_TRANSLATED, "row 6", "c: '08401'", "c: '16101'"),
    ]


def test_a_commune_under_both_codes_is_left() -> None:
    cells, changes = mend_column(column("08401", "16101", "7101"))
    assert cells.tolist() == ["08401", "16101", "07101"]
    assert [change.kind for change in changes] == [Kind.CODE_MENDED]


def test_numbers_that_are_codes_already_stay_numbers() -> None:
    cells, changes = mend_column(column(13101, 13102, dtype="int64"))
    assert (cells.tolist(), changes) == ([13101, 13102], ())


@given(st.lists(st.one_of(st.integers(0, 20_000), st.floats(1_000, 17_000), st.text(max_size=6))))
def test_what_was_mended_needs_no_mending(values: list[object]) -> None:
    cells, _ = mend_column(column(*values))
    again, changes = mend_column(column(*cells))
    assert (again.tolist(), changes) == (cells.tolist(), ())

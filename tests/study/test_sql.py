"""SQL conditions mean on a frame what they mean in a database."""

import pandas as pd
import pytest

from metrocli.study.sql import matching, mentioned

FRAME = pd.DataFrame(
    {
        "area_c": ["1", "3", None, "1"],
        "pob": [10, 20, 30, 40],
        "dens": [0.5, None, 2.5, 3.0],
        "Nombre común": ["Ñuñoa", "o'higgins", "b", "c"],
    }
)


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("area_c = '1'", [0, 3]),
        ("area_c = 1", [0, 3]),
        ("AREA_C <> '1'", [1]),
        ("pob BETWEEN 15 AND 35", [1, 2]),
        ("pob = '20'", [1]),
        ("dens IS NULL OR dens > 2.9", [1, 3]),
        ("area_c IN ('3') AND NOT pob < 20", [1]),
        ("\"Nombre común\" LIKE 'ñuñoa' OR \"Nombre común\" = 'o''higgins'", [1]),
        ("1 = 1", [0, 1, 2, 3]),
        ("0", []),
    ],
)
def test_a_condition_keeps_the_rows_that_fulfil_it(where: str, expected: list[int]) -> None:
    assert matching(FRAME, where).nonzero()[0].tolist() == expected


@pytest.mark.parametrize("where", ["otra = 1", "pob =", "", "pob > 1; SELECT 1", "pob)"])
def test_what_is_no_condition_is_refused(where: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        matching(FRAME, where)


def test_columns_are_mentioned_whatever_their_case() -> None:
    assert mentioned("AREA_C = '1'", FRAME.columns) == ["area_c"]

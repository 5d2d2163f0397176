"""Numbers come out of a page as they went in."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrocli.report.page.packing import pack, pack_steps, unpack, unpack_steps

NUMBERS = st.lists(st.integers(-(2**52) + 1, 2**52 - 1))


@given(NUMBERS)
def test_numbers_come_out_as_they_went_in(numbers: list[int]) -> None:
    assert unpack(pack(numbers)).tolist() == numbers
    near = [number % 10**9 for number in numbers]
    assert unpack_steps(pack_steps(near)).tolist() == near


@pytest.mark.parametrize(
    ("numbers", "packed"), [([], ""), ([0], "AA=="), ([-1, 1, 64], "AQKAAQ==")]
)
def test_small_numbers_take_a_byte(numbers: list[int], packed: str) -> None:
    assert pack(numbers) == packed


def test_near_numbers_are_shorter_by_their_steps() -> None:
    walk = np.cumsum(np.arange(-30, 30)) + 5_000_000
    assert len(pack_steps(walk)) < len(pack(walk)) / 3

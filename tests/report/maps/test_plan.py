"""Plans: round scales, and millimetres that are true to the plane."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from metrocli.report.maps.page import Box
from metrocli.report.maps.plan import MANTISSAS, fitting_scale, plan_of, snug_plan

metres = st.floats(-5e6, 5e6)
lengths = st.floats(100, 2e6)
sides = st.floats(20, 400)


@given(metres, metres, lengths, lengths, sides, sides)
def test_a_plan_shows_its_extent_at_the_next_round_scale(
    x: float, y: float, wide: float, high: float, across: float, up: float
) -> None:
    extent, box = Box(x, y, x + wide, y + high), Box(10, 10, 10 + across, 10 + up)
    plan = plan_of(extent, box)
    power = 10 ** np.floor(np.log10(plan.scale * (1 + 1e-9)))
    assert np.isclose([plan.scale / power], MANTISSAS).any()
    least = fitting_scale(extent, box)
    assert least * (1 - 1e-8) <= plan.scale <= least * 4 / 3
    shown = plan.extent
    assert shown.left <= extent.left + 1e-3
    assert shown.right >= extent.right - 1e-3
    assert shown.bottom <= extent.bottom + 1e-3
    assert shown.top >= extent.top - 1e-3


@given(metres, metres, lengths, st.floats(0, 2 * np.pi))
def test_lengths_on_the_page_are_those_of_the_plane(
    x: float, y: float, length: float, turn: float
) -> None:
    plan = plan_of(Box(x - 1e4, y - 1e4, x + 1e4, y + 1e4), Box(0, 0, 180, 250))
    ends = np.array([[x, y], [x + length * np.cos(turn), y + length * np.sin(turn)]])
    on_page = plan.on_page(ends)
    assert np.isclose(np.hypot(*(on_page[1] - on_page[0])) * plan.scale / 1000, length, rtol=1e-6)


def test_a_snug_plan_fills_its_box() -> None:
    plan = snug_plan(Box(0, 0, 3_300, 1_000), Box(0, 0, 33, 40))
    assert plan.scale == 100_000
    assert plan.extent.left == 0
    assert plan.extent.right == 3_300

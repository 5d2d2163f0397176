"""A chart shows on which side of its line every value is."""

import numpy as np

from metrocli.report.tables.chart import LINE, columns, scale_of


def test_what_exceeds_the_line_is_seen_above_it_and_what_equals_it_is_not() -> None:
    scale = scale_of(260, 250, 12)
    assert (scale.line, scale.rows) == (11, 12)
    top, below, *_ = columns(np.array([249.0, 250.0, 250.1, 260.0]), scale)
    assert top == f"{LINE}{LINE}▁▃"
    assert below == "▇███"


def test_a_row_is_left_above_a_line_that_nothing_reaches() -> None:
    rows = columns(np.array([0.0, 125.0]), scale_of(125, 250, 10))
    assert rows[0] == LINE * 2
    assert rows[-1] == " █"


def test_a_line_that_is_lower_than_a_row_is_not_drawn() -> None:
    scale = scale_of(6_000_000, 250_000, 12)
    assert scale.line is None
    assert LINE not in "".join(columns(np.array([0.0, 6_000_000.0]), scale))

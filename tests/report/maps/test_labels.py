"""Labels: none upon another, none outside the frame, none upon what is kept free."""

from itertools import combinations

import shapely
from hypothesis import given
from hypothesis import strategies as st

from metrocli.report.maps.labels import Label, Placed, place
from metrocli.report.maps.page import Box

FRAME = Box(10, 10, 190, 190)

labels = st.builds(
    Label,
    st.lists(st.text("abcñ é", min_size=1, max_size=14), min_size=1, max_size=2).map(tuple),
    st.floats(15, 185),
    st.floats(15, 185),
    st.sampled_from([5.8, 7.0]),
)


def apart(one: Box, other: Box) -> bool:
    return (
        one.right <= other.left
        or other.right <= one.left
        or one.top <= other.bottom
        or other.top <= one.bottom
    )


def places(placed: list[Placed]) -> list[Box]:
    return [found.box for found in placed]


@given(st.lists(labels, max_size=25), st.floats(20, 180), st.floats(20, 180))
def test_labels_never_overlap(given_labels: list[Label], x: float, y: float) -> None:
    taken = Box(x, y, x, y).grown(4)
    placed = place(given_labels, FRAME, [taken])
    assert len(placed) == len(given_labels)
    for one, other in combinations(places(placed), 2):
        assert apart(one, other)
    for box in places(placed):
        assert apart(box, taken)
        assert FRAME.holds(box.left, box.bottom)
        assert FRAME.holds(box.right, box.top)


def test_a_label_stands_on_its_point_and_on_its_ground() -> None:
    ground = shapely.box(50, 50, 90, 70)
    (placed,) = place([Label(("Talca",), 52, 60, 7, ground=ground)], FRAME)
    box = placed.box
    assert 49.5 < box.left < 52
    assert not placed.led
    (free,) = place([Label(("Talca",), 100, 100, 7)], FRAME)
    assert free.box.centre == (100, 100)


def test_a_label_beside_its_point_leaves_it_free() -> None:
    (placed,) = place([Label(("14,6 m",), 100, 100, 7, beside=5)], FRAME)
    assert apart(placed.box, Box(100, 100, 100, 100).grown(4.9))
    assert not placed.led


def test_what_must_be_told_goes_abroad_and_the_rest_is_left_out() -> None:
    ground = shapely.box(99, 99, 101, 101)
    blocked = [Box(85, 85, 115, 115)]
    needed = Label(("Independencia",), 100, 100, 7, ground=ground)
    (placed,) = place([needed], FRAME, blocked)
    assert placed.led
    faint = Label(("Independencia",), 100, 100, 7, ground=ground, needed=False)
    assert place([faint], FRAME, blocked) == []

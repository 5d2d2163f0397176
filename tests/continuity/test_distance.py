"""The gap between two footprints, to the last bit as GEOS has it."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from metrocli.continuity.distance import gap_between
from metrocli.continuity.outlines import outline_geometries
from tests.continuity.territories import shapes, square

HAIR = 1e-9
"""Metres below which it hangs on rounding whether a point on an edge lies in the polygon."""


def gap(one: shapely.Geometry, other: shapely.Geometry, bound: float = math.inf) -> float:
    return gap_between(outline_geometries(np.array([one, other], dtype=object)), 0, 1, bound)


def moved(shape: shapely.Geometry, angle: float, x: float, y: float) -> shapely.Geometry:
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    return shapely.transform(shape, lambda xy: xy @ turn + (x, y))


@st.composite
def stammering(draw: st.DrawFn) -> shapely.Geometry:
    """Draw a line or a ring, some of whose vertices come twice."""
    corners = draw(
        st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=6)
    )
    repeats = draw(st.lists(st.integers(1, 3), min_size=len(corners), max_size=len(corners)))
    line = [corner for corner, times in zip(corners, repeats, strict=True) for _ in range(times)]
    if draw(st.booleans()) or len(line) < 3:
        return shapely.LineString(line)
    return shapely.Polygon(line)


@settings(max_examples=2_000, deadline=None)
@given(
    st.one_of(shapes(), stammering()),
    st.one_of(shapes(), stammering()),
    st.sampled_from([0.0, 0.3, 1.0, math.pi / 4, 2.7]),
    st.sampled_from([(0.0, 0.0), (30.0, 7.0), (11.1, -40.7), (351_234.56, 6_079_876.54)]),
    st.sampled_from([0.0, 25.3, 100.1]),
)
def test_it_is_that_of_geos(
    one: shapely.Geometry,
    other: shapely.Geometry,
    angle: float,
    place: tuple[float, float],
    away: float,
) -> None:
    x, y = place
    a, b = moved(one, angle, x, y), moved(other, angle, x + away, y - away / 3)
    exact = float(shapely.distance(a, b))
    if exact < HAIR:
        assert max(gap(a, b), gap(b, a)) < HAIR
        return
    assert gap(a, b) == gap(b, a) == gap(a, b, exact) == exact
    assert gap(a, b, math.nextafter(exact, 0)) > math.nextafter(exact, 0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (shapely.Point(0, 0), shapely.Point(3, 4)),
        (shapely.LineString([(0, 0), (0, 0)]), shapely.Point(3, 4)),
        (shapely.LineString([(0, 0), (0, 0)]), shapely.LineString([(3, 4), (3, 4)])),
        (
            shapely.LineString([(-9, 0), (0, 0), (0, 0)]),
            shapely.LineString([(3, 4), (3, 4), (9, 4)]),
        ),
        (square(-10, -10), square(3, 4)),
        (square(-10, -10), shapely.Point(3, 4)),
    ],
)
def test_corners_are_the_hypotenuse_apart(one: shapely.Geometry, other: shapely.Geometry) -> None:
    assert gap(one, other) == gap(other, one) == 5

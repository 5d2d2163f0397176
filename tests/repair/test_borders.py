import re
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st
from shapely import affinity

from metrocli.model import Geometries
from metrocli.planar import to_plane
from metrocli.repair.borders import UnaccountedAreaError, close_slivers
from metrocli.repair.changes import Kind

UTM = 32719
X, Y = 300_000, 6_000_000
CODES = np.array(["07101", "07105", "07106"])


def communes(*boxes: tuple[float, float, float, float]) -> Geometries:
    """Return boxes in metres, by their west, south, east and north."""
    return np.array([shapely.box(X + w, Y + s, X + e, Y + n) for w, s, e, n in boxes], object)


def closed(shapes: Geometries, tolerance: float = 5.0) -> tuple[Geometries, list[Kind]]:
    cleaned, changes = close_slivers(shapes, CODES[: len(shapes)], UTM, tolerance)
    return cleaned, [change.kind for change in changes]


def holes(shapes: Geometries) -> list[float]:
    land = shapely.get_parts(shapely.union_all(shapes))
    return [shapely.Polygon(ring).area for part in land for ring in part.interiors]


THREE = [(0, 0, 1000, 1000), (1000, 0, 2000, 1000), (0, 1000, 2000, 2000)]


def test_a_clean_coverage_is_left_as_it_is() -> None:
    shapes = communes(*THREE)
    cleaned, changes = closed(shapes)
    assert changes == []
    assert cleaned is shapes


def test_a_thin_overlap_goes_to_one_of_the_two() -> None:
    shapes = communes((0, 0, 1001, 1000), THREE[1], THREE[2])
    cleaned, changes = closed(shapes)
    assert changes == [Kind.OVERLAP_CLOSED]
    assert shapely.coverage_is_valid(cleaned)
    assert shapely.area(cleaned).sum() == pytest.approx(4e6, abs=1)
    assert shapely.area(cleaned) == pytest.approx([1e6, 1e6, 2e6], abs=1_001)


def ringed(width: float) -> Geometries:
    """Return two communes that enclose a hole of 500 m by some width."""
    hole = shapely.box(X + 250, Y + 1000, X + 750, Y + 1000 + width)
    south, north = communes((0, 0, 1000, 1000), (0, 1000, 1000, 2000))
    return np.array([south, north.difference(hole)], dtype=object)


def test_a_thin_hole_is_filled() -> None:
    shapes = ringed(1)
    assert holes(shapes) == pytest.approx([500])
    cleaned, changes = closed(shapes)
    assert changes == [Kind.HOLE_CLOSED]
    assert holes(cleaned) == []
    assert shapely.coverage_is_valid(cleaned)
    assert shapely.area(cleaned).sum() == pytest.approx(2e6, abs=1)


@pytest.mark.parametrize(("width", "tolerance", "left"), [(30, 5, 1), (4.9, 5, 0), (4.9, 2, 1)])
def test_a_lake_is_left(width: float, tolerance: float, left: int) -> None:
    assert len(holes(closed(ringed(width), tolerance)[0])) == left


def test_a_wide_overlap_leaves_everything() -> None:
    shapes = communes((0, 0, 1001, 1000), THREE[1], (0, 980, 2000, 2000))
    cleaned, changes = closed(shapes)
    assert changes == []
    assert cleaned is shapes


def test_a_gap_that_is_open_to_the_outside_is_left() -> None:
    shapes = communes((0, 0, 999, 1000), THREE[1])
    assert closed(shapes)[1] == []


def test_what_stays_keeps_its_coordinates_and_the_outline_does_not_move() -> None:
    shapes = communes((0, 0, 1001, 1000), THREE[1], THREE[2])
    cleaned, _ = closed(shapes)
    before, after = (
        set(map(tuple, shapely.get_coordinates(some).tolist())) for some in (shapes, cleaned)
    )
    assert {(X, Y), (X + 2000, Y), (X, Y + 2000)} <= after
    assert {point for point in after - before if point[1] > Y + 1000.001} == set()
    outline, closed_outline = shapely.union_all(shapes), shapely.union_all(cleaned)
    assert shapely.hausdorff_distance(outline, closed_outline) < 0.01


def test_each_sliver_is_told_with_its_communes_its_area_and_the_tolerance() -> None:
    _, (change,) = close_slivers(ringed(1), CODES[:2], UTM, 5)
    assert str(change.place) == "communes 07101, 07105"
    told = re.fullmatch(r"a hole, nowhere wider than 5 m, of (.+) m²", str(change.before))
    assert told
    assert float(told[1]) == pytest.approx(500, rel=0.01)
    assert str(change.after) in {f"of {code}, or most of it" for code in CODES[:2]}


moves = st.tuples(*[st.floats(-1.5, 1.5)] * 2)


@given(st.tuples(moves, moves, moves))
@example(((0.11970388889312755, 0), (0, 0), (0, 0)))
@example(((0.11970383139126295, 0), (0, 0), (0, 0)))
@settings(max_examples=40)
def test_communes_shifted_by_a_metre_become_a_coverage_that_needs_nothing(moved: Any) -> None:
    shapes = np.array(
        [affinity.translate(one, *by) for one, by in zip(communes(*THREE), moved, strict=True)],
        dtype=object,
    )
    cleaned, _ = closed(shapes)
    first, second = shapely.STRtree(cleaned).query(cleaned, predicate="intersects")
    pairs = first < second
    overlaps = shapely.area(shapely.intersection(cleaned[first[pairs]], cleaned[second[pairs]]))
    assert overlaps.max(initial=0) <= 1
    assert shapely.is_valid(cleaned).all()
    assert shapely.area(cleaned) == pytest.approx(shapely.area(shapes), abs=20_000)
    assert closed(cleaned)[1] == []


def test_a_hole_that_is_closed_off_by_borders_that_miss_each_other_by_rounding_is_filled() -> None:
    south, north = ringed(1)
    mouth = shapely.box(X + 500, Y + 1001, X + 500 + 4e-6, Y + 2000)
    shapes = np.array([south, north.difference(mouth)], dtype=object)
    assert holes(shapes) == []
    cleaned, changes = closed(shapes)
    assert changes == [Kind.HOLE_CLOSED]
    assert shapely.area(cleaned).sum() == pytest.approx(2e6, abs=1)


def test_a_commune_that_would_change_by_more_than_its_slivers_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shapes = communes((0, 0, 1001, 1000), THREE[1], THREE[2])

    def lost(planar: Geometries, **_: float) -> Geometries:
        east = shapely.buffer(shapely.centroid(planar[1]), 100)
        return np.array([planar[0], shapely.difference(planar[1], east), planar[2]], object)

    monkeypatch.setattr(shapely, "coverage_clean", lost)
    with pytest.raises(UnaccountedAreaError, match=r"07105 would change by 30\d+") as refused:
        closed(shapes)
    assert refused.value.code == "07105"
    # The circle of 100 m measures more than the overlap of 1 m by 1 km beside it.
    assert refused.value.area == pytest.approx(31_214 - 1_000, rel=0.01)


def test_degrees_are_measured_in_metres_and_come_back_as_degrees() -> None:
    west = shapely.box(-71.70, -35.50, -71.59999, -35.40)
    east = shapely.box(-71.60, -35.50, -71.50, -35.40)
    shapes = np.array([west, east], dtype=object)
    cleaned, changes = close_slivers(shapes, CODES[:2], 4674, 5)
    assert [change.kind for change in changes] == [Kind.OVERLAP_CLOSED]
    assert shapely.total_bounds(cleaned) == pytest.approx(
        [-71.70, -35.50, -71.50, -35.40], abs=1e-8
    )
    assert shapely.coverage_is_valid(to_plane(cleaned, 4674))

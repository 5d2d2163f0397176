import numpy as np
import pytest
import shapely

from metrocli.inspection.borders import check_borders
from metrocli.inspection.findings import Problem, Severity
from tests.inspection.drawn import Bench, finding, findings
from tests.study.places import COMMUNES, MAULE, TALCA

X, Y = 500_000, 6_070_000
KM = 1_000


def square(column: float, row: float, side: float = 1) -> shapely.Polygon:
    """Return a square of kilometres in the plane, by its corner."""
    x, y = X + column * KM, Y + row * KM
    return shapely.box(x, y, x + side * KM, y + side * KM)


RING = {
    f"0710{number}": square(column, row)
    for number, (column, row) in enumerate(
        (column, row) for column in range(3) for row in range(3) if (column, row) != (1, 1)
    )
}
"""Eight communes around a hole of a square kilometre."""


def test_neighbours_that_share_a_border_are_clean(bench: Bench) -> None:
    assert list(check_borders({TALCA: square(0, 0), MAULE: square(1, 0)})) == []
    assert findings(bench.boundaries(COMMUNES)) == {}


def test_an_overlap_is_measured_and_drawn() -> None:
    (found,) = check_borders({TALCA: square(0, 0), MAULE: square(0.9, 0)})
    assert (found.code, found.severity, found.count) == (
        Problem.BORDERS_OVERLAP,
        Severity.WARNING,
        1,
    )
    assert str(found.message) == "pairs of communes that overlap, by 0.1000 km² in all"
    assert [str(example) for example in found.examples] == ["07101–07105: 0.1000 km²"]
    (place,) = found.places
    assert place.label == "07101–07105"
    assert shapely.bounds(place.geometry) == pytest.approx(
        (-70.690, -35.51, -70.689, -35.50), abs=0.02
    )


def test_one_commune_on_another_is_an_error() -> None:
    (found,) = check_borders({TALCA: square(0, 0), MAULE: square(0, 0, 2)})
    assert found.severity is Severity.ERROR


def test_a_hole_is_measured_and_drawn() -> None:
    (found,) = check_borders(RING)
    assert (found.code, found.count, len(found.places)) == (Problem.BORDERS_HOLES, 1, 1)
    assert str(found.message) == "holes between communes, of 1.0000 km² in all"


def test_what_arithmetic_leaves_is_no_overlap() -> None:
    assert list(check_borders({TALCA: square(0, 0), MAULE: square(0.99999, 0)})) == []


def test_a_commune_must_be_a_polygon(bench: Bench) -> None:
    frame = COMMUNES.copy()
    frame.geometry = [frame.geometry[0].centroid, frame.geometry[1]]
    found = finding(bench.boundaries(frame), Problem.BORDERS_FLAT)
    assert (found.count, found.severity) == (1, Severity.ERROR)


def test_a_commune_in_two_parts_is_repeated_but_whole(bench: Bench) -> None:
    frame = COMMUNES.iloc[np.array([0, 1, 1])].reset_index(drop=True)
    west, east = (shapely.box(x, -35.5, x + 0.05, -35.4) for x in (-71.6, -71.55))
    frame.geometry = [frame.geometry[0], west, east]
    inspected = bench.boundaries(frame)
    assert findings(inspected) == {"communes-repeated": 1}
    whole = bench.boundaries(COMMUNES).polygons[MAULE]
    assert shapely.area(inspected.polygons[MAULE]) == pytest.approx(shapely.area(whole), rel=1e-4)

import geopandas as gpd
import pytest
import shapely

from metrocli.inspection.crs import check_mixed
from metrocli.inspection.findings import Problem, Severity
from tests.inspection.drawn import SITE, Bench, finding, findings
from tests.study.places import blocks


def swapped() -> gpd.GeoDataFrame:
    frame = blocks()
    return frame.set_geometry(shapely.transform(frame.geometry, lambda xy: xy[:, ::-1])).set_crs(
        "EPSG:4326"
    )


@pytest.mark.parametrize(
    ("frame", "code", "drawn"),
    [
        (swapped(), Problem.CRS_AXES_SWAPPED, 3),
        (
            blocks().set_crs("EPSG:32719", allow_override=True),
            Problem.CRS_DEGREES_AS_METRES,
            3,
        ),
        (
            blocks().to_crs("EPSG:32719").set_crs("EPSG:4326", allow_override=True),
            Problem.CRS_METRES_AS_DEGREES,
            0,
        ),
        (blocks().set_geometry(blocks().translate(20, 0)), Problem.CRS_OUTSIDE_CHILE, 3),
        (
            blocks().set_crs(SITE, allow_override=True),
            Problem.CRS_NOWHERE,
            0,
        ),
    ],
    ids=lambda value: str(value) if isinstance(value, Problem) else "",
)
def test_a_crs_that_cannot_be_right_is_explained(
    bench: Bench, frame: gpd.GeoDataFrame, code: Problem, drawn: int
) -> None:
    inspected = bench.footprints(frame)
    assert findings(inspected) == {str(code): 3}
    found = finding(inspected, code)
    assert found.severity is Severity.ERROR
    assert len(found.places) == drawn
    assert inspected.report.population == 180


def test_one_stray_feature_leaves_the_others_in_use(bench: Bench) -> None:
    frame = blocks()
    frame.geometry = [*frame.geometry[:2], shapely.Point(-60, -35)]
    inspected = bench.footprints(frame.set_crs("EPSG:4326", allow_override=True))
    assert findings(inspected) == {"crs-outside-chile": 1}
    assert inspected.communes == {"07101"}
    assert inspected.report.extent == pytest.approx((-71.6505, -35.4505, -60, -35), abs=1e-6)


def test_different_crs_are_told_and_no_fault() -> None:
    (found,) = check_mixed([("a.gpkg", "EPSG:4674"), ("t.csv", None), ("b.gpkg", "EPSG:4326")])
    assert (found.code, found.severity, found.count) == (Problem.CRS_MIXED, Severity.INFO, 2)
    assert [str(example) for example in found.examples] == [
        "a.gpkg: EPSG:4674",
        "b.gpkg: EPSG:4326",
    ]
    assert list(check_mixed([("a.gpkg", "EPSG:4674"), ("t.csv", None)])) == []

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from metrocli.inspection.findings import Problem, Severity
from tests.inspection.drawn import SITE, Bench, finding, findings
from tests.study.places import METRE, block, blocks

BOW_TIE = shapely.Polygon([(-71.65, -35.45), (-71.64, -35.44), (-71.64, -35.45), (-71.65, -35.44)])
MIXED = shapely.GeometryCollection([block(-71.65, -35.45), shapely.Point(-71.65, -35.45)])


def spoilt(geometry: shapely.Geometry | None) -> gpd.GeoDataFrame:
    """Return the three blocks, the second with another geometry."""
    frame = blocks()
    frame.geometry = [frame.geometry[0], geometry, frame.geometry[2]]
    return frame.set_crs("EPSG:4326", allow_override=True)


def test_clean_blocks_are_clean(bench: Bench) -> None:
    assert findings(bench.footprints(blocks())) == {}


@pytest.mark.parametrize(
    ("geometry", "code", "severity"),
    [
        (None, Problem.GEOMETRY_NULL, Severity.ERROR),
        (shapely.Polygon(), Problem.GEOMETRY_EMPTY, Severity.ERROR),
        (BOW_TIE, Problem.GEOMETRY_INVALID, Severity.WARNING),
        (MIXED, Problem.GEOMETRY_COLLECTION, Severity.WARNING),
    ],
)
def test_a_spoilt_geometry_is_found(
    bench: Bench, geometry: shapely.Geometry | None, code: Problem, severity: Severity
) -> None:
    inspected = bench.footprints(spoilt(geometry))
    assert findings(inspected) == {str(code): 1}
    found = finding(inspected, code)
    assert found.severity is severity
    assert str(found.examples[0]).startswith("feature 2")
    assert len(found.places) == (code in {Problem.GEOMETRY_INVALID, Problem.GEOMETRY_COLLECTION})


def test_an_invalid_geometry_says_why(bench: Bench) -> None:
    found = finding(bench.footprints(spoilt(BOW_TIE)), Problem.GEOMETRY_INVALID)
    assert "Self-intersection" in str(found.examples[0])


def test_one_null_geometry_among_many_would_change_no_verdict(bench: Bench) -> None:
    many = pd.concat([blocks()] * 50, ignore_index=True)
    many.geometry = [block(-71.69 + i * 200 * METRE, -35.45) for i in range(149)] + [None]
    many["cut"] = None
    found = finding(bench.footprints(many.drop(columns="cut")), Problem.GEOMETRY_NULL)
    assert (found.count, found.severity) == (1, Severity.WARNING)


def test_a_layer_with_every_feature_twice_is_found(bench: Bench) -> None:
    inspected = bench.footprints(pd.concat([blocks(), blocks()]))
    found = finding(inspected, Problem.FEATURES_REPEATED)
    assert (found.count, found.severity) == (3, Severity.ERROR)
    assert [str(example) for example in found.examples] == ["feature 4", "feature 5", "feature 6"]
    assert [place.label for place in found.places] == ["4", "5", "6"]


def test_points_may_share_a_position(bench: Bench) -> None:
    frame = blocks()
    frame.geometry = [shapely.Point(-71.65, -35.45)] * 2 + [shapely.Point(-71.55, -35.45)]
    assert findings(bench.footprints(frame)) == {}


def test_a_spoilt_geometry_in_a_crs_that_is_nowhere_is_found_and_not_drawn(bench: Bench) -> None:
    inspected = bench.footprints(spoilt(BOW_TIE).set_crs(SITE, allow_override=True))
    assert findings(inspected) == {"geometry-invalid": 1, "crs-nowhere": 3}
    assert finding(inspected, Problem.GEOMETRY_INVALID).places == ()

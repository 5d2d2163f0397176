import pandas as pd

from metrocli.inspection.findings import Problem, Severity
from tests.inspection.drawn import Bench, finding, findings
from tests.study.places import BORDER, MAULE, METRE, TALCA, block, blocks


def test_a_footprint_far_from_the_commune_of_its_code_is_found(bench: Bench) -> None:
    inspected = bench.footprints(blocks(cut=[TALCA, MAULE, MAULE]))
    found = finding(inspected, Problem.FOOTPRINTS_ELSEWHERE)
    assert (found.count, found.severity) == (1, Severity.ERROR)
    assert [str(example) for example in found.examples] == ["feature 2"]


def test_a_footprint_just_over_a_generalised_border_is_not(bench: Bench) -> None:
    frame = blocks()
    frame.geometry = [*frame.geometry[:2], block(BORDER - 400 * METRE, -35.45)]
    assert findings(bench.footprints(frame.set_crs("EPSG:4326", allow_override=True))) == {}


def test_a_footprint_in_no_commune_is_found(bench: Bench) -> None:
    frame = blocks().drop(columns="cut")
    frame.geometry = [*frame.geometry[:2], block(-71.3, -35.45)]
    inspected = bench.footprints(frame.set_crs("EPSG:4326", allow_override=True))
    assert findings(inspected) == {"footprints-nowhere": 1}
    assert inspected.communes == {TALCA}
    assert inspected.people == {TALCA: 150}


def test_a_very_large_footprint_is_found(bench: Bench) -> None:
    frame = blocks()
    frame.geometry = [*frame.geometry[:2], block(-71.55, -35.45, side=1_200 * METRE)]
    found = finding(
        bench.footprints(frame.set_crs("EPSG:4326", allow_override=True)), Problem.FOOTPRINTS_LARGE
    )
    assert (found.count, [str(example) for example in found.examples]) == (1, ["feature 3"])


def test_zones_that_are_all_large_are_not(bench: Bench) -> None:
    frame = blocks()
    frame.geometry = [block(x, -35.45, side=1_200 * METRE) for x in (-71.67, -71.63, -71.55)]
    assert findings(bench.footprints(frame.set_crs("EPSG:4326", allow_override=True))) == {}


def test_a_census_layer_is_inspected_like_footprints_with_people(bench: Bench) -> None:
    assert findings(bench.people(blocks())) == {}
    inspected = bench.people(blocks(cut=[TALCA, MAULE, MAULE], pob=[1, 2, None]))
    assert findings(inspected) == {"population-missing": 1, "footprints-elsewhere": 1}
    assert inspected.people == {TALCA: 1, MAULE: 2}


def test_a_census_layer_must_have_area_and_people(bench: Bench) -> None:
    frame = blocks()
    frame.geometry = [*frame.geometry[:2], frame.geometry[2].centroid]
    points = bench.people(frame.set_crs("EPSG:4326", allow_override=True))
    found = finding(points, Problem.PEOPLE_FLAT)
    assert (found.count, [str(example) for example in found.examples]) == (1, ["feature 3"])
    nobody = bench.people(blocks().drop(columns="pob"))
    assert findings(nobody) == {"refused": 1}
    assert "no column is known as population" in str(finding(nobody, Problem.REFUSED).message)


def test_people_of_a_commune_are_those_of_all_its_footprints(bench: Bench) -> None:
    assert bench.footprints(blocks()).people == {TALCA: 150, MAULE: 30}
    unknown = bench.footprints(blocks(pob=pd.Series([None, None, None], dtype="float64")))
    assert unknown.people == {}

import json
from typing import Any

import pytest
import shapely

from metrocli.report.json_writer import write
from metrocli.report.language import Language
from metrocli.report.registry import Page, Result
from tests.results import CHECK, GAP, MANY, PROPOSAL

ENGLISH = Page(Language("en"))


def document(result: Result) -> Any:
    return json.loads(write(result, ENGLISH))


@pytest.mark.parametrize("result", [CHECK, MANY, PROPOSAL, GAP])
def test_the_language_does_not_change_a_byte(result: Result) -> None:
    assert write(result, ENGLISH) == write(result, Page(Language("es"), width=200, full=True))


def test_a_check_has_the_keys_that_were_promised() -> None:
    written = document(CHECK)
    assert list(written) == [
        "schema_version",
        "tool",
        "study",
        "norm",
        "weighting",
        "floor_m",
        "parameters",
        "areas",
        "conventions",
        "request",
        "inputs",
        "notices",
    ]
    assert written["study"] == {
        "title": "Región del Maule, Censo 2024",
        "vintage": "2024",
        "schematic": False,
    }
    area = written["areas"][0]
    assert (area["id"], area["region"], area["verdict"]) == ("talca-maule", "07", "eligible")
    assert area["population"] == {"communal": 289_000, "urban": 280_330, "continuum": 254_722}
    assert area["members"][1] == {
        "code": "07105",
        "name": "Maule",
        "population": {"communal": 62_000, "urban": 60_140, "continuum": 39_000},
        "share_in_continuum": 0.629,
    }
    assert area["weakest_link"]["gap_m"] == area["merge_distance_m"] == 14.6
    assert area["weakest_link"]["a"] == {
        "id": "0710110100101",
        "commune": "07101",
        "lon": -71.625314,
        "lat": -35.431207,
    }
    assert written["request"] is None
    assert written["inputs"][0]["crs"] == "EPSG:4326"
    assert written["tool"]["libraries"]["shapely"] == shapely.__version__
    assert written["notices"] == [
        {
            "code": "codes-mended",
            "severity": "warning",
            "message": "1,234 codes lacked their leading zero.",
        }
    ]


def test_a_criterion_carries_its_figures_its_source_and_its_range() -> None:
    continuity = document(CHECK)["areas"][0]["criteria"][2]
    assert continuity == {
        "id": "continuity",
        "verdict": "met",
        "decides": True,
        "observed": 14.6,
        "required": 550,
        "comparison": "<=",
        "margin": 535.4,
        "unit": "m",
        "basis": "Ley 19.175, art. 104 bis, inc. 1°",
        "level": "statute",
        "holds": [
            {
                "parameter": "max_gap",
                "low": 14.6,
                "high": None,
                "low_closed": True,
                "high_closed": True,
                "unit": "m",
            }
        ],
        "evidence": {"ratio": None, "patches": [1, 2]},
        "notes": [],
    }


def test_what_is_unknown_is_null() -> None:
    concepcion = document(MANY)["areas"][3]
    assert concepcion["merge_distance_m"] is None
    assert concepcion["weakest_link"] is None
    assert concepcion["criteria"][2]["margin"] is None


def test_only_a_proposal_has_near_misses() -> None:
    misses = document(PROPOSAL)["near_misses"]
    assert "near_misses" not in document(CHECK)
    assert [miss["lacks"] for miss in misses] == [
        {"inhabitants": 62_542, "metres": 0, "communes": 0},
        {"inhabitants": 15_434, "metres": 3_032.4, "communes": 0},
        {"inhabitants": 0, "metres": 0, "communes": 1},
    ]
    assert misses[0]["area"]["name"] == "Chillán–Chillán Viejo"


def test_a_gap_has_its_own_shape() -> None:
    written = document(GAP)
    assert written["parameters"] == {
        "max_gap_m": 550,
        "majority": 0.5,
        "horizon_m": 6_000,
        "floor_m": 0,
    }
    assert (written["merge_distance_m"], written["touch_distance_m"]) == (456.43, 120)
    assert written["steps"][1] == {
        "gap_m": 456.43,
        "joined": ["01101", "01107"],
        "population": 285_655,
    }
    assert written["neighbours"][0]["merge_distance_m"] is None

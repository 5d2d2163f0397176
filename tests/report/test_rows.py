"""Areas as rows for spreadsheets."""

import csv
import io

import pytest

from metrocli.model import Assessment
from metrocli.report.csv_writer import write
from metrocli.report.language import Language
from metrocli.report.registry import Page
from tests.results import CHECK, CONVENTIONS, MANY, PROPOSAL

ENGLISH = Page(Language("en"))


def rows(result: Assessment) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(write(result, ENGLISH))))


@pytest.mark.parametrize("result", [CHECK, MANY, PROPOSAL])
def test_the_language_does_not_change_a_byte(result: Assessment) -> None:
    assert write(result, ENGLISH) == write(result, Page(Language("es"), width=200))


def test_an_area_is_a_row_with_its_readings_and_its_distance() -> None:
    (row,) = rows(CHECK)
    assert row == {
        "id": "talca-maule",
        "name": "Talca–Maule",
        "regions": "07",
        "members": "07101 07105",
        "verdict": "eligible",
        "not_met": "",
        "undetermined": "shared-services commuting",
        "population_communal": "289000",
        "population_urban": "280330",
        "population_continuum": "254722",
        "merge_distance_m": "14.6",
        "touch_distance_m": "7.3",
        "merge_distance_without_links_m": "",
        "verdict_without_links": "",
        "merge_distance_without_also_built_m": "",
        "verdict_without_also_built": "",
        "merge_distance_without_decisions_m": "",
        "verdict_without_decisions": "",
    }


def test_what_would_be_without_links_stands_in_columns_of_its_own() -> None:
    (row,) = rows(CONVENTIONS)
    assert (row["merge_distance_without_links_m"], row["verdict_without_links"]) == (
        "1408",
        "not_eligible",
    )
    assert (row["merge_distance_without_decisions_m"], row["verdict_without_decisions"]) == (
        "",
        "eligible",
    )


def test_what_is_unknown_is_empty() -> None:
    concepcion = rows(MANY)[3]
    assert (concepcion["merge_distance_m"], concepcion["not_met"]) == ("", "continuity")


def test_a_proposal_tells_near_misses_and_what_they_lack() -> None:
    told = rows(PROPOSAL)
    assert [row["near_miss"] for row in told] == ["no", "no", "yes", "yes", "yes"]
    assert told[0]["gap_m"] == told[0]["lacks_inhabitants"] == ""
    puerto_montt = told[3]
    assert puerto_montt["id"] == "puerto-montt-puerto-varas"
    assert puerto_montt["gap_m"] == "3582.4"
    assert puerto_montt["population_at_gap"] == "234567"
    lacks = [puerto_montt[f"lacks_{what}"] for what in ("inhabitants", "metres", "communes")]
    assert lacks == ["15434", "3032.4", "0"]

"""Comparisons and histories as people and programs read them."""

import csv
import io
import json
from dataclasses import replace

import pytest
from rich.cells import cell_len

from metrocli.comparison import compare
from metrocli.model import AreaVerdict, Assessment, AssessmentComparison, GroundChange, History
from metrocli.report.csv_writer import write as write_csv
from metrocli.report.json_writer import write as write_json
from metrocli.report.language import Language
from metrocli.report.registry import Page, Result
from metrocli.report.table import write
from tests.results import CHECK, CHILLAN, CONCEPCION, MANY, PROPOSAL, TALCA, TALCA_2017

THEN = replace(CHECK, areas=(TALCA_2017, CHILLAN), vintage="2017", study_title="Censo 2017")
NOW = replace(CHECK, areas=(TALCA, CHILLAN, CONCEPCION))
MOVED = compare(THEN, NOW)
GROUNDED = replace(
    MOVED,
    areas=(
        replace(
            MOVED.areas[0],
            grounds={"07101": GroundChange(9_000, -6, 6_000), "07105": GroundChange(17_000, 0, 0)},
        ),
        *MOVED.areas[1:],
    ),
)
SERIES = History.of([NOW, THEN])


def said(result: Result, *, full: bool = False) -> str:
    return " ".join(write(result, Page(Language("en"), 200, full=full)).split())


@pytest.mark.parametrize("result", [MOVED, GROUNDED, compare(MANY, PROPOSAL), SERIES])
@pytest.mark.parametrize("code", ["es", "en"])
@pytest.mark.parametrize("width", [80, 200])
def test_no_line_is_too_long(result: Result, code: str, width: int) -> None:
    written = write(result, Page(Language(code), width, full=True))
    assert max(cell_len(line) for line in written.splitlines()) <= width
    assert "…" not in written


def test_verdicts_that_changed_come_first_with_their_reason() -> None:
    assert (
        "Better Talca–Maule: NOT ELIGIBLE → ELIGIBLE (population 222,728 → 254,722, required: > "
        "250,000 inhabitants). New Gran Concepción: NOT ELIGIBLE. "
        "With the same verdict as before: 1."
    ) in said(MOVED)


def test_the_split_is_told_where_it_is_known_and_asked_for_where_not() -> None:
    assert "is not known from results alone" in said(MOVED)
    assert "Talca–Maule +31,994 +26,000 -6 +6,000" in said(GROUNDED)
    assert "is not known from results alone" not in said(GROUNDED)
    assert "07105 Maule 22,000 39,000 +17,000 +17,000 0 0" in said(GROUNDED, full=True)


def test_members_and_delimitations_are_told_where_they_changed() -> None:
    assert "Members in and out" not in said(MOVED)
    talca = TALCA.members[0]
    smaller = replace(TALCA, area=replace(TALCA.area, members=("07101",)), members=(talca,))
    told = said(compare(replace(NOW, areas=(TALCA,)), replace(NOW, areas=(smaller,))))
    assert "Talca–Maule Out: 07105 Maule." in told
    assert (
        "In another area than before, or in none: 1 of 2 communes, with 62,000 inhabitants. "
        "Rand index: 0.000."
    ) in told
    assert "07105 Maule Talca–Maule – 62,000" in told


def test_other_terms_are_told() -> None:
    gap, *others = NOW.parameters
    other = replace(NOW, parameters=(replace(gap, value=200), *others))
    assert "Not decided on the same terms max gap 550 m → 200 m" in said(compare(NOW, other))
    assert "Not decided on the same terms" not in said(MOVED)


def test_made_up_geometry_is_announced_if_either_has_it() -> None:
    drawn = replace(THEN, schematic=True)
    for result in (compare(drawn, NOW), compare(NOW, drawn), History.of([drawn, NOW])):
        assert "SCHEMATIC DATA" in said(result)


def test_a_comparison_in_json() -> None:
    written = json.loads(write_json(GROUNDED, Page(Language("es"))))
    assert (written["worse"], written["changed"]) == (False, True)
    talca, chillan, concepcion = written["areas"]
    assert talca["verdict"] == {"base": "not_eligible", "current": "eligible"}
    assert talca["population"]["continuum"] == {
        "base": 222_728,
        "current": 254_722,
        "change": 31_994,
    }
    assert talca["ground"] == {"gained": 26_000, "lost": -6, "same": 6_000}
    assert talca["merge_distance_m"] == {"base": 0, "current": 14.6, "change": 14.6}
    assert (chillan["trend"], chillan["ground"]) == ("same", None)
    assert (concepcion["base_id"], concepcion["trend"]) == (None, "appeared")
    assert written["delimitation"]["communes"] == 15
    assert len(written["delimitation"]["moves"]) == 11


def test_a_comparison_is_the_same_bytes_in_every_language() -> None:
    assert write_json(MOVED, Page(Language("es"))) == write_json(MOVED, Page(Language("en"), 200))


def by_verdict(*verdicts: AreaVerdict) -> Assessment:
    areas = (replace(area, verdict=v) for area, v in zip(NOW.areas, verdicts, strict=False))
    return replace(NOW, areas=tuple(areas))


def test_what_got_worse_is_red_and_what_got_better_green() -> None:
    eligible, not_eligible = (
        by_verdict(verdict) for verdict in (AreaVerdict.ELIGIBLE, AreaVerdict.NOT_ELIGIBLE)
    )

    def coloured(result: AssessmentComparison) -> str:
        return write(result, Page(Language("en"), colour=True))

    assert "\x1b[1;31mWorse" in coloured(compare(eligible, not_eligible))
    assert "\x1b[1;32mBetter" in coloured(compare(not_eligible, eligible))


# -- history ---------------------------------------------------------------


def test_a_history_goes_from_the_earliest_to_the_latest() -> None:
    assert SERIES.labels == ("2017", "2024")
    assert [area.name for area in SERIES.areas] == [
        "Talca–Maule",
        "Chillán–Chillán Viejo",
        "Gran Concepción",
    ]
    assert "Talca–Maule 2017 NOT ELIGIBLE 222,728 0.0 2024 ELIGIBLE 254,722 +31,994 14.6" in said(
        SERIES
    )


def test_studies_of_one_census_are_numbered() -> None:
    twin = replace(THEN, vintage="2024", study_title="Another")
    assert History.of([NOW, twin]).labels == ("2024 (1)", "2024 (2)")


def test_a_chart_shows_every_result_and_a_dash_where_there_is_none() -> None:
    written = write(SERIES, Page(Language("en")))
    concepcion = written.partition("Gran Concepción: inhabitants, by study")[2]
    assert "  –           ○" in concepcion
    talca = written.partition("Talca–Maule: inhabitants, by study")[2].partition("Chillán")[0]
    assert "  ○           ●" in talca
    assert "250,000 │" in talca
    assert "_ more than 250,000 inhabitants are required" in talca


def test_many_areas_have_charts_when_asked() -> None:
    series = History.of([replace(MANY, vintage="2017"), MANY])
    assert "inhabitants, by study" not in said(series)
    assert "Gran Santiago: inhabitants, by study" in said(series, full=True)


def test_many_results_still_fit_a_chart() -> None:
    series = History.of([replace(NOW, vintage=str(year)) for year in range(1992, 2025)])
    written = write(series, Page(Language("en"), 80))
    assert max(cell_len(line) for line in written.splitlines()) <= 80


def test_a_history_as_rows() -> None:
    rows = list(csv.DictReader(io.StringIO(write_csv(SERIES, Page(Language("es"))))))
    assert [(row["area"], row["vintage"]) for row in rows] == [
        ("talca-maule", "2017"),
        ("talca-maule", "2024"),
        ("chillán-chillán-viejo", "2017"),
        ("chillán-chillán-viejo", "2024"),
        ("gran-concepción", "2024"),
    ]
    assert rows[1]["population_continuum"] == "254722"
    assert rows[1]["merge_distance_m"] == "14.6"


def test_the_json_of_a_history_is_that_of_each_check() -> None:
    written = json.loads(write_json(SERIES, Page(Language("es"))))
    assert written["studies"] == [
        json.loads(write_json(result, Page(Language("es")))) for result in SERIES.results
    ]

from dataclasses import replace

import pytest
from rich.cells import cell_len

from metrocli.model import CriterionVerdict, Level
from metrocli.report.language import Language
from metrocli.report.registry import Page, StudyResult
from metrocli.report.table import write
from tests.results import CHECK, EVIDENCE, GAP, MANY, PROPOSAL, TALCA

RESULTS: list[StudyResult] = [CHECK, MANY, PROPOSAL, GAP, EVIDENCE]
NARROW, WIDE = 80, 200


@pytest.mark.parametrize("result", RESULTS)
@pytest.mark.parametrize("code", ["es", "en"])
@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_no_line_is_too_long_and_nothing_is_cut(result: StudyResult, code: str, width: int) -> None:
    written = write(result, Page(Language(code), width, full=True))
    assert max(cell_len(line) for line in written.splitlines()) <= width
    assert "…" not in written
    assert "\x1b" not in written


def test_the_verdicts_of_many_areas_in_spanish() -> None:
    written = write(MANY, Page(Language("es"), NARROW))
    assert written.splitlines()[:14] == [
        "Chile, Censo 2024",
        "",
        "                                                    Distancia",
        "                                        Habitantes   de unión  No cumple, o apta",
        "  Área                       Resultado  (continuo)        (m)  con brechas",
        "  " + "─" * 78,
        "  Talca–Maule                NO APTA       222.728        0,0  población",
        "  Chillán–Chillán Viejo      NO APTA       187.459        6,3  población",
        "  Puerto Montt–Puerto Varas  NO APTA       260.000    3.582,4  continuidad",
        "  Gran Concepción            NO APTA       880.000          –  continuidad",
        "  Gran Santiago              APTA        6.426.000      212,3  desde 213 m",
        "",
        "A la espera de antecedentes, sin decidir aquí: servicios compartidos, viajes",
        "entre comunas (áreas: 5).",
    ]


def test_the_conflict_of_readings_is_told_with_the_three_figures() -> None:
    written = " ".join(write(MANY, Page(Language("es"), WIDE)).split())
    assert (
        "Las lecturas de la población discrepan: 270.078 comunal, 261.976 urbana, "
        "222.728 en el continuo." in written
    )


def test_few_areas_are_shown_in_full_and_many_when_asked() -> None:
    heading = "Weakest link: a gap of 212.3 m"
    assert "Weakest link: a gap of 14.6 m" in write(CHECK, Page(Language("en")))
    assert heading not in write(MANY, Page(Language("en")))
    assert heading in write(MANY, Page(Language("en"), full=True))


def test_a_criterion_shows_figures_source_level_and_range() -> None:
    written = write(CHECK, Page(Language("es"), WIDE))
    said = " ".join(written.split())
    assert "continuidad (m) CUMPLE 14,6 ≤ 550 535,4" in said
    assert (
        "continuidad Ley 19.175, art. 104 bis, inc. 1° (ley). "
        "Se mantiene con cualquier brecha máxima desde 15 m." in said
    )


def test_trips_and_shared_elements_are_listed() -> None:
    said = " ".join(write(EVIDENCE, Page(Language("es"), NARROW)).split())
    assert "07105 Maule 26.229 43,1 3,6 Talca 43,1" in said
    assert "hospital Hospital Regional de Talca todas MINSAL" in said
    assert "Feria libre Crea Talca –" in said


def test_near_misses_say_what_they_lack() -> None:
    written = write(PROPOSAL, Page(Language("en"), WIDE))
    assert "62,542 inhabitants" in written
    assert "3,032.4 m less between Puerto Montt and Puerto Varas" in written
    assert "communes: 1 more" in written
    assert "16101\N{NO-BREAK SPACE}Chillán" in written


@pytest.mark.parametrize("width", range(NARROW, 130))
def test_whatever_the_width_no_figure_is_cut(width: int) -> None:
    said = " ".join(write(PROPOSAL, Page(Language("es"), width)).split())
    for figures in ("15.434 habitantes", "3.032,4 m", "234.567", "3.582,4"):
        assert figures in said


def test_a_verdict_is_shown_with_the_gaps_that_lead_to_it() -> None:
    said = " ".join(write(MANY, Page(Language("es"), WIDE)).split())
    assert "Gran Santiago APTA 6.426.000 212,3 desde 213 m" in said
    assert "El resultado sería el mismo con cualquier brecha máxima hasta 6.000 m." in said


def test_what_is_not_met_without_deciding_is_told() -> None:
    trips = replace(
        next(item for item in TALCA.criteria if item.id == "commuting"),
        verdict=CriterionVerdict.NOT_MET,
        observed=0.1025,
        required=0.15,
        level=Level.PRESS,
    )
    kept = tuple(item for item in TALCA.criteria if item.id != "commuting")
    area = replace(TALCA, criteria=(*kept, trips), pending=("shared-services",))
    said = " ".join(write(replace(CHECK, areas=(area,)), Page(Language("es"), WIDE)).split())
    assert (
        "No se cumple (prensa), aunque no decide aquí: viajes entre comunas, se exige ≥ 15 %: "
        "Talca–Maule 10,2 %." in said
    )


def test_a_gap_names_both_footprints_and_the_horizon() -> None:
    beyond = replace(GAP, merge_distance=None, weakest_link=None)
    assert "0110710100207" in write(GAP, Page(Language("es")))
    assert "ninguna hasta 6.000 m." in write(beyond, Page(Language("es")))


@pytest.mark.parametrize("result", RESULTS)
def test_schematic_data_are_announced(result: StudyResult) -> None:
    banner = "DATOS ESQUEMÁTICOS"
    assert banner in write(replace(result, schematic=True), Page(Language("es")))
    assert banner not in write(result, Page(Language("es")))


def test_colour_only_where_it_is_wanted() -> None:
    assert "\x1b[" in write(CHECK, Page(Language("es"), colour=True))


def test_a_chain_of_communes_is_broken_at_its_dashes() -> None:
    chain = "Concepción–Coronel–Chiguayante–Talcahuano–Hualpén"
    area = replace(TALCA, area=replace(TALCA.area, name=chain))
    written = write(replace(CHECK, areas=(area, *MANY.areas)), Page(Language("es"), NARROW))
    assert "Chiguayante–" in written
    assert "Talcahuano–" in written

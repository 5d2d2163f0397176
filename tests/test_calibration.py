"""The official list is read as it says, unions are counted as they are, and the page is current."""

import csv
from pathlib import Path

import pytest
import shapely

from calibrate import calibrate
from calibration.ccu import Ccu, Cover, parse_ccu, plain, read_ccu
from calibration.findings import BOTH
from calibration.groups import Group, legal_groups, official_groups
from calibration.page import page
from calibration.score import Judge, best, total
from calibration.tables import metres, table
from calibration.unions import PairGaps, first_gap, pair_gaps, span
from metrocli.continuity.gapgraph import GapGraph
from metrocli.continuity.measuring import build_gap_graph
from metrocli.model import Area, Commune
from tests.continuity.territories import footprints, square

WHOLE, PART, REST = Cover.WHOLE, Cover.PART, Cover.REST

NAMES = {
    "01101": "Peñón Alto",
    "01102": "Río Verde",
    "01103": "Calera",
    "01104": "O'Brien",
    "01105": "San José de Abajo",
}
CODES = {plain(name): code for code, name in NAMES.items()}


# ---------------------------------------------------------------------------
# the list
# ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "covers"),
    [
        ("RIO VERDE", "RÍO VERDE", {"01102": WHOLE}),
        ("GRAN PEÑÓN", "PEÑON ALTO, RIO VERDE.", {"01101": WHOLE, "01102": WHOLE}),
        ("X", "PEÑÓN ALTO - O’BRIEN", {"01101": WHOLE, "01104": WHOLE}),
        ("LA CALERA - RÍO VERDE", "RIO VERDE, CALERA", {"01102": WHOLE, "01103": WHOLE}),
        ("X", "CALERA (SE EXTIENDE HACIA RÍO VERDE)", {"01103": WHOLE, "01102": PART}),
        ("X", "O'BRIEN (SE EXTIENDA A CALERA POR RIO VERDE)", {"01104": WHOLE, "01103": PART}),
        (
            "X",
            "RÍO VERDE, O'BRIEN (CALERA, POR EXTENCION DESDE O'BRIEN), PEÑÓN ALTO",
            {"01102": WHOLE, "01104": WHOLE, "01103": PART, "01101": WHOLE},
        ),
        (
            "GRAN PEÑÓN",
            "PEÑÓN ALTO, CALERA (SOLO EL AREA DE GRAN PEÑON)",
            {"01101": WHOLE, "01103": PART},
        ),
        ("EL BAJO - LAS LOMAS", "CALERA (NO ES LA PARTE QUE CONURBA CON X)", {"01103": REST}),
        ("RÍO VERDE - LAS LOMAS", "RÍO VERDE, CALERA (LAS LOMAS)", {"01102": WHOLE, "01103": PART}),
        ("RÍO VERDE - LAS LOMAS", "RÍO VERDE, CALERA", {"01102": WHOLE, "01103": PART}),
    ],
)
def test_row_says_how_it_covers_each_commune(
    name: str, text: str, covers: dict[str, Cover]
) -> None:
    assert parse_ccu(name, text, CODES).covers == covers


def test_unknown_commune_is_refused() -> None:
    with pytest.raises(ValueError, match="RIO SECO is no commune"):
        parse_ccu("X", "RÍO VERDE, RÍO SECO", CODES)


def test_unknown_remark_is_refused() -> None:
    with pytest.raises(ValueError, match=r"CALERA: the remark \(A VECES\)"):
        parse_ccu("LAS LOMAS", "CALERA (A VECES)", CODES)


@pytest.fixture
def communes() -> dict[str, Commune]:
    return {code: Commune(code, name, code[:2], "Región") for code, name in NAMES.items()}


def _write(path: Path, *rows: tuple[str, str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("comunas_que_abarca", "ccu_nombre"), *rows])
    return path


def test_list_is_read_in_order(tmp_path: Path, communes: dict[str, Commune]) -> None:
    path = _write(tmp_path / "ccu.csv", ("RÍO VERDE, CALERA", "GRAN RÍO"), ("O’BRIEN", "O’BRIEN"))
    rows = read_ccu(path, communes)
    assert [(row.name, row.whole) for row in rows] == [
        ("GRAN RÍO", ("01102", "01103")),
        ("O’BRIEN", ("01104",)),
    ]


def test_commune_whole_in_two_rows_is_refused(tmp_path: Path, communes: dict[str, Commune]) -> None:
    path = _write(tmp_path / "ccu.csv", ("CALERA", "A"), ("CALERA, RÍO VERDE", "B"))
    with pytest.raises(ValueError, match="01103 stands whole in A and in B"):
        read_ccu(path, communes)


# ---------------------------------------------------------------------------
# what it asks for
# ---------------------------------------------------------------------------


def test_commune_in_part_is_tolerated_unless_it_is_whole_elsewhere() -> None:
    rows = [
        Ccu("RÍO VERDE - CALERA", {"01102": WHOLE, "01103": WHOLE, "01104": PART, "01105": PART}),
        Ccu("O'BRIEN", {"01104": WHOLE}),
        Ccu("RESTO", {"01105": REST}),
    ]
    assert list(official_groups(rows)) == [
        Group("Río Verde–Calera", ("01102", "01103"), ("01105",)),
        Group("O'Brien", ("01104",)),
    ]


def test_area_that_a_decree_enlarges_is_asked_for_both_ways() -> None:
    areas = [
        Area("rancagua-machali", "Rancagua–Machalí", ("06101", "06108")),
        Area("talca-maule", "Talca–Maule", ("07101", "07105")),
    ]
    small, large, other = (group for _, group in legal_groups(areas))
    assert small.tolerated == ("06106", "06111")
    assert large.members == ("06101", "06106", "06108", "06111")
    assert not large.tolerated
    assert other == Group("Talca–Maule", ("07101", "07105"))


# ---------------------------------------------------------------------------
# unions
# ---------------------------------------------------------------------------

A, B, C, D = "01101", "01102", "01103", "01104"
ABROAD = "02101"


@pytest.fixture
def graph() -> GapGraph:
    """Four communes in a row, 5, 20 and 60 m apart, and one of another region beside them."""
    corners = {A: 0, B: 15, C: 45, D: 115, ABROAD: 126}
    shapes: list[tuple[str, shapely.Geometry]] = [
        (code, square(x, 0)) for code, x in corners.items()
    ]
    return build_gap_graph(footprints(shapes), horizon=100)


def test_communes_of_a_region_come_together_by_gap(graph: GapGraph) -> None:
    gaps = {(A, B): 5, (A, C): 20, (B, C): 20, (A, D): 60, (B, D): 60, (C, D): 60}
    assert pair_gaps(graph, 0.5) == pytest.approx(gaps)


def test_group_stands_by_itself_until_a_stranger_comes(graph: GapGraph) -> None:
    gaps = pair_gaps(graph, 0.5)
    found = span(Group("A–B", (A, B)), graph, gaps, 0.5)
    assert (found.forms, found.grows, found.newcomers) == (5, 20, (C,))
    assert [gap in found for gap in (4.9, 5, 19.9, 20)] == [False, True, True, False]


def test_tolerated_commune_is_no_stranger(graph: GapGraph) -> None:
    found = span(Group("A–B", (A, B), (C,)), graph, pair_gaps(graph, 0.5), 0.5)
    assert (found.forms, found.grows, found.newcomers) == (5, 60, (D,))


def test_group_that_another_commune_holds_together_forms_only_by_itself(graph: GapGraph) -> None:
    found = span(Group("A–C", (A, C), (B,)), graph, pair_gaps(graph, 0.5), 0.5)
    assert found.forms == 35


def test_one_commune_is_always_formed(graph: GapGraph) -> None:
    found = span(Group("D", (D,)), graph, pair_gaps(graph, 0.5), 0.5)
    assert (found.forms, found.grows, found.newcomers) == (0, 60, (A, B, C))
    assert 59 in found


def test_communes_beyond_the_horizon_never_come_together(graph: GapGraph) -> None:
    assert first_gap(pair_gaps(graph, 0.5), A, [ABROAD]) is None


# ---------------------------------------------------------------------------
# scores
# ---------------------------------------------------------------------------

GROUPS = [Group("A–B–C", (A, B, C)), Group("D", (D,), ("01105",))]
GAPS: PairGaps = {
    (A, B): 1,
    (A, C): 2,
    (B, C): 2,
    (D, "01105"): 2,
    (C, D): 3,
    ("01105", "01106"): 3,
}
JUDGE = Judge(GROUPS, (A, B, C, D, "01105", "01106", ABROAD))


@pytest.mark.parametrize(
    ("gap", "states", "alone", "wrong", "pairs"),
    [
        (0, (0, 0, 0, 1), 1, 0, (0, 0, 3)),
        (1, (0, 1, 0, 0), 1, 0, (1, 0, 2)),
        (2, (1, 0, 0, 0), 1, 0, (3, 0, 0)),
        (3, (0, 0, 1, 0), 0, 1, (3, 1, 0)),
    ],
)
def test_score_counts_groups_unions_and_pairs(
    gap: float,
    states: tuple[int, ...],
    alone: int,
    wrong: int,
    pairs: tuple[int, ...],
) -> None:
    score = JUDGE.score(GAPS, gap)
    assert (score.exact, score.incomplete, score.mixed, score.apart) == states
    assert score.alone == alone
    assert score.wrong == wrong
    assert (score.hits, score.extra, score.missed) == pairs


def test_pairs_that_nobody_knows_about_are_not_judged() -> None:
    # Three inside A–B–C; each of them with D, 01105 and 01106; D with 01106, not with its guest.
    assert JUDGE.judged == 3 + 9 + 1


def test_rates_follow_from_the_counts() -> None:
    score = JUDGE.score(GAPS, 3)
    assert score.pair_precision == 3 / 4
    assert score.pair_recall == 1
    assert score.pair_f1 == pytest.approx(6 / 7)
    assert score.agreement == pytest.approx(12 / 13)
    # A and B are with their own; C is with D besides, and D with C.
    precision = (1 + 1 + 3 / 4 + 1 / 2) / 4
    assert score.commune_f1 == pytest.approx(2 * precision / (precision + 1))


def test_scores_of_two_censuses_add_up() -> None:
    both = total([JUDGE.score(GAPS, 1), JUDGE.score(GAPS, 2)])
    assert (both.exact, both.incomplete, both.hits, both.missed) == (1, 1, 4, 2)
    assert both.rows == 3


def test_best_stretches_of_a_step_function_are_whole() -> None:
    steps = [(0.0, 1.0), (10.0, 3.0), (20.0, 3.0), (30.0, 2.0), (40.0, 3.0)]
    assert best(steps, 50) == (3, [(10, 30), (40, 50)])


# ---------------------------------------------------------------------------
# the page
# ---------------------------------------------------------------------------


def test_numbers_are_written_in_spanish() -> None:
    assert [metres(gap) for gap in (1234.56, 550.0, 0.0, None)] == ["1.234,6", "550", "0", "–"]


def test_columns_of_figures_are_aligned_to_the_right() -> None:
    made = table(("Comuna", "Brecha"), [("Talca", "1.234,5"), ("Maule", "–")])
    assert made.splitlines()[1] == "| :-- | --: |"


@pytest.mark.slow
@pytest.mark.real
def test_page_says_what_the_data_say_and_the_data_support_the_norm(
    real_data: Path, repository: Path
) -> None:
    findings = calibrate(real_data)
    low, high = findings.constituted()
    assert low <= findings.max_gap < high
    exact = next(found for found in findings.preferences if found.census == BOTH)
    assert (exact.measure, exact.now) == ("exact", exact.top)
    # Counted by hand: 61 rows, of which 4 are the rest of a commune and 45 one commune.
    sizes = [len(row.whole) for row in findings.rows]
    assert [len(sizes), sizes.count(0), sizes.count(1), max(sizes)] == [61, 4, 45, 37]
    kept = (repository / "docs" / "calibracion.md").read_text(encoding="utf-8")
    assert page(findings) == kept

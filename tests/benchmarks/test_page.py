"""The page shows what was measured, between its marks."""

from pathlib import Path

from benchmarks.cases import CASES, load, save
from benchmarks.data import layer
from benchmarks.page import END, START, block, put
from benchmarks.watch import Outcome
from benchmarks.ways import WAYS
from tests.benchmarks.measurements import measured

PEERS = [
    measured("metro", 2.0, 2.5, 3.0, differing=0, reference="postgis"),
    measured("postgis", 50.0, reference="postgis", differing=0),
    measured("strtree", 600.0, outcome=Outcome.TOO_SLOW),
    measured("kdtree", 8.0, outcome=Outcome.TOO_LARGE),
    measured("duckdb", outcome=Outcome.NOT_AVAILABLE, message="falta algo"),
    measured("dbscan", 30.0, differing=1234, reference="postgis"),
]


def test_each_way_has_a_row() -> None:
    page = block({"peers": PEERS}, "una máquina", "2026-01-01")
    rows = [
        line.strip("| ").split(" | ")
        for line in page.partition("**1.000.000 edificios, 200 m**")[2].splitlines()
        if line.startswith("| ")
    ][2:]
    assert rows == [
        ["**metro**", "2,50", "2–3", "5", "0,2", "500", "1,0", "0"],
        ["PostGIS `ST_ClusterDBSCAN`", "50", "–", "100", "0,2", "500", "20,0", "referencia"],
        ["shapely `STRtree`, `dwithin`", "> 600", "–", "1.200", "0,2", "500", "> 240,0", "–"],
        [
            "scipy `cKDTree`, centroides (inexacto)",
            "sin memoria a los 8",
            "–",
            "16",
            "0,2",
            "500",
            "–",
            "–",
        ],
        ["DuckDB `ST_DWithin`", "no disponible", "–", "–", "–", "–", "–", "–"],
        [
            "scikit-learn `DBSCAN`, centroides (inexacto)",
            "30",
            "–",
            "60",
            "0,2",
            "500",
            "12,0",
            "1.234",
        ],
    ]


def test_what_was_not_done_says_why() -> None:
    assert "\n\nDuckDB `ST_DWithin`: falta algo.\n\n" in block({"peers": PEERS}, "", "")


def test_targets_stand_first() -> None:
    page = block({"peers": PEERS}, "una máquina", "2026-01-01")
    assert (
        "| 1 M a 200 m, frente a PostGIS `ST_ClusterDBSCAN` | ≥ 8 veces | 20 veces | – | sí |"
        in page
    )
    assert "| ≥ 200 veces | > 240 veces | – | sí |" in page
    assert "sin medir" in page


def test_one_way_has_a_row_for_each_layer() -> None:
    page = block({"growth": [measured("metro", 2.0)]}, "", "")
    assert "| 1.000.000 edificios | 2 | – | 4 | 0,2 | 500 |" in page


def test_rest_of_the_page_stays(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text(f"Antes.\n\n{START}\nviejo\n{END}\n\nDespués.\n", encoding="utf-8")
    put(path, {"peers": PEERS}, "una máquina", "2026-01-01")
    put(path, {"peers": PEERS}, "otra máquina", "2026-01-02")
    written = path.read_text(encoding="utf-8")
    assert written.startswith(f"Antes.\n\n{START}\n\nMedido el 2026-01-02 con otra máquina.")
    assert written.endswith(f"{END}\n\nDespués.\n")
    assert "viejo" not in written


def test_page_of_the_documentation_can_be_written(repository: Path) -> None:
    page = (repository / "docs" / "rendimiento.md").read_text(encoding="utf-8")
    assert page.count(START) == page.count(END) == 1


def test_measurements_are_kept(tmp_path: Path) -> None:
    save(PEERS, tmp_path / "peers.json")
    assert load(tmp_path / "peers.json") == PEERS
    assert load(tmp_path / "none.json") == []


def test_cases_name_layers_and_ways_that_are_there() -> None:
    for case in CASES.values():
        for task in case.tasks:
            assert layer(task.layer).title
            assert set(task.ways) <= set(WAYS)

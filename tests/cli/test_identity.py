"""The same inputs give the same bytes: in any order of rows, by any name, on any machine."""

import json
import os
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest

from metrocli.study.sample import write_sample
from tests.cli.conftest import Metro
from tests.shuffled import seeds, shuffle

RENAMED = {
    "comunas.gpkg": "límites.gpkg",
    "poblacion.csv": "habitantes.csv",
    "edificios_2024.parquet": "construido.parquet",
}

COMMANDS = [
    ("check",),
    ("check", "--majority", "0.9", "--max-gap", "100"),
    ("propose",),
    ("sweep", "talca-maule"),
]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the sample, and return its metro.toml."""
    folder = tmp_path_factory.mktemp("muestra")
    write_sample(folder)
    return folder / "metro.toml"


def areas(metro: Metro, command: tuple[str, ...], study: Path) -> str:
    """Return the part of a document that speaks of areas, as it is written."""
    ended = metro(*command, "--study", str(study), "--format", "json")
    assert ended.out, ended.err
    document: dict[str, Any] = json.loads(ended.out)
    return json.dumps([document["areas"], document.get("near_misses")], indent=2)


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("seed", seeds(1))
def test_no_order_of_rows_and_no_name_of_a_file_changes_a_byte(
    metro: Metro, sample: Path, tmp_path: Path, command: tuple[str, ...], seed: int
) -> None:
    copy = shuffle(sample, tmp_path, RENAMED, seed)
    assert areas(metro, command, copy) == areas(metro, command, sample)


@pytest.mark.parametrize("seed", seeds(2))
def test_nor_does_the_order_of_footprints_that_have_no_id(
    metro: Metro, sample: Path, tmp_path: Path, seed: int
) -> None:
    told = sample.read_text(encoding="utf-8")
    folder = tmp_path / "sin-id"
    folder.mkdir()
    for name in RENAMED:
        (folder / name).write_bytes((sample.parent / name).read_bytes())
    buildings = gpd.read_parquet(folder / "edificios_2024.parquet").drop(columns="id")
    buildings.to_parquet(folder / "edificios_2024.parquet")
    (folder / "metro.toml").write_text(told, encoding="utf-8")
    copy = tmp_path / "copia"
    copy.mkdir()
    shuffled = shuffle(folder / "metro.toml", copy, RENAMED, seed)
    command = ("check", "talca-maule", "concepcion-san-pedro")
    assert areas(metro, command, shuffled) == areas(metro, command, folder / "metro.toml")


@pytest.mark.slow
@pytest.mark.parametrize("threads", [1, 7])
def test_no_number_of_threads_changes_a_byte(
    metro: Metro, sample: Path, monkeypatch: pytest.MonkeyPatch, threads: int
) -> None:
    usual = areas(metro, ("check",), sample)
    monkeypatch.setattr(os, "cpu_count", lambda: threads)
    assert areas(metro, ("check",), sample) == usual

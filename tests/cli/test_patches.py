"""`metro patches` as it is used, and as it is interrupted."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from benchmarks import towns
from tests.cli.conftest import Metro
from tests.study.places import blocks, write_study


def test_the_sample_is_drawn_and_labelled(metro: Metro, tmp_path: Path) -> None:
    metro("init", "--sample", "-q")
    files = ("-o", "manchas.gpkg", "--labels", "etiquetas.parquet")
    ended = metro("patches", *files, "--format", "json")
    assert (ended.code, ended.err) == (0, "")
    result = json.loads(ended.out)
    assert result["parameters"] == {"max_gap_m": 550, "min_footprints": 1}
    assert result["population"] == 3_670_958
    talca = next(patch for patch in result["largest"] if patch["communes"] == ["07101", "07105"])
    assert talca["population"] == 254_722
    drawn = gpd.read_file(tmp_path / "manchas.gpkg", layer="patches")
    assert len(drawn) == result["patches"] == result["drawn"]
    assert drawn.crs.to_epsg() == 4674
    assert drawn.population.sum() == result["population"]
    assert drawn.schematic.all()
    labels = pd.read_parquet(tmp_path / "etiquetas.parquet")
    sizes = labels.patch.value_counts()
    assert sizes[drawn.patch].tolist() == drawn.footprints.tolist()
    houses = gpd.read_parquet(tmp_path / "edificios_2024.parquet").to_crs(4674)
    outlines = drawn.set_index("patch").geometry[labels.patch]
    assert shapely.intersects(outlines.to_numpy(), houses.geometry.to_numpy()).mean() > 0.99


def test_the_table_has_eighty_columns_and_says_what_is_not_drawn(metro: Metro) -> None:
    metro("init", "--sample", "-q")
    ended = metro("patches", "-o", "m.geoparquet", "--min-footprints", "1000")
    assert max(map(len, ended.out.splitlines())) <= 80
    assert "Las manchas más grandes" in ended.out
    assert "254.722" in ended.out
    assert "1.000 huellas o más" in ended.out
    assert len(gpd.read_parquet("m.geoparquet")) < 27


def test_footprints_are_placed_by_boundaries_and_labels_have_their_geometry(
    metro: Metro, tmp_path: Path
) -> None:
    write_study(tmp_path)
    blocks().drop(columns="cut").to_parquet(tmp_path / "sueltas.parquet")
    given = ("--footprints", "sueltas.parquet", "--max-gap", "200")
    ended = metro("patches", *given, "-o", "m.gpkg", "--labels", "l.gpkg", "--format", "json")
    result = json.loads(ended.out)
    assert {known["role"] for known in result["inputs"]} == {"boundaries", "footprints"}
    assert {code for patch in result["largest"] for code in patch["communes"]} == {
        "07101",
        "07105",
    }
    labels = gpd.read_file(tmp_path / "l.gpkg")
    assert labels.manzent.tolist() == ["a", "b", "c"]
    assert labels.geometry.geom_equals(blocks().geometry).all()


def test_a_filter_of_the_study_holds(metro: Metro, tmp_path: Path) -> None:
    study = write_study(tmp_path)
    text = study.read_text(encoding="utf-8")
    assert text.count("[[footprints]]") == 1
    study.write_text(
        text.replace("[[footprints]]", '[[footprints]]\nwhere = "pob < 100"'), encoding="utf-8"
    )
    result = json.loads(metro("patches", "-o", "m.gpkg", "--format", "json").out)
    assert (result["features"], result["population"]) == (2, 80)


@pytest.mark.parametrize(
    ("wrong", "code", "said"),
    [
        (("-o", "m.shp"), 2, ".gpkg"),
        (("-o", "no/m.gpkg"), 3, "su carpeta no existe"),
        (("-o", "m.gpkg", "--labels", "m.gpkg"), 2, "el mismo archivo"),
        (("-o", "m.gpkg", "--labels", "l.csv"), 2, ".parquet"),
        (("-o", "m.gpkg", "--min-footprints", "0"), 2, "--min-footprints"),
        (("-o", "m.gpkg", "--footprints", "no.parquet"), 3, "no.parquet"),
        (
            ("-o", "m.gpkg", "--footprints", "a.parquet", "--footprints", "b.parquet"),
            2,
            "a.parquet, b.parquet",
        ),
        ((), 2, "--output"),
    ],
)
def test_what_cannot_be_drawn_is_told_and_nothing_is_written(
    metro: Metro, tmp_path: Path, wrong: tuple[str, ...], code: int, said: str
) -> None:
    write_study(tmp_path)
    before = sorted(tmp_path.iterdir())
    ended = metro("patches", *wrong)
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err
    assert sorted(tmp_path.iterdir()) == before


def test_without_footprints_there_are_no_patches(metro: Metro) -> None:
    ended = metro("patches", "-o", "m.gpkg", "--population-vintage", "2024")
    assert ended.code == 3


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a layer that takes seconds."""
    path = tmp_path_factory.mktemp("town") / "town.parquet"
    towns.main(100_000, path)
    codes = pd.read_parquet(path, columns=["id"]).assign(cut="07101")
    gpd.read_parquet(path).assign(cut=codes.cut).to_parquet(path)
    return path


@pytest.mark.usefixtures("heard")
@pytest.mark.parametrize("moment", ["reading", "drawing", "labelling"])
def test_an_interruption_leaves_no_file(town: Path, tmp_path: Path, moment: str) -> None:
    arguments = ["patches", "--debug", "--footprints", str(town), "--max-gap", "200"]
    files = ["-o", str(tmp_path / "m.gpkg"), "--labels", str(tmp_path / "l.gpkg")]
    program = "from metrocli.cli.main import run; print(flush=True); run()"
    command = [sys.executable, "-c", program, *arguments, *files]
    surroundings = {name: value for name, value in os.environ.items() if name != "GDAL_SKIP"}
    with subprocess.Popen(
        command, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()  # what comes before is Python's own beginning
        waited = {"reading": "", "drawing": "-m.gpkg", "labelling": "-l.gpkg"}[moment]
        if waited:
            wait_for(lambda: any(p.name.endswith(waited) for p in tmp_path.iterdir()), process)
        else:
            time.sleep(0.5)
        os.kill(process.pid, signal.SIGINT)
        code = process.wait(60)
        said = process.stderr.read().decode()
    assert (code, said.strip()[-1500:]) == (130, ""), said
    assert list(tmp_path.iterdir()) == []


def wait_for(seen: Callable[[], bool], process: "subprocess.Popen[bytes]") -> None:
    """Wait until something is seen of a process that has not ended."""
    while not seen():
        assert process.poll() is None
        time.sleep(0.005)


@pytest.mark.real
def test_nobody_of_the_blocks_of_2024_is_lost(metro: Metro, real_data: Path) -> None:
    path = real_data / "blocks_2024.parquet"
    given = ("--footprints", str(path), "--footprint-population", "pob", "--max-gap", "550")
    result = json.loads(metro("patches", *given, "-o", "m.gpkg", "--format", "json").out)
    assert result["footprints"] == 166_299
    assert result["population"] == 16_171_738
    drawn = gpd.read_file("m.gpkg")
    assert len(drawn) == result["patches"] == 1_040
    assert drawn.is_valid.all()
    of_talca = drawn[drawn.communes == "07101,07105"]
    assert of_talca.population.tolist() == [254_722]

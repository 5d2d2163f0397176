"""`metro repair` through the command line, on files drawn by hand, the sample and real ones."""

import csv
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import pyogrio
import pytest
import shapely
from shapely import affinity

from metrocli.planar import to_crs, to_plane
from metrocli.study.reader import read_config
from metrocli.study.sample import write_sample
from tests.cli.conftest import Metro
from tests.study.places import COMMUNES, METRE, block, blocks, write_study

BOW = shapely.Polygon([(-71.65, -35.45), (-71.64, -35.44), (-71.64, -35.45), (-71.65, -35.44)])


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return write_study(tmp_path)


def hashes(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def log(folder: Path) -> list[list[str]]:
    with (folder / "cambios.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def refused(metro: Metro, folder: Path) -> dict[str, int]:
    """Repair the study of a folder and return the codes and counts of what was refused."""
    before = hashes(folder)
    ended = metro("repair", "-o", "reparado", "--format", "json")
    assert ended.code == 3
    assert hashes(folder) == before
    result = json.loads(ended.out)
    assert result["repaired"] is False
    return {fault["code"]: fault["count"] for fault in result["refusals"]}


def areas(metro: Metro, study: str) -> Any:
    return json.loads(metro("check", "--study", study, "--format", "json").out)["areas"]


@pytest.mark.usefixtures("study")
def test_a_sound_study_is_copied_byte_by_byte(metro: Metro, tmp_path: Path) -> None:
    ended = metro("repair", "-o", "reparado")
    assert (ended.code, ended.err) == (0, "")
    assert "idéntica byte por byte" in " ".join(ended.out.split())
    original, copy = hashes(tmp_path), hashes(tmp_path / "reparado")
    for name in ("comunas.gpkg", "poblacion.csv", "manzanas.parquet"):
        assert copy[name] == original[name]
    assert set(copy) == {*original, "cambios.csv"} - {f"reparado/{name}" for name in copy}
    assert areas(metro, "reparado/metro.toml") == areas(metro, "metro.toml")


def test_everything_that_can_be_mended_is(metro: Metro, study: Path) -> None:
    folder = study.parent
    spoilt = blocks(cut=[7101, 7101, 7105], otra=["x", "y", "z"], objectid=[1, 2, 3])
    spoilt.geometry = [shapely.Polygon(_spiked()), *spoilt.geometry[1:]]
    lost = blocks(otra=["p", "q", "r"], objectid=[4, 5, 6], pob=[0, 0, None], cut=[7101] * 3)
    lost.geometry = [None] * 3
    again = spoilt.assign(objectid=[7, 8, 9])
    pd.concat([spoilt, again, lost]).to_file(folder / "manzanas.geojson", driver="GeoJSON")
    (folder / "poblacion.csv").write_text(
        "cut;comuna;pob_2024\n7101;Talca;200.000\n7105.0;Maule;60.500\n7101;Talca;200.000\n",
        encoding="cp1252",
    )
    study.write_text(study.read_text().replace("manzanas.parquet", "manzanas.geojson"))
    before = hashes(folder)
    ended = metro("repair", "-o", "reparado", "--format", "json")
    result = json.loads(ended.out)
    assert ended.code == 0, result["refusals"]
    assert {name: kept for name, kept in hashes(folder).items() if name in before} == before
    made = {
        one["copy"]: {c["kind"]: c["count"] for c in one["changes"]} for one in result["inputs"]
    }
    assert made == {
        "poblacion.csv": {"code-mended": 3, "duplicate-dropped": 1},
        "comunas.gpkg": {},
        "manzanas.gpkg": {
            "code-mended": 9,
            "geometry-mended": 2,
            "feature-dropped": 3,
            "duplicate-dropped": 3,
        },
    }
    assert result["inputs"][2]["before"] == {"features": 9, "population": 360}
    assert result["inputs"][2]["after"] == {"features": 3, "population": 180}
    copy = gpd.read_file(folder / "reparado" / "manzanas.gpkg")
    assert copy.crs == spoilt.crs
    assert copy["cut"].tolist() == ["07101", "07101", "07105"]
    assert copy["otra"].tolist() == ["x", "y", "z"]
    assert copy.is_valid.all()
    assert (folder / "reparado" / "poblacion.csv").read_text(encoding="utf-8") == (
        "cut;comuna;pob_2024\n07101;Talca;200.000\n07105;Maule;60.500\n"
    )
    told = log(folder / "reparado")
    assert len(told) == 1 + 1 + 2 * 2 + 1 + 4 + 17
    assert ["manzanas.geojson", "Habitantes", "", "360", "180"] in told
    assert areas(metro, "reparado/metro.toml")[0]["population"]["continuum"] == 100


def _spiked() -> list[tuple[float, float]]:
    """Return a block with a spike of no width."""
    west, south, east, north = block(-71.65, -35.45).bounds
    spike = [(east, north + METRE), (east, north)]
    return [(west, south), (east, south), (east, north), *spike, (west, north)]


def test_what_was_repaired_needs_no_repair(metro: Metro, study: Path) -> None:
    folder = study.parent
    pd.concat([blocks(cut=[7101, 7101, 7105])] * 2).to_parquet(folder / "manzanas.parquet")
    west, east = COMMUNES.geometry
    overlapping = COMMUNES.set_geometry([west, affinity.translate(east, -METRE)])
    overlapping.set_crs(4674).to_file(folder / "comunas.gpkg")
    assert metro("repair", "-o", "uno").code == 0
    ended = metro("repair", "--study", "uno/metro.toml", "-o", "dos", "--format", "json")
    assert ended.code == 0
    assert [one["changes"] for one in json.loads(ended.out)["inputs"]] == [[], [], []]
    one, two = hashes(folder / "uno"), hashes(folder / "dos")
    assert one.pop("cambios.csv") != two.pop("cambios.csv")
    assert one == two


def test_slivers_are_closed_up_to_the_tolerance_and_refused_over_it(
    metro: Metro, study: Path
) -> None:
    west, east = COMMUNES.geometry
    overlapping = COMMUNES.set_geometry([west, affinity.translate(east, -3 * METRE)])
    overlapping.set_crs(4674).to_file(study.parent / "comunas.gpkg")
    assert metro("repair", "-o", "fino", "--tolerance", "2").code == 3
    assert not (study.parent / "fino").exists()
    assert metro("repair", "-o", "grueso", "--tolerance", "5").code == 0
    closed = gpd.read_file(study.parent / "grueso" / "comunas.gpkg")
    assert closed[["cut", "comuna", "region"]].equals(COMMUNES[["cut", "comuna", "region"]])
    assert shapely.coverage_is_valid(to_plane(closed.geometry.to_numpy(), 4674))
    (row,) = [row for row in log(study.parent / "grueso") if "07101" in row[2]]
    assert "5 m" in row[3]


def test_a_repair_that_would_take_a_commune_its_land_is_an_error_and_nothing_is_written(
    metro: Metro, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    west, east = COMMUNES.geometry
    overlapping = COMMUNES.set_geometry([west, affinity.translate(east, -3 * METRE)])
    overlapping.set_crs(4674).to_file(study.parent / "comunas.gpkg")
    monkeypatch.setattr(
        shapely, "coverage_clean", lambda planar, **_: np.array([planar[0], shapely.Polygon()])
    )
    before = hashes(study.parent)
    ended = metro("repair", "-o", "reparado")
    assert ended.code == 3
    assert "comunas.gpkg: cerrar traslapes y huecos cambiaría la comuna 07105 en" in ended.err
    assert "--tolerance" in ended.err
    assert hashes(study.parent) == before


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda: blocks(pob=[100, -50, 30]), "population-negative"),
        (lambda: blocks(cut=["07101", "total", "07105"]), "codes-invalid"),
        (lambda: blocks(cut=["08401", "16101", "07105"]), "codes-former"),
        (lambda: blocks().set_crs(32719, allow_override=True), "crs-degrees-as-metres"),
        (lambda: pd.concat([blocks(), blocks(pob=[1, 2, 3])]), "features-repeated"),
        (lambda: blocks().set_geometry([BOW, None, None]).set_crs(4326), "geometry-invalid"),
        (lambda: blocks().set_geometry([block(-71.6, -35.4), None, None]), "geometry-null"),
    ],
)
def test_what_cannot_be_mended_safely_is_refused(
    metro: Metro, study: Path, spoil: Callable[[], gpd.GeoDataFrame], code: str
) -> None:
    spoil().to_parquet(study.parent / "manzanas.parquet")
    assert code in refused(metro, study.parent)


def test_refusals_are_told_all_at_once_and_nothing_is_written(metro: Metro, study: Path) -> None:
    folder = study.parent
    blocks(pob=[100, -50, 30]).to_parquet(folder / "manzanas.parquet")
    (folder / "poblacion.csv").write_text(
        "cut;pob_2024\n07101;1\n07101;2\n07105;3\n", encoding="utf-8"
    )
    (folder / "comunas.gpkg").write_bytes(b"no es un gpkg")
    assert refused(metro, folder) == {
        "communes-repeated": 1,
        "refused": 1,
        "population-negative": 1,
    }
    assert "No se escribió nada" in metro("repair", "-o", "reparado").out


def test_a_folder_that_holds_something_is_left_alone(metro: Metro, study: Path) -> None:
    full = study.parent / "lleno"
    full.mkdir()
    (full / "notas.txt").write_text("mías")
    ended = metro("repair", "-o", "lleno")
    assert (ended.code, ended.out) == (3, "")
    assert "--force" in ended.err
    assert [path.name for path in full.iterdir()] == ["notas.txt"]
    assert metro("repair", "-o", "lleno", "--force").code == 0
    assert (full / "notas.txt").read_text() == "mías"
    assert (full / "metro.toml").is_file()


@pytest.mark.usefixtures("study")
def test_an_empty_folder_is_filled(metro: Metro, tmp_path: Path) -> None:
    (tmp_path / "vacio").mkdir()
    assert metro("repair", "-o", "vacio").code == 0
    assert (tmp_path / "vacio" / "metro.toml").is_file()


@pytest.mark.usefixtures("study")
@pytest.mark.parametrize(("output", "code"), [(".", 2), ("comunas.gpkg", 3), ("no/existe", 3)])
def test_a_folder_that_cannot_be_meant_is_refused(
    metro: Metro, tmp_path: Path, output: str, code: int
) -> None:
    before = hashes(tmp_path)
    assert metro("repair", "-o", output, "--force").code == code
    assert hashes(tmp_path) == before


def test_a_study_of_options_alone_gets_a_file(metro: Metro, tmp_path: Path) -> None:
    blocks(cut=[7101, 7101, 7105]).to_file(tmp_path / "manzanas.shp")
    COMMUNES.to_file(tmp_path / "comunas.shp")
    given = ("--footprints", "manzanas.shp", "--boundaries", "comunas.shp")
    ended = metro("repair", "-o", "x", "--population-vintage", "2024", *given)
    assert ended.code == 0
    names = {path.name for path in (tmp_path / "x").iterdir()}
    assert names >= {"manzanas.gpkg", "comunas.shp", "comunas.dbf", "comunas.prj", "metro.toml"}
    layers = pyogrio.list_layers(tmp_path / "x" / "manzanas.gpkg")
    assert layers[:, 0].tolist() == ["manzanas"]
    assert metro("inspect", "--study", "x/metro.toml").code == 0


def test_layers_of_the_same_name_do_not_meet(metro: Metro, tmp_path: Path) -> None:
    for folder, codes in (("a", [7101, 7101, 7105]), ("b", ["07101", "07101", "07105"])):
        (tmp_path / folder).mkdir()
        blocks(cut=codes).to_parquet(tmp_path / folder / "m.parquet")
    given = ("--footprints", "a/m.parquet", "--footprints", "b/m.parquet")
    assert metro("repair", "-o", "x", "--population-vintage", "2024", *given).code == 0
    written = (tmp_path / "x" / "metro.toml").read_text(encoding="utf-8")
    paths = [line for line in written.splitlines() if "m.parquet" in line]
    assert paths == ['path = "m.parquet"', 'path = "2/m.parquet"']
    assert metro("inspect", "--study", "x/metro.toml", "-q").code == 0


def test_a_filter_chooses_the_same_features_in_the_copy(metro: Metro, study: Path) -> None:
    folder = study.parent
    blocks(area=["URBANO", "urbano", "RURAL"], cut=[7101, 7101, 7105]).to_file(folder / "m.shp")
    content = study.read_text().replace("manzanas.parquet", "m.shp")
    # OGR takes no notice of capitals in a shapefile, where SQLite does in a GeoPackage.
    study.write_text(
        content.replace('path = "m.shp"', 'path = "m.shp"\nwhere = "area = \'URBANO\'"')
    )
    ended = metro("repair", "-o", "x")
    assert (ended.code, ended.out) == (3, "")
    assert "URBANO" in ended.err
    study.write_text(
        content.replace('path = "m.shp"', 'path = "m.shp"\nwhere = "area <> \'RURAL\'"')
    )
    assert metro("repair", "-o", "x").code == 0
    assert areas(metro, "x/metro.toml") == areas(metro, "metro.toml")


def test_a_workbook_keeps_its_other_sheets(metro: Metro, study: Path) -> None:
    folder = study.parent
    with pd.ExcelWriter(folder / "poblacion.xlsx") as book:
        rows = {"cut": [7101, 7105, 7105], "pob_2024": [200_000, 60_500, 60_500]}
        pd.DataFrame(rows).to_excel(book, sheet_name="datos", index=False)
        pd.DataFrame({"nota": ["x"]}).to_excel(book, sheet_name="notas", index=False)
    content = study.read_text().replace('"poblacion.csv"', '"poblacion.xlsx"\nlayer = "datos"')
    study.write_text(content)
    assert metro("repair", "-o", "x").code == 0
    copy = openpyxl.load_workbook(folder / "x" / "poblacion.xlsx")
    assert copy.sheetnames == ["datos", "notas"]
    assert list(copy["datos"].values) == [
        ("cut", "pob_2024"),
        ("07101", 200_000),
        ("07105", 60_500),
    ]


def test_trips_that_are_there_twice_are_left_once(metro: Metro, study: Path) -> None:
    folder = study.parent
    (folder / "viajes.csv").write_text("origen,destino,viajes\n7101,7105,5\n7101,7105,5\n")
    pd.DataFrame({"cut": [7101, 7105], "b44": [10, 20]}).to_parquet(folder / "ocupados.parquet")
    with study.open("a", encoding="utf-8") as file:
        file.write('[commuting]\npath = "viajes.csv"\ntotals = "ocupados.parquet"\n')
    assert metro("inspect").code == 3
    assert metro("repair", "-o", "x").code == 0
    assert (folder / "x" / "viajes.csv").read_text() == "origen,destino,viajes\n07101,07105,5\n"
    assert pd.read_parquet(folder / "x" / "ocupados.parquet")["cut"].tolist() == ["07101", "07105"]
    assert metro("inspect", "--study", "x/metro.toml").code == 0


def test_every_input_goes_along(metro: Metro, study: Path) -> None:
    folder = study.parent
    layer = gpd.read_parquet(folder / "manzanas.parquet")
    layer.to_parquet(folder / "censo.parquet")
    layer.drop(columns="pob").to_parquet(folder / "manzanas.parquet")
    (folder / "servicios.csv").write_text(
        "tipo;nombre;comunas;fuente\nhospital;Regional;Talca, Maule;MINSAL\n", encoding="utf-8"
    )
    more = '[people]\npath = "censo.parquet"\n[services]\npath = "servicios.csv"\n'
    study.write_text(study.read_text(encoding="utf-8") + more, encoding="utf-8")
    before = areas(metro, "metro.toml")
    assert metro("repair", "-o", "x").code == 0
    copy = read_config(folder / "x" / "metro.toml")
    places = {copy.path_of(source).resolve().parent for source in copy.sources}
    assert places == {(folder / "x").resolve()}
    assert areas(metro, "x/metro.toml") == before


def test_a_norm_of_its_own_goes_along(metro: Metro, study: Path, repository: Path) -> None:
    norm = repository / "src" / "metrocli" / "norm" / "data" / "ley-21074.toml"
    (study.parent / "mia.toml").write_bytes(norm.read_bytes())
    with study.open("a", encoding="utf-8") as file:
        file.write('[norm]\nid = "mia.toml"\n')
    assert metro("repair", "-o", "x").code == 0
    assert areas(metro, "x/metro.toml") == areas(metro, "metro.toml")


@pytest.mark.slow
def test_the_sample_with_every_feature_twice_gives_the_same_verdicts(
    metro: Metro, tmp_path: Path
) -> None:
    write_sample(tmp_path / "limpia")
    write_sample(tmp_path / "doble")
    layer = tmp_path / "doble" / "edificios_2024.parquet"
    once = gpd.read_parquet(layer)
    pd.concat([once, once]).to_parquet(layer)
    ended = metro("inspect", "--study", "doble/metro.toml", "--format", "json")
    assert ended.code == 3
    found = [found for one in json.loads(ended.out)["inputs"] for found in one["findings"]]
    assert {one["code"]: one["count"] for one in found}["features-repeated"] == len(once)
    assert metro("repair", "--study", "doble/metro.toml", "-o", "reparada").code == 0
    assert areas(metro, "reparada/metro.toml") == areas(metro, "limpia/metro.toml")


@pytest.mark.real
def test_real_zones_with_every_feature_twice_give_the_same_verdict(
    metro: Metro, tmp_path: Path, real_data: Path
) -> None:
    once = gpd.read_file(real_data / "zones_2017.gpkg")
    pd.concat([once, once]).to_file(tmp_path / "doble.gpkg")
    given = ("--population-vintage", "2017", "--footprint-population", "pob_2017")
    ended = metro("repair", "-o", "x", *given, "--footprints", "doble.gpkg", "--format", "json")
    assert ended.code == 0
    (copied,) = json.loads(ended.out)["inputs"]
    assert copied["before"] == {"features": 9_730, "population": 29_537_738}
    assert copied["after"] == {"features": 4_865, "population": 14_768_869}
    checked = [
        json.loads(metro("check", "--members", "Talca,Maule", "--format", "json", *of).out)
        for of in (
            ("--study", "x/metro.toml"),
            (*given, "--footprints", str(real_data / "zones_2017.gpkg")),
        )
    ]
    assert checked[0]["areas"] == checked[1]["areas"]
    assert checked[0]["areas"][0]["population"]["continuum"] == 224_125


@pytest.mark.real
@pytest.mark.slow
def test_real_communes_shifted_by_a_metre_become_a_coverage(
    metro: Metro, tmp_path: Path, real_data: Path
) -> None:
    layer = gpd.read_file(real_data / "communes.gpkg")
    random = np.random.default_rng(21_074)
    clean = to_plane(layer.geometry.to_numpy(), layer.crs)
    moved = np.array(
        [affinity.translate(one, *random.uniform(-1.5, 1.5, 2)) for one in clean], dtype=object
    )
    degrees = to_crs(shapely.get_coordinates(moved), layer.crs)
    layer.set_geometry(shapely.set_coordinates(moved.copy(), degrees)).to_file(tmp_path / "c.gpkg")
    given = ("--boundaries", "c.gpkg", "--population-vintage", "2017")
    assert metro("repair", "-o", "x", *given, "--tolerance", "5").code == 0
    repaired = gpd.read_file(tmp_path / "x" / "c.gpkg")
    assert repaired.drop(columns="geometry").equals(layer.drop(columns="geometry"))
    closed = to_plane(repaired.geometry.to_numpy(), repaired.crs)
    assert shapely.coverage_is_valid(closed)
    assert shapely.area(closed).sum() == pytest.approx(shapely.area(clean).sum(), rel=1e-5)
    assert shapely.area(closed) == pytest.approx(shapely.area(clean), rel=0.02)
    ended = metro("repair", "--study", "x/metro.toml", "-o", "y", "--format", "json")
    assert [one["changes"] for one in json.loads(ended.out)["inputs"]] == [[]]

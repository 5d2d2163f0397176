"""A study as a whole: nothing stops the inspection, and inputs are compared."""

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from metrocli.inspection.findings import InputReport, Inspection, Problem, Severity
from metrocli.inspection.survey import inspect
from metrocli.study.config import StudyConfig
from metrocli.study.reader import read_config
from metrocli.study.sections import BoundariesSection, FootprintsSection, PopulationSection, Source
from tests.inspection.drawn import finding, findings
from tests.study.places import COMMUNES, MAULE, TALCA, blocks, write_study
from tests.study.rasters import built, write_raster


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return write_study(tmp_path)


def inspected(study: Path) -> Inspection:
    return inspect(read_config(study))


def test_a_clean_study_is_sound_whatever_is_odd(study: Path) -> None:
    found = inspected(study)
    assert found.sound
    assert findings(found) == {"population-not-census": 1, "crs-mixed": 2}
    population, boundaries, footprints = found.inputs
    assert (population.role, population.path, population.features) == (
        "population",
        "poblacion.csv",
        2,
    )
    assert (boundaries.crs, boundaries.layer) == ("EPSG:4674", "comunas")
    assert boundaries.extent == pytest.approx((-71.7, -35.5, -71.5, -35.4), abs=1e-6)
    assert (footprints.vintage, footprints.population) == ("2024", 180)


def test_every_broken_input_is_told_and_the_others_are_inspected(study: Path) -> None:
    (study.parent / "comunas.gpkg").write_bytes(b"no es un gpkg")
    (study.parent / "poblacion.csv").unlink()
    found = inspected(study)
    assert not found.sound
    assert [findings(report.findings) for report in found.inputs] == [
        {"refused": 1},
        {"refused": 1},
        {},
    ]
    assert str(finding(found.inputs[0].findings, Problem.REFUSED).message).startswith(
        "poblacion.csv: there is no such file"
    )
    assert found.inputs[2].features == 3


def test_a_member_without_footprints_is_an_error(study: Path) -> None:
    blocks(cut=[TALCA, TALCA, TALCA]).iloc[:2].to_parquet(study.parent / "manzanas.parquet")
    lacking = finding(inspected(study), Problem.COMMUNES_WITHOUT_FOOTPRINTS)
    assert (lacking.severity, lacking.examples) == (Severity.ERROR, (f"{MAULE} Maule",))


def test_people_of_all_layers_are_held_against_the_commune(study: Path) -> None:
    blocks(pob=[150_000, 60_000, 1]).to_parquet(study.parent / "manzanas.parquet")
    over = finding(inspected(study), Problem.POPULATION_OVER_COMMUNE)
    assert [str(example) for example in over.examples] == ["07101: 210,000 against 200,000"]


def test_people_for_footprints_that_have_their_own_are_an_error(study: Path) -> None:
    blocks(pob=[150_000, 20_000, 1]).to_parquet(study.parent / "censo.parquet")
    blocks(pob=[40_000, 0, 1]).to_parquet(study.parent / "manzanas.parquet")
    text = study.read_text(encoding="utf-8")
    study.write_text(f'{text}[people]\npath = "censo.parquet"\n', encoding="utf-8")
    found = inspected(study)
    assert finding(found, Problem.PEOPLE_NEEDLESS).examples == ("manzanas.parquet",)
    over = finding(found, Problem.POPULATION_OVER_COMMUNE)
    assert [str(example) for example in over.examples] == ["07101: 210,000 against 200,000"]
    blocks().drop(columns="pob").to_parquet(study.parent / "manzanas.parquet")
    assert inspected(study).sound


def test_a_raster_is_inspected_where_communes_lie(study: Path) -> None:
    write_raster(study.parent / "ghs.tif", built((50, 50))[:, :150])
    text = study.read_text(encoding="utf-8")
    raster = text.replace('"manzanas.parquet"', '"ghs.tif"\nthreshold = 1.0')
    study.write_text(raster, encoding="utf-8")
    found = inspected(study)
    assert found.inputs[2].features == 1
    assert found.inputs[2].grid is not None
    assert [str(notice.message) for notice in found.notices] == [
        f"ghs.tif: the raster ends within 1 commune, or before it: {MAULE}"
    ]
    study.write_text(text.replace('"manzanas.parquet"', '"ghs.tif"'), encoding="utf-8")
    assert findings(inspected(study).inputs[2].findings) == {"refused": 1}


def test_two_censuses_in_one_study_are_an_error(study: Path) -> None:
    blocks().rename(columns={"pob": "pob_2017"}).to_parquet(study.parent / "manzanas.parquet")
    text = study.read_text(encoding="utf-8")
    study.write_text(
        text.replace('"manzanas.parquet"', '"manzanas.parquet"\npopulation = "pob_2017"'),
        encoding="utf-8",
    )
    mixed = finding(inspected(study), Problem.VINTAGES_MIXED)
    assert (mixed.severity, mixed.count) == (Severity.ERROR, 2)


def test_trips_are_inspected_too(study: Path) -> None:
    folder = study.parent
    (folder / "viajes.csv").write_text(
        "cut_residencia,cut_trabajo,ocupados\n07101,07105,-3\n", encoding="utf-8"
    )
    pd.DataFrame({"cut": [TALCA], "b44": [9], "loc": [8], "fu": [1]}).to_csv(
        folder / "totales.csv", index=False
    )
    with study.open("a", encoding="utf-8") as file:
        file.write('[commuting]\npath = "viajes.csv"\ntotals = "totales.csv"\n')
    trips, totals = inspected(study).inputs[3:]
    assert (findings(trips.findings), findings(totals.findings)) == ({"refused": 1}, {})
    assert trips.schema is not None
    assert trips.schema.schema.id == "commuting-2024"


def test_a_layer_that_a_study_filters_is_inspected_filtered(tmp_path: Path) -> None:
    blocks().to_parquet(tmp_path / "manzanas.parquet")
    section = FootprintsSection(Source("manzanas.parquet", tmp_path), where="pob > 40")
    (report,) = inspect(StudyConfig(footprints=(section,))).inputs
    assert report.features == 2


def test_antarctica_has_a_polygon_though_it_is_not_on_the_plane(tmp_path: Path) -> None:
    frame = COMMUNES.assign(cut=[TALCA, "12202"])
    south = frame.translate(0, -40).iloc[1]
    frame = frame.set_geometry([frame.geometry[0], south], crs="EPSG:4674")
    frame.to_file(tmp_path / "comunas.gpkg")
    found = inspect(StudyConfig(boundaries=BoundariesSection(Source("comunas.gpkg", tmp_path))))
    assert findings(found) == {}


def real(folder: Path, name: str) -> tuple[Inspection, InputReport]:
    """Inspect one real file by itself, as footprints, boundaries or population by its name."""
    source = Source(name, folder)
    if name.endswith(".csv"):
        config = StudyConfig(population=PopulationSection(source))
    elif name == "communes.gpkg":
        config = StudyConfig(boundaries=BoundariesSection(source))
    else:
        config = StudyConfig(footprints=(FootprintsSection(source),))
    found = inspect(config)
    return found, found.inputs[0]


@pytest.mark.real
@pytest.mark.parametrize(
    ("name", "schema", "features", "crs", "counts"),
    [
        (
            "communes.gpkg",
            "communes-both-censuses",
            345,
            "EPSG:4674",
            {"population-unclear": 2, "communes-without-polygon": 1},
        ),
        (
            "zones_2017.gpkg",
            "ine-2017-zones-prepared",
            4_865,
            "EPSG:4674",
            {"population-missing": 7, "footprints-uninhabited": 4},
        ),
        (
            "zones_2024.gpkg",
            "ine-2024-zones-prepared",
            4_900,
            "EPSG:4326",
            {"population-unclear": 2},
        ),
        (
            "urban_limits_2017.gpkg",
            "ine-2017-urban-limits-prepared",
            559,
            "EPSG:4674",
            {"population-unclear": 2},
        ),
        (
            "blocks_2017_partial.parquet",
            "ine-2017-blocks-prepared",
            28_272,
            "EPSG:4674",
            {"population-missing": 8_434, "footprints-uninhabited": 263, "footprints-large": 36},
        ),
        (
            "blocks_2024.parquet",
            "ine-2024-blocks-prepared",
            166_299,
            "EPSG:4326",
            {"footprints-large": 108, "communes-without-footprints": 13},
        ),
        ("communes_population.csv", "population-both-censuses", 346, None, {}),
        ("address_points.parquet", "address-points", None, None, {"refused": 1}),
        ("commuting_2024.csv", "commuting-2024", 3_901, None, {"refused": 1}),
        ("commuting_totals_2024.csv", "commuting-totals-2024", 346, None, {"refused": 1}),
        ("ccu_2017.csv", "ccu-2017", 61, None, {"refused": 1}),
    ],
)
def test_each_real_file_is_named_and_its_oddities_are_told(
    *,
    real_data: Path,
    name: str,
    schema: str,
    features: int | None,
    crs: str | None,
    counts: dict[str, int],
) -> None:
    found, report = real(real_data, name)
    assert report.schema is not None
    assert (report.schema.schema.id, report.features, report.crs) == (schema, features, crs)
    told = findings(found)
    assert {code: told.get(code) for code in counts} == counts
    clean = {"borders-overlap", "borders-holes", "geometry-invalid", "features-repeated"}
    assert not clean & told.keys()


@pytest.mark.real
@pytest.mark.parametrize("year", ["2017", "2024"])
def test_the_real_studies_are_sound(
    repository: Path, real_data: Path, monkeypatch: pytest.MonkeyPatch, year: str
) -> None:
    monkeypatch.setenv("METRO_DATA", str(real_data))
    found = inspect(read_config(repository / "studies" / f"chile-{year}.toml"))
    assert found.sound
    told = findings(found)
    assert finding(found, Problem.COMMUNES_WITHOUT_POLYGON).examples == ("12202 Antártica",)
    assert told["communes-without-footprints"] == {"2017": 27, "2024": 13}[year]
    assert ("crs-mixed" in told) == (year == "2024")
    population = found.inputs[0]
    assert population.population == population.census
    assert not {"footprints-elsewhere", "population-over-commune", "vintages-mixed"} & told.keys()


@pytest.mark.real
def test_every_real_feature_twice_is_found(real_data: Path, tmp_path: Path) -> None:
    zones = gpd.read_file(real_data / "zones_2017.gpkg").query("cut == '07101'")
    pd.concat([zones, zones]).to_parquet(tmp_path / "zonas.parquet")
    _, report = real(tmp_path, "zonas.parquet")
    repeated = finding(report.findings, Problem.FEATURES_REPEATED)
    assert (repeated.count, repeated.severity) == (len(zones), Severity.ERROR)

"""A study is loaded whole, with a record of every file, or one error says why not."""

import hashlib
import shutil
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from metrocli.errors import InputError, InvalidInputError, MissingInputError, UnreadableInputError
from metrocli.model import Commune, Element, Input, Severity, Study
from metrocli.study import national
from metrocli.study.config import StudyConfig
from metrocli.study.load import load
from metrocli.study.overrides import Overrides
from metrocli.study.overriding import override
from metrocli.study.reader import read_config
from metrocli.study.sections import StudySection
from tests.study.places import COMMUNES, MAULE, TALCA, blocks, write_study


def test_a_small_study_is_loaded_whole(tmp_path: Path) -> None:
    stages: list[str] = []
    study = load(
        read_config(write_study(tmp_path)), stage=lambda message: stages.append(str(message))
    )
    assert (study.title, study.vintage, study.schematic) == ("Prueba", "2024", False)
    assert [commune.name for commune in study.communes.values()] == ["Talca", "Maule"]
    assert study.communes[TALCA].population == 200_000
    assert study.communes[TALCA].region_name == "Maule"
    assert list(study.boundaries) == [TALCA, MAULE]
    assert study.footprints.weights.tolist() == [100, 50, 30]
    assert [(area.id, area.name, area.members) for area in study.areas] == [
        ("talca-maule", "Talca–Maule", (TALCA, MAULE))
    ]
    assert study.commuting is None
    assert study.notices == ()
    assert len(stages) == 3


def test_every_file_is_on_record(tmp_path: Path) -> None:
    study = load(read_config(write_study(tmp_path)))
    population, boundaries, footprints = study.inputs
    assert (population.role, population.path, population.features) == (
        "population",
        "poblacion.csv",
        2,
    )
    content = (tmp_path / "poblacion.csv").read_bytes()
    assert population.sha256 == hashlib.sha256(content).hexdigest()
    assert (boundaries.role, boundaries.layer, boundaries.crs) == (
        "boundaries",
        "comunas",
        "EPSG:4674",
    )
    assert (footprints.role, footprints.features, footprints.crs) == ("footprints", 3, "EPSG:4326")


def test_only_some_footprints_leave_the_rest_as_it_is(tmp_path: Path) -> None:
    study = load(read_config(write_study(tmp_path)), only=["7105"])
    assert study.footprints.ids.tolist() == ["c"]
    assert list(study.communes) == [TALCA, MAULE]
    assert study.inputs[2].features == 3


def test_a_study_needs_no_file(tmp_path: Path) -> None:
    write_study(tmp_path)
    overrides = Overrides(
        boundaries=str(tmp_path / "comunas.gpkg"),
        population=str(tmp_path / "poblacion.csv"),
        footprints=(str(tmp_path / "manzanas.parquet"),),
    )
    study = load(override(StudyConfig(), overrides))
    assert len(study.footprints) == 3
    assert study.areas == ()


def test_boundaries_can_tell_the_population(tmp_path: Path) -> None:
    write_study(tmp_path)
    path = tmp_path / "con_poblacion.gpkg"
    COMMUNES.assign(pob=[5, 6]).to_file(path)
    overrides = Overrides(boundaries=str(path), footprints=(str(tmp_path / "manzanas.parquet"),))
    study = load(override(StudyConfig(), overrides))
    assert study.communes[MAULE].population == 6


def test_a_table_of_population_goes_before_columns_of_the_boundaries(tmp_path: Path) -> None:
    config = read_config(write_study(tmp_path))
    COMMUNES.assign(pob_2017=[5, 6], pob_2018=[7, 8]).to_file(tmp_path / "comunas.gpkg")
    assert load(config).communes[TALCA].population == 200_000


def test_commuting_is_read_with_its_totals(tmp_path: Path) -> None:
    extra = '[commuting]\npath = "viajes.csv"\ntotals = "ocupados.csv"\n'
    config = read_config(write_study(tmp_path, extra))
    (tmp_path / "viajes.csv").write_text(
        "cut_residencia,cut_trabajo,ocupados\n07101,07105,9\n", encoding="utf-8"
    )
    (tmp_path / "ocupados.csv").write_text("cut,b44,fu\n07101,99,12\n", encoding="utf-8")
    study = load(config)
    assert study.commuting is not None
    assert study.commuting.trips == {(TALCA, MAULE): 9}
    assert study.commuting.employed == {TALCA: 99}
    assert study.commuting.outside == {TALCA: 12}
    assert [known.role for known in study.inputs[3:]] == ["commuting", "commuting-totals"]


def test_commuting_may_stand_on_sheets_of_one_book(tmp_path: Path) -> None:
    extra = (
        '[commuting]\npath = "libro.xlsx"\nlayer = "viajes"\n'
        'totals = "libro.xlsx"\ntotals_layer = "ocupados"\n'
    )
    config = read_config(write_study(tmp_path, extra))
    with pd.ExcelWriter(tmp_path / "libro.xlsx") as book:
        pd.DataFrame({"residencia": [7101, 7105], "7101": [80, 20], "7105": [9, None]}).to_excel(
            book, sheet_name="viajes", index=False
        )
        pd.DataFrame({"cut": [7101], "b44": [99]}).to_excel(
            book, sheet_name="ocupados", index=False
        )
    study = load(config)
    assert study.commuting is not None
    assert study.commuting.trips == {(TALCA, TALCA): 80, (TALCA, MAULE): 9, (MAULE, TALCA): 20}
    assert study.commuting.employed == {TALCA: 99}


def test_services_are_read_from_a_table_or_a_layer(tmp_path: Path) -> None:
    config = read_config(write_study(tmp_path, '[services]\npath = "servicios.csv"\n'))
    (tmp_path / "servicios.csv").write_text(
        "tipo;nombre;comunas;fuente\nhospital;Regional;Talca,Maule;\n", encoding="utf-8"
    )
    study = load(config)
    assert study.services == (Element("hospital", "Regional", (TALCA, MAULE)),)
    assert (study.inputs[-1].role, study.inputs[-1].path) == ("services", "servicios.csv")
    assert (study.inputs[-1].features, study.inputs[-1].crs) == (1, None)
    doubtful = next(n for n in study.notices if n.code == "services-without-source")
    assert str(doubtful.message).startswith("servicios.csv: 1 element ")
    COMMUNES.iloc[:1].assign(tipo="port", nombre="P", fuente="DOP").to_file(tmp_path / "s.gpkg")
    drawn = load(override(config, Overrides(services=str(tmp_path / "s.gpkg"))))
    # The polygon of one commune touches the other along their border.
    assert drawn.services == (Element("port", "P", (TALCA, MAULE), "DOP"),)
    assert (drawn.inputs[-1].layer, drawn.inputs[-1].crs) == ("s", "EPSG:4674")


def test_communes_that_only_footprints_know_are_added_with_a_notice(tmp_path: Path) -> None:
    config = read_config(write_study(tmp_path))
    blocks(cut=["08101", MAULE, "08999"]).to_parquet(tmp_path / "manzanas.parquet")
    study = load(config)
    assert study.communes["08101"] == Commune("08101", "Concepción", "08", "Biobío")
    assert study.communes["08999"] == Commune("08999", "08999", "08", "Biobío")
    assert [notice.code for notice in study.notices] == ["communes-unknown"]


def test_old_codes_are_translated_wherever_they_stand(tmp_path: Path) -> None:
    extra = '[commuting]\npath = "viajes.csv"\n[areas.x]\nmembers = ["08401", "08406"]\n'
    config = read_config(write_study(tmp_path, extra))
    old = ["08401", "08406"]
    COMMUNES.assign(cut=old).to_file(tmp_path / "comunas.gpkg")
    blocks(cut=["08401", "08401", "08406"]).to_parquet(tmp_path / "manzanas.parquet")
    (tmp_path / "poblacion.csv").write_text("cut,pob\n8401,9\n16103,8\n", encoding="utf-8")
    (tmp_path / "viajes.csv").write_text(
        "cut_residencia,cut_trabajo,ocupados\n08401,08406,7\n", encoding="utf-8"
    )
    config = replace(config, areas={"x": config.areas["x"]})
    study = load(config, only=["08401"])
    assert list(study.communes) == list(study.boundaries) == ["16101", "16103"]
    assert study.communes["16101"].population == 9
    assert study.footprints.communes.tolist() == ["16101", "16101"]
    assert study.commuting is not None
    assert study.commuting.trips == {("16101", "16103"): 7}
    assert study.areas[0].members == ("16101", "16103")
    told = [notice for notice in study.notices if notice.code == "codes-translated"]
    assert len(told) == 7  # of population, boundaries, footprints, two of trips, two members


def test_members_are_mended_with_a_notice(tmp_path: Path) -> None:
    extra = '[areas.x]\nmembers = ["7105", "07101"]\n'
    study = load(read_config(write_study(tmp_path, extra)))
    assert study.areas[1].members == (TALCA, MAULE)
    assert study.areas[1].name == "x"
    assert "[areas.x]: 7105 was read as 07105" in str(study.notices[0].message)


@pytest.mark.parametrize(
    ("members", "nearest"),
    [
        ('["07101", "07104"]', "07105 Maule"),
        ('["Talka"]', "07101 Talca"),
        ('["x"]', "Give the code (CUT) or the name"),
    ],
)
def test_an_unknown_commune_is_named_with_its_area_and_the_nearest(
    tmp_path: Path, members: str, nearest: str
) -> None:
    config = read_config(write_study(tmp_path, f"[areas.otra]\nmembers = {members}\n"))
    with pytest.raises(MissingInputError, match=r"\[areas\.otra\]: there is no commune") as caught:
        load(config)
    assert nearest in str(caught.value.remedy)


def test_a_commune_twice_in_an_area_is_refused(tmp_path: Path) -> None:
    config = read_config(write_study(tmp_path, '[areas.x]\nmembers = ["7101", "07101"]\n'))
    with pytest.raises(InvalidInputError, match="07101 is given more than once"):
        load(config)


def test_a_study_needs_footprints_and_population(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError, match="no footprints"):
        load(StudyConfig())
    with pytest.raises(MissingInputError, match="the census that it should be of is not given"):
        load(override(StudyConfig(), bare(tmp_path)))


def bare(folder: Path, vintage: str | None = None) -> Overrides:
    """Return the options of a study that has footprints only."""
    write_study(folder)
    return Overrides(footprints=(str(folder / "manzanas.parquet"),), population_vintage=vintage)


@pytest.mark.parametrize(("vintage", "people"), [("2017", 220_357), ("2024", 232_131)])
def test_without_a_table_the_population_is_the_national_one(
    tmp_path: Path, vintage: str, people: float
) -> None:
    options = bare(tmp_path, vintage)
    study = load(override(StudyConfig(), options), only=["Talca"])
    assert study.vintage == vintage
    assert len(study.communes) == 346
    assert study.communes[TALCA] == Commune(TALCA, "Talca", "07", "Maule", people)
    assert study.footprints.ids.tolist() == ["a", "b"]
    assert study.inputs[0] == Input(
        "population",
        f"metrocli: INE, Censo {vintage}",
        national.digest(),
        346,
        size=national.size(),
    )
    assert [(notice.code, notice.severity) for notice in study.notices] == [
        ("population-national", Severity.INFO)
    ]


def test_the_vintage_of_the_study_chooses_the_national_census(tmp_path: Path) -> None:
    config = override(StudyConfig(study=StudySection(vintage="Censo 2017")), bare(tmp_path))
    assert load(config).communes[TALCA].population == 220_357


def test_there_is_no_national_population_of_other_years(tmp_path: Path) -> None:
    config = override(StudyConfig(study=StudySection(vintage="2002")), bare(tmp_path))
    with pytest.raises(MissingInputError, match="not of 2002") as caught:
        load(config)
    assert "--population-vintage" in str(caught.value.remedy)


def test_boundaries_without_population_lend_their_names_to_the_national_one(
    tmp_path: Path,
) -> None:
    options = replace(bare(tmp_path, "2024"), boundaries=str(tmp_path / "comunas.gpkg"))
    COMMUNES.assign(comuna=["TALCA", "MAULE"]).to_file(tmp_path / "comunas.gpkg")
    study = load(override(StudyConfig(), options))
    assert study.communes[TALCA].name == "TALCA"
    assert study.communes[TALCA].population == 232_131


def test_members_of_an_area_may_be_names(tmp_path: Path) -> None:
    study = load(read_config(write_study(tmp_path, '[areas.x]\nmembers = ["maule", "TALCA"]\n')))
    assert study.areas[1].members == (TALCA, MAULE)
    assert [notice.code for notice in study.notices] == ["names-read", "names-read"]


def load_spoilt(folder: Path, name: str, content: bytes | None) -> Study:
    config = read_config(write_study(folder))
    path = folder / name
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    return load(config)


@pytest.mark.parametrize("name", ["comunas.gpkg", "poblacion.csv", "manzanas.parquet"])
@pytest.mark.parametrize("content", [None, b"", b"\x00garbage\x81"])
def test_a_missing_or_spoilt_file_ends_in_one_error_that_names_it(
    tmp_path: Path, name: str, content: bytes | None, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(InputError) as caught:
        load_spoilt(tmp_path, name, content)
    assert str(tmp_path / name) in str(caught.value.cause)
    assert caught.value.remedy is not None
    assert caught.value.exit_code == 3
    assert len(str(caught.value).splitlines()) == 2
    assert capfd.readouterr() == ("", "")


def test_a_geojson_cut_in_half_ends_in_one_error(tmp_path: Path) -> None:
    write_study(tmp_path)
    path = tmp_path / "mitad.geojson"
    blocks().to_file(path)
    path.write_bytes(path.read_bytes()[:300])
    config = override(read_config(tmp_path / "metro.toml"), Overrides(footprints=(str(path),)))
    with pytest.raises(UnreadableInputError, match=r"mitad\.geojson"):
        load(config)


def test_a_shapefile_is_hashed_with_all_its_parts(tmp_path: Path) -> None:
    write_study(tmp_path)
    shapes = tmp_path / "m.shp"
    blocks().to_file(shapes)
    config = override(read_config(tmp_path / "metro.toml"), Overrides(footprints=(str(shapes),)))
    before = load(config).inputs[2].sha256
    assert load(config).inputs[2].sha256 == before
    other = tmp_path / "otra"
    other.mkdir()
    gpd.GeoDataFrame(blocks(pob=[1, 2, 3])).to_file(other / "m.shp")
    shutil.copy(other / "m.dbf", tmp_path / "m.dbf")
    assert load(config).inputs[2].sha256 != before

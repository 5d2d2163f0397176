"""The real files load with no column named by hand, and add up to what the censuses say."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely

from metrocli.model import Study, Weighting
from metrocli.study.attribution import communes_of
from metrocli.study.config import StudyConfig
from metrocli.study.load import load
from metrocli.study.overrides import Overrides
from metrocli.study.overriding import override
from metrocli.study.reader import read_config

pytestmark = pytest.mark.real

AREAS = {
    "iquique-alto-hospicio": 2,
    "la-serena-coquimbo": 2,
    "gran-valparaiso": 5,
    "rancagua-machali": 2,
    "gran-concepcion": 11,
    "temuco-padre-las-casas": 2,
    "puerto-montt-puerto-varas": 2,
    "gran-santiago": 34,
    "chillan-chillan-viejo": 2,
    "talca-maule": 2,
}


def load_study(repository: Path, data: Path, name: str) -> Study:
    config = read_config(repository / "studies" / name)
    return load(override(config, Overrides(root=str(data))))


def check(study: Study, communal: int) -> None:
    people = [commune.population for commune in study.communes.values()]
    assert sum(number or 0 for number in people) == communal
    assert (len(study.communes), len(study.boundaries)) == (346, 345)
    assert study.communes["07101"].name == "Talca"
    assert study.communes["16101"].region_name == "Ñuble"
    assert {area.id: len(area.members) for area in study.areas} == AREAS
    assert study.footprints.weighting is Weighting.POPULATION
    assert shapely.is_valid(study.footprints.geometries).all()
    assert not np.isnan(study.footprints.weights).any()


def test_the_study_of_2017_loads(repository: Path, real_data: Path) -> None:
    study = load_study(repository, real_data, "chile-2017.toml")
    check(study, 17_574_003)
    assert len(study.footprints) == 4865
    assert study.commuting is None
    assert [notice.code for notice in study.notices] == ["footprint-population-unknown"]
    assert "7 features" in str(study.notices[0].message)


def test_the_study_of_2024_loads(repository: Path, real_data: Path) -> None:
    study = load_study(repository, real_data, "chile-2024.toml")
    check(study, 18_480_432)
    assert len(study.footprints) == 166_299
    assert study.commuting is not None
    assert (len(study.commuting.trips), len(study.commuting.employed)) == (3901, 346)
    # Four blocks have corners that coincide to the millimetre.
    assert [notice.code for notice in study.notices] == ["geometries-mended"]


@pytest.mark.parametrize(
    ("footprints", "vintage"),
    [
        ("zones_2017.gpkg", "2017"),
        ("zones_2024.gpkg", "2024"),
        ("urban_limits_2017.gpkg", "2017"),
        ("urban_limits_2017.gpkg", "2024"),
        ("blocks_2017_partial.parquet", "2017"),
        ("blocks_2024.parquet", "2024"),
    ],
)
def test_every_real_layer_loads_by_the_names_of_its_columns(
    real_data: Path, footprints: str, vintage: str
) -> None:
    config = override(
        StudyConfig(),
        Overrides(
            population=str(real_data / "communes_population.csv"),
            footprints=(str(real_data / footprints),),
        ),
    )
    study = load(replace(config, study=replace(config.study, vintage=vintage)))
    assert study.footprints.weighting is Weighting.POPULATION
    assert study.footprints.weights.sum() > 0
    assert set(study.footprints.communes) <= set(study.communes)
    assert study.communes["07101"].name == "Talca"
    unexpected = {notice.code for notice in study.notices} - {
        "footprint-population-unknown",
        "geometries-mended",
    }
    assert not unexpected


def test_footprints_fall_by_place_where_their_column_says(real_data: Path) -> None:
    config = override(
        StudyConfig(),
        Overrides(
            boundaries=str(real_data / "communes.gpkg"),
            population=str(real_data / "communes_population.csv"),
            population_column="pob_2024",
            footprints=(str(real_data / "zones_2024.gpkg"),),
            footprint_population="pob_2024",
        ),
    )
    by_code = load(config)
    placed = communes_of(by_code.footprints.geometries, by_code.boundaries)
    assert (placed == by_code.footprints.communes).mean() > 0.99

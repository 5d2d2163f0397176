"""A census layer gives its people to the footprints that have none."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from metrocli.errors import InvalidInputError, MissingInputError, UsageError
from metrocli.model import Study, Weighting
from metrocli.planar import to_plane
from metrocli.study.config import StudyConfig
from metrocli.study.footprints import read_footprints, wanted_columns
from metrocli.study.layers import read_layer
from metrocli.study.load import load
from metrocli.study.overrides import Overrides
from metrocli.study.overriding import override
from metrocli.study.people import house, read_people
from metrocli.study.reader import read_config
from metrocli.study.sections import FootprintsSection, PeopleSection, Source
from metrocli.study.stack import FootprintLayer, join
from tests.study.places import COMMUNES, MAULE, METRE, TALCA, block, blocks, write_study

BOUNDARIES = dict(
    zip(COMMUNES["cut"], to_plane(COMMUNES.geometry.to_numpy(), COMMUNES.crs), strict=True)
)

HOMES = gpd.GeoDataFrame(
    {"id": ["k", "l", "m"]},
    geometry=[block(x, -35.45, 10 * METRE) for x in (-71.6502, -71.6498, -71.55)],
    crs="EPSG:4326",
)
"""Two buildings in the first of the blocks, one in the third, none in the second."""


def written(folder: Path, people: gpd.GeoDataFrame, keys: str = "") -> Path:
    """Write a study whose blocks only give their people to buildings."""
    study = write_study(folder, f'[people]\npath = "censo.gpkg"\n{keys}')
    HOMES.to_parquet(folder / "manzanas.parquet")
    people.to_file(folder / "censo.gpkg")
    return study


def loaded(folder: Path, people: gpd.GeoDataFrame, keys: str = "", **load_with: Any) -> Study:
    return load(read_config(written(folder, people, keys)), **load_with)


def test_people_go_to_buildings_and_all_is_on_record(tmp_path: Path) -> None:
    study = loaded(tmp_path, blocks(pob=[101, 0, 30]))
    assert study.footprints.weighting is Weighting.POPULATION
    assert dict(zip(study.footprints.ids, study.footprints.weights, strict=True)) == {
        "k": 51,
        "l": 50,
        "m": 30,
    }
    record = study.inputs[-1]
    assert (record.role, record.path, record.features) == ("people", "censo.gpkg", 3)
    assert (record.layer, record.crs) == ("censo", "EPSG:4326")
    assert study.notices == ()
    assert study.communes[TALCA].urban_population is None


def test_people_without_a_building_are_urban_and_told_of(tmp_path: Path) -> None:
    study = loaded(tmp_path, blocks())
    assert study.footprints.weights_by_commune() == {TALCA: 100, MAULE: 30}
    (notice,) = study.notices
    assert notice.code == "people-unhoused"
    assert str(notice.message).startswith(
        "censo.gpkg: the people of 1 feature with 50 inhabitants without a footprint"
    )
    assert study.communes[TALCA].urban_population == 150
    assert study.communes[MAULE].urban_population is None


def test_people_next_to_a_building_go_there(tmp_path: Path) -> None:
    census = blocks()
    census.loc[1, "geometry"] = block(-71.6485, -35.45)
    study = loaded(tmp_path, census)
    assert study.footprints.weights_by_commune() == {TALCA: 150, MAULE: 30}
    assert [(notice.code, notice.severity) for notice in study.notices] == [
        ("people-moved", "info")
    ]


def test_the_urban_column_of_the_table_stays(tmp_path: Path) -> None:
    study = written(tmp_path, blocks())
    (tmp_path / "poblacion.csv").write_text("cut;pob;pob_urbana\n07101;9;8\n07105;7;6\n")
    assert load(read_config(study)).communes[TALCA].urban_population == 8


def test_people_stay_in_their_commune(tmp_path: Path) -> None:
    census = blocks(cut=[MAULE, TALCA, MAULE], pob=[100, 0, 30])
    study = loaded(tmp_path, census)
    assert study.footprints.weights_by_commune() == {TALCA: 0, MAULE: 30}
    assert study.communes[MAULE].urban_population == 130


def test_some_communes_get_what_they_get_among_all(tmp_path: Path) -> None:
    every = loaded(tmp_path, blocks(pob=[101, 7, 30])).footprints
    some = loaded(tmp_path, blocks(pob=[101, 7, 30]), only=[TALCA]).footprints
    assert some.weights.tolist() == every.weights[every.communes == TALCA].tolist()


def test_a_filter_and_a_column_may_be_named(tmp_path: Path) -> None:
    census = blocks(pob=[1, 1, 1], otra=[8, 9, 10])
    study = loaded(tmp_path, census, 'population = "otra"\nwhere = "cut = \'07101\'"\n')
    assert study.footprints.weights_by_commune() == {TALCA: 8, MAULE: 0}


def test_layers_with_people_keep_them(tmp_path: Path) -> None:
    study = written(tmp_path, blocks(pob=[101, 0, 30]))
    blocks(manzent=["x", "y", "z"], pob=[1, 2, 3]).to_parquet(tmp_path / "otras.parquet")
    config = read_config(study)
    config = replace(
        config, footprints=(*config.footprints, FootprintsSection(Source("otras.parquet")))
    )
    footprints = load(config).footprints
    assert dict(zip(footprints.ids, footprints.weights, strict=True)) == {
        "k": 51,
        "l": 50,
        "m": 30,
        "x": 1,
        "y": 2,
        "z": 3,
    }


def test_people_that_nobody_needs_are_refused(tmp_path: Path) -> None:
    study = written(tmp_path, blocks())
    blocks().to_parquet(tmp_path / "manzanas.parquet")
    with pytest.raises(InvalidInputError, match=r"censo.gpkg: every layer of footprints has"):
        load(read_config(study))


def test_a_census_layer_must_have_people_and_area(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError, match="no column is known as population"):
        loaded(tmp_path, blocks().drop(columns="pob"))
    points = blocks()
    points.loc[1, "geometry"] = shapely.Point(-71.65, -35.45)
    with pytest.raises(InvalidInputError, match=r"censo.gpkg, b: people .* this is a Point"):
        loaded(tmp_path, points)


def test_options_name_the_census_layer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    study = StudyConfig(people=PeopleSection(Source("a.gpkg"), code="x"))
    named = override(study, Overrides(people="b.gpkg", people_population="p"))
    assert named.people == PeopleSection(Source("b.gpkg", tmp_path), population="p")
    assert override(study, Overrides(people_population="p")).people == PeopleSection(
        Source("a.gpkg"), code="x", population="p"
    )
    with pytest.raises(UsageError, match="no census layer"):
        override(StudyConfig(), Overrides(people_population="p"))


def layer(folder: Path, name: str, frame: gpd.GeoDataFrame) -> FootprintLayer:
    path = folder / f"{name}.parquet"
    frame.to_parquet(path)
    section = PeopleSection(Source("unused"))
    read = read_layer(path, wanted_columns(section))
    reading = read_people if "pob" in frame else read_footprints
    return reading(read, section, "2024", BOUNDARIES)


def test_no_order_of_files_or_features_decides_who_goes_where(tmp_path: Path) -> None:
    alike = pd.concat([HOMES, HOMES.translate(METRE).to_frame("geometry")]).fillna({"id": "k"})
    people = blocks(pob=[7, 3, 5])
    results = []
    for step in (1, -1):
        homes = [layer(tmp_path, str(half), alike.iloc[half::2].iloc[::step]) for half in (0, 1)]
        housed = house(homes, layer(tmp_path, "censo", people.iloc[::step]))
        results.append((join(housed.layers)[0], housed.unhoused))
    (one, lost), (other, lost_too) = results
    assert one.weights.tolist() == other.weights.tolist()
    assert shapely.equals_exact(one.geometries, other.geometries).all()
    assert lost == lost_too == {TALCA: 3}
    assert np.array_equal(one.weights % 1, np.zeros(6))
    assert one.weights.sum() == 12

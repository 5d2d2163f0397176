"""Barriers come from any layer of lines or polygons, and points are none."""

from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from metrocli.errors import InputError, InvalidInputError
from metrocli.study.barriers import read_barriers
from metrocli.study.load import load
from metrocli.study.overrides import Overrides
from metrocli.study.overriding import override
from metrocli.study.reader import read_config
from metrocli.study.sections import BarriersSection, Source
from tests.study.places import write_study

RIVER = shapely.LineString([(-71.60, -35.50), (-71.60, -35.40)])
LAKE = shapely.box(-71.59, -35.47, -71.58, -35.46)

SECTION = '[[barriers]]\npath = "rios.gpkg"\n'


def write_rivers(folder: Path, *shapes: shapely.Geometry) -> Path:
    names = [f"Río {k}" for k in range(len(shapes))]
    drawn = gpd.GeoDataFrame({"nombre": names}, geometry=list(shapes), crs="EPSG:4674")
    drawn.to_file(folder / "rios.gpkg")
    return folder / "rios.gpkg"


def test_lines_and_polygons_are_read_in_the_plane(tmp_path: Path) -> None:
    path = write_rivers(tmp_path, RIVER, LAKE)
    barriers = read_barriers(path, BarriersSection(Source("rios.gpkg"))).barriers
    assert barriers.names.tolist() == ["Río 0", "Río 1"]
    assert [shape.geom_type for shape in barriers.geometries] == ["LineString", "Polygon"]
    assert barriers.length == pytest.approx(11_100 + 2 * 1_110 + 2 * 905, rel=0.01)


def test_a_filter_chooses_among_them(tmp_path: Path) -> None:
    path = write_rivers(tmp_path, RIVER, LAKE)
    section = BarriersSection(Source("rios.gpkg"), where="nombre = 'Río 1'")
    assert read_barriers(path, section).barriers.names.tolist() == ["Río 1"]


def test_a_point_is_no_barrier(tmp_path: Path) -> None:
    path = write_rivers(tmp_path, RIVER, shapely.Point(-71.6, -35.45))
    with pytest.raises(InvalidInputError, match=r"feature 2: a barrier is a line or a polygon"):
        read_barriers(path, BarriersSection(Source("rios.gpkg")))


def test_a_column_of_names_must_be_there(tmp_path: Path) -> None:
    path = write_rivers(tmp_path, RIVER)
    with pytest.raises(InputError, match="there is no column rio"):
        read_barriers(path, BarriersSection(Source("rios.gpkg"), name="rio"))


def test_a_study_has_those_of_all_its_layers_and_says_which(tmp_path: Path) -> None:
    write_rivers(tmp_path, RIVER, LAKE)
    config = read_config(
        write_study(tmp_path, SECTION + SECTION + "where = \"nombre = 'Río 0'\"\n")
    )
    study = load(config)
    assert study.barriers.names.tolist() == ["Río 0", "Río 1", "Río 0"]
    known = [(one.role, one.path, one.features) for one in study.inputs if one.role == "barriers"]
    assert known == [("barriers", "rios.gpkg", 2), ("barriers", "rios.gpkg", 1)]


def test_an_option_replaces_those_of_the_study(tmp_path: Path) -> None:
    given = write_rivers(tmp_path, LAKE)
    config = read_config(write_study(tmp_path, '[[barriers]]\npath = "no-existe.gpkg"\n'))
    study = load(override(config, Overrides(barriers=(str(given),))))
    assert study.barriers.names.tolist() == ["Río 0"]


def test_a_study_without_barriers_has_none(tmp_path: Path) -> None:
    assert len(load(read_config(write_study(tmp_path))).barriers) == 0


def test_single_brackets_are_pointed_out(tmp_path: Path) -> None:
    path = write_study(tmp_path, '[barriers]\npath = "rios.gpkg"\n')
    with pytest.raises(InvalidInputError, match=r"write \[\[barriers\]\], in double brackets"):
        read_config(path)

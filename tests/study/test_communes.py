"""Communes are put together from a table and from boundaries."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from metrocli.errors import InvalidInputError, MissingInputError
from metrocli.model import Commune
from metrocli.study.boundaries import Boundaries, read_boundaries
from metrocli.study.communes import PEOPLE, CommuneRows, merge_communes
from metrocli.study.population import read_population
from metrocli.study.sections import BoundariesSection, PopulationSection, Source
from tests.study.places import COMMUNES, MAULE, TALCA

ANY = Source("unused")


def population(folder: Path, content: str, census: str = "", **columns: str) -> CommuneRows:
    path = folder / "poblacion.csv"
    path.write_text(content, encoding="utf-8")
    return read_population(path, PopulationSection(ANY, **columns), census)


def test_a_table_tells_code_name_region_and_population(tmp_path: Path) -> None:
    rows = population(
        tmp_path,
        "CUT_COM;COMUNA;REGION;POB_2024;POB_URBANA\n7101;Talca;Maule;232.131;220.000\n"
        "07105;Maule;Maule;60.500;-\n",
    )
    assert rows.codes.tolist() == [TALCA, MAULE]
    assert rows.names == ("Talca", "Maule")
    assert rows.regions == ("Maule", "Maule")
    assert rows.population.tolist() == [232_131, 60_500]
    assert rows.urban[0] == 220_000
    assert np.isnan(rows.urban[1])
    assert [notice.code for notice in rows.notices] == ["codes-mended"]


def test_the_vintage_of_the_table_goes_before_that_of_the_study(tmp_path: Path) -> None:
    content = "cut,pob_2017,pob_2024\n07101,1,2\n"
    assert population(tmp_path, content, "2017").population.tolist() == [1]
    assert population(tmp_path, content, "2017", vintage="2024").population.tolist() == [2]
    assert population(tmp_path, content, "2017", column="pob_2024").population.tolist() == [2]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("cut,pob\n07101,1\n07105,2\n7101,3\n", "row 2, 4: 07101 is given more than once"),
        ("cut,pob\n07101,1\nTotal,2\n", "column cut, row 3: 'Total' is no commune code"),
        ("cut,pob\n07101,muchos\n", "column pob, row 2: 'muchos' is no number"),
        ("cut,pob\n07101,-4\n", "column pob, row 2: a negative number"),
    ],
)
def test_a_row_that_cannot_be_right_is_named(tmp_path: Path, content: str, said: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        population(tmp_path, content)
    assert said in str(caught.value)
    assert "poblacion.csv" in str(caught.value)


@pytest.mark.parametrize("content", ["cut,gente_que_vive\n07101,1\n", "x,pob\nTalca,1\n"])
def test_a_table_without_codes_or_population_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(MissingInputError, match="no column is known as"):
        population(tmp_path, content)


def boundaries(folder: Path, frame: gpd.GeoDataFrame) -> Boundaries:
    path = folder / "comunas.gpkg"
    frame.to_file(path)
    return read_boundaries(path, BoundariesSection(ANY), "")


def test_boundaries_come_by_code_in_the_plane(tmp_path: Path) -> None:
    result = boundaries(tmp_path, COMMUNES.iloc[::-1])
    assert list(result.polygons) == [TALCA, MAULE]
    assert shapely.distance(result.polygons[TALCA], result.polygons[MAULE]) == 0
    assert shapely.area(result.polygons[TALCA]) == pytest.approx(9_060 * 11_100, rel=0.01)
    assert result.communes.names == ("Maule", "Talca")
    assert not result.communes.has_population
    assert result.notices == ()


def test_antartica_is_left_out_quietly(tmp_path: Path) -> None:
    south = COMMUNES.iloc[:1].assign(cut="12202", comuna="Antártica", region="Magallanes")
    south = south.set_geometry([shapely.box(-80, -80, -60, -65)], crs=COMMUNES.crs)
    result = boundaries(tmp_path, pd.concat([COMMUNES, south]))
    assert list(result.polygons) == [TALCA, MAULE]
    assert "12202" in result.communes.codes
    assert [(notice.code, notice.severity) for notice in result.notices] == [
        ("antarctica-left-out", "info")
    ]


def test_a_commune_drawn_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="feature 1, 3: 07101 is given") as caught:
        boundaries(tmp_path, pd.concat([COMMUNES, COMMUNES.iloc[:1]]))
    assert "Dissolve" in str(caught.value.remedy)


def test_a_commune_that_is_no_polygon_is_refused(tmp_path: Path) -> None:
    lines = COMMUNES.set_geometry(COMMUNES.boundary)
    with pytest.raises(InvalidInputError, match="feature 1: a commune must be a polygon"):
        boundaries(tmp_path, lines)


def test_boundaries_tell_the_population_if_they_are_asked(tmp_path: Path) -> None:
    path = tmp_path / "comunas.gpkg"
    COMMUNES.assign(pob_2017=[1, 2], pob_2024=[3, 4]).to_file(path)
    result = read_boundaries(path, BoundariesSection(ANY), "2024", people=PEOPLE)
    assert result.communes.population.tolist() == [3, 4]


def test_the_first_input_that_knows_something_is_believed(tmp_path: Path) -> None:
    table = population(tmp_path, "cut,pob\n07101,200\n07201,\n07999,\n")
    drawn = boundaries(tmp_path, COMMUNES.assign(comuna=["TALCA", "MAULE"]))
    communes, notices = merge_communes([table, drawn.communes])
    assert list(communes) == [TALCA, MAULE, "07201", "07999"]
    assert communes[TALCA] == Commune(TALCA, "TALCA", "07", "Maule", 200.0, None)
    assert communes[MAULE].population is None
    # No input names them: one has an official name, the other only its region.
    assert communes["07201"] == Commune("07201", "Cauquenes", "07", "Maule", None, None)
    assert communes["07999"] == Commune("07999", "07999", "07", "Maule", None, None)
    assert [notice.code for notice in notices] == ["population-unknown"]
    assert "3 communes: 07105, 07201, 07999" in str(notices[0].message)

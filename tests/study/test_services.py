"""Infrastructure and services: tables and layers of them, and the communes that they serve."""

from collections.abc import Mapping
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from metrocli.errors import InputError, MissingInputError
from metrocli.model import Commune, Element, Severity
from metrocli.planar import to_plane
from metrocli.report import words
from metrocli.study.schemas import plain
from metrocli.study.sections import ServicesSection, Source
from metrocli.study.services import KINDS, Services, read_services
from metrocli.study.template import services_template
from metrocli.text import Text
from tests.study.places import BORDER, COMMUNES, EAST, MAULE, METRE, NORTH, SOUTH, TALCA

KNOWN = {
    code: Commune(code, name, "07", "Maule") for code, name in ((TALCA, "Talca"), (MAULE, "Maule"))
}
POLYGONS = dict(
    zip(COMMUNES["cut"], to_plane(COMMUNES.geometry.to_numpy(), COMMUNES.crs), strict=True)
)
HEADER = "tipo;nombre;comunas;radio_m;fuente\n"


def read(
    path: Path,
    polygons: Mapping[str, shapely.Geometry] = POLYGONS,
    **columns: str,
) -> Services:
    return read_services(path, ServicesSection(Source(path.name), **columns), KNOWN, polygons)


def listed(folder: Path, content: str, header: str = HEADER) -> Services:
    """Read a table without boundaries."""
    path = folder / "servicios.csv"
    path.write_text(header + content, encoding="utf-8")
    return read(path, {})


def drawn(folder: Path, *shapes: shapely.Geometry | None, **columns: list[object]) -> Path:
    """Write a layer of elements, a hospital with a source each unless told otherwise."""
    content = {
        "tipo": ["hospital"] * len(shapes),
        "nombre": [f"H{k}" for k in range(len(shapes))],
        "fuente": ["MINSAL"] * len(shapes),
        **columns,
    }
    path = folder / "servicios.gpkg"
    gpd.GeoDataFrame(content, geometry=list(shapes), crs="EPSG:4674").to_file(path)
    return path


def codes(services: Services) -> dict[str, Severity]:
    return {notice.code: notice.severity for notice in services.notices}


# -- tables ----------------------------------------------------------------


def test_a_table_names_the_communes_served(tmp_path: Path) -> None:
    found = listed(
        tmp_path,
        "Puerto;Nuevo;Talca, maule;;DOP\nrelleno sanitario;El Alto;07105;;SEREMI\n",
    )
    assert found.elements == (
        Element("landfill", "El Alto", (MAULE,), "SEREMI"),
        Element("port", "Nuevo", (TALCA, MAULE), "DOP"),
    )
    assert codes(found) == {"names-read": Severity.INFO}


@pytest.mark.parametrize("cell", ["07101;07105", "7101, 7105", "Talca;07105", " talca , MAULE ;"])
def test_codes_and_names_stand_between_semicolons_or_commas(tmp_path: Path, cell: str) -> None:
    found = listed(tmp_path, f'road;R5;"{cell}";;MOP\n')
    assert found.elements[0].communes == (TALCA, MAULE)


def test_a_spelling_is_told_once(tmp_path: Path) -> None:
    found = listed(tmp_path, "road;R5;7101;;MOP\nroad;R6;7101;;MOP\n")
    assert [notice.code for notice in found.notices] == ["codes-mended"]


def test_communes_outside_the_study_may_be_served(tmp_path: Path) -> None:
    found = listed(tmp_path, "road;R5;Talca,Santiago,08401;;MOP\n")
    assert found.elements[0].communes == (TALCA, "13101", "16101")


def test_kinds_that_nobody_knows_stay_as_they_are_written(tmp_path: Path) -> None:
    found = listed(tmp_path, "Feria libre;Crea;Talca;;Municipio\n")
    assert found.elements[0].kind == "Feria libre"
    assert codes(found)["services-kinds-unknown"] is Severity.INFO


def test_an_element_without_a_source_is_told(tmp_path: Path) -> None:
    found = listed(tmp_path, "hospital;Regional;07101;;\n")
    assert found.elements[0].source == ""
    assert codes(found) == {"services-without-source": Severity.WARNING}


def test_rows_of_one_name_are_one_element(tmp_path: Path) -> None:
    found = listed(
        tmp_path, "road;Ruta 5;07101;;MOP\ncamino;ruta 5;07105;;\ncamino;Ruta 5;07105;;Vialidad\n"
    )
    assert found.elements == (Element("road", "Ruta 5", (TALCA, MAULE), "MOP; Vialidad"),)
    assert codes(found) == {"services-joined": Severity.INFO}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("hospital;;;;", "row 2: the element is not filled in"),
        ("hospital;Regional;;5000;MINSAL", "row 2: the element is not filled in"),
        (";Regional;Talca;;", "row 2: the element is not filled in"),
        ("hospital;Regional;Talka;;", "row 2: there is no commune Talka"),
        ("hospital;Regional;07101,09999;;", "there is no commune 09999"),
        ("hospital;Regional;Talca;-5;", "column radio_m, row 2: a negative number"),
        ("hospital;Regional;Talca;cerca;", "column radio_m, row 2: 'cerca' is no number"),
    ],
)
def test_a_row_that_cannot_be_meant_is_refused(tmp_path: Path, row: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        listed(tmp_path, f"{row}\n")


@pytest.mark.parametrize("lacking", ["tipo", "nombre", "comunas"])
def test_a_table_without_a_column_is_refused(tmp_path: Path, lacking: str) -> None:
    key = {"tipo": "kind", "nombre": "element", "comunas": "communes"}[lacking]
    with pytest.raises(MissingInputError, match=f"no column is known as {key}"):
        listed(tmp_path, "a;b;Talca;;c\n", HEADER.replace(lacking, "x"))


def test_columns_may_be_named(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_text("a,b,c,d\nport,P,07101,X\n", encoding="utf-8")
    found = read(path, kind="a", element="b", communes="c", source="d")
    assert found.elements == (Element("port", "P", (TALCA,), "X"),)


def test_a_parquet_without_geometries_is_a_table(tmp_path: Path) -> None:
    path = drawn(tmp_path, shapely.Point(0, 0), comunas=["Talca"])
    gpd.read_file(path).drop(columns="geometry").to_parquet(tmp_path / "s.parquet")
    found = read(tmp_path / "s.parquet")
    assert found.rows.layer is None
    assert found.elements[0].communes == (TALCA,)


# -- layers ----------------------------------------------------------------


def test_a_line_serves_the_communes_that_it_crosses(tmp_path: Path) -> None:
    y = (SOUTH + NORTH) / 2
    path = drawn(
        tmp_path,
        shapely.LineString([(BORDER - 0.01, y), (BORDER + 0.01, y)]),
        shapely.LineString([(BORDER + 0.01, y), (BORDER + 0.02, y)]),
    )
    assert [e.communes for e in read(path).elements] == [(TALCA, MAULE), (MAULE,)]


@pytest.mark.parametrize(
    ("radius", "served"),
    [(None, (MAULE,)), (0, (MAULE,)), (800, (MAULE,)), (1_000, (TALCA, MAULE))],
)
def test_a_point_serves_those_within_its_radius(
    tmp_path: Path, radius: float | None, served: tuple[str, ...]
) -> None:
    # 0.01° of longitude are about 908 m here.
    point = shapely.Point(BORDER + 0.01, (SOUTH + NORTH) / 2)
    assert read(drawn(tmp_path, point, radio_m=[radius])).elements[0].communes == served


def test_communes_that_a_row_names_go_before_its_geometry(tmp_path: Path) -> None:
    path = drawn(
        tmp_path, shapely.Point(EAST - METRE, NORTH - METRE), None, comunas=["Talca", "7105"]
    )
    assert [e.communes for e in read(path, {}).elements] == [(TALCA,), (MAULE,)]


def test_an_element_that_touches_no_commune_is_left_out(tmp_path: Path) -> None:
    inside = shapely.Point(EAST - METRE, NORTH - METRE)
    found = read(drawn(tmp_path, inside, shapely.Point(EAST + 0.1, NORTH)))
    assert [element.name for element in found.elements] == ["H0"]
    assert codes(found) == {"services-nowhere": Severity.WARNING}


def test_geometry_without_boundaries_says_what_is_needed(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError, match="Give --boundaries, or name the communes"):
        read(drawn(tmp_path, shapely.Point(EAST, NORTH)), {})


def test_an_element_of_nowhere_is_refused(tmp_path: Path) -> None:
    path = drawn(tmp_path, shapely.Point(BORDER, NORTH), None)
    with pytest.raises(MissingInputError, match="feature 2: the element names no commune"):
        read(path)


# -- kinds and template ----------------------------------------------------


def test_every_kind_has_words_and_no_name_is_of_two() -> None:
    assert all(isinstance(words.element_kind(kind), Text) for kind in KINDS)
    names = [name for known in KINDS.values() for name in known]
    assert len(names) == len(set(names))
    assert all(plain(name) == name for name in names)


def test_the_template_has_every_kind_and_is_refused_until_it_is_filled_in(tmp_path: Path) -> None:
    path = tmp_path / "servicios.csv"
    path.write_text(services_template(), encoding="utf-8")
    with pytest.raises(MissingInputError, match="row 2: the element is not filled in"):
        read(path)
    header, *rows = services_template().lstrip("\ufeff").splitlines()
    path.write_text(
        "\n".join([header, *(row.replace(";;;;", ";X;Talca;;Y") for row in rows)]),
        encoding="utf-8",
    )
    assert {element.kind for element in read(path).elements} == set(KINDS)

"""What `inspect` finds in lists of infrastructure and services."""

from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from metrocli.inspection.findings import Problem, Severity
from metrocli.inspection.services import inspect_services
from metrocli.inspection.survey import inspect
from metrocli.model import Commune
from metrocli.planar import to_plane
from metrocli.study.reader import read_config
from metrocli.study.sections import ServicesSection, Source
from tests.inspection.drawn import finding, findings
from tests.study.places import BORDER, COMMUNES, EAST, NORTH, SOUTH, write_study

HEADER = "tipo;nombre;comunas;radio_m;fuente\n"
OWN = {"07999": Commune("07999", "Inventada", "07", "Maule")}
POLYGONS = dict(
    zip(COMMUNES["cut"], to_plane(COMMUNES.geometry.to_numpy(), COMMUNES.crs), strict=True)
)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ("port;P;Talca,Maule;;DOP\n", {}),
        ("port;P;Talca,Inventada,07999;;DOP\n", {}),
        ("port;;;;\nroad;;;;\n", {"services-unfilled": 2}),
        ("port;P;;;DOP\n", {"services-unfilled": 1}),
        ("port;P;Talca,Talka;;DOP\n", {"services-communes-unknown": 1, "services-one-commune": 1}),
        ("port;P;Talca,Maule;;\n", {"services-without-source": 1}),
        ("port;P;Talca,Maule;900;DOP\n", {"services-radius-unused": 1}),
        ("port;P;Talca;;DOP\nPuerto;p;Maule;;DOP\n", {"services-repeated": 1}),
        ("Feria;P;Talca,Maule;;DOP\n", {"services-kinds-unknown": 1}),
        ("port;P;Talca;;DOP\n", {"services-one-commune": 1}),
        ("port;P;Talca;x;DOP\n", {"refused": 1}),
    ],
)
def test_what_is_wrong_with_a_table(tmp_path: Path, rows: str, found: dict[str, int]) -> None:
    path = tmp_path / "servicios.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    inspected = inspect_services(path, ServicesSection(Source(path.name)), OWN, {})
    assert findings(inspected) == found
    if "refused" not in found:
        schema = inspected.report.schema
        assert schema is not None
        assert (schema.schema.id, inspected.report.features) == ("services", rows.count("\n"))


def test_elements_without_a_name_are_found_by_their_rows(tmp_path: Path) -> None:
    path = tmp_path / "servicios.csv"
    path.write_text(f"{HEADER}port;P;Talca,Maule;;DOP\nroad;;;;\n", encoding="utf-8")
    inspected = inspect_services(path, ServicesSection(Source(path.name)), {}, {})
    unfilled = finding(inspected, Problem.SERVICES_UNFILLED)
    assert [str(example) for example in unfilled.examples] == ["row 3"]
    assert unfilled.severity is Severity.ERROR


def test_a_layer_is_laid_over_the_communes(tmp_path: Path) -> None:
    y = (SOUTH + NORTH) / 2
    shapes = [
        shapely.LineString([(BORDER - 0.01, y), (BORDER + 0.01, y)]),
        shapely.Point(BORDER + 0.05, y),
        shapely.Point(EAST + 0.1, y),
    ]
    columns = {"tipo": ["road"] * 3, "nombre": ["a", "b", "c"], "fuente": ["MOP"] * 3}
    path = tmp_path / "servicios.gpkg"
    gpd.GeoDataFrame(columns, geometry=shapes, crs="EPSG:4674").to_file(path)
    section = ServicesSection(Source(path.name))
    inspected = inspect_services(path, section, {}, POLYGONS)
    assert findings(inspected) == {"services-nowhere": 1, "services-one-commune": 1}
    assert finding(inspected, Problem.SERVICES_NOWHERE).examples == ("c",)
    assert finding(inspected, Problem.SERVICES_ONE_COMMUNE).examples == ("b",)
    assert (inspected.report.crs, inspected.report.features) == ("EPSG:4674", 3)
    assert findings(inspect_services(path, section, {}, {})) == {"refused": 1}


def test_a_study_is_inspected_with_its_services(tmp_path: Path) -> None:
    study = write_study(tmp_path, '[services]\npath = "servicios.csv"\n')
    (tmp_path / "servicios.csv").write_text(f"{HEADER}port;P;Talka;;\n", encoding="utf-8")
    found = inspect(read_config(study))
    assert (found.inputs[-1].role, found.inputs[-1].path) == ("services", "servicios.csv")
    assert not found.sound

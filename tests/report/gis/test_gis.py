"""An area for a GIS: read back by GDAL, by SQLite, as XML, and by QGIS itself where it is."""

import shutil
import sqlite3
import subprocess
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import geopandas
import pyogrio
import pytest
import shapely

from metrocli.delimit.cartography import AreaMap, map_area
from metrocli.model import Element
from metrocli.report.gis.folder import PACKAGE, PROJECT, STYLES, write_gis
from metrocli.report.gis.project import utm_of
from metrocli.report.language import Language
from tests.studies import LAWFUL, A, B, C, Shape, area, commune, study

X, Y = 400_000, 6_300_000

SPATIAL = ["vecinas", "comunas", "manchas", "continuo", "huellas", "eslabon", "eslabon_extremos"]

SPANISH = Language("es")

PYTHON_OF_QGIS = "/usr/bin/python3"

Write = Callable[..., Path]


def house(code: str, x: float, people: float) -> Shape:
    return code, shapely.box(X + x, Y, X + x + 10, Y + 10), people


@pytest.fixture(scope="module")
def drawn() -> AreaMap:
    towns = study(
        [house(A, 0, 200_000), house(A, 1_500, 7), house(B, 100, 100_000), house(C, 3_000, 5)],
        communes=[commune(A, 200_007), commune(B, 100_000), commune(C, 10)],
        boundaries={
            code: shapely.box(X + west, Y - 500, X + east, Y + 500)
            for code, west, east in ((A, -500, 50), (B, 50, 2_000), (C, 2_000, 5_000))
        },
    )
    found = map_area(towns, area(A, B), settings=LAWFUL)
    hospital = Element("hospital", "Hospital de Alba", (A, B), "decreto 1")
    shared = replace(found.assessed, shared=(hospital,))
    return replace(found, result=replace(found.result, areas=(shared,)))


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(area_map: AreaMap, name: str = "gis", language: Language = SPANISH) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        write_gis(area_map, folder, language)
        return folder

    return written


def layer(folder: Path, name: str) -> geopandas.GeoDataFrame:
    return pyogrio.read_dataframe(folder / PACKAGE, layer=name)


def project(folder: Path) -> ET.Element:
    with zipfile.ZipFile(folder / PROJECT) as archive:
        (part,) = archive.namelist()
        return ET.fromstring(archive.read(part))  # noqa: S314 - just written


def test_the_package_has_every_layer_with_its_figures(drawn: AreaMap, write: Write) -> None:
    folder = write(drawn)
    names = [name for name, _ in pyogrio.list_layers(folder / PACKAGE).tolist()]
    assert names == [*SPATIAL, "elementos_compartidos", "layer_styles"]
    communes = layer(folder, "comunas")
    assert communes.crs.to_epsg() == 4674
    assert communes["cut"].tolist() == [A, B]
    assert communes["pob_continuo"].tolist() == [200_000, 100_000]
    assert layer(folder, "vecinas")["cut"].tolist() == [C]
    assert layer(folder, "manchas")["habitantes"].tolist() == [300_000, 7]
    assert layer(folder, "continuo")["habitantes"].tolist() == [300_000]
    assert layer(folder, "huellas")["en_continuo"].tolist() == [True, False, True]
    assert layer(folder, "eslabon")["brecha_m"].tolist() == [90]
    assert layer(folder, "elementos_compartidos")["comunas"].tolist() == [f"{A},{B}"]
    assert all(layer(folder, name)["esquematico"].all() for name in SPATIAL)


def test_features_lie_where_they_are(drawn: AreaMap, write: Write) -> None:
    ends = layer(write(drawn), "eslabon_extremos").geometry
    link = drawn.assessed.weakest_link
    assert link is not None
    for end, found in zip((link.a, link.b), ends, strict=True):
        assert (found.x, found.y) == pytest.approx((end.lon, end.lat), abs=1e-9)


def test_each_layer_has_a_style_in_the_package_and_beside_it(drawn: AreaMap, write: Write) -> None:
    folder = write(drawn)
    with closing(sqlite3.connect(folder / PACKAGE)) as package:
        styles = package.execute(
            "SELECT f_table_name, styleQML, useAsDefault FROM layer_styles ORDER BY id"
        ).fetchall()
        kinds = dict(package.execute("SELECT table_name, data_type FROM gpkg_contents"))
    assert [name for name, _, _ in styles] == SPATIAL
    assert kinds["layer_styles"] == "attributes"
    for name, qml, default in styles:
        assert default == 1
        assert (folder / STYLES / f"{name}.qml").read_text(encoding="utf-8") == qml
        assert ET.fromstring(qml).find("renderer-v2") is not None  # noqa: S314


def test_the_project_opens_the_layers_beside_it(drawn: AreaMap, write: Write) -> None:
    root = project(write(drawn))
    sources = [source.text for source in root.iterfind("projectlayers/maplayer/datasource")]
    shown = [entry.get("source") for entry in root.iterfind("layer-tree-group/layer-tree-layer")]
    assert shown == sources
    assert sources == [
        f"./{PACKAGE}|layername={name}" for name in reversed([*SPATIAL, "elementos_compartidos"])
    ]
    ids = [found.text or "" for found in root.iterfind("projectlayers/maplayer/id")]
    assert min(map(len, ids)) > 16
    assert root.findtext("projectCrs/spatialrefsys/authid") == "EPSG:31979"


@pytest.mark.parametrize(
    ("place", "authority"),
    [((-71.6, -35.4), 31979), ((-73.0, -36.8), 31978), ((-109.4, -27.1), 31972)],
)
def test_the_project_is_in_the_utm_zone_of_the_area(
    place: tuple[float, float], authority: int
) -> None:
    assert utm_of(*place).to_epsg() in {authority, 32712}


def test_the_same_area_makes_the_same_bytes(drawn: AreaMap, write: Write) -> None:
    one, other = write(drawn, "one"), write(drawn, "other")
    for path in sorted(one.rglob("*.*")):
        assert path.read_bytes() == (other / path.relative_to(one)).read_bytes(), path.name


def test_the_legend_speaks_the_language(drawn: AreaMap, write: Write) -> None:
    spanish, english = write(drawn, "es"), write(drawn, "en", Language("en"))
    names = [
        {found.text for found in project(folder).iterfind("projectlayers/maplayer/layername")}
        for folder in (spanish, english)
    ]
    assert "Eslabón más débil" in names[0]
    assert "Weakest link" in names[1]
    assert not names[0] & names[1]


@pytest.mark.parametrize(
    "name", ['=cmd|"/c calc"!A1', "<script>&amp;</maplayer>", "\u202eoluaM", "\x00\x07", "ñ" * 300]
)
def test_names_harm_nothing(drawn: AreaMap, write: Write, name: str) -> None:
    assessed = drawn.assessed
    called = replace(assessed, area=replace(assessed.area, name=name))
    hostile = replace(
        drawn,
        result=replace(drawn.result, areas=(called,)),
        communes={code: replace(each, name=name) for code, each in drawn.communes.items()},
    )
    folder = write(hostile)
    assert len(project(folder).findall("projectlayers/maplayer")) == len(SPATIAL) + 1
    (found,) = layer(folder, "vecinas")["comuna"]
    assert found == name.split("\x00", maxsplit=1)[0]


def test_an_area_without_footprints_gets_nothing(write: Write) -> None:
    empty = study([], communes=[commune(A, 1), commune(B, 1)])
    assert not list(write(map_area(empty, area(A, B), settings=LAWFUL)).iterdir())


OPEN_IN_QGIS = """
import sys
from qgis.core import QgsApplication, QgsMapRendererParallelJob, QgsMapSettings, QgsProject
from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import QSize

application = QgsApplication([], False)
application.initQgis()
project = QgsProject.instance()
assert project.read(sys.argv[1])
assert project.crs().authid() == "EPSG:31979", project.crs().authid()
layers = [node.layer() for node in project.layerTreeRoot().findLayers()]
assert all(layer.isValid() for layer in layers)
assert len(layers) == 8
by_default = QgsVectorLayer(sys.argv[2] + "|layername=huellas", "x", "ogr")
assert by_default.renderer().type() == "categorizedSymbol"
settings = QgsMapSettings()
settings.setLayers(layers)
settings.setDestinationCrs(project.crs())
settings.setOutputSize(QSize(400, 300))
settings.setExtent(project.viewSettings().defaultViewExtent())
job = QgsMapRendererParallelJob(settings)
job.start()
job.waitForFinished()
assert not job.errors()
image = job.renderedImage()
colours = {image.pixelColor(x, y).name() for x in range(400) for y in range(300)}
print(sorted(colours & {"#0072b2", "#d55e00", "#cc79a7"}))
"""
"""What QGIS does with a project; prints the colours that it drew of footprint, continuum, link."""


def _has_qgis() -> bool:
    if not shutil.which(PYTHON_OF_QGIS):
        return False
    found = subprocess.run(
        [PYTHON_OF_QGIS, "-c", "import qgis.core"], capture_output=True, check=False
    )
    return found.returncode == 0


@pytest.mark.slow
@pytest.mark.skipif(not _has_qgis(), reason="no QGIS here (Debian: python3-qgis)")
def test_qgis_opens_and_draws_it(drawn: AreaMap, write: Write) -> None:
    folder = write(drawn)
    done = subprocess.run(
        [PYTHON_OF_QGIS, "-c", OPEN_IN_QGIS, str(folder / PROJECT), str(folder / PACKAGE)],
        env={"QT_QPA_PLATFORM": "offscreen", "PATH": "/usr/bin:/bin", "HOME": str(folder.parent)},
        text=True,
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "['#0072b2', '#cc79a7', '#d55e00']"

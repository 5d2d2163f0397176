"""A QGIS project that opens the layers of an area as they are meant to be seen."""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import pyproj
import shapely
from pyproj.aoi import AreaOfInterest
from pyproj.database import query_utm_crs_info

from metrocli import planar
from metrocli.report.gis.layers import Layer
from metrocli.report.gis.looks import VERSION, elements_of
from metrocli.report.language import Language
from metrocli.report.words import literal

DATUM: Final = "SIRGAS 2000"
"""The datum of Chile's official maps."""

MARGIN: Final = 0.05
"""Part of the width and height that is left free around what is shown."""

MOMENT: Final = (2024, 1, 1, 0, 0, 0)
"""When every part of the archive is said to have been written."""

FRAME: Final = ("continuo", "manchas", "huellas", "comunas")
"""The first of these layers that there is fills the window."""


def write_project(
    layers: Sequence[Layer], title: str, package: str, path: Path, language: Language
) -> None:
    """Write a project of layers as a QGZ archive.

    Parameters
    ----------
    layers : sequence of Layer
        The lowest first.
    title : str
        Of the project.
    package : str
        Name of the GeoPackage that holds them, which stands beside the project.
    path : Path
        Of the project, ending in ``.qgz``.
    language : Language
        Of the legend.
    """
    root = _project(layers, title, package, language)
    ET.indent(root)
    told = ET.tostring(root, encoding="unicode")
    text = f"<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n{told}\n"
    with zipfile.ZipFile(path, "w") as archive:
        part = zipfile.ZipInfo(f"{path.stem}.qgs", MOMENT)
        part.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(part, text)


def _project(layers: Sequence[Layer], title: str, package: str, language: Language) -> ET.Element:
    shown = next(layer for name in FRAME for layer in layers if layer.name == name)
    west, south, east, north = shapely.total_bounds(shown.frame.geometry.to_numpy())
    crs = utm_of((west + east) / 2, (south + north) / 2)
    title = language.line(literal(title))
    root = ET.Element("qgis", projectname=title, version=VERSION)
    ET.SubElement(root, "title").text = title
    root.append(_crs("projectCrs", crs))
    tree = ET.SubElement(root, "layer-tree-group")
    _show(root, _bounds(shown, crs), crs)
    project_layers = ET.SubElement(root, "projectlayers")
    for layer in reversed(layers):
        name = language.say(layer.title)
        source = f"./{package}|layername={layer.name}"
        entry = {"id": _id(layer), "name": name, "source": source, "providerKey": "ogr"}
        ET.SubElement(tree, "layer-tree-layer", entry, checked="Qt::Checked", expanded="0")
        project_layers.append(_layer(layer, source, language))
    _settings(ET.SubElement(root, "properties"))
    return root


def utm_of(lon: float, lat: float) -> pyproj.CRS:
    """Return the UTM zone of a point in degrees, of the datum of Chile's official maps."""
    place = AreaOfInterest(lon, lat, lon, lat)
    zones = query_utm_crs_info(DATUM, place) or query_utm_crs_info("WGS 84", place)
    return pyproj.CRS.from_epsg(zones[0].code)


def _layer(layer: Layer, source: str, language: Language) -> ET.Element:
    kinds = {"fill": "Polygon", "line": "Line", "marker": "Point"}
    geometry = "No geometry" if layer.look is None else kinds[layer.look.kind]
    element = ET.Element("maplayer", type="vector", geometry=geometry)
    ET.SubElement(element, "id").text = _id(layer)
    ET.SubElement(element, "datasource").text = source
    ET.SubElement(element, "layername").text = language.say(layer.title)
    element.append(_crs("srs", pyproj.CRS(planar.GEOGRAPHIC)))
    ET.SubElement(element, "provider", encoding="UTF-8").text = "ogr"
    if layer.look is not None:
        element.extend(elements_of(layer.look, language))
        ET.SubElement(element, "blendMode").text = "0"
    return element


def _crs(name: str, crs: pyproj.CRS) -> ET.Element:
    element = ET.Element(name)
    system = ET.SubElement(element, "spatialrefsys")
    ET.SubElement(system, "wkt").text = crs.to_wkt()
    ET.SubElement(system, "proj4").text = ""
    ET.SubElement(system, "authid").text = ":".join(crs.to_authority() or ())
    ET.SubElement(system, "description").text = crs.name
    return element


def _bounds(layer: Layer, crs: pyproj.CRS) -> dict[str, str]:
    """Return the corners of a layer with some room around it, as QGIS names them."""
    geometries = layer.frame.geometry.to_crs(crs).to_numpy()
    west, south, east, north = shapely.total_bounds(geometries).tolist()
    across, up = MARGIN * (east - west), MARGIN * (north - south)
    corners = {
        "xmin": west - across,
        "ymin": south - up,
        "xmax": east + across,
        "ymax": north + up,
    }
    return {name: f"{value:.3f}" for name, value in corners.items()}


def _show(root: ET.Element, bounds: dict[str, str], crs: pyproj.CRS) -> None:
    """Let the project open on a part of the ground, in a window and in a server."""
    canvas = ET.SubElement(root, "mapcanvas", name="theMapCanvas")
    ET.SubElement(canvas, "units").text = "meters"
    extent = ET.SubElement(canvas, "extent")
    for corner, value in bounds.items():
        ET.SubElement(extent, corner).text = value
    canvas.append(_crs("destinationsrs", crs))
    view = ET.SubElement(ET.SubElement(root, "ProjectViewSettings"), "DefaultViewExtent", bounds)
    view.extend(_crs("", crs))


def _settings(properties: ET.Element) -> None:
    """Let paths start from the project, and its own CRS be used."""
    paths = ET.SubElement(properties, "Paths")
    ET.SubElement(paths, "Absolute", type="bool").text = "false"
    reference = ET.SubElement(properties, "SpatialRefSys")
    ET.SubElement(reference, "ProjectionsEnabled", type="int").text = "1"


def _id(layer: Layer) -> str:
    """Return the id of a layer; QGIS replaces those of 16 characters or less."""
    return f"area_metropolitana_{layer.name}"

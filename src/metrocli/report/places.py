"""The offending places of an inspection as a GeoPackage, for QGIS."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import geopandas
import shapely

from metrocli.inspection.findings import Finding, Inspection
from metrocli.planar import GEOGRAPHIC
from metrocli.report.language import Language

COLUMNS = ("code", "severity", "input", "label", "message")

LAYERS: Mapping[str, str] = {
    "Polygon": "polygons",
    "LineString": "lines",
    "LinearRing": "lines",
    "Point": "points",
    "GeometryCollection": "collections",
}
"""Layer of each type of geometry, since QGIS shows one type in a layer."""


def write_places(result: Inspection, language: Language, path: Path) -> None:
    """Write every place of every finding, in EPSG:4674, a layer for each type of geometry.

    Parameters
    ----------
    result : Inspection
        Whose findings are drawn.
    language : Language
        Of the messages.
    path : Path
        A GeoPackage that is not there yet. Without places it has an empty layer of points.
    """
    layers: dict[str, list[dict[str, Any]]] = {}
    for place in _places(result, language):
        kind = place["geometry"].geom_type.removeprefix("Multi")
        layers.setdefault(LAYERS[kind], []).append(place)
    if not layers:
        nothing = geopandas.GeoDataFrame(columns=[*COLUMNS, "geometry"], crs=GEOGRAPHIC)
        nothing.to_file(path, layer="points", driver="GPKG", geometry_type="Point")
    for name, places in layers.items():
        frame = geopandas.GeoDataFrame(places, geometry="geometry", crs=GEOGRAPHIC)
        frame.to_file(path, layer=name, driver="GPKG", promote_to_multi=name != "collections")


def _places(result: Inspection, language: Language) -> Iterator[dict[str, Any]]:
    for path, finding in _findings(result):
        message = language.say(finding.message)
        for place in finding.places:
            said = (str(finding.code), str(finding.severity), path, place.label, message)
            yield dict(zip(COLUMNS, said, strict=True)) | {
                "geometry": shapely.force_2d(place.geometry)
            }


def _findings(result: Inspection) -> Iterator[tuple[str, Finding]]:
    for report in result.inputs:
        yield from ((report.path, finding) for finding in report.findings)
    yield from (("", finding) for finding in result.findings)

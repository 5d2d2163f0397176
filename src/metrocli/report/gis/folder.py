"""What a GIS needs of an area, in a folder: the GeoPackage, its styles, the project."""

from pathlib import Path
from typing import Final

from metrocli.delimit.cartography import AreaMap
from metrocli.report.gis.layers import layers_of
from metrocli.report.gis.looks import style_of
from metrocli.report.gis.package import write_package
from metrocli.report.gis.project import write_project
from metrocli.report.language import Language

PACKAGE: Final = "cartografia.gpkg"
PROJECT: Final = "cartografia.qgz"
STYLES: Final = "estilos"


def write_gis(drawn: AreaMap, folder: Path, language: Language) -> None:
    """Write an area for a GIS: `PACKAGE`, `PROJECT` and a QML file for each layer in `STYLES`.

    An area without footprints has nothing to be drawn, and gets none of them.

    Parameters
    ----------
    drawn : AreaMap
        The area.
    folder : Path
        Exists, and has none of these files.
    language : Language
        Of the legend; the names of layers and columns are the same in every language.
    """
    layers = layers_of(drawn)
    if not any(layer.geometries is not None for layer in layers):
        return
    write_package(layers, folder / PACKAGE, language)
    write_project(layers, drawn.area.name, PACKAGE, folder / PROJECT, language)
    styles = folder / STYLES
    styles.mkdir()
    for layer in layers:
        if layer.look is not None:
            path = styles / f"{layer.name}.qml"
            path.write_text(style_of(layer.look, language), encoding="utf-8", newline="\n")

"""The area for a GIS: a GeoPackage, its styles, and a project that opens them."""

from pathlib import Path

from metrocli.report.dossier.contents import Contents
from metrocli.report.language import N_

FILES = {
    "cartografia.gpkg": N_("The area on the map, for a GIS: communes, continuum, weakest link."),
    "cartografia.qgz": N_("A QGIS project that opens it with its styles."),
    "estilos/": N_("The styles by themselves."),
}


def write(folder: Path, contents: Contents) -> None:
    """Write the layers; see `metrocli.report.dossier.parts`."""
    from metrocli.report.gis.folder import write_gis  # noqa: PLC0415 - only it needs geopandas

    write_gis(contents.case.ground, folder, contents.language)

"""The layers of an area in one GeoPackage, each with its style."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from metrocli.report.gis.layers import Layer
from metrocli.report.gis.looks import style_of
from metrocli.report.language import Language

GEOMETRY: Final = "geom"
"""The column of geometries."""

MOMENT: Final = "2024-01-01T00:00:00.000Z"
"""When every layer is said to have been changed: the same layers make the same bytes."""

VERSION: Final = "1.2"
"""Of GeoPackage: the newest that QGIS 3.22 reads without a doubt."""

STYLES: Final = """
CREATE TABLE layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    f_table_catalog TEXT(256),
    f_table_schema TEXT(256),
    f_table_name TEXT(256),
    f_geometry_column TEXT(256),
    styleName TEXT(30),
    styleQML TEXT,
    styleSLD TEXT,
    useAsDefault BOOLEAN,
    description TEXT,
    owner TEXT(30),
    ui TEXT(30),
    update_time DATETIME
)
"""
"""The table in which QGIS looks for the style of a layer."""


def write_package(layers: Sequence[Layer], path: Path, language: Language) -> None:
    """Write layers as a GeoPackage, with the table of styles that QGIS reads.

    Parameters
    ----------
    layers : sequence of Layer
        At least one with geometries.
    path : Path
        Must not exist.
    language : Language
        Of the legend.
    """
    with _moment():
        for layer in layers:
            _write(layer, path)
    with closing(sqlite3.connect(path)) as package, package:
        package.execute(STYLES)
        package.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change) "
            "VALUES ('layer_styles', 'attributes', 'layer_styles', ?)",
            [MOMENT],
        )
        package.executemany(
            "INSERT INTO layer_styles VALUES (NULL, '', '', ?, ?, ?, ?, '', 1, '', '', NULL, ?)",
            [
                (layer.name, GEOMETRY, layer.name, style_of(layer.look, language), MOMENT)
                for layer in layers
                if layer.look is not None
            ],
        )


def _write(layer: Layer, path: Path) -> None:
    import pyogrio  # noqa: PLC0415 - heavy

    named = {} if layer.geometries is None else {"geometry_name": GEOMETRY}
    if not path.exists():
        named["version"] = VERSION
    pyogrio.write_dataframe(layer.frame, path, layer=layer.name, driver="GPKG", **named)


@contextmanager
def _moment() -> Iterator[None]:
    """Let GDAL write the same moment whenever it is asked for the time."""
    import pyogrio  # noqa: PLC0415

    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": MOMENT})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})

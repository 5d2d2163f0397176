"""Two communes side by side, drawn by hand, and the files they can come in."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from metrocli.study.columns import Column, Table, Unit
from metrocli.text import text

TALCA, MAULE = "07101", "07105"

WEST, BORDER, EAST = -71.70, -71.60, -71.50
SOUTH, NORTH = -35.50, -35.40
METRE = 1e-5
"""About a metre, in degrees."""

COMMUNES = gpd.GeoDataFrame(
    {"cut": [TALCA, MAULE], "comuna": ["Talca", "Maule"], "region": ["Maule", "Maule"]},
    geometry=[shapely.box(WEST, SOUTH, BORDER, NORTH), shapely.box(BORDER, SOUTH, EAST, NORTH)],
    crs="EPSG:4674",
)


def block(x: float, y: float, side: float = 100 * METRE) -> shapely.Polygon:
    """Return a square by its centre and side, in degrees."""
    return shapely.box(x - side / 2, y - side / 2, x + side / 2, y + side / 2)


def blocks(**columns: Any) -> gpd.GeoDataFrame:
    """Return three blocks, two of them in Talca, with columns of codes, ids and people."""
    content = {
        "manzent": ["a", "b", "c"],
        "cut": [TALCA, TALCA, MAULE],
        "pob": [100, 50, 30],
        **columns,
    }
    geometry = [block(x, -35.45) for x in (-71.65, -71.63, -71.55)]
    return gpd.GeoDataFrame(content, geometry=geometry, crs="EPSG:4326")


def column(*cells: object, name: str = "c", dtype: Any = object) -> Column:
    """Return a column of a made-up table."""
    series = pd.Series(list(cells), dtype=dtype)
    return Column(text("t.csv"), name, series, np.arange(2, 2 + len(cells)), Unit.ROW)


def table(**columns: Sequence[object]) -> Table:
    """Return a made-up table."""
    frame = pd.DataFrame({name: pd.Series(cells) for name, cells in columns.items()})
    return Table(text("t.csv"), frame, np.arange(2, 2 + len(frame)), Unit.ROW)


def write_study(folder: Path, extra: str = "") -> Path:
    """Write a small study with its files and return its metro.toml."""
    COMMUNES.to_file(folder / "comunas.gpkg")
    (folder / "poblacion.csv").write_text(
        "cut;comuna;pob_2024\n07101;Talca;200.000\n07105;Maule;60.500\n", encoding="utf-8"
    )
    blocks().to_parquet(folder / "manzanas.parquet")
    study = folder / "metro.toml"
    study.write_text(
        '[study]\ntitle = "Prueba"\nvintage = "2024"\n'
        '[boundaries]\npath = "comunas.gpkg"\n'
        '[population]\npath = "poblacion.csv"\n'
        '[[footprints]]\npath = "manzanas.parquet"\n'
        f'[areas.talca-maule]\nname = "Talca–Maule"\nmembers = ["07105", "07101"]\n{extra}',
        encoding="utf-8",
    )
    return study

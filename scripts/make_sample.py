"""Makes the sample study of data/samples: real communes, schematic geometry, the same each time.

Usage: python scripts/make_sample.py [FOLDER]
"""

import sys
from pathlib import Path
from string import Template
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio

from sample.census import CENSUSES, housing, standing
from sample.places import CONURBATIONS, REGIONS
from sample.services import service_table
from sample.territory import CRS, survey

REPOSITORY: Final = Path(__file__).parents[1]
STUDY: Final = Path(__file__).parent / "sample" / "metro.toml.template"
STUDIES: Final = {"2017": "metro-2017.toml", "2024": "metro.toml"}
SEED: Final = 21074
DATE: Final = "2025-01-01T00:00:00.000Z"
"""What the GeoPackage says of its last change, so that its bytes are the same each time."""


def main(folder: Path) -> None:
    """Write every file of the sample but its LEEME.md, which is written by hand."""
    folder.mkdir(parents=True, exist_ok=True)
    communes = commune_table()
    communes.to_csv(folder / "poblacion.csv", index=False)
    service_table().to_csv(folder / "servicios_esquematicos.csv", index=False, sep=";")
    shapes, buildings = draw()
    write_communes(communes, shapes, folder / "comunas.gpkg")
    for census in CENSUSES:
        write_buildings(standing(buildings, census), folder / f"edificios_{census}.parquet")
        study = Template(STUDY.read_text(encoding="utf-8")).substitute(census=census)
        (folder / STUDIES[census]).write_text(study, encoding="utf-8")


def commune_table() -> pd.DataFrame:
    """Return codes, names and communal populations, by code."""
    return pd.DataFrame(
        [
            {
                "cut": commune.code,
                "comuna": commune.name,
                "codigo_region": commune.code[:2],
                "region": REGIONS[commune.code[:2]],
                "pob_2017": commune.population_2017,
                "pob_2024": commune.population_2024,
            }
            for conurbation in CONURBATIONS
            for commune in conurbation.communes
        ]
    ).sort_values("cut", ignore_index=True)


def draw() -> tuple[gpd.GeoSeries, pd.DataFrame]:
    """Return the commune polygons by code, and all the buildings."""
    shapes: dict[str, object] = {}
    tables = []
    seeds = np.random.default_rng(SEED).spawn(len(CONURBATIONS))
    for conurbation, rng in zip(CONURBATIONS, seeds, strict=True):
        territory = survey(conurbation, rng)
        shapes.update(territory.communes)
        tables.append(housing(conurbation, territory, rng))
    return gpd.GeoSeries(shapes, crs=CRS), pd.concat(tables, ignore_index=True)


def write_communes(communes: pd.DataFrame, shapes: gpd.GeoSeries, path: Path) -> None:
    """Write the commune polygons as a GeoPackage."""
    columns = communes.drop(columns=["pob_2017", "pob_2024"])
    frame = gpd.GeoDataFrame(columns, geometry=shapes.loc[columns["cut"]].to_numpy(), crs=CRS)
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": DATE})
    path.unlink(missing_ok=True)
    frame.to_file(path, layer="comunas", engine="pyogrio")


def write_buildings(buildings: gpd.GeoDataFrame, path: Path) -> None:
    """Write the buildings of a census as GeoParquet."""
    buildings.to_parquet(path, index=False, compression="zstd", compression_level=9)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else REPOSITORY / "data" / "samples")

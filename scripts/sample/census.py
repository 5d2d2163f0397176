"""The two censuses: who lived in which building in 2017 and in 2024."""

from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from sample.fabric import Buildings, build, count
from sample.sketch import Conurbation, Quarter
from sample.territory import CRS, Territory

CENSUSES: Final = ("2017", "2024")


def housing(
    conurbation: Conurbation, territory: Territory, rng: np.random.Generator
) -> pd.DataFrame:
    """Return every building of a conurbation.

    Returns
    -------
    DataFrame
        `id` ("07101-00042"), `cut`, `geometry`, and for each census the inhabitants: missing
        where the building did not stand yet.
    """
    quarters = [
        _household(
            quarter, build(quarter, territory.origin, territory.buildable[quarter.commune], own)
        )
        # a generator each, so that a change in one town leaves the others as they are
        for quarter, own in zip(
            conurbation.quarters, rng.spawn(len(conurbation.quarters)), strict=True
        )
    ]
    table = pd.concat(quarters, ignore_index=True)
    number = table.groupby("cut").cumcount() + 1
    return table.assign(id=table["cut"] + "-" + number.astype(str).str.zfill(5))


def standing(table: pd.DataFrame, census: str) -> gpd.GeoDataFrame:
    """Return the buildings of one census: `id`, `cut`, `poblacion`, `geometry`."""
    there = table[table[census].notna()].sort_values("id")
    return gpd.GeoDataFrame(
        {
            "id": there["id"],
            "cut": there["cut"],
            "poblacion": there[census].astype("int32"),
        },
        geometry=there["geometry"].to_numpy(),
        crs=CRS,
    )


def share_out(people: int, capacity: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return whole inhabitants in proportion to the capacity, as many in all as there are."""
    upto = np.cumsum(capacity)
    housed: NDArray[np.int64] = np.round(people * upto / upto[-1]).astype(np.int64)
    return np.diff(housed, prepend=0)


def _household(quarter: Quarter, buildings: Buildings) -> pd.DataFrame:
    first = count(quarter.people_2017)
    old = pd.Series(share_out(quarter.people_2017, buildings.capacity[:first]), dtype="Int64")
    return pd.DataFrame(
        {
            "cut": quarter.commune,
            "2017": old.reindex(range(len(buildings.capacity))),
            "2024": share_out(quarter.people_2024, buildings.capacity),
            "geometry": shapely.polygons(buildings.corners),
        }
    )

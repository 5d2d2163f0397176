"""Rasters drawn by hand over the two communes of `tests.study.places`."""

from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.transform import Affine, from_origin

from tests.study.places import METRE, NORTH, WEST

CELL = 100 * METRE
"""About a hundred metres, in degrees: a hundred cells from west to east in each commune."""

ROWS, COLUMNS = 100, 200


def built(*cells: tuple[int, int], value: float = 1_000) -> NDArray[np.float64]:
    """Return the values of a raster in which some cells, by row and column, are built up."""
    values = np.zeros((ROWS, COLUMNS))
    values[tuple(np.array(cells).T)] = value
    return values


def write_raster(
    path: Path,
    *bands: NDArray[Any],
    crs: Any = "EPSG:4326",
    transform: Affine | None = None,
    dtype: str = "uint16",
    nodata: float | None = 65_535,
    driver: str = "GTiff",
) -> Path:
    """Write a raster whose first cell is the north-western corner of the communes."""
    height, width = bands[0].shape
    about = {"crs": crs, "transform": transform or from_origin(WEST, NORTH, CELL, CELL)}
    with rasterio.open(
        path,
        "w",
        driver=driver,
        height=height,
        width=width,
        count=len(bands),
        dtype=dtype,
        nodata=nodata,
        **{key: value for key, value in about.items() if value is not None},
    ) as raster:
        for number, band in enumerate(bands, 1):
            raster.write(band.astype(dtype), number)
    return path

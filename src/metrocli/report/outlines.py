"""The outlines of patches as a layer for maps: GeoPackage or GeoParquet, by the file's ending."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyproj
import shapely
from numpy.typing import NDArray

from metrocli import planar
from metrocli.delimit.mapping import PatchMap, polygons
from metrocli.progress import Stage, silent
from metrocli.study.stream.writing import Geometry, write_batches

LAYER = "patches"

TYPES = {
    "patch": pa.int64(),
    "footprints": pa.int64(),
    "area_m2": pa.float64(),
    "population": pa.float64(),
    "communes": pa.string(),
    "commune_count": pa.int64(),
    "schematic": pa.bool_(),
    "geometry": pa.binary(),
}
"""What is written of each patch; the area is that of its footprints, not of its outline. Figures
that are no numbers are unknown, and become nulls."""

SCHEMA = pa.schema(list(TYPES.items()))


def write_outlines(
    found: PatchMap,
    chosen: NDArray[np.bool_],
    path: Path,
    *,
    schematic: bool,
    stage: Stage = silent,
) -> None:
    """Write the outlines of patches, in EPSG:4674.

    Parameters
    ----------
    found : PatchMap
        The patches.
    chosen : ndarray of bool, shape (p,)
        Those to be drawn; there may be none.
    path : Path
        Parquet, or whatever GDAL writes; see `metrocli.study.stream.writing.write_batches`.
    schematic : bool
        Whether the geometry is made up, which every feature says.
    stage : callable
        Told how many are done.
    """
    geometry = Geometry(LAYER, "geometry", pyproj.CRS(planar.GEOGRAPHIC), kind="MultiPolygon")
    write_batches(_batches(found, chosen, stage, schematic=schematic), geometry, path)


def _batches(
    found: PatchMap, chosen: NDArray[np.bool_], stage: Stage, *, schematic: bool
) -> Iterator[pa.RecordBatch]:
    yield pa.RecordBatch.from_pylist([], schema=SCHEMA)
    people = found.population
    if people is None:
        people = np.full(len(found.areas), np.nan)
    for positions, outlines in polygons(found, chosen, stage):
        communes = [found.communes[position] for position in positions.tolist()]
        columns = {
            "patch": positions + 1,
            "footprints": found.footprints[positions],
            "area_m2": found.areas[positions],
            "population": people[positions],
            "communes": [",".join(codes) for codes in communes],
            "commune_count": [len(codes) for codes in communes],
            "schematic": np.full(len(positions), schematic),
            "geometry": shapely.to_wkb(outlines),
        }
        arrays = [pa.array(columns[name], kind, from_pandas=True) for name, kind in TYPES.items()]
        yield pa.RecordBatch.from_arrays(arrays, schema=SCHEMA)

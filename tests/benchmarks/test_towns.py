"""The towns of the benchmarks: as many buildings as asked, the same each time, none on another."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from benchmarks.towns import main, towns

COUNT = 5_000


def test_they_are_as_many_as_asked_and_always_the_same(tmp_path: Path) -> None:
    main(COUNT, tmp_path / "one.parquet")
    main(COUNT, tmp_path / "other.parquet")
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "other.parquet").read_bytes()
    drawn = gpd.read_parquet(tmp_path / "one.parquet")
    assert drawn.id.tolist() == list(range(1, COUNT + 1))
    assert drawn.geometry.is_valid.all()
    assert drawn.crs == "OGC:CRS84"


def test_houses_of_a_town_keep_apart() -> None:
    batches = towns(COUNT, np.random.default_rng(1))
    corners = next(batches)[0]
    houses = np.asarray(shapely.polygons(corners))
    i, j = shapely.STRtree(houses).query(houses, predicate="intersects")
    assert (i == j).all()

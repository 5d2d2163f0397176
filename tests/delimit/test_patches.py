"""From a file to its patches: labels, what they hold, and the labels written beside the layer."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from metrocli.continuity.grid import memory
from metrocli.delimit.patches import Patches, find_patches
from metrocli.errors import InvalidInputError
from metrocli.model import NO_BARRIERS, Barriers
from metrocli.study.sections import FootprintsSection, Source
from metrocli.study.stream.drivers import open_layer
from metrocli.study.stream.noting import NotingLayer
from metrocli.study.stream.writing import write_beside


@pytest.fixture
def houses(tmp_path: Path) -> Path:
    """Return a layer: three houses in a row, one without geometry, and two far off."""
    steps = [0, 30, 60, None, 5_000, 5_020]
    origin = -71.6, -35.4
    degree = 90_700.0  # metres of a degree of longitude there
    boxes = [
        None
        if step is None
        else shapely.box(
            origin[0] + step / degree, origin[1], origin[0] + (step + 10) / degree, origin[1] + 1e-4
        )
        for step in steps
    ]
    columns = {
        "name": list("abcdef"),
        "cut": ["07101", "07101", "07105", "07105", "07105", "07101"],
        "pob": [1, 2, 4, 8, 16, 32],
    }
    path = tmp_path / "houses.parquet"
    gpd.GeoDataFrame(columns, geometry=boxes, crs=4326).to_parquet(path)
    return path


def found(path: Path, gap: float, barriers: Barriers = NO_BARRIERS) -> Patches:
    layer = NotingLayer(open_layer(path), FootprintsSection(Source(path.name, path.parent)))
    return find_patches(layer, gap, barriers=barriers)


@pytest.mark.parametrize("gap", [22.0, 30.0, 200.0])
def test_patches_hold_what_lies_in_them(houses: Path, gap: float) -> None:
    patches = found(houses, gap)
    assert patches.labels.patches.tolist() == [0, 0, 0, -1, 1, 1]
    shares = patches.shares
    assert shares.patches.tolist() == [0, 0, 1, 1]
    assert [patches.codes[k] for k in shares.communes] == ["07101", "07105", "07101", "07105"]
    assert shares.footprints.tolist() == [2, 1, 1, 1]
    assert shares.population.tolist() == [3, 4, 32, 16]
    assert shares.areas[0] == pytest.approx(2 * shares.areas[1])
    assert (patches.without_geometry, patches.not_finite) == (1, 0)


def test_what_does_not_fit_into_memory_is_refused(
    houses: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "available_memory", lambda: 2**20)
    with pytest.raises(InvalidInputError, match=r"houses.parquet: 0\.5 GB of memory are needed"):
        found(houses, 200.0)
    river = shapely.LineString([(0, 0), (0, 100_000_000)])
    barriers = Barriers(np.array(["Biobío"]), np.array([river], dtype=object))
    with pytest.raises(InvalidInputError, match=r"houses.parquet: 1\.4 GB of memory are needed"):
        found(houses, 200.0, barriers)


def test_more_is_needed_of_more_footprints_and_smaller_gaps() -> None:
    assert memory.bytes_needed(10_000_000, 200.0) < 2.2 * 2**30
    assert memory.bytes_needed(10_000_000, 10.0) > memory.bytes_needed(10_000_000, 200.0)
    assert memory.available_memory() > 2**20


def test_what_lies_near_barriers_is_counted_with_what_walls_take() -> None:
    plain = memory.bytes_needed(10_000_000, 200.0)
    behind = memory.bytes_needed(10_000_000, 200.0, 9_751_000.0)
    # 340 MB more were seen, with 570,000 buildings near the barriers.
    assert 0.34 < (behind - plain) / 2**30 < 1.0
    # No more buildings can lie there than there are.
    few = memory.bytes_needed(1_000, 200.0, 9_751_000.0) - memory.bytes_needed(1_000, 200.0)
    assert few < 0.1 * 2**30 + 1_000 * memory.PER_FOOTPRINT_BESIDE


@pytest.mark.parametrize("name", ["labels.parquet", "labels.gpkg"])
def test_labels_are_written_beside_the_layer(houses: Path, tmp_path: Path, name: str) -> None:
    layer = open_layer(houses)
    labels = found(houses, 200.0).labels.patches
    write_beside(layer, ["name", layer.geometry], {"patch": labels}, tmp_path / name)
    read = gpd.read_parquet if name.endswith("parquet") else gpd.read_file
    table = read(tmp_path / name)
    assert table.name.tolist() == list("abcdef")
    assert table.patch.tolist() == labels.tolist()
    assert table.feature.tolist() == [1, 2, 3, 4, 5, 6]
    original = gpd.read_parquet(houses)
    assert table.crs == original.crs
    assert table.geometry[4].equals(original.geometry[4])


def test_labels_alone_make_a_plain_table(houses: Path, tmp_path: Path) -> None:
    path = tmp_path / "labels.parquet"
    write_beside(open_layer(houses), [], {"patch": np.arange(6, dtype=np.int32)}, path)
    table = pd.read_parquet(path)
    assert table.columns.tolist() == ["feature", "patch"]
    assert table.patch.tolist() == list(range(6))

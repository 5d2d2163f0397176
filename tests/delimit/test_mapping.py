"""Patches on a map: what they hold, and where they are drawn."""

from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from metrocli.delimit.mapping import left_out, map_patches, polygons
from metrocli.errors import InvalidInputError
from metrocli.study.sections import FootprintsSection, Source
from metrocli.study.stream.drivers import open_layer
from metrocli.study.stream.noting import NotingLayer
from tests.study.places import METRE, block

STATION = shapely.box(-58.97, -62.21, -58.96, -62.20)


def layer(
    folder: Path, geometries: Sequence[shapely.Geometry | None], **columns: object
) -> NotingLayer:
    path = folder / "manzanas.parquet"
    frame = gpd.GeoDataFrame(columns, geometry=geometries, crs=4326)
    frame.to_parquet(path)
    return NotingLayer(open_layer(path), FootprintsSection(Source(path.name, folder)))


def test_patches_are_added_up_and_the_largest_come_first(tmp_path: Path) -> None:
    blocks = [block(-71.6 + step * METRE, -35.4) for step in (0, 250, 3_000, 6_000)]
    found = map_patches(
        layer(tmp_path, blocks, cut=["07105", "07101", "07101", "07101"], pob=[1, 2, 30, 3]), 200.0
    )
    assert found.footprints.tolist() == [2, 1, 1]
    assert found.communes == (("07101", "07105"), ("07101",), ("07101",))
    first, second = found.largest(2)
    assert (first.number, first.population, first.footprints) == (2, 30, 1)
    assert (second.number, second.population, second.communes) == (1, 3, ("07101", "07105"))


def test_a_layer_without_people_ranks_by_footprints(tmp_path: Path) -> None:
    blocks = [block(-71.6 + step * METRE, -35.4) for step in (0, 3_000, 3_200)]
    found = map_patches(layer(tmp_path, blocks, cut=["07101"] * 3), 200.0)
    assert found.population is None
    assert [patch.number for patch in found.largest(10)] == [2, 1]
    assert found.patch(0).population is None


@pytest.mark.parametrize("gap", [10.0, 200.0, 600.0])
def test_chosen_patches_are_drawn_around_their_footprints(tmp_path: Path, gap: float) -> None:
    blocks = [block(-71.6 + step * METRE, -35.4) for step in (0, 150, 5_000, 9_000, 9_150)]
    found = map_patches(layer(tmp_path, blocks, cut=["07101"] * 5), gap)
    chosen = found.footprints >= 2
    drawn = [pair for some in polygons(found, chosen) for pair in zip(*some, strict=True)]
    several = gap > 50
    assert [number for number, _ in drawn] == ([0, 2] if several else [])
    for (number, outline), pair in zip(drawn, (blocks[:2], blocks[3:]), strict=False):
        assert found.footprints[number] == 2
        assert outline.is_valid
        corners = shapely.points(shapely.get_coordinates(pair))
        assert shapely.distance(outline, corners).max() < found.side * 2 * METRE


def test_many_patches_are_drawn_some_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("metrocli.delimit.mapping.AT_ONCE", 4)
    blocks = [block(-71.6 + 5_000 * k * METRE, -35.4) for k in range(7)]
    found = map_patches(layer(tmp_path, blocks, cut=["07101"] * 7), 200.0)
    turns = list(polygons(found, np.ones(7, dtype=bool)))
    assert len(turns) > 1
    assert np.concatenate([numbers for numbers, _ in turns]).tolist() == list(range(7))
    outlines = np.concatenate([some for _, some in turns])
    assert shapely.contains(outlines, shapely.centroid(blocks)).all()


def test_what_is_in_no_patch_is_told(tmp_path: Path) -> None:
    nowhere = shapely.Point(-71.6, np.inf)
    geometries = [block(-71.6, -35.4), None, nowhere, STATION, STATION]
    footprints = layer(tmp_path, geometries, cut=["07101"] * 3 + ["12202"] * 2)
    found = map_patches(footprints, 200.0)
    told = {notice.code: str(notice.message) for notice in left_out(footprints, found.patches)}
    assert set(told) == {"geometries-missing", "geometries-not-finite", "antarctica-left-out"}
    assert "2 features in Antártica" in told["antarctica-left-out"]
    assert found.patches.labels.patches.tolist() == [0, -1, -1, -1, -1]


def test_a_layer_without_any_footprint_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="no feature has a geometry"):
        map_patches(layer(tmp_path, [STATION], cut=["12202"]), 200.0)

"""The same partition as brute force on a real town, where streets and not whole numbers rule."""

from pathlib import Path

import pytest
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from metrocli.continuity.measuring import build_gap_graph
from metrocli.study.load import load
from metrocli.study.reader import read_config
from tests.continuity.territories import same_partition

TALCA_MAULE = ("07101", "07105")


@pytest.mark.real
def test_real_blocks_are_cut_as_by_brute_force(
    repository: Path, real_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("METRO_DATA", str(real_data))
    study = load(read_config(repository / "studies" / "chile-2024.toml"), only=TALCA_MAULE)
    footprints = study.footprints
    kept = build_gap_graph(footprints, horizon=6_000).tree(TALCA_MAULE)
    index, size = shapely.STRtree(footprints.geometries), len(footprints)
    assert size > 3_000
    for gap in (0.0, 5.0, 10.0, 14.6, 25.0, 100.0, 400.0):
        i, j = index.query(footprints.geometries, predicate="dwithin", distance=gap)
        near = coo_array(([1] * len(i), (i, j)), shape=(size, size))
        brute = connected_components(near, directed=False)[1]
        assert same_partition(kept.patches(gap), brute)

"""Real footprints: the grid's patches are those of the gap tree, which finds them another way."""

from pathlib import Path

import numpy as np
import pytest

from metrocli.continuity.grid.cluster import Held, cluster
from metrocli.continuity.measuring import build_gap_graph
from metrocli.shapes.wkb import from_geometries
from metrocli.study.load import load
from metrocli.study.reader import read_config
from tests.continuity.territories import same_partition

MEMBERS = ("07101", "07105")


@pytest.mark.real
@pytest.mark.parametrize("gap", [0.0, 10.0, 50.0, 200.0, 550.0, 1_000.0])
def test_the_patches_of_talca_are_those_of_its_tree(
    real_data: Path, repository: Path, gap: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("METRO_DATA", str(real_data))
    study = load(read_config(repository / "studies" / "chile-2024.toml"), only=MEMBERS)
    tree = build_gap_graph(study.footprints, horizon=1_000.0).tree(MEMBERS)
    found = cluster(Held(from_geometries(study.footprints.geometries[tree.rows])), gap)
    assert same_partition(found.patches.astype(np.int64), tree.patches(gap))

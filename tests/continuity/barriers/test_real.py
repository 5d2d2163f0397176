"""The Biobío: a line along it keeps Concepción and San Pedro de la Paz apart."""

from pathlib import Path

import numpy as np
import pytest
import shapely

from metrocli import planar
from metrocli.continuity.measuring import build_gap_graph
from metrocli.continuity.tree import gap_of
from metrocli.study.load import load
from metrocli.study.reader import read_config

CONCEPCION, SAN_PEDRO = PAIR = ("08101", "08108")

BIOBIO = [
    *((-73.02, -36.92), (-73.035, -36.885), (-73.05, -36.862), (-73.0687, -36.8401)),
    *((-73.083, -36.826), (-73.105, -36.81), (-73.19, -36.79)),
]
"""Longitudes and latitudes along the middle of the river, as far as its mouth."""

WAY_ROUND = 13_000.0
"""Metres: both ends of the line are farther from the two communes, taken together."""


@pytest.mark.real
def test_the_river_keeps_its_banks_apart(
    real_data: Path, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("METRO_DATA", str(real_data))
    study = load(read_config(repository / "studies" / "chile-2024.toml"), only=PAIR)
    line = planar.to_plane(np.array([shapely.LineString(BIOBIO)], dtype=object), planar.GEOGRAPHIC)
    short = build_gap_graph(study.footprints, horizon=6_000, barriers=line)
    tree = short.tree(PAIR)
    assert tree.open is not None
    assert gap_of(tree.open.merge(0.5)) == pytest.approx(1_408, abs=5)
    assert tree.merge(0.5) is None
    assert short.cross == {}
    long = build_gap_graph(study.footprints, horizon=20_000, barriers=line).tree(PAIR)
    merge = long.merge(0.5)
    assert merge is not None
    assert merge.gap > WAY_ROUND
    link = long.link(merge)
    assert link is not None
    assert link.turns

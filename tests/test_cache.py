"""What is kept of a study: the same when it is reopened, and nothing once anything has changed."""

import os
import pickle
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from metrocli.cache import Kept, StoredGeometries, keep, key_of, reopen
from metrocli.continuity.measuring import build_gap_graph
from metrocli.errors import OutputError
from metrocli.study.config import StudyConfig
from metrocli.study.load import load
from metrocli.study.reader import read_config
from metrocli.study.sections import ContinuitySection
from tests.study.places import write_study

HORIZON = 6_000.0


@pytest.fixture
def config(tmp_path: Path) -> StudyConfig:
    return read_config(write_study(tmp_path))


def measured(config: StudyConfig) -> Kept:
    study = load(config)
    return Kept(study, build_gap_graph(study.footprints, horizon=HORIZON))


def test_what_is_kept_is_what_is_reopened(config: StudyConfig, tmp_path: Path) -> None:
    kept = measured(config)
    keep(tmp_path / "kept", "key", kept)
    again = reopen(tmp_path / "kept", "key")
    assert again is not None
    for name in ("title", "vintage", "communes", "areas", "inputs", "notices", "commuting"):
        assert getattr(again.study, name) == getattr(kept.study, name)
    assert again.study.footprints.ids.tolist() == kept.study.footprints.ids.tolist()
    assert again.study.footprints.weights.tolist() == kept.study.footprints.weights.tolist()
    before, after = (np.asarray(one.study.footprints.geometries) for one in (kept, again))
    assert shapely.equals_identical(before, after).all()
    assert again.study.boundaries == kept.study.boundaries
    assert again.graph.footprints is again.study.footprints
    codes = list(kept.graph.rows)
    trees = [graph.tree(codes).edges for graph in (kept.graph, again.graph)]
    assert trees[0].gap.tolist() == trees[1].gap.tolist()
    assert trees[0].i.tolist() == trees[1].i.tolist()


def test_a_key_changes_with_the_data_and_the_horizon_and_with_no_term(
    config: StudyConfig, tmp_path: Path
) -> None:
    key = key_of(config, HORIZON)
    assert key_of(replace(config, continuity=ContinuitySection(max_gap=20)), HORIZON) == key
    assert key_of(config, 5_000) != key
    assert key_of(replace(config, areas={}), HORIZON) != key
    people = tmp_path / "poblacion.csv"
    people.write_bytes(people.read_bytes() + b"\n")
    assert key_of(config, HORIZON) != key


@pytest.mark.parametrize("content", [b"", b"nothing", pickle.dumps({"a": 1})])
def test_what_is_not_legible_is_not_there(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "key.metro").write_bytes(content)
    assert reopen(tmp_path, "key") is None
    assert reopen(tmp_path, "other") is None


def test_half_a_file_is_not_legible(config: StudyConfig, tmp_path: Path) -> None:
    keep(tmp_path, "key", measured(config))
    path = tmp_path / "key.metro"
    content = path.read_bytes()
    for size in range(0, len(content), 997):
        path.write_bytes(content[:size])
        assert reopen(tmp_path, "key") is None


class _Trap:
    def __reduce__(self) -> tuple[Any, ...]:
        return os.system, ("exit 1",)


def test_a_kept_file_cannot_run_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "key.metro").write_bytes(pickle.dumps(_Trap()))
    called: list[str] = []
    monkeypatch.setattr(os, "system", called.append)
    assert reopen(tmp_path, "key") is None
    assert not called


def test_a_folder_that_cannot_be_written_is_told_of(config: StudyConfig, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError):
        keep(tmp_path / "file", "key", measured(config))
    assert (tmp_path / "file").read_text(encoding="utf-8") == ""


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_stored_geometries_are_indexed_like_an_array(data: st.DataObject) -> None:
    points = np.array([shapely.Point(k, -k) for k in range(7)], dtype=object)
    wkb = shapely.to_wkb(points)
    whole = np.frombuffer(b"".join(wkb), np.uint8)
    stored = StoredGeometries(whole, np.cumsum([0, *map(len, wkb)]))
    assert len(stored) == len(points)
    rows = data.draw(st.lists(st.integers(-7, 6)).map(lambda rows: np.array(rows, dtype=int)))
    assert stored[rows].tolist() == points[rows].tolist()
    mask = data.draw(st.lists(st.booleans(), min_size=7, max_size=7).map(np.array))
    assert stored[mask].tolist() == points[mask].tolist()
    one = data.draw(st.integers(-7, 6))
    assert stored[one] == points[one]

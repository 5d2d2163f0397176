"""Every way runs in a process of its own, from a file to labels, and the exact ones agree."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from benchmarks import postgis
from benchmarks.cases import ALL, REFERENCES, Measured, Task, measure
from benchmarks.data import Folders, NoDataError
from benchmarks.watch import Limits, Outcome
from benchmarks.ways import WAYS, NotAvailableError, squares

LIMITS = Limits(seconds=300)

MODULES = {"dbscan": "sklearn"}
"""What a way needs that need not be here."""


@pytest.fixture(autouse=True)
def importable(monkeypatch: pytest.MonkeyPatch, repository: Path) -> None:
    """Let processes find the package that is tested."""
    monkeypatch.setenv("PYTHONPATH", f"{repository}:{repository / 'src'}")


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    return Folders(tmp_path_factory.mktemp("layers"), None)


def once(task: Task, folders: Folders) -> dict[str, Measured]:
    return {one.way: one for one in measure(task, folders, LIMITS)}


def here(way: str) -> bool:
    return way not in MODULES or importlib.util.find_spec(MODULES[way]) is not None


@pytest.mark.slow
def test_ways_give_the_partition_of_the_plain_one(folders: Folders) -> None:
    ways = [way for way in ALL if here(way) and way not in {"duckdb", "postgis"}]
    found = once(Task("towns-400", 200.0, ways), folders)
    assert {one.outcome for one in found.values()} == {Outcome.DONE}
    for way in ways:
        assert found[way].reference == REFERENCES[0]
        # Centroids are farther apart than edges, and a buffer is a polygon inside its circle.
        assert found[way].differing == 0 if WAYS[way].exact else found[way].differing < 100  # type: ignore[operator]
        assert found[way].rows == 400
        assert found[way].peak > 10_000_000


@pytest.mark.slow
def test_communes_are_made_of_a_grid_of_the_valley(folders: Folders) -> None:
    corners = np.array([(x, y) for y in range(20) for x in range(3)], dtype=float) + 0.5
    assert len(set(squares(corners).tolist())) == 60
    assert squares(np.array([[0.0, 0.0], [3.0, 20.0]])).tolist() == [0, 59]
    found = once(Task("towns-400", 6_000.0, ["communes-10"]), folders)
    assert found["communes-10"].outcome is Outcome.DONE


@pytest.mark.slow
def test_server_gives_the_same_partition(folders: Folders) -> None:
    found = once(Task("towns-400", 200.0, ["metro", "postgis"]), folders)
    if found["postgis"].outcome is Outcome.NOT_AVAILABLE:
        pytest.skip(f"no PostGIS here: {postgis.NEEDED}")
    assert found["metro"].differing == 0
    assert found["metro"].reference == "postgis"


def test_what_is_not_here_is_said(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgis, "PACKAGES", Path("nowhere"))
    found = once(Task("towns-400", 200.0, ["postgis"]), folders)
    assert found["postgis"].outcome is Outcome.NOT_AVAILABLE
    assert found["postgis"].message == postgis.NEEDED
    assert found["postgis"].differing is None
    with pytest.raises(NotAvailableError):
        postgis.serving(Path("any")).__enter__()


def test_layer_that_is_not_here_is_said(folders: Folders) -> None:
    with pytest.raises(NoDataError, match=r"address_points\.parquet"):
        list(measure(Task("addresses", 200.0, ["metro"]), folders, LIMITS))

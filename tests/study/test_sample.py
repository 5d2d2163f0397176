"""The sample is copied whole or not at all."""

from pathlib import Path

import pytest

from metrocli.errors import OutputError
from metrocli.study import sample
from metrocli.study.sample import sample_folder, write_sample


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "bundle"
    folder.mkdir()
    (folder / "metro.toml").write_text("a", encoding="utf-8")
    (folder / "poblacion.csv").write_text("b", encoding="utf-8")
    monkeypatch.setattr(sample, "sample_folder", lambda: folder)
    return folder


def test_the_sample_of_the_source_tree_is_found(repository: Path) -> None:
    assert sample_folder() == repository / "data" / "samples"


def test_the_sample_is_copied_beside_what_is_there(tmp_path: Path, bundle: Path) -> None:
    target = tmp_path / "new" / "study"
    assert write_sample(target) == (target / "metro.toml", target / "poblacion.csv")
    assert (target / "poblacion.csv").read_text(encoding="utf-8") == "b"
    assert {path.name for path in target.iterdir()} == {path.name for path in bundle.iterdir()}
    beside = tmp_path / "old"
    beside.mkdir()
    (beside / "notas.txt").touch()
    write_sample(beside)
    assert len(list(beside.iterdir())) == 3


@pytest.mark.usefixtures("bundle")
def test_nothing_is_overwritten_and_nothing_half_written(tmp_path: Path) -> None:
    target = tmp_path / "study"
    target.mkdir()
    (target / "poblacion.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match=r"already there: poblacion\.csv"):
        write_sample(target)
    assert [path.name for path in target.iterdir()] == ["poblacion.csv"]
    assert (target / "poblacion.csv").read_text(encoding="utf-8") == "mine"


@pytest.mark.usefixtures("bundle")
def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "study"
    target.write_text("file", encoding="utf-8")
    with pytest.raises(OutputError, match="study"):
        write_sample(target)

"""A study is recorded as it was in force, and is read again wherever its files are."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from metrocli.model import Request
from metrocli.proof.recording import recorded, restored
from metrocli.study.config import StudyConfig
from metrocli.study.overrides import Overrides
from metrocli.study.overriding import override
from metrocli.study.reader import read_config
from metrocli.study.sample import sample_folder
from tests.conftest import REPOSITORY
from tests.study.test_writer import FULL

STUDIES = [*(REPOSITORY / "studies").glob("*.toml"), *sample_folder().glob("*.toml")]


def through_json(request: Request) -> Request:
    return Request(
        **json.loads(
            json.dumps(
                {
                    "command": request.command,
                    "options": request.options,
                    "file": request.file,
                    "study": request.study,
                }
            )
        )
    )


@pytest.mark.parametrize("file", STUDIES, ids=lambda path: path.name)
def test_a_study_is_recorded_alike_wherever_it_lies(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("METRO_DATA", "/here")
    copy = tmp_path / file.name
    copy.write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    moved = override(read_config(copy), Overrides(root=str(tmp_path)))
    request = recorded(moved, "check", {})
    assert request == recorded(read_config(file), "check", {})
    assert str(tmp_path) not in json.dumps(request.study)


@pytest.mark.parametrize("config", [FULL, *map(read_config, STUDIES)])
def test_what_is_restored_says_the_same(config: StudyConfig, tmp_path: Path) -> None:
    again = restored(through_json(recorded(config, "check", {})), [tmp_path])
    assert [source.given for source in again.sources] == [
        source.given for source in replace(config, projections=None).sources
    ]
    assert again.areas == config.areas
    assert again.continuity == config.continuity
    assert again.footprints[0].where == config.footprints[0].where
    assert recorded(again, "check", {}).study == recorded(config, "check", {}).study


def test_files_are_looked_for_in_one_folder_after_the_other(tmp_path: Path) -> None:
    root, here = tmp_path / "root", tmp_path / "here"
    for folder, name in ((root, "a.gpkg"), (here, "a.gpkg"), (here, "b.parquet")):
        folder.mkdir(exist_ok=True)
        (folder / name).touch()
    again = restored(recorded(FULL, "check", {}), [root, here])
    places = [again.path_of(layer.path) for layer in again.footprints]
    assert places == [root / "a.gpkg", here / "b.parquet"]
    assert again.boundaries is not None
    assert again.path_of(again.boundaries.path) == root / "comunas.gpkg"


def test_the_file_of_a_norm_is_recorded_as_seen_from_the_study(tmp_path: Path) -> None:
    folder = tmp_path / "estudio"
    folder.mkdir()
    (folder / "norma.toml").touch()
    (folder / "metro.toml").write_text('[norm]\nid = "norma.toml"\n', encoding="utf-8")
    request = recorded(read_config(folder / "metro.toml"), "check", {})
    assert request.study == {"norm": {"id": "norma.toml"}}
    assert restored(request, [tmp_path, folder]).norm.id == str(folder / "norma.toml")

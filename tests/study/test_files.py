"""A hash says which files a study was read from."""

import hashlib
import os
from pathlib import Path

import pytest

from metrocli.errors import MissingInputError, UnreadableInputError
from metrocli.study.files import digest, require_file


def test_the_hash_of_a_file_is_that_of_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"abc")
    assert digest(path) == hashlib.sha256(b"abc").hexdigest()


def test_the_hash_of_a_folder_is_that_of_all_its_files(tmp_path: Path) -> None:
    folder = tmp_path / "a.gdb"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "x").write_bytes(b"1")
    before = digest(folder)
    (folder / "y").write_bytes(b"2")
    assert digest(folder) != before


def test_the_hash_of_a_shapefile_ignores_its_neighbours(tmp_path: Path) -> None:
    for name in ("m.shp", "m.dbf", "m.shx"):
        (tmp_path / name).write_bytes(name.encode())
    before = digest(tmp_path / "m.shp")
    (tmp_path / "m.qmd").write_bytes(b"style")
    (tmp_path / "n.dbf").write_bytes(b"other")
    assert digest(tmp_path / "m.shp") == before
    (tmp_path / "m.dbf").write_bytes(b"changed")
    assert digest(tmp_path / "m.shp") != before


def test_what_may_never_end_is_refused(tmp_path: Path) -> None:
    pipe, device, folder = (tmp_path / name for name in ("a.csv", "b.csv", "c.csv"))
    os.mkfifo(pipe)
    device.symlink_to("/dev/zero")
    folder.mkdir()
    for path in (pipe, device, folder):
        with pytest.raises(UnreadableInputError, match="it is no file"):
            require_file(path)


@pytest.mark.parametrize("name", ["x" * 5_000, "a/" * 3_000, "x\0"])
def test_a_path_that_cannot_be_is_missing(tmp_path: Path, name: str) -> None:
    with pytest.raises(MissingInputError):
        require_file(tmp_path / name)


def test_a_file_geodatabase_is_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "a.gdb"
    folder.mkdir()
    require_file(folder)
    os.mkfifo(folder / "pipe")
    with pytest.raises(UnreadableInputError, match="it is no file"):
        require_file(folder)

"""A hash says which files a study was read from."""

import hashlib
from pathlib import Path

from metrocli.study.files import digest


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

import stat
import zipfile
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrocli.download.archive import unpack
from metrocli.errors import InvalidInputError, MetroError, OutputError, UnreadableInputError
from tests.download.drawn import zipped

LIMIT = 10_000


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "lo.zip"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "archivos"


def written(folder: Path) -> dict[str, bytes]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_every_file_is_unpacked_into_the_folder(archive: Path, folder: Path) -> None:
    files = {"COMUNAS/comunas.shp": b"shp", "COMUNAS/comunas.dbf": b"dbf", "leeme.txt": b""}
    archive.write_bytes(zipped({"COMUNAS/": b"", **files}))
    unpack(archive, folder, LIMIT)
    assert written(folder) == files


def test_what_was_unpacked_before_goes_away(archive: Path, folder: Path) -> None:
    folder.mkdir()
    (folder / "viejo.shp").write_bytes(b"viejo")
    archive.write_bytes(zipped({"nuevo.shp": b"nuevo"}))
    unpack(archive, folder, LIMIT)
    assert written(folder) == {"nuevo.shp": b"nuevo"}


@pytest.mark.parametrize(
    "name",
    ["../fuera.shp", "dentro/../../fuera.shp", "/fuera.shp", "..\\fuera.shp", "C:fuera.shp"],
)
def test_a_name_that_leads_outside_is_refused(archive: Path, folder: Path, name: str) -> None:
    archive.write_bytes(zipped({"dentro.shp": b"bien", name: b"mal"}))
    with pytest.raises(InvalidInputError, match="outside the folder"):
        unpack(archive, folder, LIMIT)
    assert list(archive.parent.rglob("*")) == [archive]


@given(st.lists(st.text("ab./\\:~ ", min_size=1), min_size=1, max_size=3, unique=True))
def test_whatever_the_names_nothing_is_written_outside(names: list[str]) -> None:
    with TemporaryDirectory() as place:
        archive, folder = Path(place) / "lo.zip", Path(place) / "archivos"
        archive.write_bytes(zipped(dict.fromkeys(names, b"x")))
        with suppress(MetroError):
            unpack(archive, folder, LIMIT)
        assert {path.name for path in Path(place).iterdir()} <= {"lo.zip", "archivos"}


def test_a_file_without_a_name_is_refused(archive: Path, folder: Path) -> None:
    archive.write_bytes(zipped({"a": b"x"}).replace(b"a", b"\0"))
    with pytest.raises(InvalidInputError, match="outside the folder"):
        unpack(archive, folder, LIMIT)


def test_a_link_is_refused(archive: Path, folder: Path) -> None:
    link = zipfile.ZipInfo("enlace.shp")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr(link, "/etc/passwd")
    with pytest.raises(InvalidInputError, match=r"enlace\.shp"):
        unpack(archive, folder, LIMIT)
    assert not folder.exists()


def test_a_bomb_is_refused(archive: Path, folder: Path) -> None:
    archive.write_bytes(zipped({"a": b"0" * (LIMIT // 2), "b": b"0" * (LIMIT // 2 + 1)}))
    assert archive.stat().st_size < LIMIT // 10
    with pytest.raises(InvalidInputError, match="larger than"):
        unpack(archive, folder, LIMIT)
    assert list(archive.parent.rglob("*")) == [archive]


def test_a_file_that_declares_less_than_it_holds_gives_no_more(archive: Path, folder: Path) -> None:
    content = zipped({"a": b"0" * 50_000})
    size = (50_000).to_bytes(4, "little")
    assert content.count(size) == 2
    archive.write_bytes(content.replace(size, (10).to_bytes(4, "little")))
    with pytest.raises(UnreadableInputError, match="cannot be unpacked"):
        unpack(archive, folder, LIMIT)
    assert list(archive.parent.rglob("*")) == [archive]


def test_what_is_no_archive_or_is_damaged_is_told(archive: Path, folder: Path) -> None:
    whole = zipped({"a.shp": bytes(range(256)) * 8})
    broken = whole[:60] + bytes(20) + whole[80:]
    for content in (b"<html>No disponible</html>", b"", whole[:-30], broken):
        archive.write_bytes(content)
        with pytest.raises(UnreadableInputError, match="cannot be unpacked"):
            unpack(archive, folder, LIMIT)
    assert list(archive.parent.rglob("*")) == [archive]


def test_a_file_that_is_twice_in_it_is_not_written_over(archive: Path, folder: Path) -> None:
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("a.shp", b"uno")
        with pytest.warns(UserWarning, match="Duplicate name"):
            packed.writestr("a.shp", b"dos")
    with pytest.raises(OutputError):
        unpack(archive, folder, LIMIT)
    assert not folder.exists()

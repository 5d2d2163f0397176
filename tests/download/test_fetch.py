import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from metrocli.download.catalogue import Dataset, Use
from metrocli.download.fetch import Fetched, cache_folder, fetch, fetch_anew
from metrocli.download.transfer import Terms
from metrocli.errors import (
    InvalidInputError,
    MissingInputError,
    OutputError,
    UnreadableInputError,
    UsageError,
)
from tests.download.drawn import dataset, zipped
from tests.download.server import Handler, failing, in_turn, serving, start, whole

CONTENT = zipped({"COMUNAS/Comunas_v1.shp": b"shp", "COMUNAS/comunas_v1.dbf": b"dbf"})
OTHER = zipped({"a.shp": b"uno", "b.shp": b"dos"})
SHA256 = hashlib.sha256(CONTENT).hexdigest()
TERMS = Terms(limit=1_000_000, timeout=(2, 0.5), attempts=2, pause=0)

Get = Callable[..., Fetched]


def got(get: Get, wanted: Dataset, folder: Path, terms: Terms = TERMS) -> Fetched:
    return get(wanted, folder, terms=terms, progress=lambda _here, _total: None)


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_a_file_is_put_into_a_folder_of_its_own_with_its_origin(tmp_path: Path) -> None:
    with serving(whole(CONTENT)) as server:
        fetched = got(fetch, dataset(server.url()), tmp_path)
    assert names(tmp_path) == ["prueba", "prueba/archivo.zip", "prueba/procedencia.json"]
    assert fetched.path.read_bytes() == CONTENT
    assert (fetched.sha256, fetched.previous) == (SHA256, None)
    noted = json.loads((tmp_path / "prueba" / "procedencia.json").read_text(encoding="utf-8"))
    assert noted["sha256"] == SHA256
    assert noted["bytes"] == len(CONTENT)
    assert {"url", "licence", "citation", "page", "fetched"} <= noted.keys()


def test_what_is_here_is_not_asked_for_again_unless_it_is_wanted_anew(tmp_path: Path) -> None:
    with serving(whole(CONTENT)) as server:
        wanted = dataset(server.url())
        assert got(fetch, wanted, tmp_path) == got(fetch, wanted, tmp_path)
        assert len(server.ranges) == 1
        got(fetch_anew, wanted, tmp_path)
        assert len(server.ranges) == 2


def test_what_was_changed_here_is_downloaded_again(tmp_path: Path) -> None:
    with serving(whole(CONTENT)) as server:
        path = got(fetch, dataset(server.url()), tmp_path).path
        path.write_bytes(b"otra cosa")
        assert got(fetch, dataset(server.url()), tmp_path).path.read_bytes() == CONTENT


def test_another_file_than_before_is_told(tmp_path: Path) -> None:
    with serving(in_turn(whole(CONTENT), whole(OTHER))) as server:
        got(fetch, dataset(server.url()), tmp_path)
        assert got(fetch_anew, dataset(server.url()), tmp_path).previous == SHA256


def test_the_checksum_of_the_catalogue_is_kept_to(tmp_path: Path) -> None:
    with serving(whole(CONTENT)) as server:
        right = dataset(server.url(), sha256=SHA256)
        assert got(fetch, right, tmp_path).sha256 == SHA256
        wrong = replace(right, name="otra", sha256="0" * 64)
        with pytest.raises(InvalidInputError, match=SHA256):
            got(fetch, wrong, tmp_path)
    assert names(tmp_path / "otra") == []


def test_a_failure_leaves_what_was_here_as_it_was(tmp_path: Path) -> None:
    with serving(in_turn(whole(CONTENT), failing(404))) as server:
        path = got(fetch, dataset(server.url()), tmp_path).path
        with pytest.raises(MissingInputError):
            got(fetch_anew, dataset(server.url()), tmp_path)
    assert path.read_bytes() == CONTENT
    assert names(tmp_path / "prueba") == ["archivo.zip", "procedencia.json"]


def test_an_archive_is_unpacked_and_its_files_are_found(tmp_path: Path) -> None:
    with serving(whole(CONTENT)) as server:
        wanted = dataset(server.url(), unpack=True)
        ((use, path),) = got(fetch, wanted, tmp_path).uses
        assert use.section == "boundaries"
        assert path == tmp_path / "prueba" / "archivos" / "COMUNAS" / "Comunas_v1.shp"
        path.unlink()
        path.parent.joinpath("comunas_v1.dbf").unlink()
        path.parent.rmdir()
        path.parent.parent.rmdir()
        assert got(fetch, wanted, tmp_path).uses[0][1].read_bytes() == b"shp"
        assert len(server.ranges) == 1


@pytest.mark.parametrize("pattern", ["*.shp", "nada*.gpkg"])
def test_a_file_that_cannot_be_told_from_others_is_left_to_be_chosen(
    tmp_path: Path, pattern: str
) -> None:
    with serving(whole(OTHER)) as server:
        wanted = dataset(server.url(), unpack=True, uses=(Use("footprints", pattern),))
        assert got(fetch, wanted, tmp_path).uses[0][1] == tmp_path / "prueba" / "archivos"


def test_a_page_in_place_of_an_archive_is_not_taken_for_it(tmp_path: Path) -> None:
    with serving(in_turn(whole(b"<html>Espere</html>"), whole(CONTENT))) as server:
        wanted = dataset(server.url(), unpack=True)
        with pytest.raises(UnreadableInputError, match="unpacked"):
            got(fetch, wanted, tmp_path)
        assert got(fetch, wanted, tmp_path).uses[0][1].name == "Comunas_v1.shp"


def test_the_limit_holds_for_what_is_unpacked(tmp_path: Path) -> None:
    bomb = zipped({"a.shp": b"0" * 100_000})
    with serving(whole(bomb)) as server, pytest.raises(InvalidInputError, match="larger"):
        got(fetch, dataset(server.url(), unpack=True), tmp_path, Terms(limit=50_000))
    assert not (tmp_path / "prueba" / "archivos").exists()


def test_a_name_that_the_server_gives_is_not_used(tmp_path: Path) -> None:
    def behave(handler: Handler) -> None:
        disposition = 'attachment; filename="../../../fuera.zip"'
        start(handler, 200, Content_Length="3", Content_Disposition=disposition)
        handler.wfile.write(b"zip")

    folder = tmp_path / "dentro"
    with serving(behave) as server:
        got(fetch, dataset(f"{server.url()}/../..%2f..%2ffuera.zip?f=../x"), folder)
    assert names(tmp_path) == [
        "dentro",
        "dentro/prueba",
        "dentro/prueba/archivo.zip",
        "dentro/prueba/procedencia.json",
    ]


def test_a_data_set_without_an_address_says_how_to_get_it(tmp_path: Path) -> None:
    for get in (fetch, fetch_anew):
        with pytest.raises(UsageError, match=r"De prueba\."):
            got(get, dataset("", file=""), tmp_path)
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    "occupy",
    [
        lambda folder: folder.write_text("soy un archivo"),
        lambda folder: (folder / "archivo.zip").mkdir(parents=True),
    ],
)
def test_a_folder_that_cannot_be_written_to_is_told(
    tmp_path: Path, occupy: Callable[[Path], object]
) -> None:
    occupy(tmp_path / "prueba")
    with serving(whole(CONTENT)) as server, pytest.raises(OutputError, match="cannot be written"):
        got(fetch, dataset(server.url()), tmp_path)


def test_the_cache_is_that_of_the_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder().name == "metro"

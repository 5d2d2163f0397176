"""`metro data` through the command line, with a server on this machine in place of the others."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from metrocli.cli import voice
from metrocli.download import catalogue
from metrocli.download.catalogue import Use
from tests.cli.conftest import Metro
from tests.download.drawn import dataset, zipped
from tests.download.server import Server, failing, serving, whole

CONTENT = zipped({"datos/comunas.shp": b"shp" * 1000, "datos/manzanas.shp": b"shp"})
USES = (
    Use("boundaries", "comunas.shp"),
    Use("footprints", "manzanas.shp", keys={"population": "n_per"}),
)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """Serve the one data set that can be downloaded of a catalogue of two."""
    monkeypatch.setenv("NO_PROXY", "*")
    with serving(whole(CONTENT)) as listening:
        entries = (
            dataset(listening.url(), unpack=True, uses=USES),
            dataset("", name="a-mano", file=""),
        )
        monkeypatch.setattr(catalogue, "catalogue", lambda: entries)
        yield listening


def test_the_list_is_a_table_and_json(metro: Metro) -> None:
    table = metro("data", "list", "2017", "zonas")
    assert (table.code, table.err) == (0, "")
    assert "ine-2017-zones" in table.out
    assert "a mano" in table.out
    listed = json.loads(metro("data", "list", "--format", "json").out)["datasets"]
    assert [entry["name"] for entry in listed] == [entry.name for entry in catalogue.catalogue()]
    assert {entry["verified"] for entry in listed} == {False}


def test_the_whole_address_is_shown_however_narrow_the_page(metro: Metro) -> None:
    shown = metro("data", "list", "-v").out
    assert max(map(len, shown.splitlines())) <= 80
    joined = "".join(shown.split())
    missing = [
        entry.name
        for entry in catalogue.catalogue()
        for words in (entry.url, entry.page, entry.licence, entry.citation, entry.note)
        if "".join(words.split()) not in joined
    ]
    assert missing == []


def test_a_word_that_nothing_has_is_wrong_usage(metro: Metro) -> None:
    ended = metro("data", "list", "marte")
    assert (ended.code, ended.out) == (2, "")
    assert len(ended.err.splitlines()) == 2


@pytest.mark.usefixtures("server")
def test_fetch_says_what_to_write_into_the_study(metro: Metro, tmp_path: Path) -> None:
    ended = metro("data", "fetch", "prueba", "--to", "datos")
    assert (ended.code, ended.err) == (0, "")
    told, toml = ended.out.split("Para metro.toml:\n")
    assert "Nada avala este archivo" in told
    assert "Licencia: CC0\nCitar como: Nadie\nNota: De prueba.\n" in told
    folder = tmp_path / "datos" / "prueba" / "archivos" / "datos"
    assert tomllib.loads(toml) == {
        "boundaries": {"path": str(folder / "comunas.shp")},
        "footprints": [{"path": str(folder / "manzanas.shp"), "population": "n_per"}],
    }


def test_the_cache_is_named_by_the_environment(
    metro: Metro, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("METRO_CACHE", str(tmp_path / "cache"))
    file = tmp_path / "cache" / "prueba" / "archivo.zip"
    assert metro("data", "fetch", "prueba", "-q").out == f"{file}\n"
    assert metro("data", "fetch", "prueba", "-q").out == f"{file}\n"
    assert len(server.ranges) == 1
    server.behave = whole(zipped({"otro.shp": b""}))
    assert "No es el archivo que se había" in metro("data", "fetch", "prueba", "--force").out
    assert len(server.ranges) == 2


def test_a_failure_of_the_network_ends_with_3_in_two_lines(
    metro: Metro, server: Server, tmp_path: Path
) -> None:
    server.behave = failing(404)
    ended = metro("data", "fetch", "prueba", "--to", "datos")
    assert (ended.code, ended.out) == (3, "")
    assert "HTTP 404" in ended.err
    assert len(ended.err.splitlines()) == 2
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.usefixtures("server")
def test_what_is_too_large_says_how_to_allow_it(metro: Metro) -> None:
    ended = metro("data", "fetch", "prueba", "--to", "datos", "--max-size", "0.0001")
    assert (ended.code, ended.out) == (3, "")
    assert "--max-size" in ended.err


def test_nothing_is_downloaded_if_a_name_is_wrong(metro: Metro, server: Server) -> None:
    ended = metro("data", "fetch", "prueba", "prueva", "--to", "datos")
    assert (ended.code, server.ranges) == (2, [])
    assert "¿Quiso decir prueba?" in ended.err
    assert metro("data", "fetch", "a-mano", "--to", "datos").code == 2


@pytest.mark.parametrize(
    "arguments", [["fetch"], ["fecth", "x"], ["fetch", "x", "--max-size", "0"]]
)
def test_wrong_usage_is_told(metro: Metro, arguments: list[str]) -> None:
    ended = metro("data", *arguments)
    assert (ended.code, ended.out) == (2, "")


@pytest.mark.usefixtures("server")
def test_on_a_terminal_a_bar_moves(metro: Metro, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voice, "_is_watched", lambda _voice: True)
    monkeypatch.setenv("FORCE_COLOR", "1")  # rich takes what is captured for a terminal
    ended = metro("data", "fetch", "prueba", "--to", "datos")
    assert ended.code == 0
    assert "prueba" in ended.err
    assert "MB/s" in ended.err

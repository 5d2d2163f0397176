import errno
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st

from metrocli.download.transfer import Terms, Transfer
from metrocli.errors import (
    InvalidInputError,
    MetroError,
    MissingInputError,
    OutputError,
    UnreadableInputError,
)
from tests.download.server import (
    Behaviour,
    Server,
    failing,
    in_turn,
    lying,
    redirecting,
    serving,
    silent,
    start,
    unsaid,
    whole,
    without_range,
)

CONTENT = bytes(range(256)) * 4096
HALF = len(CONTENT) // 2
"""A multiple of the pieces that are written: of what is less than one, nothing is kept."""
TERMS = Terms(limit=2 * len(CONTENT), timeout=(2, 0.3), attempts=3, pause=0)


@pytest.fixture
def part(tmp_path: Path) -> Path:
    return tmp_path / "archivo.zip.part"


def transfer(
    part: Path,
    url: str,
    terms: Terms = TERMS,
    hosts: tuple[str, ...] = (),
    progress: Callable[[int, int | None], None] = lambda _here, _total: None,
) -> bytes:
    """Download a file and return it; nothing else may be left of it."""
    target = part.with_name("llegado")
    Transfer(part, hosts, terms, progress)(url, str(target), None)
    assert [path.name for path in part.parent.iterdir()] == ["llegado"]
    return target.read_bytes()


def refused(part: Path, behave: Behaviour, error: type[MetroError], **terms: Any) -> str:
    """Fail to download a file in a way of our own, and return what is said of it."""
    with serving(behave) as server, pytest.raises(error) as raised:
        transfer(part, server.url(), **terms)
    assert not part.with_name("llegado").exists()
    assert raised.value.remedy is not None
    return str(raised.value.cause)


def test_a_file_arrives_and_its_progress_is_told(part: Path) -> None:
    told: list[tuple[int, int | None]] = []
    with serving(whole(CONTENT)) as server:
        arrived = transfer(part, server.url(), progress=lambda *amount: told.append(amount))
        assert arrived == CONTENT
    assert told == sorted(told)
    assert told[-1] == (len(CONTENT), len(CONTENT))


def test_a_connection_that_is_cut_goes_on_where_it_stopped(part: Path) -> None:
    with serving(in_turn(whole(CONTENT, upto=HALF), whole(CONTENT))) as server:
        assert transfer(part, server.url()) == CONTENT
    assert server.ranges == [None, f"bytes={HALF}-"]


def test_a_connection_that_is_cut_every_time_fails_and_keeps_what_it_has(part: Path) -> None:
    said = refused(part, whole(CONTENT, upto=HALF), UnreadableInputError)
    assert "broke off after 0.5 MB" in said
    assert part.read_bytes() == CONTENT[:HALF]
    with serving(whole(CONTENT)) as server:
        assert transfer(part, server.url()) == CONTENT
    assert server.ranges == [f"bytes={HALF}-"]


def test_ctrl_c_keeps_what_has_arrived(part: Path) -> None:
    def interrupt(here: int, _total: int | None) -> None:
        if here >= HALF:
            raise KeyboardInterrupt

    with serving(whole(CONTENT)) as server:
        with pytest.raises(KeyboardInterrupt):
            transfer(part, server.url(), progress=interrupt)
        assert HALF <= part.stat().st_size < len(CONTENT)
        assert transfer(part, server.url()) == CONTENT


def test_another_version_of_the_file_is_not_mixed_with_the_one_before(part: Path) -> None:
    newer = CONTENT[::-1]
    with serving(in_turn(whole(CONTENT, upto=HALF), whole(newer, '"2"'))) as server:
        assert transfer(part, server.url()) == newer
    assert server.ranges[1] is not None


def test_without_a_version_it_begins_again(part: Path) -> None:
    with serving(in_turn(whole(CONTENT, "", upto=HALF), whole(CONTENT))) as server:
        assert transfer(part, server.url()) == CONTENT
    assert server.ranges == [None, None]


@settings(max_examples=15)
@given(st.lists(st.integers(0, len(CONTENT) + 1), max_size=4))
def test_wherever_it_is_cut_the_same_file_arrives(cuts: list[int]) -> None:
    behave = in_turn(*(whole(CONTENT, upto=cut) for cut in cuts), whole(CONTENT))
    with serving(behave) as server, TemporaryDirectory() as folder:
        terms = replace(TERMS, attempts=len(cuts) + 1)
        assert transfer(Path(folder) / "archivo.zip.part", server.url(), terms) == CONTENT


def test_a_server_that_ignores_the_range_is_taken_at_its_word(part: Path) -> None:
    with serving(in_turn(whole(CONTENT, upto=HALF), without_range(CONTENT))) as server:
        assert transfer(part, server.url()) == CONTENT


@pytest.mark.parametrize("status", [206, 416])
def test_a_server_that_has_no_such_rest_is_asked_for_the_whole(part: Path, status: int) -> None:
    def wrong(handler: Any) -> None:
        start(handler, status, Content_Range="bytes 7-8/9", Content_Length="0")

    behave = in_turn(whole(CONTENT, upto=HALF), wrong, whole(CONTENT))
    with serving(behave) as server:
        assert transfer(part, server.url()) == CONTENT
    assert server.ranges == [None, f"bytes={HALF}-", None]


def test_a_failure_of_the_server_is_tried_again(part: Path) -> None:
    assert "HTTP 503" in refused(part, failing(503), UnreadableInputError)
    with serving(in_turn(failing(503), whole(CONTENT))) as server:
        assert transfer(part, server.url()) == CONTENT


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (404, MissingInputError),
        (410, MissingInputError),
        (401, UnreadableInputError),
        (403, UnreadableInputError),
    ],
)
def test_a_file_that_is_not_given_is_asked_for_once(
    part: Path, status: int, error: type[MetroError]
) -> None:
    with serving(failing(status)) as server, pytest.raises(error, match=f"HTTP {status}"):
        transfer(part, server.url())
    assert len(server.ranges) == 1
    assert not part.exists()


def test_a_server_that_does_not_answer_is_given_up(part: Path) -> None:
    terms = Terms(timeout=(0.1, 0.1), attempts=2, pause=0)
    said = refused(part, silent(0.4), UnreadableInputError, terms=terms)
    assert "timeout" in said


def test_a_server_that_is_not_there_is_given_up(part: Path) -> None:
    with serving(whole(CONTENT)) as server:
        pass
    with pytest.raises(UnreadableInputError, match=r"broke off after 0\.0 MB"):
        transfer(part, server.url())


@pytest.mark.parametrize("behave", [whole(CONTENT), unsaid(CONTENT), lying(CONTENT)])
def test_what_is_too_large_is_refused_whatever_the_server_says(
    part: Path, behave: Behaviour
) -> None:
    said = refused(part, behave, InvalidInputError, terms=Terms(limit=HALF))
    assert "MB" in said
    assert not part.exists()


def test_what_just_fits_is_taken(part: Path) -> None:
    with serving(unsaid(CONTENT)) as server:
        assert transfer(part, server.url(), Terms(limit=len(CONTENT))) == CONTENT


def test_another_host_is_refused_by_its_name_unless_it_is_listed(part: Path) -> None:
    with serving(whole(CONTENT)) as other:
        behave = redirecting(other.url("localhost"))
        assert "another host, localhost" in refused(part, behave, InvalidInputError)
        assert other.ranges == []
        with serving(behave) as server:
            assert transfer(part, server.url(), hosts=("localhost",)) == CONTENT


def test_the_same_host_may_lead_elsewhere_on_it(part: Path) -> None:
    with serving(in_turn(redirecting("/otro/lugar.zip"), whole(CONTENT))) as server:
        assert transfer(part, server.url()) == CONTENT


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/archivo.zip",
        "http://example.test/archivo.zip",
        "https://someone:secret@127.0.0.1/archivo.zip",
    ],
)
def test_what_is_no_https_or_has_a_password_is_refused(part: Path, target: str) -> None:
    refused(part, redirecting(target), InvalidInputError)


@pytest.mark.parametrize("target", ["http://[", "/"])
def test_a_redirect_that_leads_nowhere_ends(part: Path, target: str) -> None:
    refused(part, redirecting(target), UnreadableInputError)


def test_tls_is_not_given_up_on_the_way(part: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def send(_self: object, request: requests.PreparedRequest, **_how: object) -> Any:
        asked.append(str(request.url))
        response = requests.Response()
        response.status_code = 301
        response.request = request
        response.url = str(request.url)
        response.headers["Location"] = "http://example.test/archivo.zip"
        return response

    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", send)
    with pytest.raises(InvalidInputError, match="no plain https"):
        transfer(part, "https://example.test/archivo.zip")
    assert asked == ["https://example.test/archivo.zip"]


def test_no_password_of_this_machine_is_sent(
    part: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str | None] = []

    def behave(handler: Any) -> None:
        seen.append(handler.headers.get("Authorization"))
        whole(CONTENT)(handler)

    netrc = tmp_path.parent / "netrc"
    netrc.write_text("machine 127.0.0.1 login someone password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    with serving(behave) as server:
        transfer(part, server.url())
    assert seen == [None]


class Full:
    """A file on a disk without room."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_why: object) -> None:
        self._file.close()

    def write(self, _content: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_is_told(part: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Path.open

    def full(path: Path, mode: str = "r", **how: Any) -> Any:
        file = opened(path, mode, **how)
        return Full(file) if path == part else file

    monkeypatch.setattr(Path, "open", full)
    assert "no space left on the disk" in refused(part, whole(CONTENT), OutputError)


def test_too_little_room_is_told_before_anything_is_written(
    part: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(part.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=HALF))
    assert "there is no room for 1.0 MB" in refused(part, whole(CONTENT), OutputError)
    assert not part.exists()


def test_the_server_of_the_tests_sends_the_rest_of_a_file() -> None:
    with serving(whole(CONTENT)) as server:
        assert isinstance(server, Server)
        headers = {"Range": "bytes=10-", "If-Range": '"1"'}
        answer = requests.get(server.url(), headers=headers, timeout=2)
    assert (answer.status_code, answer.content) == (206, CONTENT[10:])

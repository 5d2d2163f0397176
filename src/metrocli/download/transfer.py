"""One file on its way over the network: resumable, bounded, and only from the hosts listed."""

import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import NoReturn, TypeAlias
from urllib.parse import urljoin, urlsplit

import requests

from metrocli import __version__
from metrocli.download import MEGABYTE
from metrocli.errors import (
    InputError,
    InvalidInputError,
    MissingInputError,
    OutputError,
    UnreadableInputError,
    refusal,
)
from metrocli.text import text

Progress: TypeAlias = Callable[[int, int | None], None]
"""Is told the bytes that are here, and how many there will be, if the server says."""

CHUNK = 1 << 16
"""Bytes that are held at a time."""

REDIRECTS = 5
"""Addresses that are asked for one file, redirects included."""

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
"""The one place that may be asked without TLS: this machine."""

_BY_HAND = text("Download it by hand from its page: metro data list -v says which one.")
_ROOM = text("Free some space, or give another folder with --to.")

HEADERS = {"User-Agent": f"metrocli/{__version__}", "Accept-Encoding": "identity"}
"""Nothing compressed: the bytes that arrive are those of the file, as a part of it is asked for."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a download may take.

    Parameters
    ----------
    limit : int
        Bytes of the file, and of all that is unpacked from it.
    timeout : tuple of float
        Seconds until there is a connection, and between two pieces of the file.
    attempts : int
        How often a connection that breaks is taken up again, the first one counted.
    pause : float
        Seconds before the second attempt; twice as many before each further one.
    """

    limit: int = 2_000 * MEGABYTE
    timeout: tuple[float, float] = (20, 60)
    attempts: int = 4
    pause: float = 1


class Interrupted(Exception):  # noqa: N818 - it is no error until the attempts are used up
    """The connection broke before the end of the file."""


class Transfer:
    """A downloader for pooch, which goes on where the one before it was cut off.

    What has arrived stands in a file that ends in .part. It is gone on with only where the server
    names the version of the file (by ETag or Last-Modified), so that two versions never mix.

    Parameters
    ----------
    part : Path
        For what has arrived; it stays there when the transfer fails.
    hosts : tuple of str
        That may send the file, beside the one that is asked.
    terms : Terms
        What it may take.
    progress : callable
        See `Progress`.
    """

    def __init__(
        self, part: Path, hosts: tuple[str, ...], terms: Terms, progress: Progress
    ) -> None:
        self._part = part
        self._tag = part.with_name(f"{part.name}.tag")
        self._hosts = hosts
        self._terms = terms
        self._progress = progress

    def __call__(self, url: str, output_file: str, _pooch: object) -> None:
        """Download a file, as pooch asks its downloaders to.

        Raises
        ------
        MissingInputError
            If the server has no such file.
        InvalidInputError
            If it is too large, or the server leads to another host or to one without TLS.
        UnreadableInputError
            If the server does not answer, answers with a failure, or breaks off every time.
        OutputError
            If the file cannot be written, or there is no room for it.
        """
        with requests.Session() as session:
            session.auth = _anonymous  # requests would look for a password in .netrc
            for attempt in range(self._terms.attempts):
                try:
                    self._attempt(session, url)
                    break
                except Interrupted as cut:
                    if attempt + 1 == self._terms.attempts:
                        raise self._given_up(url, str(cut)) from cut
                    time.sleep(self._terms.pause * 2**attempt)
        with _writing(self._part):
            self._part.replace(output_file)
            self._tag.unlink(missing_ok=True)

    def _attempt(self, session: requests.Session, url: str) -> None:
        try:
            with self._answer(session, url) as response:
                self._receive(response)
        except requests.RequestException as error:
            raise Interrupted(_reason(error)) from error

    def _answer(self, session: requests.Session, url: str) -> requests.Response:
        """Return the answer that carries the file, following only the redirects that may be."""
        asked = url
        for _ in range(REDIRECTS):
            self._require_allowed(asked, url)
            response = self._get(session, asked)
            if not response.is_redirect:
                return response
            response.close()
            asked = urljoin(asked, response.headers["Location"])
        raise UnreadableInputError(
            text("{url}: the server redirects without end", url=url), _BY_HAND
        )

    def _get(self, session: requests.Session, asked: str) -> requests.Response:
        try:
            return session.get(
                asked,
                headers=HEADERS | self._resumption(),
                stream=True,
                timeout=self._terms.timeout,
                allow_redirects=False,
            )
        except requests.RequestException:  # some of which are ValueErrors
            raise
        except ValueError as error:  # requests looks at where a redirect leads even so
            raise UnreadableInputError(
                text("{url}: it leads to no address ({reason})", url=asked, reason=str(error)),
                _BY_HAND,
            ) from error

    def _require_allowed(self, asked: str, url: str) -> None:
        """Refuse an address without TLS, with a password, or of a host that is not listed."""
        place, host = urlsplit(asked), urlsplit(asked).hostname or ""
        here = place.scheme == "http" and host in LOOPBACK
        if not (place.scheme == "https" or here) or place.username is not None:
            raise InvalidInputError(
                text("{url}: it leads to {asked}, which is no plain https", url=url, asked=asked),
                _BY_HAND,
            )
        if host not in {urlsplit(url).hostname, *self._hosts}:
            raise InvalidInputError(
                text(
                    "{url}: it leads to another host, {host}, which the catalogue does not list",
                    url=url,
                    host=host,
                ),
                _BY_HAND,
            )

    def _resumption(self) -> dict[str, str]:
        """Return what asks for the rest of a file, if its beginning and its version are here."""
        if not (self._here() and self._tag.is_file()):
            return {}
        version = self._tag.read_text(encoding="utf-8")
        return {"Range": f"bytes={self._here()}-", "If-Range": version}

    def _here(self) -> int:
        """Return how many bytes have arrived."""
        return self._part.stat().st_size if self._part.is_file() else 0

    def _receive(self, response: requests.Response) -> None:
        """Write what an answer carries: the rest of what is here, or all of it."""
        if response.status_code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            self._restart("HTTP 416")
        _require_success(response)
        if response.status_code == HTTPStatus.OK:
            self._forget()
        elif _first_byte(response) != self._here():
            self._restart("HTTP 206")
        with _writing(self._part):
            self._note_version(response)
            total = _total(response, self._here())
            self._require_room(response.url, total)
            for arrived in self._written(response):
                self._progress(arrived, total)
        if total is not None and self._here() != total:
            reason = f"{self._here()} / {total} bytes"
            raise Interrupted(reason)

    def _written(self, response: requests.Response) -> Iterator[int]:
        arrived = self._here()
        with self._part.open("ab") as file:
            for chunk in response.iter_content(CHUNK):
                arrived += len(chunk)
                if arrived > self._terms.limit:
                    file.close()
                    self._forget()
                    raise too_large(response.url, self._terms.limit)
                file.write(chunk)
                yield arrived

    def _require_room(self, url: str, total: int | None) -> None:
        if total is None:
            return
        if total > self._terms.limit:
            self._forget()
            raise too_large(url, self._terms.limit, total)
        rest = total - self._here()
        if rest > shutil.disk_usage(self._part.parent).free:
            raise OutputError(
                text(
                    "{folder}: there is no room for {size:,.1f} MB",
                    folder=str(self._part.parent),
                    size=rest / MEGABYTE,
                ),
                _ROOM,
            )

    def _note_version(self, response: requests.Response) -> None:
        """Keep by what the server knows this version of the file, if it does."""
        etag = response.headers.get("ETag", "")
        strong = etag if etag and not etag.startswith("W/") else ""
        version = strong or response.headers.get("Last-Modified", "")
        if version and "Content-Encoding" not in response.headers:
            self._tag.write_text(version, encoding="utf-8")

    def _restart(self, reason: str) -> NoReturn:
        """Let the next attempt ask for the whole file: the server has no rest of what is here."""
        self._forget()
        raise Interrupted(reason)

    def _forget(self) -> None:
        self._part.unlink(missing_ok=True)
        self._tag.unlink(missing_ok=True)

    def _given_up(self, url: str, reason: str) -> InputError:
        return UnreadableInputError(
            text(
                "{url}: the download broke off after {here:,.1f} MB ({reason})",
                url=url,
                here=self._here() / MEGABYTE,
                reason=reason,
            ),
            text("Check the connection and run it again: it goes on from there if the server can."),
        )


def too_large(source: str, limit: int, total: int | None = None) -> InvalidInputError:
    """Return the error of something that takes more bytes than it may."""
    remedy = text("If it is to be that large, raise the limit with --max-size.")
    if total is None:
        cause = text(
            "{file}: it is larger than {limit:,.1f} MB", file=source, limit=limit / MEGABYTE
        )
    else:
        cause = text(
            "{file}: it takes {total:,.1f} MB, and {limit:,.1f} MB are allowed",
            file=source,
            total=total / MEGABYTE,
            limit=limit / MEGABYTE,
        )
    return InvalidInputError(cause, remedy)


def _anonymous(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _require_success(response: requests.Response) -> None:
    """Tell the failures that another attempt may mend from those that it will not."""
    status = response.status_code
    if status in {HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT}:
        return
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        reason = f"HTTP {status}"
        raise Interrupted(reason)
    if status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
        raise MissingInputError(
            text(
                "{url}: the server has no such file (HTTP {status})",
                url=response.url,
                status=status,
            ),
            _BY_HAND,
        )
    raise UnreadableInputError(
        text("{url}: the server refuses it (HTTP {status})", url=response.url, status=status),
        _BY_HAND,
    )


def _first_byte(response: requests.Response) -> int | None:
    """Return where the part of the file begins that an answer carries."""
    found = re.match(r"bytes (\d+)-", response.headers.get("Content-Range", ""))
    return None if found is None else int(found[1])


def _total(response: requests.Response, here: int) -> int | None:
    """Return how many bytes the whole file has, if the server says so in so many bytes."""
    length = response.headers.get("Content-Length", "")
    if not length.isdecimal() or "Content-Encoding" in response.headers:
        return None
    return here + int(length)


def _reason(error: requests.RequestException) -> str:
    return "timeout" if isinstance(error, requests.Timeout) else type(error).__name__


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Tell of a disk that is full, or a folder that may not be written to."""
    try:
        yield
    except requests.RequestException:  # which are OSErrors too
        raise
    except OSError as error:
        raise unwritable(path, error) from error


def unwritable(path: Path, error: OSError) -> OutputError:
    """Return the error of a file that the disk does not take."""
    return OutputError(
        text(
            "{file}: it cannot be written ({reason})",
            file=str(path),
            reason=refusal(error),
        ),
        _ROOM,
    )

"""A server on this machine that sends a file as it should, or fails in a way that servers have."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TypeAlias

Handler: TypeAlias = BaseHTTPRequestHandler
Behaviour: TypeAlias = Callable[[Handler], None]


@dataclass
class Server:
    """Where it is, what it does, and the Range that each request asked for."""

    behave: Behaviour
    port: int = 0
    ranges: list[str | None] = field(default_factory=list)

    def url(self, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}/archivo.zip"


@contextmanager
def serving(behave: Behaviour) -> Iterator[Server]:
    server = Server(behave)

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.ranges.append(self.headers.get("Range"))
            server.behave(self)

        def log_message(self, *_said: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as listening:
        listening.daemon_threads = True
        server.port = listening.server_port
        thread = Thread(target=listening.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            listening.shutdown()
            thread.join()


def start(handler: Handler, status: int, **headers: str) -> None:
    """Send the status and headers; an underscore in a name stands for a hyphen."""
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()


def whole(content: bytes, version: str = '"1"', *, upto: int | None = None) -> Behaviour:
    """Send a file, or what is asked for of it; and break off after some bytes of it, if so."""

    def behave(handler: Handler) -> None:
        asked = re.match(r"bytes=(\d+)-", handler.headers.get("Range", ""))
        first = int(asked[1]) if asked and handler.headers["If-Range"] == version else 0
        length = str(len(content) - first)
        if first:
            span = f"bytes {first}-{len(content) - 1}/{len(content)}"
            start(handler, 206, Content_Length=length, Content_Range=span, ETag=version)
        else:
            start(handler, 200, Content_Length=length, ETag=version)
        handler.wfile.write(content[first:upto])

    return behave


def without_range(content: bytes) -> Behaviour:
    """Send the whole file, whatever is asked for, and name its version."""

    def behave(handler: Handler) -> None:
        start(handler, 200, Content_Length=str(len(content)), ETag='"1"')
        handler.wfile.write(content)

    return behave


def unsaid(content: bytes) -> Behaviour:
    """Send a file and do not say how large it is."""

    def behave(handler: Handler) -> None:
        start(handler, 200)
        handler.wfile.write(content)

    return behave


def lying(content: bytes) -> Behaviour:
    """Send a file in pieces, as large as it gets, with a length that is not its own."""

    def behave(handler: Handler) -> None:
        handler.protocol_version = "HTTP/1.1"
        start(handler, 200, Transfer_Encoding="chunked", Content_Length="1")
        for begin in range(0, len(content), 1000):
            piece = content[begin : begin + 1000]
            handler.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        handler.wfile.write(b"0\r\n\r\n")

    return behave


def failing(status: int) -> Behaviour:
    return lambda handler: start(handler, status, Content_Length="0")


def redirecting(target: str) -> Behaviour:
    return lambda handler: start(handler, 302, Location=target, Content_Length="0")


def silent(seconds: float) -> Behaviour:
    return lambda _handler: time.sleep(seconds)


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """Behave in one way after the other, and in the last one from then on."""
    left = list(behaviours)

    def behave(handler: Handler) -> None:
        behaviour = left.pop(0) if len(left) > 1 else left[0]
        behaviour(handler)

    return behave

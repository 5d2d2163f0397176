"""A server that nobody may call, and the default language."""

import socket
import threading
from collections.abc import Iterator

import pytest

from tests.fuzz.tricks import PORT


@pytest.fixture(scope="session")
def calls() -> Iterator[list[str]]:
    """Listen where the inputs of the cases point to, and return who called."""
    heard: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        PORT["port"] = server.getsockname()[1]

        def listen() -> None:
            while True:
                try:
                    caller, _ = server.accept()
                except OSError:  # the server is closed
                    return
                with caller:
                    heard.append(repr(caller.recv(200)))

        threading.Thread(target=listen, daemon=True).start()
        yield heard


@pytest.fixture(autouse=True)
def spanish(monkeypatch: pytest.MonkeyPatch) -> None:
    """Speak the default language, and leave that of the process as it was."""
    monkeypatch.setenv("LANGUAGE", "")
    monkeypatch.delenv("METRO_LANG", raising=False)

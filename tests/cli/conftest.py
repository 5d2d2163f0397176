"""A command line whose use cases answer with results built by hand."""

import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from metrocli.cli import work
from metrocli.cli.main import run


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str


Metro = Callable[..., Ran]
Answers = Callable[[Any], None]


@pytest.fixture
def metro(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Metro:
    """Return the program, run in this process, in an empty folder and in Spanish."""
    monkeypatch.setenv("LANGUAGE", "")  # so that what `speak` sets is undone
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("METRO_LANG", raising=False)
    monkeypatch.chdir(tmp_path)

    def ran(*arguments: str) -> Ran:
        with pytest.raises(SystemExit) as ended:
            run(arguments)
        written = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return Ran(ended.value.code, written.out, written.err)

    return ran


@pytest.fixture
def heard() -> Iterator[None]:
    """Let what is started hear ctrl-C, even where a shell started the tests in its background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    """Return a function that sets what every use case answers with; at first, all is well."""

    def answer(result: Any) -> None:
        def answered(*_given: object) -> Any:
            if isinstance(result, Exception):
                raise result
            return result

        for name in ("check_areas", "propose_areas", "measure_gap"):
            monkeypatch.setattr(work, name, answered)

    monkeypatch.setattr(work, "open_case", lambda *_source, **_others: None)
    return answer

"""Examples of the documentation, run where a reader would run them."""

import shlex
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import requests

from metrocli.cli.exits import CHANGED, NOT_ELIGIBLE, UNDETERMINED
from metrocli.cli.main import run
from metrocli.procedure.example import example as example_register
from metrocli.report.json_writer import write as write_json
from metrocli.report.language import Language
from metrocli.report.registry import Page
from metrocli.study.sample import write_sample
from tests.download.drawn import zipped
from tests.results import CHECK
from tests.samples import PAIR, keep_areas

VERDICTS = {
    "check": {0, NOT_ELIGIBLE, UNDETERMINED},
    "propose": {0, NOT_ELIGIBLE, UNDETERMINED},
    "compare": {0, CHANGED},
}
"""The exit codes that are no failure, for the commands that may end with more than 0."""

Try = Callable[[str], None]


@pytest.fixture(autouse=True)
def spanish(monkeypatch: pytest.MonkeyPatch) -> None:
    """Speak the default language, and leave that of the process as it was."""
    monkeypatch.setenv("LANGUAGE", "")
    monkeypatch.delenv("METRO_LANG", raising=False)


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Answer every download with a small archive: no example leaves this machine."""

    def send(_self: object, request: requests.PreparedRequest, **_how: object) -> requests.Response:
        response = requests.Response()
        response.status_code = 200
        response.request = request
        response.url = str(request.url)
        response.raw = BytesIO(zipped({"comunas.shp": b"shp"}))
        return response

    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", send)
    monkeypatch.setenv("METRO_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def try_out(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Try:
    """Return a function that runs an example, beside the sample unless it begins a study.

    The sample has two of its areas, and those that the example names: the others would be measured
    once more by each of them.
    """
    monkeypatch.chdir(tmp_path)

    def tried(example: str) -> None:
        program, command, *arguments = shlex.split(example)
        assert program == "metro"
        if command != "init":
            write_sample(tmp_path)
            for config in tmp_path.glob("*.toml"):
                keep_areas(config, *PAIR, *arguments)
        if command == "track" and arguments[0] != "init":
            register = tmp_path / "expedientes.toml"
            register.write_text(example_register(register), encoding="utf-8")
        if command == "history":
            results = tmp_path / arguments[0]
            results.mkdir()
            written = write_json(CHECK, Page(Language("es")))
            (results / "result.json").write_text(written, encoding="utf-8")
        for before in _before(command, arguments):
            with pytest.raises(SystemExit):
                run(before)
        with pytest.raises(SystemExit) as ended:
            run([command, *arguments])
        assert ended.value.code in VERDICTS.get(command, {0}), capsys.readouterr().err

    return tried


def _before(command: str, arguments: list[str]) -> list[list[str]]:
    """Return what a reader has run before an example: the lock, or the result to be verified."""
    if "--locked" in arguments:
        return [["lock"]]
    if command == "verify":
        return [["check", "talca-maule", "--format", "json", "--output", arguments[0]]]
    return []

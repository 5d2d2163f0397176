"""A case on trial: run like a command of a person, and judged by what it leaves behind."""

import io
import json
import re
import signal
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest

from metrocli.cli.main import run
from tests.fuzz.kinds import KINDS, VERDICTS, Demand, Truth
from tests.fuzz.scene import Scene

SECONDS = 10
"""Time limit of a case."""

OLD = '{"old": true}\n'
"""What stands in the file for the result before the command runs."""

LINES = {2: 4, 3: 3}
"""Lines that a refusal may take: click says how a command is used before what was wrong."""

ENGLISH = re.compile(r"\b(the|is|are|not|of|with|has|cannot|must|there|this|that|give)\b")
QUOTED = re.compile(r"\(.*\)|«.*?»|'.*?'|\".*?\"|“.*?”|[^ ]*/[^ ,:]*")
"""What of a message is not the program's own words."""


class HungError(BaseException):
    """A case took too long; nothing on the way may catch this."""


@dataclass(frozen=True)
class Ended:
    """How a case ended: what must come of it, exit code, messages, faults."""

    demand: Demand
    code: int
    messages: str
    faults: list[str]


def run_case(id: str, folder: Path) -> Ended:
    """Draw the case of an id, "kind-number", in an empty folder, and run it."""
    name, _, number = id.rpartition("-")
    scene = Scene(folder)
    demand = KINDS[name].mutate(Random(f"{name} {number}"), scene)  # noqa: S311
    scene.complete()
    output = folder / "resultado.json"
    output.write_text(OLD)
    before = _files(folder)
    arguments = ["check", "--study", str(folder / "metro.toml"), *scene.options]
    code, messages = _run([*arguments, "--format", "json", "--output", str(output)])
    faults = [
        *_of_messages(code, messages),
        *_of_result(code, demand, output.read_text(encoding="utf-8")),
        *(f"left behind: {path}" for path in _files(folder) - before),
    ]
    if code not in demand.codes:
        faults.append(f"exit {code}, not one of {sorted(demand.codes)}")
    return Ended(demand, code, messages, faults)


def _files(folder: Path) -> set[Path]:
    return set(folder.rglob("*"))


def _run(arguments: list[str]) -> tuple[int, str]:
    out, err = io.StringIO(), io.StringIO()
    with _limited(), redirect_stdout(out), redirect_stderr(err), warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(SystemExit) as ended:
            run(arguments)
    assert isinstance(ended.value.code, int)
    return ended.value.code, out.getvalue() + err.getvalue()


@contextmanager
def _limited() -> Iterator[None]:
    def stop(_signal: int, _frame: object) -> None:
        raise HungError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _of_messages(code: int, messages: str) -> Iterator[str]:
    lines = messages.splitlines()
    # A norm of one's own is told of as a whole, a line for each key that is wrong.
    told = [line for line in lines if not line.startswith("línea ")]
    if "Traceback" in messages:
        yield "a traceback"
    if not messages.isprintable() and not messages.replace("\n", "").isprintable():
        yield f"control characters: {messages!r}"
    if code not in VERDICTS and not 1 <= len(told) <= LINES.get(code, 0):
        yield f"{len(told)} lines"
    if code not in VERDICTS and not messages.startswith(("Error: ", "Uso: ")):
        yield "no message"
    for line in lines:
        if found := ENGLISH.search(QUOTED.sub("", line)):
            yield f"not in Spanish ({found[0]}): {line}"


def _of_result(code: int, demand: Demand, written: str) -> Iterator[str]:
    if code not in VERDICTS:
        if written != OLD:
            yield "the file for the result was touched"
        return
    (area,) = json.loads(written)["areas"]
    yield from _of_totals(area)
    if demand.truth:
        yield from _of_truth(area, demand.truth)


def _of_totals(area: dict[str, Any]) -> Iterator[str]:
    for reading, total in area["population"].items():
        parts = [member["population"][reading] for member in area["members"]]
        if None in parts:
            if total is not None:
                yield f"{reading}: {total}, of unknown parts"
        elif total != sum(parts):
            yield f"{reading}: {total} is not {parts}"


def _of_truth(area: dict[str, Any], truth: Truth) -> Iterator[str]:
    for member in area["members"]:
        for reading, known in (("communal", truth.communal), ("urban", truth.urban)):
            if member["population"][reading] != known[member["code"]]:
                yield (
                    f"{member['code']}: {reading} population {member['population'][reading]}, "
                    f"but the input says {known[member['code']]}"
                )

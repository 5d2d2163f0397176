"""A run that is killed leaves neither a lock nor a result half-written."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from metrocli.cli.delivery import write_text
from metrocli.study.sample import write_sample
from tests import schemas

RUN = (sys.executable, "-m", "metrocli")

WRITER = """
import sys
from pathlib import Path
from metrocli.cli.delivery import write_text
texts = [letter * 3_000_000 for letter in "ab"]
print("ready", flush=True)
for turn in range(1_000_000):
    write_text(Path(sys.argv[1]), texts[turn % 2])
"""
"""Writes one of two large texts over the other for as long as it is let."""

SIGNALS = [signal.SIGKILL, signal.SIGINT]


@pytest.mark.usefixtures("heard")
@pytest.mark.parametrize("sent", SIGNALS, ids=lambda sent: sent.name)
def test_a_file_is_old_or_new_whenever_its_writer_is_killed(
    tmp_path: Path, sent: signal.Signals
) -> None:
    moments = Random(19175)  # noqa: S311 - nothing is secret
    file = tmp_path / "r.json"
    for _ in range(6):
        file.write_text("old", encoding="utf-8")
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(file)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(moments.uniform(0, 0.2))
            writer.send_signal(sent)
            writer.wait(timeout=30)
        content = file.read_text(encoding="utf-8")
        assert content == "old" or (len(content), len(set(content))) == (3_000_000, 1)


def test_a_draft_that_was_left_behind_is_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / f".{os.getpid()}-r.json").write_text("half", encoding="utf-8")
    write_text(tmp_path / "r.json", "whole")
    assert [path.name for path in tmp_path.iterdir()] == ["r.json"]


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("muestra")
    write_sample(folder)
    return folder


@pytest.mark.slow
@pytest.mark.usefixtures("heard")
@pytest.mark.parametrize("sent", SIGNALS, ids=lambda sent: sent.name)
@pytest.mark.parametrize(
    ("command", "name", "schema"),
    [
        (("lock",), "metro.lock", "lock"),
        (
            ("check", "talca-maule", "--format", "json", "--output", "r.json"),
            "r.json",
            "check",
        ),
    ],
    ids=["lock", "check"],
)
def test_a_command_that_is_killed_leaves_a_whole_file_or_none(
    study: Path, sent: signal.Signals, command: tuple[str, ...], name: str, schema: str
) -> None:
    moments = Random(98)  # noqa: S311
    file = study / name
    file.unlink(missing_ok=True)
    for _ in range(3):
        with subprocess.Popen(
            [*RUN, *command, "-q"],
            cwd=study,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as running:
            time.sleep(moments.uniform(0.05, 4))
            running.send_signal(sent)
            running.wait(timeout=60)
        if file.exists():
            schemas.validate(schema, json.loads(file.read_text(encoding="utf-8")))

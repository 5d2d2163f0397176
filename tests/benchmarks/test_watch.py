"""A process is measured, and ended when it takes too much."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.watch import Limits, Outcome, Usage, watch

if not Path("/proc/self/stat").exists():
    pytest.skip("processes are watched through /proc", allow_module_level=True)

MEGABYTE = 2**20


def program(code: str) -> list[str]:
    """Return a command that gets ready, and then runs some code."""
    return [
        sys.executable,
        "-c",
        f"import time; time.sleep(0.2); print(flush=True); input(); {code}",
    ]


def python(code: str, **limits: float) -> Usage:
    return watch(program(code), Limits(**limits))


def test_time_and_memory_are_measured() -> None:
    usage = python(
        "held = bytearray(b'1') * 300_000_000; end = time.process_time() + 0.3\n"
        "while time.process_time() < end: pass"
    )
    assert usage.outcome is Outcome.DONE
    assert usage.start > 0.2
    assert 0 <= usage.others <= (os.cpu_count() or 1)
    assert usage.wall >= usage.cpu * 0.9
    assert 0.2 < usage.cpu < 5
    assert 300_000_000 < usage.peak < 600_000_000


def test_process_that_takes_too_long_is_ended() -> None:
    usage = python("time.sleep(60)", seconds=0.5)
    assert usage.outcome is Outcome.TOO_SLOW
    assert 0.5 <= usage.wall < 30


def test_process_that_takes_too_much_memory_is_ended() -> None:
    code = "held = bytearray(b'1') * 300_000_000; time.sleep(60)"
    usage = python(code, bytes=150 * MEGABYTE)
    assert usage.outcome is Outcome.TOO_LARGE
    assert usage.wall < 30


def test_process_that_is_never_ready_says_why() -> None:
    usage = watch([sys.executable, "-c", "raise SystemExit('not today')"], Limits())
    assert (usage.outcome, usage.message) == (Outcome.FAILED, "not today")


def test_process_that_fails_says_why() -> None:
    usage = python("raise ValueError('no such thing')")
    assert (usage.outcome, usage.message) == (Outcome.FAILED, "ValueError: no such thing")


def test_processes_that_help_count_too() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", "held = bytearray(b'1') * 200_000_000; input()"],
        stdin=subprocess.PIPE,
    ) as helper:
        usage = watch(program("time.sleep(2)"), Limits(), helpers=lambda: [helper.pid])
        helper.communicate(b"\n")
    assert usage.peak > 200_000_000

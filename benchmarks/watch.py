"""A process watched from outside: how long it takes, its processor time and its memory."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import Final

TICK: Final = 0.02
"""Seconds between two looks."""

PROC: Final = Path("/proc")
TICKS_A_SECOND: Final = os.sysconf("SC_CLK_TCK")
PAGE: Final = os.sysconf("SC_PAGE_SIZE")


class Outcome(StrEnum):
    """How a process ended."""

    DONE = "done"
    TOO_SLOW = "too-slow"
    TOO_LARGE = "too-large"
    NOT_AVAILABLE = "not-available"
    FAILED = "failed"


class Exit(IntEnum):
    """What a process says by its exit code."""

    DONE = 0
    NOT_AVAILABLE = 69
    TOO_LARGE = 71


@dataclass(frozen=True, slots=True)
class Limits:
    """What a process may take.

    Parameters
    ----------
    seconds : float
        By the clock on the wall.
    bytes : float
        Of resident memory.
    """

    seconds: float = 600.0
    bytes: float = 6 * 2**30


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process took until it ended or was ended.

    Parameters
    ----------
    outcome : Outcome
        How it ended.
    start : float
        Seconds until it was ready: interpreter, libraries, compiled code.
    wall, cpu : float
        Seconds from then on; processor time is that of all its threads.
    others : float
        Processors that everything else on the machine kept busy meanwhile.
    peak : int
        Bytes of resident memory, at most.
    message : str
        The last line that it wrote to stderr.
    """

    outcome: Outcome
    start: float
    wall: float
    cpu: float
    others: float
    peak: int
    message: str = ""


def watch(
    command: Sequence[str],
    limits: Limits,
    environment: Mapping[str, str] | None = None,
    helpers: Callable[[], Iterable[int]] = tuple,
) -> Usage:
    """Run a command in a process of its own, and end it when it goes beyond its limits.

    The process writes a line when it is ready, and waits for one before it begins.

    Parameters
    ----------
    command : sequence of str
        The program and its arguments.
    limits : Limits
        What it may take.
    environment : mapping of str to str, optional
        Variables beside those of this process.
    helpers : callable
        Returns the identifiers of other processes that work for it, such as a server's.
    """
    begun = time.perf_counter()
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **(environment or {})},
    ) as process:
        try:
            assert process.stdout is not None  # noqa: S101
            process.stdout.readline()
            meter = _Meter()
            meter.look([process.pid, *helpers()])
            start, busy = time.perf_counter(), _busy()
            _tell(process)
            ended = None
            while not _over(process.pid):
                meter.look([process.pid, *helpers()])
                if meter.bytes > limits.bytes:
                    ended = Outcome.TOO_LARGE
                elif time.perf_counter() - start > limits.seconds:
                    ended = Outcome.TOO_SLOW
                if ended:
                    process.kill()
                    break
                time.sleep(TICK)
            wall = time.perf_counter() - start
            meter.look([process.pid])
            busy = _busy() - busy
            _, written = process.communicate()
        finally:
            # Whatever interrupts this process ends the other too.
            process.kill()
    lines = written.decode().strip().splitlines()
    return Usage(
        outcome=ended or _OUTCOMES.get(process.returncode, Outcome.FAILED),
        start=start - begun,
        wall=wall,
        cpu=meter.cpu,
        others=max(busy - meter.cpu, 0) / wall,
        peak=meter.peak,
        message=lines[-1] if lines else "",
    )


def _busy() -> float:
    """Return the seconds that all processors have been busy for, whoever kept them so."""
    user, nice, system, _, _, *interrupts = map(int, _first_line(PROC / "stat").split()[1:9])
    return (user + nice + system + sum(interrupts)) / TICKS_A_SECOND


def _first_line(path: Path) -> str:
    return path.read_text(encoding="utf-8").partition("\n")[0]


def ready() -> None:
    """Say that this process is ready, and wait until it may begin."""
    print("ready", flush=True)
    sys.stdin.readline()


def _tell(process: subprocess.Popen[bytes]) -> None:
    """Let a process begin, unless it has ended."""
    assert process.stdin is not None  # noqa: S101
    with suppress(BrokenPipeError):
        process.stdin.write(b"begin\n")
        process.stdin.flush()


_OUTCOMES: Final[dict[int, Outcome]] = {
    Exit.DONE: Outcome.DONE,
    Exit.NOT_AVAILABLE: Outcome.NOT_AVAILABLE,
    Exit.TOO_LARGE: Outcome.TOO_LARGE,
}


def _over(pid: int) -> bool:
    """Return whether a child has ended; what it used can still be asked."""
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


@dataclass
class _Meter:
    """Adds up what some processes use, look by look."""

    first: dict[int, float] = field(default_factory=dict)
    last: dict[int, float] = field(default_factory=dict)
    bytes: int = 0
    peak: int = 0

    def look(self, pids: Iterable[int]) -> None:
        """Look at processes; those that are gone keep what was seen of them."""
        self.bytes = 0
        for pid in pids:
            try:
                stat = (PROC / str(pid) / "stat").read_text(encoding="utf-8")
            except OSError:
                continue
            # The name, in brackets, may hold spaces.
            fields = stat.rpartition(")")[2].split()
            self.last[pid] = (int(fields[11]) + int(fields[12])) / TICKS_A_SECOND
            self.first.setdefault(pid, self.last[pid])
            self.bytes += int(fields[21]) * PAGE
        self.peak = max(self.peak, self.bytes)

    @property
    def cpu(self) -> float:
        """Seconds of all of them since they were first looked at."""
        return sum(self.last[pid] - self.first[pid] for pid in self.last)

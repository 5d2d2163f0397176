"""What a guide tells its reader to do, done where a reader would do it."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import REPOSITORY

OMITTED = "[…]"
"""Stands for whatever a guide does not show."""

DATA = "export METRO_DATA="


@dataclass(frozen=True)
class File:
    """A file that a reader is told to write."""

    name: str
    text: str


@dataclass(frozen=True)
class Command:
    """A command that a reader is told to run, and what it answers."""

    words: str
    answer: str


def steps(page: str) -> Iterator[File | Command]:
    """Yield what a guide tells its reader to do, in its order."""
    found = re.findall(
        r"^```(\w+)(?: title=\"(.+?)\")?\n(.*?)^```$", page, re.DOTALL | re.MULTILINE
    )
    for language, title, body in found:
        if title:
            yield File(title, body)
        elif language == "console":
            for step in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
                words, _, answer = step.partition("\n")
                yield Command(words, answer)


def matches(shown: str, printed: str) -> bool:
    """Return whether what was printed is what is shown, but for what is omitted."""
    pattern = r"[\s\S]*".join(
        re.escape(part) for part in re.split(r"\n?\[…\]\n?", shown.strip("\n"))
    )
    return re.fullmatch(pattern, printed.strip("\n")) is not None


def follow(page: str, folder: Path, data: Path | None) -> None:
    """Do what a guide says, up to where real data are needed if there are none."""
    programs = folder / "bin"
    programs.mkdir()
    program = programs / "metro"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m metrocli "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    study = folder / "estudio"
    study.mkdir()
    shutil.copytree(REPOSITORY / "studies", study / "studies")
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("METRO_", "GDAL_"))
    }
    environment = {
        **clean,
        "PATH": f"{programs}:{os.environ['PATH']}",
        "COLUMNS": "80",
        "METRO_CACHE": str(folder / "cache"),
    }
    for step in steps(page):
        match step:
            case File(name, text):
                (study / name).write_text(text, encoding="utf-8")
            case Command(words) if words.startswith(DATA):
                if data is None:
                    return
                environment["METRO_DATA"] = str(data)
            case Command(words, answer):
                done = subprocess.run(
                    ["bash", "-o", "pipefail", "-c", words],
                    cwd=study,
                    env=environment,
                    text=True,
                    capture_output=True,
                    check=False,
                )
                printed = done.stdout + done.stderr
                assert matches(answer, printed), f"$ {words}\n{printed}"

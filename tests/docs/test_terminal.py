"""The pictures of a terminal: they show what the commands print now, and fetch nothing."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

import terminal
from tests.cli.conftest import Metro, metro
from tests.conftest import REPOSITORY

__all__ = ["metro"]

SHOWN_BY = {"es": ("README.md", "docs/index.md"), "en": ("README.en.md",)}
"""The pages that show each picture."""

languages = pytest.mark.parametrize("code", terminal.PICTURES)


def picture(code: str) -> Path:
    return REPOSITORY / terminal.PICTURES[code]


def lines(code: str) -> list[str]:
    """Return what a reader sees in a picture, line by line, without the title."""
    rows: dict[str, str] = {}
    for piece in ET.parse(picture(code)).iter("{http://www.w3.org/2000/svg}text"):  # noqa: S314 - our own
        line, shown = piece.get("clip-path"), piece.text or ""
        if line:
            column = float(piece.attrib["x"]) / float(piece.attrib["textLength"]) * len(shown)
            rows[line] = rows.get(line, "").ljust(round(column)) + shown
    return written("\n".join(rows.values()).replace("\N{NO-BREAK SPACE}", " "))


def written(content: str) -> list[str]:
    """Return the lines on which something is written."""
    return [line.rstrip() for line in content.splitlines() if line.strip()]


@languages
def test_a_picture_shows_what_the_commands_print_now(
    code: str, metro: Metro, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("METRO_LANG", code)
    *before, last = terminal.COMMANDS
    for command in before:
        assert metro(*command.split()).code == 0
    printed = written(metro(*last.split()).out.replace("\N{NO-BREAK SPACE}", " "))
    *typed, omitted = lines(code)
    typed, shown = typed[: len(terminal.COMMANDS)], typed[len(terminal.COMMANDS) :]
    assert typed == [f"$ metro {command}" for command in terminal.COMMANDS]
    assert omitted == terminal.OMITTED
    assert shown == printed[: len(shown)]
    assert len(shown) > 10


@languages
def test_a_picture_is_shown_and_fetches_nothing(code: str) -> None:
    path = picture(code)
    for page in SHOWN_BY[code]:
        assert f"({path.relative_to((REPOSITORY / page).parent)})" in (REPOSITORY / page).read_text(
            encoding="utf-8"
        )
    drawn = re.sub(r"<!--.*?-->|xmlns=\S+", "", path.read_text(encoding="utf-8"))
    assert not re.findall(r"https?:|url\((?!#)|@import|<image|href", drawn)

"""Draws what a terminal shows after the first two commands of README.md, in both languages.

    python scripts/terminal.py

writes docs/img/terminal.svg and docs/img/terminal.en.svg: what the commands print, in its colours.
"""

import os
import re
import subprocess
import sys
import tempfile
from contextlib import suppress
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.text import Text

REPOSITORY = Path(__file__).parents[1]

PICTURES = {"es": "docs/img/terminal.svg", "en": "docs/img/terminal.en.svg"}
"""By language."""

COMMANDS = ("init --sample --quiet", "check --study metro-2017.toml")
"""What is typed; only what the last one prints is shown, up to the end of its first table."""

COLUMNS = 80

OMITTED = "[…]"

FONTS = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
"""What rich would have a browser fetch; any font of even width will do."""


def main() -> int:
    """Draw the terminal in each language."""
    for code, path in PICTURES.items():
        (REPOSITORY / path).write_text(picture(printed(code)), encoding="utf-8")
        print(path)
    return 0


def printed(code: str) -> str:
    """Return what the last command prints on a terminal, up to the end of its first table."""
    with tempfile.TemporaryDirectory() as folder:
        *before, last = COMMANDS
        for command in before:
            subprocess.run(_program(command), cwd=folder, check=True, stdout=subprocess.DEVNULL)
        ours, theirs = os.openpty()
        running = subprocess.Popen(
            _program(last),
            cwd=folder,
            env={**os.environ, "METRO_LANG": code, "COLUMNS": str(COLUMNS), "TERM": "xterm"},
            stdout=theirs,
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs)
        content = _everything(ours)
        running.wait()
    heading, table = content.replace("\r\n", "\n").split("\n\n")[:2]
    return f"{heading}\n\n{table}\n"


def _program(command: str) -> list[str]:
    return [sys.executable, "-m", "metrocli", *command.split()]


def _everything(terminal: int) -> str:
    """Return all that is written to a terminal; Linux says with an error that nobody is left."""
    parts = []
    with suppress(OSError):
        while part := os.read(terminal, 1 << 16):
            parts.append(part)
    os.close(terminal)
    return b"".join(parts).decode()


def picture(content: str) -> str:
    """Return a terminal as SVG, which holds its text as text."""
    console = Console(
        width=COLUMNS, record=True, file=StringIO(), force_terminal=True, color_system="standard"
    )
    for command in COMMANDS:
        console.print(Text.assemble(("$ ", "green"), f"metro {command}"))
    console.print(Text.from_ansi(content), Text(OMITTED, "bright_black"), sep="\n")
    return FONTS.sub("", console.export_svg(title="metro", unique_id="terminal"))


if __name__ == "__main__":
    sys.exit(main())

"""The shells that complete a command line: click's own, with what they lack for names of places."""

import os
import re
import shlex
from collections.abc import Mapping
from typing import Any

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
)

PROGRAM, VARIABLE = "metro", "_METRO_COMPLETE"
"""What is completed, and the variable by which a script asks how; see `metrocli.cli.main`."""


class Bash(BashComplete):
    """Bash: it inserts words as they come, so blanks are escaped."""

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words before the cursor, and the one at it; `=` is a word to bash."""
        args, typed = super().get_completion_args()
        words = [word for word in args if word != "="]
        return words, "" if typed == "=" else typed

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """Return a word as `read` makes one out of it that bash need not quote."""
        if item.type != "plain" or _in_quotes(os.environ["COMP_WORDS"]):
            return super().format_completion(item)
        escaped = re.sub(r"([^\w,.:@/=+-])", r"\\\\\1", item.value)
        return f"{item.type},{escaped}"


class _WholeWords:
    """What zsh and fish have in common: `--norm=ley` is one word to them, and is replaced whole."""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[str]]:
        """Return the words that may stand there, with the option before them."""
        found: list[CompletionItem[str]] = super().get_completions(args, incomplete)  # type: ignore[misc]
        option, equals, _typed = incomplete.partition("=")
        if equals and option.startswith("--"):
            for item in found:
                if item.type == "plain":
                    item.value = f"{option}={item.value}"
        return found


class Zsh(_WholeWords, ZshComplete):
    """Zsh."""


class Fish(_WholeWords, FishComplete):
    """Fish: its script must not split a list of communes at its commas."""

    source_template = FishComplete.source_template.replace(
        'string split ","', 'string split --max 1 ","'
    )


SHELLS: Mapping[str, type[ShellComplete]] = {"bash": Bash, "zsh": Zsh, "fish": Fish}
"""The shells there are."""

INSTALL: Mapping[str, tuple[str, str]] = {
    "bash": ("~/.bashrc", 'eval "$(metro completion bash)"'),
    "zsh": ("~/.zshrc", 'eval "$(metro completion zsh)"'),
    "fish": ("~/.config/fish/config.fish", "metro completion fish | source"),
}
"""Where each script belongs: the file that the shell reads as it starts, and the line in it."""


def register() -> None:
    """Put these shells in place of click's own."""
    for name, shell in SHELLS.items():
        add_completion_class(shell, name)


def script(shell: str) -> str:
    """Return what a shell runs to complete the program's command line."""
    return SHELLS[shell](click.Command(PROGRAM), {}, PROGRAM, VARIABLE).source()


def _in_quotes(line: str) -> bool:
    """Tell whether a quotation mark is still open at the end of a line."""
    try:
        shlex.split(line)
    except ValueError as error:
        return "quotation" in str(error)
    return False

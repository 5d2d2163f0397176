"""What a command says beside its result: stages while it works, notices when it is done."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from metrocli.cli.options import Voice
from metrocli.progress import Stage, silent
from metrocli.report.language import N_, Language
from metrocli.text import text

if TYPE_CHECKING:
    from metrocli.model import Notice


_LABELS = {
    "warning": (N_("Warning: {message}"), (Voice.NORMAL, Voice.VERBOSE)),
    "info": (N_("Note: {message}"), (Voice.VERBOSE,)),
}
"""How a notice begins, by its severity, and in which voices it is heard."""


def language() -> Language:
    """Return the language of the command that is running."""
    spoken: Language = click.get_current_context().obj
    return spoken


@contextmanager
def stages(voice: Voice) -> Iterator[Stage]:
    """Show what is being done, on a terminal, and how far it has come; see `cli.gauge.work_bar`."""
    if not _is_watched(voice):
        yield silent
        return
    from metrocli.cli.gauge import work_bar  # noqa: PLC0415

    with work_bar(language()) as progress:
        yield progress


@contextmanager
def gauge(voice: Voice, name: str) -> Iterator[Callable[[int, int | None], None]]:
    """Show, on a terminal, how much of something has arrived; see `cli.gauge.download_bar`."""
    if not _is_watched(voice):
        yield lambda _here, _total: None
        return
    from metrocli.cli.gauge import download_bar  # noqa: PLC0415

    with download_bar(name, language()) as move:
        yield move


def _is_watched(voice: Voice) -> bool:
    return voice is not Voice.QUIET and sys.stderr.isatty()


def tell(notices: "Iterable[Notice]", voice: Voice) -> None:
    """Write notices to stderr: the warnings, and with every detail the rest."""
    for notice in notices:
        label, voices = _LABELS[notice.severity]
        if voice in voices:
            click.echo(language().line(text(label, message=notice.message)), err=True)

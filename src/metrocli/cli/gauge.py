"""A bar that shows how far a download has come."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from metrocli.download import MEGABYTE
from metrocli.report.language import Language
from metrocli.text import text


@contextmanager
def download_bar(name: str, language: Language) -> Iterator[Callable[[int, int | None], None]]:
    """Show a bar on stderr, and return what moves it: the bytes here, and of all, if known."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[amount]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(escape(name), total=None, amount="")

        def move(here: int, total: int | None) -> None:
            bar.update(task, completed=here, total=total)
            amount = text(
                "{here:,.1f} of {total} MB, {rate:,.1f} MB/s",
                here=here / MEGABYTE,
                total="?" if total is None else text("{total:,.1f}", total=total / MEGABYTE),
                rate=(bar.tasks[task].speed or 0) / MEGABYTE,
            )
            bar.update(task, amount=language.say(amount))

        yield move

"""Bars that show how far work has come: a download, or the stages of a command."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console, RenderableType
from rich.markup import escape
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text as Styled

from metrocli.download import MEGABYTE
from metrocli.report.language import Language
from metrocli.text import Text, text

PATIENCE = 2.0
"""Seconds that a stage takes before there is a bar: the first guesses at its end are worth little,
and most stages are over by then."""


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


@contextmanager
def work_bar(language: Language) -> Iterator["WorkBar"]:
    """Show on stderr what is being done, and a bar where it is known how far it has come."""
    with Progress(*work_columns(), console=Console(stderr=True), transient=True) as bar:
        yield WorkBar(bar, language)


def work_columns() -> tuple[ProgressColumn, ...]:
    """Return what is shown of a stage: its name; and its bar, amount, rate and time left."""
    later = (BarColumn(), TextColumn("{task.fields[amount]}"), TimeRemainingColumn())
    return (SpinnerColumn(), TextColumn("{task.description}"), *map(Patient, later))


class WorkBar:
    """A `metrocli.progress.Progress` that is seen.

    Parameters
    ----------
    bar : Progress
        Where it is shown.
    language : Language
        The reader's.
    """

    def __init__(self, bar: Progress, language: Language) -> None:
        self._bar = bar
        self._language = language
        self._task: TaskID | None = None

    def __call__(self, stage: Text, /) -> None:
        """Show a stage instead of the one before."""
        if self._task is not None:
            self._bar.remove_task(self._task)
        description = escape(self._language.say(stage))
        self._task = self._bar.add_task(description, total=None, amount="")

    def advance(self, done: int, total: int) -> None:
        """Move the bar of the stage."""
        if self._task is None:
            return
        self._bar.update(self._task, completed=done, total=total)
        amount = text(
            "{done:,d} of {total:,d}, {rate:,.0f}/s",
            done=done,
            total=total,
            rate=self._bar.tasks[-1].speed or 0,
        )
        self._bar.update(self._task, amount=self._language.say(amount))


class Patient(ProgressColumn):
    """A column that is blank until a stage has taken a while, and where its end is not known.

    Parameters
    ----------
    column : ProgressColumn
        What it shows then.
    """

    def __init__(self, column: ProgressColumn) -> None:
        super().__init__()
        self._column = column

    def render(self, task: Task) -> RenderableType:
        """Return what is shown of a stage."""
        if task.total is None or (task.elapsed or 0) < PATIENCE:
            return Styled()
        return self._column.render(task)

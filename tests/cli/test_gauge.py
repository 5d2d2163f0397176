"""The bar of a command: its stage at once; rate and time left only of what takes long."""

from io import StringIO

import pytest
from rich.console import Console
from rich.progress import Progress

from metrocli.cli.gauge import PATIENCE, WorkBar, work_columns
from metrocli.report.language import Language
from metrocli.text import text


class Clock:
    """Tells the time that it is set to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def bar(clock: Clock) -> Progress:
    console = Console(file=StringIO(), width=100)
    return Progress(*work_columns(), console=console, get_time=clock, disable=True)


def shown(bar: Progress) -> str:
    console = Console(file=StringIO(), width=100, force_terminal=False)
    with console.capture() as captured:
        console.print(bar.get_renderable())
    return captured.get()


def test_a_stage_is_shown_at_once_and_its_bar_after_a_while(bar: Progress, clock: Clock) -> None:
    progress = WorkBar(bar, Language("en"))
    progress(text("Reading [footprints]"))
    progress.advance(0, 3_000)
    clock.now = PATIENCE / 2
    progress.advance(1_000, 3_000)
    assert "Reading [footprints]" in shown(bar)
    assert "1,000" not in shown(bar)
    clock.now = PATIENCE
    progress.advance(2_000, 3_000)
    assert "2,000 of 3,000, 1,000/s" in shown(bar)
    assert "0:00:01" in shown(bar)


def test_the_next_stage_takes_its_place(bar: Progress, clock: Clock) -> None:
    progress = WorkBar(bar, Language("en"))
    progress(text("Reading"))
    clock.now = 2 * PATIENCE
    progress.advance(1, 2)
    progress(text("Writing"))
    assert "Writing" in shown(bar)
    assert "Reading" not in shown(bar)
    assert "1 of 2" not in shown(bar)


def test_what_comes_before_any_stage_is_not_shown(bar: Progress) -> None:
    WorkBar(bar, Language("en")).advance(1, 2)
    assert shown(bar).strip() == ""

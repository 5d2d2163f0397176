"""How far work has come, told to whoever wants to know."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar, runtime_checkable

from metrocli.text import Text

Item = TypeVar("Item")

Stage = Callable[[Text], None]
"""What is told of each stage as it begins; it may be a `Progress`, to be told more."""


@runtime_checkable
class Progress(Protocol):
    """A `Stage` that is also told how far the stage has come."""

    def __call__(self, stage: Text, /) -> None:
        """Take note that a stage begins."""

    def advance(self, done: int, total: int) -> None:
        """Take note that so much of the stage is done, of so much in all."""


def silent(_stage: Text) -> None:
    """Take no note of a stage."""


def advance(stage: Stage, done: int, total: int) -> None:
    """Tell how much of a stage is done, if that is wanted."""
    if isinstance(stage, Progress):
        stage.advance(done, total)


def counted(
    stage: Stage, items: Iterable[Item], total: int, size: Callable[[Item], int] = lambda _: 1
) -> Iterator[Item]:
    """Yield items, and tell of each when the next one is asked for that it is done.

    Parameters
    ----------
    stage : callable
        Who is told.
    items : iterable
        What is worked on.
    total : int
        How much there is to do.
    size : callable, optional
        How much of it an item is; by default items are what is counted.
    """
    done = 0
    for item in items:
        yield item
        done += size(item)
        advance(stage, done, total)

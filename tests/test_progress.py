"""Whoever wants to know how far work has come is told; whoever does not is not asked to."""

from metrocli.progress import Stage, advance, counted, silent
from metrocli.text import Text, text


class Watching:
    """Writes down all that it is told."""

    def __init__(self) -> None:
        self.told: list[object] = []

    def __call__(self, stage: Text, /) -> None:
        self.told.append(str(stage))

    def advance(self, done: int, total: int) -> None:
        self.told.append((done, total))


def work(stage: Stage) -> list[str]:
    stage(text("Reading"))
    return list(counted(stage, ["ab", "c"], 3, len))


def test_items_count_as_much_as_they_are_and_pass_unchanged() -> None:
    watching = Watching()
    assert work(watching) == ["ab", "c"]
    assert watching.told == ["Reading", (2, 3), (3, 3)]


def test_a_plain_callable_is_told_of_stages_only() -> None:
    said: list[Text] = []
    assert work(said.append) == ["ab", "c"]
    assert list(map(str, said)) == ["Reading"]
    assert work(silent) == ["ab", "c"]


def test_work_that_is_in_one_piece_tells_by_itself() -> None:
    watching = Watching()
    advance(watching, 1, 2)
    assert watching.told == [(1, 2)]

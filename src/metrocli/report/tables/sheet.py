"""What tables are laid out on, whatever it is made of: filled from top to bottom."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Self, TypeAlias

from rich.text import Text as Styled

from metrocli.report.registry import Page
from metrocli.text import Text

Cell: TypeAlias = Text | str | Styled
"""What stands in a table: a text of ours, something that an input says, or either in a style."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Parameters
    ----------
    heading : Text
        Its name, with the unit where it has one.
    justify : {"left", "right"}
        Numbers stand right.
    whole : bool
        Whether its cells are never broken over two lines.
    named : bool
        Whether it holds the names of its rows, which keep their room when the page is narrow.
    """

    heading: Text
    justify: Literal["left", "right"] = "left"
    whole: bool = False
    named: bool = False

    @classmethod
    def number(cls, heading: Text) -> Self:
        """Return a column of numbers."""
        return cls(heading, "right", whole=True)

    @classmethod
    def name(cls, heading: Text) -> Self:
        """Return the column that names the rows."""
        return cls(heading, named=True)

    @classmethod
    def key(cls, heading: Text) -> Self:
        """Return a column of short names or codes."""
        return cls(heading, whole=True)


class Sheet(ABC):
    """What a table writer writes on.

    Parameters
    ----------
    page : Page
        Language, width, colour, and whether every detail is wanted.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self.full = page.full

    @property
    def width(self) -> int:
        """Columns of the page."""
        return self._page.width

    def heading(self, message: Text) -> None:
        """Begin a part."""
        self.blank()
        self.line(message, "bold")

    def styled(self, words: Text | str, style: str) -> Styled:
        """Return words in a style."""
        return Styled(words if isinstance(words, str) else self._page.language.say(words), style)

    @abstractmethod
    def text(self) -> str:
        """Return what has been written."""

    @abstractmethod
    def blank(self) -> None:
        """Leave a line."""

    @abstractmethod
    def line(self, message: Text | str, style: str = "") -> None:
        """Write a paragraph."""

    @abstractmethod
    def table(self, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> None:
        """Write a table."""

    @abstractmethod
    def items(self, rows: Iterable[tuple[Cell, Sequence[Text]]]) -> None:
        """Write names, and beside each what is said of it, sentence by sentence."""

    @abstractmethod
    def drawing(self, rows: Iterable[tuple[Text | str, str]], margin: int) -> None:
        """Write rows of a drawing, each with what stands beside it in a margin to its left."""

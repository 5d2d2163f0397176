"""A sheet of plain or coloured text, filled from top to bottom with rich."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Literal, Self, TypeAlias

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Styled

from metrocli.report.registry import Page
from metrocli.text import Text

INDENT = 2

NAME = 25
"""Columns that a name may take before it is broken: "Puerto Montt–Puerto Varas"."""

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


class Sheet:
    """What a table writer writes on.

    Parameters
    ----------
    page : Page
        Language, width, colour, and whether every detail is wanted.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self.full = page.full
        self._text = StringIO()
        self._console = Console(
            file=self._text,
            width=page.width,
            force_terminal=page.colour,
            color_system="standard" if page.colour else None,
            no_color=not page.colour,
            markup=False,
            emoji=False,
            highlight=False,
            legacy_windows=False,
        )

    @property
    def width(self) -> int:
        """Columns of the page."""
        return self._page.width

    def text(self) -> str:
        """Return what has been written, without blanks at the ends of lines."""
        lines = self._text.getvalue().strip("\n").split("\n")
        return "".join(f"{line.rstrip()}\n" for line in lines)

    def heading(self, message: Text) -> None:
        """Begin a part."""
        self.blank()
        self.line(message, "bold")

    def blank(self) -> None:
        """Leave a line."""
        self._console.print()

    def line(self, message: Text | str, style: str = "") -> None:
        """Write a paragraph."""
        self._console.print(self.styled(message, style))

    def table(self, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> None:
        """Write a table."""
        cells = [[self._cell(content) for content in row] for row in rows]
        table = Table(
            box=box.SIMPLE_HEAD,
            show_edge=False,
            pad_edge=False,
            padding=(0, 1, 0, 0),
            header_style="bold",
        )
        for position, column in enumerate(columns):
            needed = max((row[position].cell_len for row in cells), default=0)
            table.add_column(
                self._page.language.say(column.heading),
                justify=column.justify,
                no_wrap=column.whole,
                vertical="top",
                overflow="fold",
                # A least width would do, but rich lets a table with one grow out of the page.
                width=min(needed, max(NAME, self._page.width // 4)) if column.named else None,
            )
        for row in cells:
            table.add_row(*row)
        self._console.print(Padding(table, (0, 0, 0, INDENT)))

    def items(self, rows: Iterable[tuple[Cell, Sequence[Text]]]) -> None:
        """Write names, and beside each what is said of it, sentence by sentence."""
        grid = Table.grid(padding=(0, 2))
        grid.add_column(max_width=NAME, overflow="fold")
        grid.add_column(overflow="fold")
        for name, sentences in rows:
            grid.add_row(self._cell(name), "\n".join(map(self._page.language.say, sentences)))
        self._console.print(Padding(grid, (0, 0, 0, INDENT)))

    def drawing(self, rows: Iterable[tuple[Text | str, str]], margin: int) -> None:
        """Write rows of a drawing, each with what stands beside it in a margin to its left."""
        for label, cells in rows:
            beside = self.styled(label, "").plain.rjust(margin)
            self._console.print(Styled(f"{beside}{cells}"), no_wrap=True, overflow="crop")

    def styled(self, words: Text | str, style: str) -> Styled:
        """Return words in a style."""
        return Styled(words if isinstance(words, str) else self._page.language.say(words), style)

    def _cell(self, content: Cell) -> Styled:
        return content if isinstance(content, Styled) else self.styled(_breakable(content), "")


def _breakable(content: Text | str) -> Text | str:
    """Return a name whose long chains ("Rancagua–Machalí–Graneros–Olivar") may end a line."""
    if isinstance(content, Text):
        return content
    words = (word if len(word) <= NAME else word.replace("–", "– ") for word in content.split(" "))
    return " ".join(words)

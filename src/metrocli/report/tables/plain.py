"""Sheets of plain or coloured text, for a terminal or a file."""

from collections.abc import Iterable, Sequence
from io import StringIO

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Styled

from metrocli.report.registry import Page
from metrocli.report.tables.sheet import Cell, Column, Sheet
from metrocli.text import Text

INDENT = 2

NAME = 25
"""Columns that a name may take before it is broken: "Puerto Montt–Puerto Varas"."""


class PlainSheet(Sheet):
    """A sheet of as many columns as its page, filled with rich."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
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

    def text(self) -> str:
        """Return what has been written, without blanks at the ends of lines."""
        lines = self._text.getvalue().strip("\n").split("\n")
        return "".join(f"{line.rstrip()}\n" for line in lines)

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

    def _cell(self, content: Cell) -> Styled:
        return content if isinstance(content, Styled) else self.styled(_breakable(content), "")


def _breakable(content: Text | str) -> Text | str:
    """Return a name whose long chains ("Rancagua–Machalí–Graneros–Olivar") may end a line."""
    if isinstance(content, Text):
        return content
    words = (word if len(word) <= NAME else word.replace("–", "– ") for word in content.split(" "))
    return " ".join(words)

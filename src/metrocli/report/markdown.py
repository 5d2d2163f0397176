"""Results as Markdown, for a pull request or a page: the tables of the terminal, made for it."""

import re
from collections.abc import Iterable, Sequence

from rich.text import Text as Styled

from metrocli.report.registry import Page, Result, part_of
from metrocli.report.tables.sheet import Cell, Column, Sheet
from metrocli.text import Text

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~&]|^[-+](?=\s)")
"""What Markdown, or the HTML in it, would take for its own."""


def write(result: Result, page: Page) -> str:
    """Return a result as Markdown; see `metrocli.report.registry.Writer`."""
    sheet = MarkdownSheet(page)
    part_of("tables", result).lay_out(sheet, result)
    return sheet.text()


class MarkdownSheet(Sheet):
    """A sheet of GitHub-flavoured Markdown; nothing that an input says is taken for markup."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._parts: list[str] = []

    def text(self) -> str:
        """Return what has been written, a blank line between any two parts."""
        return "\n\n".join(self._parts) + "\n"

    def heading(self, message: Text) -> None:
        """Begin a part."""
        self._parts.append(f"### {self._inline(message)}")

    def blank(self) -> None:
        """Leave what stands apart anyway."""

    def line(self, message: Text | str, style: str = "") -> None:
        """Write a paragraph."""
        self._parts.append(self._inline(self.styled(message, style)))

    def table(self, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> None:
        """Write a table."""
        rules = ["--:" if column.justify == "right" else "---" for column in columns]
        headings = [self._inline(column.heading) for column in columns]
        cells = [[self._inline(cell) for cell in row] for row in rows]
        lines = [f"| {' | '.join(row)} |" for row in (headings, rules, *cells)]
        self._parts.append("\n".join(lines))

    def items(self, rows: Iterable[tuple[Cell, Sequence[Text]]]) -> None:
        """Write names, and beside each what is said of it, sentence by sentence."""
        lines = [
            f"- **{self._plain(name)}**: {' '.join(map(self._inline, sentences))}"
            for name, sentences in rows
        ]
        self._parts.append("\n".join(lines))

    def drawing(self, rows: Iterable[tuple[Text | str, str]], margin: int) -> None:
        """Write rows of a drawing, each with what stands beside it in a margin to its left."""
        lines = [f"{self.styled(label, '').plain:>{margin}}{cells}" for label, cells in rows]
        self._parts.append("\n".join(["```text", *lines, "```"]))

    def _inline(self, content: Cell) -> str:
        """Return words in one line, and in bold type where their style is."""
        plain = self._plain(content)
        bold = isinstance(content, Styled) and "bold" in str(content.style)
        return f"**{plain}**" if plain and bold else plain

    def _plain(self, content: Cell) -> str:
        """Return words in one line."""
        words = content if isinstance(content, Styled) else self.styled(content, "")
        return inline(words.plain)


def inline(words: str) -> str:
    """Return words in one line, none of which Markdown takes for its own."""
    return _SPECIAL.sub(lambda sign: f"\\{sign[0]}", " ".join(words.split()))

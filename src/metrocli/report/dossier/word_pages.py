"""The pages of the Word report: cover, contents, and section by section."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import singledispatchmethod
from io import BytesIO

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from metrocli.report.dossier.paper import (
    Block,
    Column,
    Cover,
    Items,
    Paper,
    Paragraph,
    Picture,
    Role,
    Section,
    Stamp,
    Table,
    Tone,
)
from metrocli.report.dossier.word_parts import (
    add_contents,
    add_field,
    describe_table,
    repeat_heading,
    rule,
    shade,
    shade_paragraph,
)
from metrocli.report.dossier.word_styles import CODE, NOTICE, SOURCE, STAMP

TONES: Mapping[Tone, RGBColor] = {
    Tone.GOOD: RGBColor(0x0B, 0x5D, 0x3B),
    Tone.BAD: RGBColor(0x8A, 0x1C, 0x1C),
    Tone.OPEN: RGBColor(0x6B, 0x4A, 0x00),
}

HEAD_SHADE, NOTICE_SHADE, LINES = "EEF2F7", "FBF4E2", "9FB2C8"

CELL_SIZE, PER_SIGN, PADDING = Pt(8.5), 0.19, 0.5
"""Of a table: the size of its letters; centimetres of a sign, and beside those of a column."""

TALLEST = Cm(20)
"""Of a picture, so that its caption stands below it."""

NAME_WIDTH = 3.4
"""Centimetres of the names of items."""


class PageWriter:
    """Writes a report at the end of a Word file.

    Parameters
    ----------
    document : Document
        With all styles of `metrocli.report.dossier.word_styles`.
    paper : Paper
        The report.
    """

    def __init__(self, document: Document, paper: Paper) -> None:
        self._document = document
        self._paper = paper
        section = document.sections[-1]
        page, left, right = section.page_width, section.left_margin, section.right_margin
        self._counted: Counter[str] = Counter()
        self._width = (page or Cm(21)) - (left or Cm(2.4)) - (right or Cm(2.4))

    def write(self) -> None:
        """Write all of it."""
        self._cover(self._paper.cover)
        self._contents()
        for section in self._paper.sections:
            self._section(section)

    def _cover(self, cover: Cover) -> None:
        before = self._document.add_paragraph(cover.subtitle, style="Subtitle").paragraph_format
        before.space_before = Pt(90)
        self._document.add_paragraph(cover.title, style="Title")
        if cover.warning:
            self._notice(cover.warning)
        self._pairs([(name, (words,)) for name, words in cover.entries])
        for who in cover.signatures:
            line = self._document.add_paragraph("_" * 36)
            line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(54), Pt(0)
            self._document.add_paragraph(who)
        self._document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def _contents(self) -> None:
        heading = self._document.add_paragraph()
        heading.add_run(self._paper.labels.contents).bold = True
        titles = [(section.level, section.title) for section in self._paper.sections]
        lines = []
        for level, _ in titles:
            line = self._document.add_paragraph()
            line.paragraph_format.left_indent = Cm(0.6 * (level - 1))
            line.paragraph_format.space_after = Pt(2)
            lines.append(line)
        add_contents(lines, titles)
        self._document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def _section(self, section: Section) -> None:
        self._document.add_paragraph(section.title, style=f"Heading {section.level}")
        for block in section.blocks:
            self._write(block)

    @singledispatchmethod
    def _write(self, block: Block) -> None:
        """Write a block."""
        raise TypeError(type(block).__name__)

    @_write.register
    def _(self, block: Paragraph) -> None:
        match block.role:
            case Role.NOTICE:
                self._notice(block.text)
            case Role.CODE:
                shade_paragraph(self._document.add_paragraph(block.text, style=CODE), HEAD_SHADE)
            case Role.LEAD:
                written = self._document.add_paragraph()
                written.add_run(block.text).font.size = Pt(11.5)
            case Role.BODY:
                self._document.add_paragraph(block.text)

    @_write.register
    def _(self, block: Stamp) -> None:
        run = self._document.add_paragraph(style=STAMP).add_run(block.word)
        run.bold, run.font.color.rgb = True, TONES[block.tone]

    @_write.register
    def _(self, block: Items) -> None:
        self._pairs(block.entries)

    @_write.register
    def _(self, block: Picture) -> None:
        if block.image is None:
            return
        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        shape = paragraph.add_run().add_picture(
            BytesIO(block.image), width=Emu(int(block.width_within(self._width, TALLEST)))
        )
        shape._inline.docPr.set("descr", block.alt)  # noqa: SLF001 - python-docx has no other way in
        self._caption(self._paper.labels.figure, block.caption)

    @_write.register
    def _(self, block: Table) -> None:
        self._caption(
            self._paper.labels.table, block.caption
        ).paragraph_format.keep_with_next = True
        table = self._document.add_table(len(block.rows) + 1, len(block.columns))
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        rule(table, LINES)
        describe_table(table, block.caption)
        columns = list(zip(block.columns, self._widths(block), strict=True))
        for grid, (_, width) in zip(table.columns, columns, strict=True):
            grid.width = Emu(width)
        # the cells of a row are found once: python-docx looks through the whole table for each
        heading, *rows = (row.cells for row in table.rows)
        for cell, (column, width) in zip(heading, columns, strict=True):
            self._fill(cell, column.title, column, width, bold=True)
            shade(cell, HEAD_SHADE)
        for k, (cells, row) in enumerate(zip(rows, block.rows, strict=True)):
            bold = block.total and k == len(rows) - 1
            for cell, told, (column, width) in zip(cells, row, columns, strict=True):
                self._fill(cell, told.shown, column, width, bold=bold)
        repeat_heading(table)
        source = f"{self._paper.labels.source}: {block.source}"
        self._document.add_paragraph(source, style=SOURCE)

    def _caption(self, label: str, caption: str) -> WordParagraph:
        """Write a caption whose number Word keeps."""
        self._counted[label] += 1
        paragraph = self._document.add_paragraph(f"{label} ", style="Caption")
        add_field(paragraph, f"SEQ {label} \\* ARABIC", str(self._counted[label]))
        paragraph.add_run(f". {caption}")
        return paragraph

    def _notice(self, words: str) -> None:
        shade_paragraph(self._document.add_paragraph(words, style=NOTICE), NOTICE_SHADE)

    def _pairs(self, entries: Sequence[tuple[str, tuple[str, ...]]]) -> None:
        """Write names in one column, and beside each what is said of it."""
        table = self._document.add_table(len(entries), 2)
        table.autofit = False
        widths = Cm(NAME_WIDTH), Emu(self._width - Cm(NAME_WIDTH))
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for row, (name, sentences) in zip(table.rows, entries, strict=True):
            left, right = row.cells
            left.width, right.width = widths
            left.paragraphs[0].add_run(name).bold = True
            for k, sentence in enumerate(sentences):
                paragraph = right.add_paragraph() if k else right.paragraphs[0]
                paragraph.add_run(sentence)
                paragraph.paragraph_format.space_after = Pt(2)
        self._document.add_paragraph().paragraph_format.space_after = Pt(0)

    def _widths(self, block: Table) -> list[int]:
        """Return the width of each column: numbers take what they need, words share the rest."""
        needed = [
            Cm(PER_SIGN * _longest(block, k) + PADDING) if column.numeric else 0
            for k, column in enumerate(block.columns)
        ]
        shares = [0.0 if column.numeric else column.share for column in block.columns]
        rest = max(self._width - sum(needed), self._width // 3)
        return [
            width or int(rest * share / sum(shares))
            for width, share in zip(needed, shares, strict=True)
        ]

    @staticmethod
    def _fill(cell: _Cell, words: str, column: Column, width: int, *, bold: bool) -> None:
        cell.width = Emu(width)
        paragraph = cell.paragraphs[0]
        run = paragraph.add_run(words)
        run.bold, run.font.size = bold, CELL_SIZE
        paragraph.paragraph_format.space_after = Pt(1)
        if column.numeric:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _longest(block: Table, k: int) -> int:
    """Return the signs of the longest figure of a column, or of the longest word of its heading."""
    figures = [row[k].shown for row in block.rows if row[k].form is not None]
    return max(len(words) for words in [*figures, *block.columns[k].title.split()])

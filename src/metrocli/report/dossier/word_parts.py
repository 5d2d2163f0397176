"""What python-docx has no words for: fields, repeated headings, shades, alternative texts."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph


def add_field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """Add a field that Word works out, with what it shows until then."""
    with _field(paragraph, instruction):
        paragraph.add_run(shown)


def add_contents(paragraphs: Sequence[Paragraph], titles: Sequence[tuple[int, str]]) -> None:
    """Make a table of contents of paragraphs, one for each title; Word adds the pages to it."""
    first, last = paragraphs[0], paragraphs[-1]
    _mark(first, "begin", dirty=True)
    _instruct(first, 'TOC \\o "1-2" \\h \\z \\u')
    _mark(first, "separate")
    for paragraph, (_, title) in zip(paragraphs, titles, strict=True):
        paragraph.add_run(title)
    _mark(last, "end")


@contextmanager
def _field(paragraph: Paragraph, instruction: str) -> Iterator[None]:
    _mark(paragraph, "begin")
    _instruct(paragraph, instruction)
    _mark(paragraph, "separate")
    yield
    _mark(paragraph, "end")


def _mark(paragraph: Paragraph, kind: str, *, dirty: bool = False) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    if dirty:
        mark.set(qn("w:dirty"), "true")
    paragraph.add_run()._r.append(mark)  # noqa: SLF001 - python-docx has no other way in


def _instruct(paragraph: Paragraph, instruction: str) -> None:
    words = OxmlElement("w:instrText")
    words.set(qn("xml:space"), "preserve")
    words.text = f" {instruction} "
    paragraph.add_run()._r.append(words)  # noqa: SLF001 - as above


def repeat_heading(table: Table) -> None:
    """Repeat the first row of a table on each page, and keep its rows whole."""
    for k, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - as above
        properties.append(OxmlElement("w:cantSplit"))
        if k == 0:
            properties.append(OxmlElement("w:tblHeader"))


def rule(table: Table, colour: str) -> None:
    """Draw thin lines between the rows of a table, and none between its columns."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", colour)):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)  # noqa: SLF001 - as above


def shade(cell: _Cell, colour: str) -> None:
    """Fill a cell with a colour."""
    cell._tc.get_or_add_tcPr().append(_shading(colour))  # noqa: SLF001 - as above


def shade_paragraph(paragraph: Paragraph, colour: str) -> None:
    """Fill a paragraph with a colour."""
    paragraph._p.get_or_add_pPr().append(_shading(colour))  # noqa: SLF001 - as above


def _shading(colour: str) -> Any:
    shading = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shading.set(qn(f"w:{key}"), value)
    return shading


def describe_table(table: Table, words: str) -> None:
    """Say what a table shows, for who cannot see it."""
    said = OxmlElement("w:tblDescription")
    said.set(qn("w:val"), words)
    table._tbl.tblPr.append(said)  # noqa: SLF001 - as above

"""Every number of the PDF, the Word and the Excel is the one of resultado.json."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from metrocli.report.dossier.contents import Contents
from metrocli.report.dossier.excel import HEADINGS
from metrocli.report.dossier.paper import Cell, Table
from metrocli.report.language import Language
from tests.report.dossier.numbers import parsed


def resolved(document: Any, pointer: str) -> Any:
    """Return what stands at a pointer, by other code than the program's."""
    for step in pointer.removeprefix("/").split("/"):
        document = document[int(step) if isinstance(document, list) else step]
    return document


@pytest.fixture
def document(folder: Path) -> Any:
    return json.loads((folder / "resultado.json").read_text(encoding="utf-8"))


def as_json(shown: str, cell: Cell, document: Any, language: Language) -> None:
    """Raise if what was read is not what the document says."""
    value = resolved(document, cell.pointer) if cell.pointer else None
    if value is None:
        assert shown in {"–", ""}
        return
    assert cell.form is not None
    digits = int(cell.form.spec[-2])
    read = parsed(shown, language)
    assert read == pytest.approx(value * cell.form.scale, abs=0.5001 * 10**-digits), cell.pointer


def figures(table: Table) -> Iterator[Cell]:
    return (cell for row in table.rows for cell in row if cell.form)


def test_the_workbook(contents: Contents, folder: Path, document: Any) -> None:
    book = load_workbook(folder / "tablas.xlsx")
    tables = list(contents.paper.tables)
    assert book.sheetnames[1:] == [table.sheet for table in tables]
    for table in tables:
        sheet = book[table.sheet]
        for k, row in enumerate(table.rows, HEADINGS + 2):
            for column, cell in enumerate(row, 1):
                found = sheet.cell(k, column).value
                if cell.form is None:
                    assert (found or "") == cell.shown
                else:
                    value = resolved(document, cell.pointer) if cell.pointer else None
                    assert found == value, (table.id, cell.pointer)


def test_the_word_file(contents: Contents, folder: Path, document: Any) -> None:
    written = Document(str(folder / "informe.docx"))
    tables = list(contents.paper.tables)
    found = [table for table in written.tables if table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")]
    assert len(found) == len(tables)
    for given, table in zip(tables, found, strict=True):
        cells = [[cell.text for cell in row.cells] for row in table.rows]
        assert cells[0] == [column.title for column in given.columns]
        assert len(cells) == len(given.rows) + 1
        for row, expected in zip(cells[1:], given.rows, strict=True):
            for shown, cell in zip(row, expected, strict=True):
                if cell.form is None:
                    assert shown == cell.shown
                else:
                    as_json(shown, cell, document, contents.language)


def test_the_pdf(contents: Contents, folder: Path, document: Any) -> None:
    pages = PdfReader(folder / "informe.pdf").pages
    words = (
        " ".join(page.extract_text() for page in pages).replace("\u200b", "").replace("\u2212", "-")
    )
    tables = list(contents.paper.tables)
    label = contents.paper.labels.table
    starts = [words.index(f"{label} {k}. ") for k in range(1, len(tables) + 1)]
    assert starts == sorted(starts)
    ends = [*starts[1:], len(words)]
    for table, start, end in zip(tables, starts, ends, strict=True):
        read = iter(words[start:end].split())
        for cell in figures(table):
            # each figure stands after the one before it, and nothing reads as two
            shown = next((word for word in read if word == cell.shown), None)
            assert shown is not None, (table.id, cell)
            as_json(shown, cell, document, contents.language)

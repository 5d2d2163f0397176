"""The workbook has typed numbers, frozen headings, and nothing that a spreadsheet would run."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from metrocli.report.dossier.contents import Contents
from metrocli.report.dossier.excel import HEADINGS


@pytest.fixture
def book(folder: Path) -> Workbook:
    return load_workbook(folder / "tablas.xlsx")


def test_headings_stay_in_sight_and_filter(contents: Contents, book: Workbook) -> None:
    for table in contents.paper.tables:
        sheet = book[table.sheet]
        assert sheet.freeze_panes == f"A{HEADINGS + 2}"
        last = HEADINGS + 1 + len(table.rows) - table.total
        assert sheet.auto_filter.ref.startswith(f"A{HEADINGS + 1}:")
        assert sheet.auto_filter.ref.endswith(str(last))
        headings = [cell.value for cell in sheet[HEADINGS + 1]]
        assert headings[: len(table.columns)] == [column.title for column in table.columns]


def test_each_sheet_says_what_it_is_and_where_from(contents: Contents, book: Workbook) -> None:
    for k, table in enumerate(contents.paper.tables, 1):
        sheet = book[table.sheet]
        assert sheet["A1"].value == f"{contents.paper.labels.table} {k}. {table.caption}"
        assert table.source in str(sheet["A2"].value)


def test_numbers_are_numbers_with_their_format(contents: Contents, book: Workbook) -> None:
    for table in contents.paper.tables:
        for k, row in enumerate(table.rows, HEADINGS + 2):
            for column, cell in enumerate(row, 1):
                found = book[table.sheet].cell(k, column)
                if cell.form and cell.value is not None:
                    assert found.data_type == "n"
                    assert found.number_format != "General"
                elif cell.form:
                    assert found.value is None
                else:
                    assert found.data_type in {"s", "n" if not cell.shown else "s"}


def test_codes_keep_their_zeros(book: Workbook) -> None:
    sheet = book.worksheets[2]
    assert sheet.cell(HEADINGS + 2, 1).value == "01101"


def test_nothing_in_it_runs(folder: Path) -> None:
    with ZipFile(folder / "tablas.xlsx") as archive:
        names = archive.namelist()
        sheets = [archive.read(name) for name in names if "worksheets/sheet" in name]
    assert not [name for name in names if "vba" in name or "externalLink" in name]
    for sheet in sheets:
        assert b"<f>" not in sheet
        assert b"hyperlink" not in sheet

"""The tables of the report as a workbook: typed numbers, and nothing that would run."""

from datetime import datetime, time
from pathlib import Path
from typing import Any

from metrocli.report.dossier.contents import FIXED_DAY, Contents
from metrocli.report.dossier.paper import Cell, Column, Form, Paper, Table
from metrocli.report.language import N_
from metrocli.text import text

FILES = {"tablas.xlsx": N_("The tables of the report, a sheet for each.")}

NUMBERS = {
    Form.WHOLE: "#,##0",
    Form.HUNDREDTHS: "#,##0.00",
    Form.PERCENT: "0.00%",
    Form.DEGREES: "0.000000",
    Form.CHANGE: "+#,##0;-#,##0;0",
}
"""Formats of Excel."""

INERT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""Words stay words, whatever they look like."""

HEADINGS = 3
"""The row of the headings: above it are the caption and the source."""

WIDEST, LEAST = 70, 11
"""Signs that a column is wide."""

SOURCE_HEIGHT = 38
"""Points of the row of the source: three lines."""


def write(folder: Path, contents: Contents) -> None:
    """Write the workbook; see `metrocli.report.dossier.parts`."""
    import xlsxwriter  # noqa: PLC0415 - only a dossier needs it

    with xlsxwriter.Workbook(folder / "tablas.xlsx", {"in_memory": True, **INERT}) as book:
        cover = contents.paper.cover
        day = datetime.combine(contents.day or FIXED_DAY, time())
        book.set_properties(
            {
                "title": cover.title[:255],
                "subject": cover.subtitle,
                "author": "metro",
                "created": day,
            }
        )
        Bookwriter(book, contents).write()


class Bookwriter:
    """Writes a report's tables into a workbook.

    Parameters
    ----------
    book : xlsxwriter.Workbook
        An empty one.
    contents : Contents
        Of the dossier.
    """

    def __init__(self, book: Any, contents: Contents) -> None:
        self._book = book
        self._paper: Paper = contents.paper
        self._say = contents.language.say
        self._title = book.add_format({"bold": True, "font_size": 13, "font_color": "#17375E"})
        self._small = book.add_format(
            {"font_size": 9, "font_color": "#444444", "text_wrap": True, "valign": "top"}
        )
        heading = {"bold": True, "bg_color": "#EEF2F7", "bottom": 2, "text_wrap": True}
        self._left = book.add_format(heading | {"valign": "bottom", "indent": 1})
        self._right = book.add_format(heading | {"valign": "bottom", "align": "right"})
        words = {"text_wrap": True, "valign": "top", "indent": 1}
        self._words = book.add_format(words)
        self._bold = book.add_format(words | {"bold": True})
        self._numbers = {
            (form, bold): book.add_format({"num_format": shape, "bold": bold, "valign": "top"})
            for form, shape in NUMBERS.items()
            for bold in (False, True)
        }

    def write(self) -> None:
        """Write what the book is, then a sheet for each table."""
        tables = list(self._paper.tables)
        self._front(tables)
        for number, table in enumerate(tables, 1):
            self._table(table, number)

    def _front(self, tables: list[Table]) -> None:
        sheet = self._book.add_worksheet(self._say(text("About")))
        sheet.set_column(0, 0, 24, self._words)
        sheet.set_column(1, 1, 90, self._words)
        sheet.fit_to_pages(1, 0)
        cover = self._paper.cover
        sheet.write_string(0, 0, cover.title, self._title)
        sheet.write_string(1, 0, cover.subtitle, self._small)
        rows = [*cover.entries]
        if cover.warning:
            rows.append(("", cover.warning))
        rows.append(("", self._say(text("All figures are those of resultado.json."))))
        rows += [(table.sheet, table.caption) for table in tables]
        for row, (name, words) in enumerate(rows, HEADINGS):
            sheet.write_string(row, 0, name, self._bold)
            sheet.write_string(row, 1, words, self._words)

    def _table(self, table: Table, number: int) -> None:
        sheet = self._book.add_worksheet(table.sheet)
        sheet.write_string(
            0, 0, f"{self._paper.labels.table} {number}. {table.caption}", self._title
        )
        last_row, last_column = HEADINGS + len(table.rows), len(table.columns) - 1
        source = f"{self._paper.labels.source}: {table.source}"
        sheet.merge_range(1, 0, 1, last_column, "", self._small)
        sheet.write_string(1, 0, source, self._small)
        sheet.set_row(1, SOURCE_HEIGHT)
        for k, column in enumerate(table.columns):
            sheet.set_column(k, k, _width(table, k))
            heading = self._right if column.numeric else self._left
            sheet.write_string(HEADINGS, k, column.title, heading)
        for row, cells in enumerate(table.rows, HEADINGS + 1):
            bold = table.total and row == last_row
            for k, cell in enumerate(cells):
                self._cell(sheet, row, k, cell, bold=bold)
        sheet.freeze_panes(HEADINGS + 1, 0)
        sheet.autofilter(HEADINGS, 0, last_row - table.total, last_column)
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last_row + 1}"})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEADINGS)

    def _cell(self, sheet: Any, row: int, column: int, cell: Cell, *, bold: bool) -> None:
        if cell.form is None:
            sheet.write_string(row, column, cell.shown, self._bold if bold else self._words)
        elif isinstance(cell.value, int | float):
            sheet.write_number(row, column, cell.value, self._numbers[cell.form, bold])
        else:
            sheet.write_blank(row, column, None, self._numbers[cell.form, bold])


def _width(table: Table, k: int) -> int:
    column: Column = table.columns[k]
    longest = max((len(row[k].shown) for row in table.rows), default=0)
    words = max(len(word) for word in column.title.split())
    return min(max(LEAST, longest + 2, words + 2), WIDEST)

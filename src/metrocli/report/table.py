"""Results as text for people, at any width from 80 columns."""

from metrocli.report.registry import Page, Result, part_of
from metrocli.report.tables.plain import PlainSheet


def write(result: Result, page: Page) -> str:
    """Return a result as tables; see `metrocli.report.registry.Writer`."""
    sheet = PlainSheet(page)
    part_of("tables", result).lay_out(sheet, result)
    return sheet.text()

"""Results as text for people, at any width from 80 columns."""

from metrocli.inspection.findings import Inspection
from metrocli.model import Assessment, GapReport, Outlook, Sweep
from metrocli.report import (
    area_tables,
    gap_tables,
    inspection_tables,
    outlook_tables,
    sweep_tables,
)
from metrocli.report.registry import Page, Result
from metrocli.report.sheet import Sheet


def write(result: Result, page: Page) -> str:
    """Return a result as tables; see `metrocli.report.registry.Writer`."""
    sheet = Sheet(page)
    match result:
        case Assessment(near_misses=None):
            area_tables.write_check(sheet, result, full=page.full)
        case Assessment():
            area_tables.write_proposal(sheet, result, full=page.full)
        case GapReport():
            gap_tables.write_gap(sheet, result)
        case Inspection():
            inspection_tables.write_inspection(sheet, result)
        case Outlook():
            outlook_tables.write_outlook(sheet, result)
        case Sweep():
            sweep_tables.write_sweep(sheet, result, full=page.full)
    return sheet.text()

"""Results as text for people, at any width from 80 columns."""

from metrocli.download.catalogue import Listing
from metrocli.inspection.findings import Inspection
from metrocli.model import Assessment, GapReport
from metrocli.norm.explanation import Explanation
from metrocli.norm.norm import Norm, NormList
from metrocli.procedure.status import RegisterStatus
from metrocli.repair.changes import Repair
from metrocli.report import (
    area_tables,
    data_tables,
    gap_tables,
    inspection_tables,
    norm_tables,
    register_tables,
    repair_tables,
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
        case NormList():
            norm_tables.write_norms(sheet, result.norms)
        case Norm():
            norm_tables.write_norm(sheet, result)
        case Explanation():
            norm_tables.write_explanation(sheet, result)
        case Listing():
            data_tables.write_listing(sheet, result, full=page.full)
        case Repair():
            repair_tables.write_repair(sheet, result)
        case RegisterStatus():
            register_tables.write_register(sheet, result, full=page.full)
    return sheet.text()

"""Results as rows for spreadsheets: columns and values in English, a point for decimals."""

import csv
import io

from metrocli.report.registry import Page, Result, part_of


def write(result: Result, _page: Page) -> str:
    """Return a result as CSV; see `metrocli.report.registry.Writer`.

    Only commands whose result has a part in `metrocli.report.rows` offer the format.
    """
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(part_of("rows", result).rows(result))
    return written.getvalue()

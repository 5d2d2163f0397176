"""Results read back from the JSON that they were written in."""

from metrocli.report.results.files import read_result, read_results

__all__ = ["read_result", "read_results"]

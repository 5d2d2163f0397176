"""An area as one page to explore: a map, a slider for the gap, and what metro says at each gap."""

from metrocli.report.page.document import page

__all__ = ["page"]

"""Two results side by side: what changed from one to the other, and why."""

from metrocli.comparison.areas import compare
from metrocli.comparison.ground import continua

__all__ = ["compare", "continua"]

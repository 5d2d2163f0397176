"""The use cases: check areas, propose areas, measure gaps."""

from metrocli.delimit.check import check
from metrocli.delimit.gap import gap
from metrocli.delimit.propose import propose

__all__ = ["check", "gap", "propose"]

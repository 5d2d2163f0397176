"""The use cases: check areas, propose areas, measure gaps."""

from metrocli.delimit.areas import check
from metrocli.delimit.distances import gap
from metrocli.delimit.proposals import propose

__all__ = ["check", "gap", "propose"]

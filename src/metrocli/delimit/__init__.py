"""The use cases: check areas, propose areas, measure gaps, sweep, look out."""

from metrocli.delimit.areas import check
from metrocli.delimit.distances import gap
from metrocli.delimit.measured import measured
from metrocli.delimit.outlooks import outlook
from metrocli.delimit.proposals import propose
from metrocli.delimit.sweeps import sweep
from metrocli.delimit.without import Undecided

__all__ = ["Undecided", "check", "gap", "measured", "outlook", "propose", "sweep"]

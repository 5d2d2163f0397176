"""Measurements made up for the tests."""

from benchmarks.cases import Measured
from benchmarks.watch import Outcome


def measured(
    way: str,
    *walls: float,
    layer: str = "towns-1000000",
    outcome: Outcome = Outcome.DONE,
    differing: int | None = None,
    reference: str | None = None,
    start: float = 1.5,
    message: str = "",
    peak: int = 500_000_000,
) -> Measured:
    """Return what a way took at 200 m; processor time is twice that of the wall."""
    seconds = list(walls) or [1.0]
    return Measured(
        layer=layer,
        gap=200.0,
        way=way,
        rows=1_000_000,
        outcome=outcome,
        start=start,
        walls=seconds,
        cpus=[2 * wall for wall in seconds],
        others=[0.25 for _ in seconds],
        peak=peak,
        message=message,
        reference=reference,
        differing=differing,
    )

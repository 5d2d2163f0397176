"""What was set out to be reached, held against what was measured."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.cases import GAP, OURS, Measured
from benchmarks.watch import Outcome

Results = Mapping[str, Sequence[Measured]]
"""What each case measured."""

GIGABYTE = 1e9


@dataclass(frozen=True)
class Target:
    """A target.

    Parameters
    ----------
    what : str
        Which figure, in the words of the page.
    wanted : float
        What it should be.
    found : float or None
        What it is; None if it was not measured.
    unit : str
        Of both.
    at_least : bool
        Whether more is better.
    bound : bool
        Whether the true figure lies beyond what was found, to the better side.
    start : float or None
        Seconds that the process takes before it is ready, which do not count.
    """

    what: str
    wanted: float
    found: float | None
    unit: str
    at_least: bool = False
    bound: bool = False
    start: float | None = None

    @property
    def met(self) -> bool | None:
        """Whether it is reached; None if that is unknown."""
        if self.found is None:
            return None
        return self.found >= self.wanted if self.at_least else self.found <= self.wanted


def targets(results: Results) -> Iterator[Target]:
    """Yield the targets."""
    yield _times_as_fast("postgis", "PostGIS `ST_ClusterDBSCAN`", 8, results)
    yield _times_as_fast("strtree", "shapely `STRtree`, `dwithin`", 200, results)
    yield Target(
        "filas que difieren de la referencia, 0,1, 0,3 y 1 M a 10, 50, 200 y 1.000 m",
        0,
        _differing(results.get("partition", ())),
        "",
    )
    one = _find(results, "growth", "towns-1000000", OURS)
    ten = _find(results, "growth", "towns-10000000", OURS)
    yield _seconds("10 M a 200 m, de GeoParquet a etiquetas", 40, ten)
    peak = ten.peak / GIGABYTE if ten else None
    yield Target("memoria con 10 M a 200 m", 2, peak, "GB")
    growth = ten.wall / one.wall if ten and one else None
    yield Target("crecimiento del tiempo de 1 M a 10 M", 12, growth, "veces")
    yield _with_barriers(results)
    points = _find(results, "addresses", "addresses", OURS)
    yield _seconds("2,59 M de direcciones reales a 200 m", 3, points)
    graph = _find(results, "blocks", "blocks", "gap-graph")
    what = "grafo de brechas de las manzanas reales, hasta 6 km"
    yield _seconds(what, 6, graph)
    once = _find(results, "graph", "towns-1000000", OURS)
    every = _find(results, "graph", "towns-1000000", "communes-10")
    ratio = every.wall / once.wall if every and once else None
    what = "grafo de 1 M en 60 comunas, piso 10 m, frente a una sola brecha de 200 m"
    yield Target(what, 2, ratio, "veces")


def _seconds(what: str, wanted: float, found: Measured | None) -> Target:
    """Return a target of time."""
    seconds, start = (found.wall, found.start) if found else (None, None)
    return Target(what, wanted, seconds, "s", start=start)


def _with_barriers(results: Results) -> Target:
    """Return the target of how much more processor time barriers take."""
    without = _find(results, "barriers", "towns-10000000", OURS)
    behind = _find(results, "barriers", "towns-10000000", "barriers")
    ratio = behind.cpu / without.cpu if without and behind else None
    return Target("10 M con 10.000 km de barreras, frente a sin ellas (CPU)", 2, ratio, "veces")


def _times_as_fast(way: str, name: str, wanted: float, results: Results) -> Target:
    """Return the target of how many times as long another way takes for a million at 200 m."""
    ours = _find(results, "peers", "towns-1000000", OURS)
    told = {Outcome.DONE, Outcome.TOO_SLOW}
    others = (one for one in results.get("peers", ()) if one.way == way and one.outcome in told)
    other = next(others, None)
    ratio = other.wall / ours.wall if ours and other else None
    bound = other is not None and other.outcome is Outcome.TOO_SLOW
    if bound and ratio is not None and ratio < wanted:
        # It was ended before it could tell.
        ratio = None
    return Target(f"1 M a 200 m, frente a {name}", wanted, ratio, "veces", True, bound)


def _differing(found: Sequence[Measured]) -> int | None:
    """Return how many rows of ours differ, all tasks together; None if one has no reference."""
    ours = [one.differing for one in found if one.way == OURS]
    known = [rows for rows in ours if rows is not None]
    return sum(known) if ours and len(known) == len(ours) else None


def _find(results: Results, case: str, layer: str, way: str) -> Measured | None:
    """Return what a way took for a layer, if it was done at all."""
    return next(
        (
            one
            for one in results.get(case, ())
            if (one.layer, one.way) == (layer, way)
            and one.outcome is Outcome.DONE
            and (one.gap == GAP or way != OURS)
        ),
        None,
    )

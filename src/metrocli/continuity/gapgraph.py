"""The gap graph: the edges from which the gap tree of any set of communes follows."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from metrocli.continuity.edges import Edges, Indices, join
from metrocli.continuity.forest import cross_edges, grow
from metrocli.continuity.ground import Ground
from metrocli.continuity.tree import GapTree
from metrocli.model import Code, Footprints
from metrocli.text import Text, text

Pair = tuple[Code, Code]


@dataclass(frozen=True, eq=False)
class GapGraph:
    """Each commune's own spanning edges, and the cross edges of each two communes.

    An edge between A and B of the gap tree of any set of communes is an edge of the gap tree of
    {A, B} (cycle property), so Kruskal on these edges gives the gap tree of any set.

    Parameters
    ----------
    footprints : Footprints
        What the edges join.
    rows : mapping of str to ndarray of int64
        Positions of each commune's footprints.
    own : mapping of str to Edges
        By commune.
    cross : mapping of (str, str) to Edges
        By pair of communes, the lower code first; absent where none is within the horizon.
    measured : frozenset of (str, str)
        The pairs that were looked at.
    horizon : float
        Largest gap, metres.
    """

    footprints: Footprints
    rows: Mapping[Code, Indices]
    own: Mapping[Code, Edges]
    cross: Mapping[Pair, Edges]
    measured: frozenset[Pair]
    horizon: float

    def tree(self, communes: Collection[Code]) -> GapTree:
        """Return the gap tree of some communes; those without footprints add nothing.

        Raises
        ------
        KeyError
            If two of them were not measured against each other.
        """
        present = sorted(code for code in set(communes) if code in self.rows)
        pairs = list(combinations(present, 2))
        if missing := [pair for pair in pairs if pair not in self.measured]:
            raise KeyError(missing[0])
        edges = [self.own[code] for code in present]
        edges += [self.cross[pair] for pair in pairs if pair in self.cross]
        return GapTree.of(self.footprints, [self.rows[code] for code in present], join(edges))


def build_gap_graph(
    footprints: Footprints,
    *,
    horizon: float,
    communes: Collection[Code] | None = None,
    pairs: Iterable[Pair] | None = None,
    stage: Callable[[Text], None] = lambda _: None,
) -> GapGraph:
    """Measure footprints and return their gap graph.

    Parameters
    ----------
    footprints : Footprints
        Planar, metres.
    horizon : float
        Largest gap, metres.
    communes : collection of str, optional
        The communes to measure; by default all that have footprints.
    pairs : iterable of (str, str), optional
        The pairs of them to measure; by default every two.
    stage : callable
        Told what is being done.
    """
    ground = Ground(footprints, horizon)
    parts = {
        code: part for code, part in ground.parts.items() if communes is None or code in communes
    }
    stage(text("Measuring gaps inside {count:,d} communes", count=len(parts)))
    forests = {code: grow(part, horizon) for code, part in parts.items()}
    wanted = combinations(parts, 2) if pairs is None else pairs
    asked = sorted({_ordered(pair) for pair in wanted if parts.keys() >= set(pair)})
    stage(text("Measuring gaps between communes ({count:,d} pairs)", count=len(asked)))
    measured = {(a, b): cross_edges(forests[a], forests[b]) for a, b in asked}
    return GapGraph(
        footprints=footprints,
        rows={code: part.rows for code, part in parts.items()},
        own={code: forest.edges for code, forest in forests.items()},
        cross={pair: edges for pair, edges in measured.items() if len(edges)},
        measured=frozenset(asked),
        horizon=horizon,
    )


def _ordered(pair: Pair) -> Pair:
    return min(pair), max(pair)

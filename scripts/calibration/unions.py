"""Which communes come together at which gap, in one census."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations, groupby

from calibration.groups import Group
from metrocli.continuity.gapgraph import GapGraph, Pair
from metrocli.continuity.joins import joins
from metrocli.continuity.measuring import build_gap_graph
from metrocli.continuity.tree import gap_of
from metrocli.model import Code, Study
from metrocli.study.config import StudyConfig
from metrocli.study.load import load

PairGaps = dict[Pair, float]
"""From which gap on one patch holds the majority of both communes; absent if never."""


@dataclass(frozen=True, eq=False)
class Census:
    """A study whose communes are measured against the others of their region."""

    study: Study
    graph: GapGraph


@dataclass(frozen=True, slots=True)
class Span:
    """The gaps at which a group stands by itself: from `forms` on, below `grows`.

    Parameters
    ----------
    forms : float, optional
        Merge distance of exactly its members, metres; None beyond the horizon.
    grows : float, optional
        Gap from which a commune that does not belong to it has joined a member.
    newcomers : tuple of str
        CUTs of the communes that join at that gap, sorted.
    """

    forms: float | None
    grows: float | None
    newcomers: tuple[Code, ...]

    def __contains__(self, gap: float) -> bool:
        return (
            self.forms is not None
            and self.forms <= gap
            and (self.grows is None or gap < self.grows)
        )


def measure(config: StudyConfig, horizon: float) -> Census:
    """Return a study measured up to a horizon in metres; only its footprints and people count."""
    study = load(replace(config, boundaries=None, commuting=None))
    return Census(study, build_gap_graph(study.footprints, horizon=horizon))


def pair_gaps(graph: GapGraph, majority: float) -> PairGaps:
    """Return when the communes of each region come together, all its footprints in play."""
    gaps: PairGaps = {}
    for region in _by_region(sorted(graph.rows)):
        for join in joins(graph.tree(region), majority):
            for pair in combinations(join.communes, 2):
                gaps.setdefault(pair, join.gap)
    return gaps


def span(group: Group, graph: GapGraph, gaps: PairGaps, majority: float) -> Span:
    """Return the gaps at which a group stands by itself."""
    entries = _entries(group, gaps)
    grows = min(entries.values(), default=None)
    # One commune is together with itself, however scattered it is.
    several = len(group.members) > 1
    return Span(
        forms=gap_of(graph.tree(group.members).merge(majority)) if several else 0.0,
        grows=grows,
        newcomers=tuple(sorted(code for code, gap in entries.items() if gap == grows)),
    )


def first_gap(gaps: PairGaps, code: Code, others: Iterable[Code]) -> float | None:
    """Return from which gap on a commune is together with any of some others."""
    pairs = ((min(code, other), max(code, other)) for other in others)
    return min((gaps[pair] for pair in pairs if pair in gaps), default=None)


def _entries(group: Group, gaps: PairGaps) -> dict[Code, float]:
    """Return when each stranger first joins a member."""
    met = {code for pair in gaps if set(pair) & set(group.members) for code in pair}
    entries = {code: first_gap(gaps, code, group.members) for code in group.strangers(met)}
    return {code: gap for code, gap in entries.items() if gap is not None}


def _by_region(codes: Iterable[Code]) -> list[list[Code]]:
    return [list(region) for _, region in groupby(codes, lambda code: code[:2])]

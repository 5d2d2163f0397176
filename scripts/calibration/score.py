"""How well the unions at a gap agree with the groups that should come out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import cached_property

import networkx as nx

from calibration.groups import Group
from calibration.unions import PairGaps
from metrocli.continuity.gapgraph import Pair
from metrocli.model import Code

Stretch = tuple[float, float]
"""Gaps from the first on, below the second, metres."""


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of what agrees and what does not; those of several censuses add up.

    Parameters
    ----------
    exact, incomplete, mixed, apart : int
        Groups of several communes: all of them joined and no stranger; some of them, no stranger;
        a stranger among them; not joined at all.
    alone : int
        Groups of one commune that no stranger has joined.
    wrong : int
        Unions in which somebody is a stranger to somebody.
    hits, extra, missed : int
        Pairs joined rightly, joined wrongly, and not joined though they should be.
    judged : int
        Pairs of one region of which the groups say whether they belong together.
    precision, recall : float
        Sums over the members of all groups: of the communes that each is joined with, the part that
        belongs to it; of those that belong to it, the part that it is joined with. Each counts
        itself.
    members : int
        How many members there are.
    """

    exact: int
    incomplete: int
    mixed: int
    apart: int
    alone: int
    wrong: int
    hits: int
    extra: int
    missed: int
    judged: int
    precision: float
    recall: float
    members: int

    @property
    def rows(self) -> int:
        """Groups of any size that came out as they should."""
        return self.exact + self.alone

    @property
    def pair_precision(self) -> float:
        """Part of the joined pairs that belong together; 1 where none is joined."""
        joined = self.hits + self.extra
        return self.hits / joined if joined else 1.0

    @property
    def pair_recall(self) -> float:
        """Part of the pairs that belong together that are joined."""
        return self.hits / (self.hits + self.missed)

    @property
    def pair_f1(self) -> float:
        """Harmonic mean of precision and recall by pairs."""
        return 2 * self.hits / (2 * self.hits + self.extra + self.missed)

    @property
    def commune_f1(self) -> float:
        """Harmonic mean of the mean precision and the mean recall of the members (B-cubed)."""
        precision, recall = self.precision / self.members, self.recall / self.members
        return 2 * precision * recall / (precision + recall)

    @property
    def agreement(self) -> float:
        """Part of the judged pairs that are as they should be (Rand index)."""
        return 1 - (self.extra + self.missed) / self.judged


def total(scores: Iterable[Score]) -> Score:
    """Return the sum of scores."""
    return Score(*map(sum, zip(*map(astuple, scores), strict=True)))


@dataclass(frozen=True, slots=True)
class _Joined:
    """Whom a member is joined with: how many of its own, which strangers; how many it should."""

    own: int
    strangers: set[Code]
    asked: int


@dataclass(frozen=True, eq=False)
class Judge:
    """What is known of which communes belong together.

    Parameters
    ----------
    groups : sequence of Group
        No commune is a member of two.
    codes : sequence of str
        All communes, whether they are joined with any or not.
    """

    groups: Sequence[Group]
    codes: Sequence[Code]

    @cached_property
    def judged(self) -> int:
        """Number of pairs of one region of which the groups say whether they belong together."""
        return len(
            {
                _ordered(member, other)
                for group in self.groups
                for member in group.members
                for other in set(self.codes) - set(group.tolerated) - {member}
                if other[:2] == member[:2]
            }
        )

    def score(self, gaps: PairGaps, limit: float) -> Score:
        """Return how the unions at a gap (metres, inclusive) agree with the groups."""
        near = _near(gaps, limit)
        by_group = [[_joined(group, near[code]) for code in group.members] for group in self.groups]
        states = [_state(members) for members in by_group]
        members = [member for joined in by_group for member in joined]
        extra = {
            _ordered(code, stranger)
            for group, joined in zip(self.groups, by_group, strict=True)
            for code, member in zip(group.members, joined, strict=True)
            for stranger in member.strangers
        }
        hits = sum(member.own for member in members) // 2
        return Score(
            exact=states.count("exact"),
            incomplete=states.count("incomplete"),
            mixed=states.count("mixed"),
            apart=states.count("apart"),
            alone=states.count("alone"),
            wrong=_unions_of(extra, near),
            hits=hits,
            extra=len(extra),
            missed=sum(member.asked for member in members) // 2 - hits,
            judged=self.judged,
            precision=sum((1 + m.own) / (1 + m.own + len(m.strangers)) for m in members),
            recall=sum((1 + m.own) / (1 + m.asked) for m in members),
            members=len(members),
        )


def best(steps: Sequence[tuple[float, float]], end: float) -> tuple[float, list[Stretch]]:
    """Return the largest value of a step function, and where it has it.

    Parameters
    ----------
    steps : sequence of (float, float)
        Each gap at which it may change, ascending, and its value from there on.
    end : float
        Where the last step ends.
    """
    top = max(value for _, value in steps)
    ends = [low for low, _ in steps[1:]] + [end]
    stretches: list[Stretch] = []
    for (low, value), high in zip(steps, ends, strict=True):
        if value == top and stretches and stretches[-1][1] == low:
            stretches[-1] = (stretches[-1][0], high)
        elif value == top:
            stretches.append((low, high))
    return top, stretches


def _near(gaps: PairGaps, limit: float) -> defaultdict[Code, set[Code]]:
    near: defaultdict[Code, set[Code]] = defaultdict(set)
    for (a, b), gap in gaps.items():
        if gap <= limit:
            near[a].add(b)
            near[b].add(a)
    return near


def _joined(group: Group, near: set[Code]) -> _Joined:
    return _Joined(
        len(near.intersection(group.members)), group.strangers(near), len(group.members) - 1
    )


def _state(members: Sequence[_Joined]) -> str:
    several = len(members) > 1
    if any(member.strangers for member in members):
        return "mixed" if several else "joined"
    if all(member.own == member.asked for member in members):
        return "exact" if several else "alone"
    return "incomplete" if any(member.own for member in members) else "apart"


def _unions_of(pairs: Iterable[Pair], near: Mapping[Code, set[Code]]) -> int:
    """Return how many unions some pairs lie in."""
    unions: nx.Graph[Code] = nx.Graph((a, b) for a, others in near.items() for b in others)
    ends = {code for pair in pairs for code in pair}
    return sum(not ends.isdisjoint(union) for union in nx.connected_components(unions))


def _ordered(one: Code, other: Code) -> Pair:
    return min(one, other), max(one, other)

"""What the calibration found: the official list, and both censuses at several majorities."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Final

from calibration.ccu import Ccu
from calibration.groups import CONSTITUTED, Group, legal_groups, official_groups
from calibration.score import Judge, Score, Stretch, best, total
from calibration.unions import Census, PairGaps, Span, first_gap, span
from metrocli.model import Code, Input, Study
from metrocli.norm.norm import Norm

BOTH: Final = "both"
"""All censuses together."""

MEASURES: Final = ("exact", "rows", "commune_f1", "pair_f1")
"""What of a score a gap may be judged by."""

SMALL: Final = "pair_f1_of_small"
"""The last of them, without the group that has more pairs than all others together."""


@dataclass(frozen=True, slots=True)
class Preference:
    """What a measure says of the gap: its best value, the gaps that give it, the norm's value."""

    measure: str
    census: str
    top: float
    stretches: list[Stretch]
    now: float


@dataclass(frozen=True, eq=False)
class Findings:
    """The list and the unions that it is compared with.

    Parameters
    ----------
    norm : Norm
        Whose defaults are to be supported.
    rows : tuple of Ccu
        The official list.
    censuses : mapping of str to Census
        By census year.
    gaps : mapping of (str, float) to PairGaps
        By census year and majority; the norm's majority is among them.
    inputs : tuple of Input
        Every file that was read.
    horizon : float
        Gaps beyond it, metres, were not looked for.
    """

    norm: Norm
    rows: tuple[Ccu, ...]
    censuses: Mapping[str, Census]
    gaps: Mapping[tuple[str, float], PairGaps]
    inputs: tuple[Input, ...]
    horizon: float

    # -- what is asked for -------------------------------------------------

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """What the rows of the list ask for."""
        return tuple(official_groups(self.rows))

    @cached_property
    def areas(self) -> dict[str, Group]:
        """The areas of practice, by id."""
        return dict(legal_groups(self._any_study.areas))

    @cached_property
    def names(self) -> dict[Code, str]:
        """Every commune's name."""
        return {code: commune.name for code, commune in self._any_study.communes.items()}

    @cached_property
    def judge(self) -> Judge:
        """The whole list."""
        return Judge(self.groups, tuple(self.names))

    # -- what came out -----------------------------------------------------

    @property
    def max_gap(self) -> float:
        """The norm's default, metres."""
        return self.norm.continuity.max_gap

    @property
    def majority(self) -> float:
        """The norm's default."""
        return self.norm.continuity.majority

    @property
    def majorities(self) -> list[float]:
        """Those that were tried."""
        return sorted({majority for _, majority in self.gaps})

    @cached_property
    def turns(self) -> list[float]:
        """Every gap at which two communes come together at the norm's majority, and 0."""
        found = (self.gaps[census, self.majority].values() for census in self.censuses)
        return sorted({0.0}.union(*found))

    def span(self, group: Group, census: str) -> Span:
        """Return the gaps at which a group stands by itself at the norm's majority."""
        gaps = self.gaps[census, self.majority]
        return span(group, self.censuses[census].graph, gaps, self.majority)

    def together(self, one: Code, other: Code, census: str) -> float | None:
        """Return from which gap on two communes are together."""
        return first_gap(self.gaps[census, self.majority], one, [other])

    def entry(self, row: Group, guest: Code, census: str) -> float | None:
        """Return from which gap on a commune is together with any of a group's."""
        return first_gap(self.gaps[census, self.majority], guest, row.members)

    def share(self, row: Group, guest: Code, census: str) -> float:
        """Return the part of a commune that lies in the continuum of a group and itself."""
        tree = self.censuses[census].graph.tree((*row.members, guest))
        return float(tree.continuum(self.max_gap).shares[tree.communes.index(guest)])

    def highest_majority(self, row: Group, census: str) -> float:
        """Return the highest majority with which a group forms at the norm's gap."""
        return self.censuses[census].graph.tree(row.members).most_even_share(self.max_gap)

    def scores(self, judge: Judge, limit: float, majority: float | None = None) -> list[Score]:
        """Return how each census agrees with what a judge knows."""
        chosen = self.majority if majority is None else majority
        return [judge.score(self.gaps[census, chosen], limit) for census in self.censuses]

    @cached_property
    def preferences(self) -> tuple[Preference, ...]:
        """What each measure says, of each census and of both."""
        largest = max(self.groups, key=lambda group: len(group.members))
        small = Judge([group for group in self.groups if group is not largest], self.judge.codes)
        return (
            *self._preferences(self.judge, dict(zip(MEASURES, MEASURES, strict=True))),
            *self._preferences(small, {SMALL: MEASURES[-1]}),
        )

    def constituted(self) -> Stretch:
        """Return the gaps at which every constituted area stands by itself, in every census.

        Raises
        ------
        ValueError
            If there is none.
        """
        spans = [
            self.span(self.areas[area], census) for area in CONSTITUTED for census in self.censuses
        ]
        low = max(self.horizon if found.forms is None else found.forms for found in spans)
        high = min(self.horizon if found.grows is None else found.grows for found in spans)
        if low >= high:
            message = f"no gap reproduces all of {', '.join(CONSTITUTED)}"
            raise ValueError(message)
        return low, high

    def _preferences(self, judge: Judge, measures: Mapping[str, str]) -> Iterator[Preference]:
        """Yield what a judge says by some measures, which are parts of a score."""
        ladder = [(turn, self.scores(judge, turn)) for turn in self.turns]
        now = self.scores(judge, self.max_gap)
        chosen = {census: [k] for k, census in enumerate(self.censuses)}
        chosen[BOTH] = list(range(len(self.censuses)))
        for name, part in measures.items():
            worth = attrgetter(part)
            for census, places in chosen.items():
                steps = [(turn, worth(total(scores[k] for k in places))) for turn, scores in ladder]
                top, stretches = best(steps, self.horizon)
                yield Preference(name, census, top, stretches, worth(total(now[k] for k in places)))

    @property
    def _any_study(self) -> Study:
        return next(iter(self.censuses.values())).study

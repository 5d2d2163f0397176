"""Trips to work among the members of an area, and the shares that they make."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from metrocli.model.footprints import Code


class CommutingMeasure(StrEnum):
    """How the trips to work of an area become one share."""

    POOLED = "pooled"
    LEAST_OUTGOING = "least-outgoing"
    STRONGEST_PAIR = "strongest-pair"


@dataclass(frozen=True, slots=True)
class Share:
    """A share of employed persons, which trips that no table gives a destination for may raise.

    Parameters
    ----------
    low, high : float
        What the table shows, and what it cannot exceed; both in [0, 1], equal if it is complete.
    """

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Residents:
    """Where the employed who live in a member of an area work.

    Parameters
    ----------
    code : str
        The member.
    employed : float
        Employed persons with a known place of work who live there.
    trips : mapping of str to float
        Those who work in another member, by its CUT; members without a figure are absent.
    unlisted : float
        Those of whom the table does not say in which commune they work.
    closed : bool
        Whether the table has a figure for every other member, so that none is among the unlisted.
    """

    code: Code
    employed: float
    trips: Mapping[Code, float]
    unlisted: float
    closed: bool

    @property
    def within(self) -> float:
        """Those who work in another member, as far as the table says."""
        return sum(self.trips.values())

    @property
    def possible(self) -> float:
        """Those who may work in another member without the table saying so."""
        return 0.0 if self.closed else self.unlisted

    @property
    def share(self) -> Share:
        """The part of its employed who work in the rest of the area; nobody if it has none."""
        return _share(self.within, self.possible, self.employed)

    @property
    def strongest(self) -> tuple[Code, Share] | None:
        """The member in which most of them work, and their part; None if the table has none."""
        if not self.trips:
            return None
        work = max(self.trips, key=lambda code: (self.trips[code], code))
        return work, _share(self.trips[work], 0.0, self.employed)


@dataclass(frozen=True, slots=True)
class AreaCommuting:
    """Trips to work among the members of an area, by each of the three measures.

    Parameters
    ----------
    residents : tuple of Residents
        Of each member whose employed are known, by code.
    unknown : tuple of str
        Members whose employed are not known.
    """

    residents: tuple[Residents, ...]
    unknown: tuple[Code, ...] = ()

    @property
    def between(self) -> float:
        """Employed persons who live in one member and work in another."""
        return sum(home.within for home in self.residents)

    @property
    def employed(self) -> float:
        """Employed persons of all members that are known."""
        return sum(home.employed for home in self.residents)

    @property
    def pooled(self) -> Share:
        """The part of all employed of the area who work in another member than their own."""
        possible = sum(home.possible for home in self.residents)
        return _share(self.between, possible, self.employed)

    @property
    def least(self) -> tuple[Code, Share] | None:
        """The member whose employed work least in the rest of the area, and the least part."""
        if not self._peopled:
            return None
        shares = {home.code: home.share for home in self._peopled}
        code = min(shares, key=lambda code: (shares[code].low, code))
        return code, Share(shares[code].low, min(share.high for share in shares.values()))

    @property
    def strongest(self) -> tuple[Code, Code, Share] | None:
        """Residence, work and part of the employed of the residence, where that is largest."""
        pairs = [
            (home.code, *home.strongest) for home in self._peopled if home.strongest is not None
        ]
        return max(pairs, key=lambda pair: (pair[2].low, *pair[:2]), default=None)

    def by(self, measure: CommutingMeasure) -> Share | None:
        """Return the share by a measure; None if the employed of a member are unknown, or none."""
        if self.unknown or self.least is None:
            return None
        match measure:
            case CommutingMeasure.POOLED:
                return self.pooled
            case CommutingMeasure.LEAST_OUTGOING:
                return self.least[1]
            case CommutingMeasure.STRONGEST_PAIR:
                low = self.strongest[2].low if self.strongest else 0.0
                hidden = [home.possible / home.employed for home in self._peopled]
                return Share(low, min(max(low, *hidden), 1.0))

    @property
    def _peopled(self) -> list[Residents]:
        return [home for home in self.residents if home.employed]


def _share(part: float, possible: float, whole: float) -> Share:
    """Return a share of some persons; of nobody it is 0."""
    if not whole:
        return Share(0.0, 0.0)
    return Share(part / whole, min((part + possible) / whole, max(part / whole, 1.0)))

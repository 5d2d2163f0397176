"""What a norm needs to know of an area: figures only, no geometry."""

from collections.abc import Mapping
from dataclasses import dataclass

from metrocli.model import Code, Commune, Link, Populations


@dataclass(frozen=True, slots=True)
class ContinuityFacts:
    """How the footprints of an area hang together.

    Parameters
    ----------
    merge_distance, touch_distance : float, optional
        Metres; None if it does not happen below the horizon.
    weakest_link : Link, optional
        What decides the merge distance.
    shares : mapping of str to float
        Part of each commune's weight in the continuum at the largest gap allowed; communes without
        weight are absent.
    most_even_share : float, optional
        The largest share that every commune has in one patch at the largest gap allowed.
    enough_from : float, optional
        The gap from which the continuum has the population required.
    core_from : float, optional
        The gap from which it has that of a core.
    """

    merge_distance: float | None
    touch_distance: float | None
    weakest_link: Link | None
    shares: Mapping[Code, float]
    most_even_share: float | None
    enough_from: float | None
    core_from: float | None = None


@dataclass(frozen=True, slots=True)
class CommutingFacts:
    """Trips to work among the members of an area.

    Parameters
    ----------
    between : float
        Employed persons who live in one member and work in another.
    employed : float, optional
        Employed persons with a known place of work who live in a member; None if not known of all.
    outgoing : mapping of str to float
        Of the employed of each commune, the part who work in the rest of the area.
    strongest : tuple of (str, str, float), optional
        Residence, work and part of the employed of the residence, for the pair where it is largest.
    """

    between: float
    employed: float | None
    outgoing: Mapping[Code, float]
    strongest: tuple[Code, Code, float] | None


@dataclass(frozen=True, slots=True)
class AreaFacts:
    """Everything that the criteria look at.

    Parameters
    ----------
    members : tuple of Commune
        In the order of their codes.
    population : Populations
        Of the area.
    continuity : ContinuityFacts
        Of its footprints.
    commuting : CommutingFacts, optional
        None where the study has no commuting table.
    """

    members: tuple[Commune, ...]
    population: Populations
    continuity: ContinuityFacts
    commuting: CommutingFacts | None = None

    @property
    def unbuilt(self) -> tuple[Commune, ...]:
        """The members that have no footprint with weight."""
        return tuple(c for c in self.members if c.code not in self.continuity.shares)

"""What a norm needs to know of an area: figures only, no geometry."""

from collections.abc import Mapping
from dataclasses import dataclass

from metrocli.model import AreaCommuting, Barred, Code, Commune, Element, Populations


@dataclass(frozen=True, slots=True)
class ContinuityFacts:
    """How the footprints of an area hang together.

    Parameters
    ----------
    merge_distance, touch_distance : float, optional
        Metres; None if it does not happen below the horizon.
    shares : mapping of str to float
        Part of each commune's weight in the continuum at the largest gap allowed; communes without
        weight are absent.
    most_even_share : float, optional
        The largest share that every commune has in one patch at the largest gap allowed.
    enough_from : float, optional
        The gap from which the continuum has the population required.
    core_from : float, optional
        The gap from which it has that of a core.
    barred : Barred, optional
        What barriers have to do with the merge distance; None without any.
    """

    merge_distance: float | None
    touch_distance: float | None
    shares: Mapping[Code, float]
    most_even_share: float | None
    enough_from: float | None
    core_from: float | None = None
    barred: Barred | None = None


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
    commuting : AreaCommuting, optional
        None where the study has no commuting table.
    services : tuple of Element, optional
        Those that serve a member, with no other communes than members; None where the study has
        no list of them.
    """

    members: tuple[Commune, ...]
    population: Populations
    continuity: ContinuityFacts
    commuting: AreaCommuting | None = None
    services: tuple[Element, ...] | None = None

    @property
    def unbuilt(self) -> tuple[Commune, ...]:
        """The members that have no footprint with weight."""
        return tuple(c for c in self.members if c.code not in self.continuity.shares)

    @property
    def names(self) -> Mapping[Code, str]:
        """The names of the members by their codes."""
        return {commune.code: commune.name for commune in self.members}

    @property
    def shared(self) -> tuple[Element, ...]:
        """The infrastructure and services of two members or more."""
        return tuple(e for e in self.services or () if len(e.communes) > 1)

"""The groups of communes that a rule of continuity should give back."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from calibration.ccu import Ccu
from metrocli.model import Area, Code

CONSTITUTED: Final = (
    "iquique-alto-hospicio",
    "la-serena-coquimbo",
    "gran-valparaiso",
    "rancagua-machali",
)
"""The areas of the studies that are constituted by decree or have passed its legal control."""

DECREED: Final[Mapping[str, tuple[Code, ...]]] = {"rancagua-machali": ("06106", "06111")}
"""Communes that a decree adds to an area on other grounds than the continuum."""


@dataclass(frozen=True, slots=True)
class Group:
    """Communes that belong together, and are apart from all others of their region.

    Parameters
    ----------
    name : str
        As people say it.
    members : tuple of str
        CUTs, sorted.
    tolerated : tuple of str
        CUTs of communes that may be with them or not.
    """

    name: str
    members: tuple[Code, ...]
    tolerated: tuple[Code, ...] = ()

    def strangers(self, codes: Iterable[Code]) -> set[Code]:
        """Return those of some communes that should not be with this group."""
        return set(codes) - set(self.members) - set(self.tolerated)


def official_groups(rows: Iterable[Ccu]) -> Iterator[Group]:
    """Yield what the rows of the official list ask for; none where a row has no whole commune.

    A commune that a row covers in part is tolerated, unless it stands whole in another row.
    """
    rows = tuple(rows)
    at_home = {code for row in rows for code in row.whole}
    for row in rows:
        if row.whole:
            guests = tuple(code for code in row.part if code not in at_home)
            yield Group(in_lower_case(row.name), row.whole, guests)


def legal_groups(areas: Iterable[Area]) -> Iterator[tuple[str, Group]]:
    """Yield the areas of a study by id, and those that a decree enlarges once more, enlarged."""
    for area in areas:
        added = DECREED.get(area.id, ())
        yield area.id, Group(area.name, area.members, added)
        if added:
            members = tuple(sorted(area.members + added))
            yield f"{area.id}-decreto", Group(f"{area.name}, según decreto", members)


def in_lower_case(name: str) -> str:
    """Return a name in capitals as one writes it: "Quillota–La Calera"."""
    return name.title().replace(" De ", " de ").replace(" - ", "–")

"""What the papers of a study say of one area: its trips to work, and what serves its members."""

from collections.abc import Sequence
from dataclasses import replace

from metrocli.model import Area, AreaCommuting, Code, Commuting, Element, Residents


def commuting_of(commuting: Commuting, area: Area) -> AreaCommuting:
    """Return the trips to work among the members of an area.

    Parameters
    ----------
    commuting : Commuting
        Of the study. A pair that its table lacks is unknown, and not zero.
    area : Area
        Whose members count as one another's rest of the area.
    """
    known = [code for code in area.members if code in commuting.employed]
    return AreaCommuting(
        residents=tuple(_residents(commuting, code, area.members) for code in sorted(known)),
        unknown=tuple(sorted(set(area.members) - set(known))),
    )


def services_of(services: Sequence[Element], area: Area) -> tuple[Element, ...]:
    """Return the elements that serve a member of an area, with no other communes than members."""
    cut = (
        replace(each, communes=tuple(code for code in each.communes if code in area.members))
        for each in services
    )
    return tuple(element for element in cut if element.communes)


def _residents(commuting: Commuting, code: Code, members: Sequence[Code]) -> Residents:
    listed = commuting.by_home.get(code, {})
    away = sum(count for work, count in listed.items() if work != code)
    employed = commuting.employed[code]
    # Without the total of those who go elsewhere, whoever is not in the table may do so.
    going = commuting.outside.get(code, employed - listed.get(code, 0.0))
    others = [member for member in members if member != code]
    return Residents(
        code=code,
        employed=employed,
        trips={work: listed[work] for work in others if work in listed},
        unlisted=max(going - away, 0.0),
        closed=all(work in listed for work in others),
    )

"""The areas that a command is asked for, by their names in the study."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from metrocli.errors import UsageError
from metrocli.nearest import folded, suggestion
from metrocli.text import text


class Named(Protocol):
    """What an area is known by beside its id."""

    @property
    def name(self) -> str | None:
        """Its name, if it has one."""
        ...


def chosen_areas(areas: Mapping[str, Named], names: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of the areas that are asked for, in that order; all where none is named.

    Parameters
    ----------
    areas : mapping of str to Named
        Those of the study or of a result, by id.
    names : sequence of str
        Ids or names, without regard to case, accents and kinds of dashes.

    Raises
    ------
    UsageError
        If the study has no area of that name, or none at all.
    """
    if not areas:
        raise UsageError(
            text("The study names no area."),
            text("Give --members 07101,07105, or name areas as [areas.ID] in metro.toml."),
        )
    ids = {folded(section.name or id): id for id, section in areas.items()}
    ids |= {folded(id): id for id in areas}
    for name in names:
        if folded(name) not in ids:
            raise UsageError(
                text("The study has no area {area}.", area=name), suggestion(name, areas)
            )
    return tuple(dict.fromkeys(ids[folded(name)] for name in names)) or tuple(areas)

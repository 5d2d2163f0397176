"""From the options of a command to an area on the ground."""

from collections.abc import Sequence

from metrocli.cli.areas import chosen_areas
from metrocli.cli.work import Case, at_hand, made_up
from metrocli.delimit.cartography import AreaMap, map_area
from metrocli.errors import UsageError
from metrocli.progress import Stage
from metrocli.text import text


def map_named(case: Case, name: str | None, stage: Stage) -> AreaMap:
    """Return an area of the study on the ground, with all that lies around it.

    Raises
    ------
    UsageError
        If the study has no area of that name; or several, where none is named.
    """
    ids = chosen_areas(case.config.areas, [] if name is None else [name])
    if len(ids) > 1:
        raise UsageError(
            text("The study has several areas, and one is drawn at a time."),
            text("Name one of them: {areas}.", areas=list(ids)),
        )
    study, graph = at_hand(case, stage)
    (area,) = (area for area in study.areas if area.id in ids)
    return map_area(study, area, settings=case.settings, graph=graph, stage=stage)


def map_members(case: Case, written: Sequence[str], stage: Stage) -> AreaMap:
    """Return communes as one area on the ground, which the study need not name."""
    study, graph = at_hand(case, stage)
    study, area = made_up(study, written)
    return map_area(study, area, settings=case.settings, graph=graph, stage=stage)

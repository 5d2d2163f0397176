"""From the options of a command to an area on the ground."""

from metrocli.cli.areas import chosen_areas
from metrocli.cli.asked import Areas, Asked
from metrocli.cli.work import Case, find_amid
from metrocli.delimit.cartography import AreaMap, map_area
from metrocli.errors import UsageError
from metrocli.progress import Stage
from metrocli.text import text


def map_asked(case: Case, asked: Asked, stage: Stage) -> AreaMap:
    """Return the area that is asked for on the ground, with all that lies around it.

    Raises
    ------
    UsageError
        If the study has no area of that name; or several, where none is named.
    """
    if isinstance(asked, Areas):
        ids = chosen_areas(case.config.areas, asked.names)
        if len(ids) > 1:
            raise UsageError(
                text("The study has several areas, and one is drawn at a time."),
                text("Name one of them: {areas}.", areas=list(ids)),
            )
    found = find_amid(case, asked, stage)
    (area,) = found.areas
    return map_area(found.study, area, settings=case.settings, graph=found.graph, stage=stage)

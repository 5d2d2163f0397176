"""The maps of an area: for the report, and in a folder of their own, to be printed or edited."""

from pathlib import Path
from typing import TYPE_CHECKING

from metrocli.errors import UsageError
from metrocli.progress import Stage, counted, silent
from metrocli.report.language import N_, Language
from metrocli.text import text

if TYPE_CHECKING:
    from metrocli.delimit.cartography import AreaMap
    from metrocli.report.dossier.contents import Contents

FOLDER = "mapas"

FILES = {f"{FOLDER}/": N_("The maps by themselves: A4 as PNG and SVG, A3 as PDF.")}

NAMES = {
    "location": "ubicacion",
    "population": "poblacion",
    "continuum": "continuo",
    "weakest-link": "eslabon",
    "sweep": "barrido",
}
"""What the files of each kind of map are called."""

SHEETS = (("a4", "png"), ("a4", "svg"), ("a3", "pdf"))
"""The pages and forms of each map: to look at, to edit, to print."""

DPI = 200
"""Dots to an inch: enough for print, and little enough for a report that is sent around."""


def draw_maps(area: "AreaMap", language: Language, stage: Stage = silent) -> dict[str, bytes]:
    """Return the maps of an area by the names of their files; those that there is nothing for, no.

    Parameters
    ----------
    area : AreaMap
        What is drawn.
    language : Language
        Of the words on the maps.
    stage : callable
        Told what is being done.
    """
    from metrocli.report.maps.picture import draw  # noqa: PLC0415 - only a dossier needs it

    stage(text("Drawing the maps"))
    drawn: dict[str, bytes] = {}
    for kind in counted(stage, NAMES, len(NAMES)):
        for page, form in SHEETS:
            try:
                picture = draw(area, kind, page=page, form=form, language=language, dpi=DPI)
            except UsageError:
                break
            drawn[f"{NAMES[kind]}-{page}.{form}"] = picture
    return drawn


def pictures_of(maps: dict[str, bytes]) -> dict[str, bytes]:
    """Return those of some maps that a report shows, by their kind."""
    names = {kind: f"{name}-a4.png" for kind, name in NAMES.items()}
    return {kind: maps[name] for kind, name in names.items() if name in maps}


def write(folder: Path, contents: "Contents") -> None:
    """Write the maps; see `metrocli.report.dossier.parts`."""
    if not contents.maps:
        return
    (folder / FOLDER).mkdir()
    for name, picture in contents.maps.items():
        (folder / FOLDER / name).write_bytes(picture)

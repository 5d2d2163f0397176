"""A picture of an area: one of its maps on one page, as PNG, SVG or PDF."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from metrocli.delimit.cartography import AreaMap
from metrocli.errors import MissingInputError
from metrocli.report.language import Language
from metrocli.report.maps.page import PAGES
from metrocli.text import text

EXTRA = "dossier"
"""The extra of the package that brings matplotlib."""

KINDS: Mapping[str, str] = {
    "location": "metrocli.report.maps.kinds.location",
    "continuum": "metrocli.report.maps.kinds.continuum",
    "weakest-link": "metrocli.report.maps.kinds.weakest_link",
    "population": "metrocli.report.maps.kinds.population",
    "sweep": "metrocli.report.maps.kinds.sweep",
}
"""The module of each kind of map."""

FORMS = ("png", "svg", "pdf")
"""How a picture may be written."""

DPI = 300
"""Dots to an inch, of print."""


def draw(
    area_map: AreaMap,
    kind: str,
    *,
    page: str = "a4",
    form: str = "png",
    language: Language,
    dpi: float = DPI,
) -> bytes:
    """Return a map of an area as a file; the same area gives the same bytes.

    Parameters
    ----------
    area_map : AreaMap
        The area, as `metrocli.delimit.cartography.map_area` returns it.
    kind : str
        One of `KINDS`.
    page : str
        One of `metrocli.report.maps.page.PAGES`; upright or on its side, whichever shows more.
    form : str
        One of `FORMS`.
    language : Language
        Of its words and numbers.
    dpi : float
        Dots to an inch, of PNG.

    Raises
    ------
    MissingInputError
        If matplotlib is not installed.
    UsageError
        If the area has nothing of the kind: no weakest link, no footprints.
    """
    canvas_module = _canvas()
    with canvas_module.drawing():
        sheet = import_module(KINDS[kind]).sheet(area_map)
        canvas = sheet.draw(PAGES[page], language)
        picture: bytes = canvas.picture(form, dpi=dpi, title=canvas.say(sheet.title))
    return picture


def _canvas() -> Any:
    try:
        return import_module("metrocli.report.maps.canvas")
    except ImportError as error:
        raise MissingInputError(
            text("Drawing a map needs matplotlib, which is not here."),
            text("Install it with pip install 'metrocli[{extra}]'.", extra=EXTRA),
        ) from error

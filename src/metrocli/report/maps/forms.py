"""The forms in which an area is drawn, by the ending of the file's name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from metrocli.delimit.cartography import AreaMap
from metrocli.progress import Stage
from metrocli.report.language import Language
from metrocli.report.maps.picture import FORMS, draw
from metrocli.report.page import page
from metrocli.text import text

PAGE = ".html"
"""The ending of a page to explore, which is of no kind or size."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of a drawing: as `metrocli.report.maps.picture.draw` takes it."""

    kind: str
    page: str
    dpi: float
    language: Language


Writer: TypeAlias = Callable[[AreaMap, Wanted, Stage], bytes]
"""Returns an area as the bytes of a file."""


def _picture(form: str, drawn: AreaMap, wanted: Wanted, stage: Stage) -> bytes:
    stage(text("Drawing the map"))
    return draw(
        drawn,
        wanted.kind,
        page=wanted.page,
        form=form,
        language=wanted.language,
        dpi=wanted.dpi,
    )


def _page(drawn: AreaMap, wanted: Wanted, stage: Stage) -> bytes:
    stage(text("Writing the page"))
    return page(drawn, wanted.language).encode()


WRITERS: Mapping[str, Writer] = {
    **{f".{form}": partial(_picture, form) for form in FORMS},
    PAGE: _page,
}
"""By the ending of the file's name."""

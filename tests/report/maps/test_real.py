"""The ten areas: no two names of a map share ground, and the city fills the paper."""

from itertools import combinations
from pathlib import Path

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from metrocli.cli import work
from metrocli.cli.options import Source
from metrocli.continuity.gapgraph import GapGraph
from metrocli.delimit.cartography import AreaMap, map_area
from metrocli.delimit.measured import measured
from metrocli.model import Study
from metrocli.progress import silent
from metrocli.report.maps import ground
from metrocli.report.maps.canvas import drawing
from metrocli.report.maps.page import PAGES
from metrocli.report.maps.picture import draw
from metrocli.study.overrides import Overrides
from tests.report.maps.drawn import SPANISH, drawn_on, sheet_of

pytestmark = [pytest.mark.real, pytest.mark.slow]

AREAS = (
    *("iquique-alto-hospicio", "la-serena-coquimbo", "gran-valparaiso", "rancagua-machali"),
    *("gran-concepcion", "temuco-padre-las-casas", "puerto-montt-puerto-varas", "gran-santiago"),
    *("chillan-chillan-viejo", "talca-maule"),
)

Measured = tuple[work.Case, Study, GapGraph]


@pytest.fixture(scope="module")
def of_2024(real_data: Path, repository: Path) -> Measured:
    given = Overrides(root=str(real_data))
    source = Source(repository / "studies" / "chile-2024.toml", given)
    case = work.open_case(source)
    study, _ = work.at_hand(case, silent)
    return case, study, measured(study, case.settings)


def on_ground(of_2024: Measured, id: str) -> AreaMap:
    case, study, graph = of_2024
    (area,) = (area for area in study.areas if area.id == id)
    return map_area(study, area, settings=case.settings, graph=graph)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("kind", ["continuum", "population", "location"])
@pytest.mark.parametrize("id", AREAS)
def test_names_do_not_collide(of_2024: Measured, id: str, kind: str, page: str) -> None:
    drawn = on_ground(of_2024, id)
    canvas = drawn_on(drawn, kind, page)
    with drawing():
        renderer = FigureCanvasAgg(canvas.figure).get_renderer()  # type: ignore[no-untyped-call]
        names = [text for text in canvas.figure.findobj(Text) if text.get_gid() == "name"]
        boxes = [text.get_window_extent(renderer) for text in names]
    for one, other in combinations(boxes, 2):
        assert not one.overlaps(other)
    told = {text.get_text() for text in names}
    assert kind == "location" or len(told) >= len(drawn.area.members)


@pytest.mark.parametrize("id", AREAS)
def test_empty_communes_do_not_shrink_the_city(of_2024: Measured, id: str) -> None:
    drawn = on_ground(of_2024, id)
    heart, shown = ground.heart(drawn), sheet_of(drawn, "continuum").content
    extent = shown.extent  # type: ignore[attr-defined]
    assert max(heart.width / extent.width, heart.height / extent.height) > 0.85


def test_two_drawings_are_the_same_bytes(of_2024: Measured) -> None:
    pictures = {
        draw(on_ground(of_2024, "gran-santiago"), "population", form="pdf", language=SPANISH)
        for _ in range(2)
    }
    assert len(pictures) == 1

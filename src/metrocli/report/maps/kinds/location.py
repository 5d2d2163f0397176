"""The location: the area in its region, and the region in Chile."""

import shapely

from metrocli.delimit.cartography import AreaMap
from metrocli.model import Code
from metrocli.report.maps import ground, ink
from metrocli.report.maps.blocks.locator import Locator
from metrocli.report.maps.blocks.notes import Notes
from metrocli.report.maps.layer import Layer
from metrocli.report.maps.page import Box
from metrocli.report.maps.sheet import Sheet
from metrocli.report.maps.view import Name, View, faint
from metrocli.report.maps.wording import head, sources
from metrocli.text import text

FEW = 6
"""Members that are named one by one; of more, the area is."""

HIGH = 64.0
"""Of Chile on A4, millimetres."""


def sheet(drawn: AreaMap) -> Sheet:
    """Return the sheet: as much of region and country as the study has boundaries of."""
    region, others = _communes(drawn)
    members = ground.boundaries(drawn, drawn.area.members)
    land = ground.boundaries(drawn, region)
    area = Layer("area", members, ink.AREA, text("Communes of the area"))
    around = Layer(
        "region",
        land,
        ink.REGION_LAND,
        text("Other communes of the region of {region}", region=drawn.assessed.region_name),
    )
    other = Layer("others", ground.boundaries(drawn, others), ink.REGION, text("Other regions"))
    *_, built = ground.footprint_layers(drawn)
    extent = ground.extent(drawn, [*drawn.area.members, *region]) or ground.heart(drawn)
    communes, known = drawn.study.communes, drawn.study.boundaries
    view = View(
        extent=ground.framed(extent),
        layers=(other, around, area, built),
        names=(*_names(drawn), *(faint(communes[code].name, known[code]) for code in region)),
        kept_free=(),
        legend=(area, built, around, other),
        beside=(_coverage(drawn), sources(drawn)),
        locator=lambda plan: _country(drawn, plan),
    )
    return Sheet(
        text("{area}: location", area=drawn.area.name),
        head(drawn),
        view,
        schematic=drawn.result.schematic,
    )


def _communes(drawn: AreaMap) -> tuple[list[Code], list[Code]]:
    """Return the other communes of the region, and those of other regions."""
    around = ground.nearby(drawn)
    regions = drawn.assessed.regions
    return (
        [code for code in around if code[:2] in regions],
        [code for code in around if code[:2] not in regions],
    )


def _names(drawn: AreaMap) -> list[Name]:
    if len(drawn.area.members) <= FEW:
        return ground.member_names(drawn, size=7.5)
    return [Name((drawn.area.name,), *ground.heart(drawn).centre, size=10)]


def _country(drawn: AreaMap, shown: Box) -> Locator | None:
    """Return where the region lies in its part of Chile, where the study has more than the region.

    Boundaries that the study does not have are not drawn: they are not made up.
    """
    region, others = _communes(drawn)
    if not others:
        return None
    everywhere = ground.boundaries(drawn, [*drawn.area.members, *region, *others])
    of_region = ground.boundaries(drawn, [*drawn.area.members, *region])
    layers = (
        Layer("country", everywhere, ink.COUNTRY),
        Layer("country-region", of_region, ink.HERE),
    )
    title = text("The frame among the communes of the study")
    extent = ground.extent(drawn, [*drawn.area.members, *region, *others]) or shown
    return Locator(title, ground.framed(extent), layers, shown, high=HIGH)


def _coverage(drawn: AreaMap) -> Notes:
    """Return what the map does not show, and why."""
    known = drawn.study.boundaries
    lines = [text("Boundaries are those of the study: {count:,d} communes.", count=len(known))]
    if not ground.in_sight(drawn, shapely.get_parts(ground.boundaries(drawn, known))).all():
        lines.append(text("Islands far from the area are not drawn."))
    lines.append(text("Antártica is not drawn."))
    return Notes(text("What is drawn"), tuple(lines))

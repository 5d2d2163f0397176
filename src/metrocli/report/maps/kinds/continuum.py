"""The continuum: the communes of the area, what is built in them, and what is one patch."""

from functools import partial

from metrocli.delimit.cartography import AreaMap
from metrocli.report.maps import ground
from metrocli.report.maps.conventions import convention_layers, convention_notes
from metrocli.report.maps.sheet import Sheet
from metrocli.report.maps.view import View
from metrocli.report.maps.wording import head, sources
from metrocli.text import text


def sheet(drawn: AreaMap) -> Sheet:
    """Return the sheet: framed on the city, however much empty ground its communes have."""
    link = drawn.assessed.weakest_link
    patches, built, borders = (
        ground.patch_layers(drawn),
        ground.footprint_layers(drawn),
        ground.borders(drawn),
    )
    mark = ground.link_layers(link)
    extent = ground.framed(ground.heart(drawn))
    beside_gaps = convention_layers(drawn, extent)
    view = View(
        extent=extent,
        layers=(*ground.land(drawn), *patches, *built, *beside_gaps, *borders, *mark),
        names=(*ground.member_names(drawn), *ground.link_name(link), *ground.other_names(drawn)),
        kept_free=ground.link_spot(link),
        legend=(*reversed(built), *reversed(patches), *beside_gaps, borders[-1], *mark),
        beside=(*convention_notes(drawn), sources(drawn)),
        locator=partial(ground.locator_of, drawn),
    )
    return Sheet(
        text("{area}: continuum of urban constructions", area=drawn.area.name),
        head(drawn),
        view,
        schematic=drawn.result.schematic,
    )

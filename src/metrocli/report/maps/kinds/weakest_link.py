"""The weakest link, from near: two footprints, and the ground between them."""

from functools import partial

import numpy as np
import shapely

from metrocli.delimit.cartography import AreaMap
from metrocli.errors import UsageError
from metrocli.model import Geometries, Link, LinkEnd
from metrocli.report.maps import ground, ink
from metrocli.report.maps.blocks.notes import Notes
from metrocli.report.maps.conventions import convention_layers
from metrocli.report.maps.layer import Layer
from metrocli.report.maps.lettering import Face
from metrocli.report.maps.page import Box
from metrocli.report.maps.sheet import Sheet
from metrocli.report.maps.view import Name, Spot, View
from metrocli.report.maps.wording import head, sources
from metrocli.report.words import degrees, measure
from metrocli.text import Text, text

AROUND, LEAST = 1.2, 220.0
"""How much ground is shown on each side of the link: in gaps, and in metres at least."""

SPOTS = 40
"""Along the link, that no name may cover."""


def sheet(drawn: AreaMap) -> Sheet:
    """Return the sheet.

    Raises
    ------
    UsageError
        If the area has no weakest link, or touches without one.
    """
    link = drawn.assessed.weakest_link
    if link is None:
        raise UsageError(
            text("{area} has no weakest link that could be drawn.", area=drawn.area.name),
            text("Draw its continuum instead, with --kind continuum."),
        )
    patches, built, borders = (
        ground.patch_layers(drawn),
        ground.footprint_layers(drawn),
        ground.borders(drawn),
    )
    decisive = Layer(
        "decisive",
        _footprints(drawn, link),
        ink.LINK_FOOTPRINT,
        text("The two footprints that decide"),
    )
    mark = _mark(link)
    extent = _frame(link)
    beside_gaps = convention_layers(drawn, extent)
    view = View(
        extent=extent,
        layers=(*ground.land(drawn), *patches, *built, decisive, *beside_gaps, *borders, *mark),
        names=(*_names(drawn, link), *_communes(drawn, link), *ground.other_names(drawn)),
        kept_free=_kept_free(link),
        legend=(*reversed(built), *reversed(patches), decisive, *beside_gaps, borders[-1], *mark),
        beside=(_notes(drawn, link), sources(drawn)),
        locator=partial(ground.locator_of, drawn),
    )
    return Sheet(
        text("{area}: the weakest link, {gap}", area=drawn.area.name, gap=measure(link.gap, "m")),
        head(drawn),
        view,
        schematic=drawn.result.schematic,
    )


def _frame(link: Link) -> Box:
    xs, ys = zip(*link.corners, strict=True)
    box = Box(min(xs), min(ys), max(xs), max(ys))
    return box.grown(max(AROUND * link.gap, LEAST))


def _footprints(drawn: AreaMap, link: Link) -> Geometries:
    given = drawn.footprints
    found = np.zeros(len(given), bool)
    for end in ground.ends(link):
        found |= (given.ids == end.id) & (given.communes == end.commune)
    return given.geometries[found]


def _mark(link: Link) -> list[Layer]:
    """Return the gap itself: the shortest line between the two footprints."""
    line, *_ = ground.link_layers(link)
    title = text("Gap, from edge to edge: {gap}", gap=measure(link.gap, "m"))
    points = ground.points((end.x, end.y) for end in ground.ends(link))
    return [
        Layer(line.id, line.shapes, ink.LINK, title),
        Layer("nearest-points", points, ink.LINK_END, text("The nearest points")),
    ]


def _kept_free(link: Link) -> tuple[Spot, ...]:
    """Return the line and its ends, as a row of spots."""
    way = shapely.LineString(link.corners)
    parts = shapely.line_interpolate_point(way, np.linspace(0, 1, SPOTS), normalized=True)
    line = [Spot(x, y, 0.8) for x, y in shapely.get_coordinates(parts).tolist()]
    return (*line, *(Spot(end.x, end.y, 1.8) for end in ground.ends(link)))


def _names(drawn: AreaMap, link: Link) -> list[Name]:
    gap = Name(
        (measure(link.gap, "m"),),
        *ground.middle_of(link),
        size=10,
        colour=ink.DARK_VERMILLION,
        beside=2.5,
    )
    ends = [
        Name(
            (drawn.communes[end.commune].name, end.id),
            end.x,
            end.y,
            size=6.2,
            face=Face.REGULAR,
            beside=4.0,
        )
        for end in ground.ends(link)
    ]
    return [gap, *ends]


def _communes(drawn: AreaMap, link: Link) -> list[Name]:
    """Return the names of the members; the ends have theirs, so that cities in sight are enough."""
    frame = _frame(link)
    named = {end.commune for end in ground.ends(link)}
    return [
        name
        for code, name in zip(drawn.area.members, ground.member_names(drawn), strict=True)
        if code not in named or frame.holds(name.x, name.y)
    ]


def _title(drawn: AreaMap, end: LinkEnd) -> Text:
    return text(
        "{commune}: {footprint}", commune=drawn.communes[end.commune].name, footprint=end.id
    )


def _notes(drawn: AreaMap, link: Link) -> Notes:
    return Notes(
        text("The nearest points"),
        tuple(
            text(
                "{footprint}; {lon}° longitude, {lat}° latitude",
                footprint=_title(drawn, end),
                lon=degrees(end.lon),
                lat=degrees(end.lat),
            )
            for end in ground.ends(link)
        ),
    )

"""The ground of an area: the layers, names and frames that its maps have in common."""

from collections.abc import Collection, Iterable
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from metrocli import planar
from metrocli.delimit.cartography import OUTSIDE, AreaMap
from metrocli.errors import UsageError
from metrocli.model import Code, Geometries, Link, LinkEnd
from metrocli.report.maps import ink
from metrocli.report.maps.blocks.locator import Locator
from metrocli.report.maps.layer import Layer
from metrocli.report.maps.page import Box
from metrocli.report.maps.view import Name, Spot, faint
from metrocli.report.words import measure
from metrocli.text import text

Rows = NDArray[np.bool_]

AROUND = 0.05
"""Part of a frame that is added on each side."""

SMALLEST = 400.0
"""Metres that a frame is wide and high, at least."""

OVERVIEW = 1.6
"""How much larger than the frame the communes must be for a locator to show them."""


def array(shapes: Iterable[Any]) -> Geometries:
    """Return shapes as an array."""
    found = list(shapes)
    made: Geometries = np.empty(len(found), object)
    made[:] = found
    return made


def points(places: Iterable[tuple[float, float]]) -> Geometries:
    """Return points as an array."""
    return array(map(shapely.Point, places))


def bounds(shapes: Geometries) -> Box:
    """Return the box around shapes, metres."""
    return Box(*map(float, shapely.total_bounds(shapes)))


def framed(box: Box) -> Box:
    """Return a box with a little ground around it."""
    least = max(SMALLEST - min(box.width, box.height), 0) / 2
    return box.grown(least + AROUND * max(box.width, box.height))


# -- land ------------------------------------------------------------------


def boundaries(drawn: AreaMap, codes: Collection[Code]) -> Geometries:
    """Return the boundaries that the study has of some communes."""
    known = drawn.study.boundaries
    return array(known[code] for code in codes if code in known)


def nearby(drawn: AreaMap) -> list[Code]:
    """Return the communes, not members, that lie in the same part of Chile as the members."""
    known = drawn.study.boundaries
    zone = zone_of(drawn)
    return [
        code
        for code in sorted(known)
        if code not in drawn.area.members and planar.zone_at(shapely.bounds(known[code])[0]) == zone
    ]


def zone_of(drawn: AreaMap) -> planar.Zone:
    """Return the part of Chile that an area lies in."""
    members = boundaries(drawn, drawn.area.members)
    shapes = members if len(members) else drawn.footprints.geometries
    return planar.zone_at(bounds(shapes).left) if len(shapes) else planar.MAINLAND


def extent(drawn: AreaMap, codes: Collection[Code]) -> Box | None:
    """Return the box around the ground of communes, far islands left out; None without any."""
    parts = shapely.get_parts(boundaries(drawn, codes))
    near = parts[in_sight(drawn, parts)]
    return bounds(near) if len(near) else None


def in_sight(drawn: AreaMap, parts: Geometries) -> Rows:
    """Return which parts lie in the area's own part of Chile, as islands of its communes may not.

    San Félix and San Ambrosio are of the commune of Valparaíso, 900 km away from it.
    """
    zone = zone_of(drawn)
    corners = shapely.bounds(parts)[:, :2]
    longitude = zone.unproject(corners)[:, 0] if len(parts) else corners[:, 0]
    return np.asarray((longitude >= zone.west) & (longitude < zone.east))


def land(drawn: AreaMap) -> list[Layer]:
    """Return the ground of the communes: that of others, and that of the members."""
    return [
        Layer("other-land", boundaries(drawn, nearby(drawn)), ink.OTHER_LAND),
        Layer("land", boundaries(drawn, drawn.area.members), ink.MEMBER_LAND),
    ]


def borders(drawn: AreaMap) -> list[Layer]:
    """Return the boundaries of the communes."""
    others = boundaries(drawn, nearby(drawn))
    edges = shapely.boundary(boundaries(drawn, drawn.area.members))
    # a border of two communes is one line: two rows of dashes would fill each other's blanks
    members = array([shapely.line_merge(shapely.union_all(edges))])
    return [
        Layer("other-boundaries", others, ink.OTHER_BOUNDARY),
        Layer("boundaries", members, ink.BOUNDARY, text("Boundary of a commune of the area")),
    ]


# -- footprints ------------------------------------------------------------


def of_members(drawn: AreaMap) -> Rows:
    """Return which footprints are the members', shape (n,)."""
    return np.asarray(drawn.patches != OUTSIDE)


def continuum_patch(drawn: AreaMap) -> int:
    """Return the number of the patch that is the continuum."""
    return int(drawn.patches[drawn.in_continuum][0]) if drawn.in_continuum.any() else OUTSIDE


def footprint_layers(drawn: AreaMap) -> list[Layer]:
    """Return the footprints: the neighbours', those of other patches, those of the continuum."""
    shapes, inside, ours = drawn.footprints.geometries, drawn.in_continuum, of_members(drawn)
    return [
        Layer("neighbours", shapes[~ours], ink.NEIGHBOUR, text("Built-up, of neighbour communes")),
        Layer(
            "other-patches",
            shapes[ours & ~inside],
            ink.OTHER_PATCH,
            text("Built-up, of other patches of the area"),
        ),
        Layer("continuum", shapes[inside], ink.CONTINUUM, text("Built-up, of the continuum")),
    ]


def patch_layers(drawn: AreaMap) -> list[Layer]:
    """Return the outlines of the patches."""
    main = np.arange(len(drawn.outlines)) == continuum_patch(drawn)
    gap = measure(drawn.max_gap, "m")
    count = int((~main).sum())
    return [
        Layer(
            "other-outlines",
            drawn.outlines[~main],
            ink.OTHER_PATCH_GROUND,
            text("Other patches: {count:,d}", count=count),
        ),
        Layer(
            "continuum-outline",
            drawn.outlines[main],
            ink.CONTINUUM_GROUND,
            text("Continuum: joined by gaps of at most {gap}", gap=gap),
        ),
    ]


def heart(drawn: AreaMap) -> Box:
    """Return the box of what a map is about: the continuum, and the main patch of each member.

    Villages far from the city are left out, for it would be a spot among empty communes.

    Raises
    ------
    UsageError
        If there is neither a footprint nor a boundary.
    """
    kept = drawn.in_continuum.copy()
    weights, codes = drawn.footprints.weights, drawn.footprints.communes
    for code in drawn.area.members:
        own = codes == code
        if own.any():
            of_patch = np.bincount(drawn.patches[own], weights[own])
            kept |= own & (drawn.patches == of_patch.argmax())
    if kept.any():
        return bounds(drawn.footprints.geometries[kept])
    land = extent(drawn, drawn.area.members)
    if land is None:
        raise UsageError(
            text(
                "There is nothing to draw of {area}: no footprints and no boundaries.",
                area=drawn.area.name,
            ),
            text("Name a layer of either in the study."),
        )
    return land


# -- names -----------------------------------------------------------------


def member_names(drawn: AreaMap, *, size: float = 7.0) -> list[Name]:
    """Return the names of the members, each in the middle of its main patch."""
    return [
        Name(
            (drawn.communes[code].name,),
            *_middle(drawn, code),
            drawn.boundaries.get(code),
            size=size,
        )
        for code in drawn.area.members
    ]


def other_names(drawn: AreaMap) -> list[Name]:
    """Return the names of the communes around."""
    known, communes = drawn.study.boundaries, drawn.study.communes
    return [faint(communes[code].name, known[code]) for code in nearby(drawn) if code in communes]


def _middle(drawn: AreaMap, code: Code) -> tuple[float, float]:
    """Return the middle of the patch that holds most of a commune, or that of its ground."""
    own = drawn.footprints.communes == code
    if not own.any():
        ground = drawn.boundaries.get(code)
        return (np.nan, np.nan) if ground is None else ground.point_on_surface().coords[0]
    weights = drawn.footprints.weights
    main = own & (drawn.patches == np.bincount(drawn.patches[own], weights[own]).argmax())
    west, south, east, north = shapely.bounds(drawn.footprints.geometries[main]).T
    return float(np.median((west + east) / 2)), float(np.median((south + north) / 2))


# -- the weakest link ------------------------------------------------------


def middle_of(link: Link) -> tuple[float, float]:
    """Return the point halfway from one end of a link to the other."""
    middle = shapely.line_interpolate_point(_line(link), 0.5, normalized=True)
    return float(middle.x), float(middle.y)


def _line(link: Link) -> shapely.LineString:
    return shapely.LineString(link.corners)


def ends(link: Link) -> tuple[LinkEnd, LinkEnd]:
    """Return the two ends of a link."""
    return link.a, link.b


def link_layers(link: Link | None) -> list[Layer]:
    """Return where the weakest link is, as a ring that is seen from afar."""
    if link is None:
        return []
    title = text("Weakest link: {gap}", gap=measure(link.gap, "m"))
    return [
        Layer("weakest-link", array([_line(link)]), ink.LINK),
        Layer("weakest-link-ring", points([middle_of(link)]), ink.LINK_RING, title),
    ]


def link_name(link: Link | None) -> list[Name]:
    """Return the name of the weakest link."""
    if link is None:
        return []
    words = text("Weakest link"), measure(link.gap, "m")
    return [Name(words, *middle_of(link), size=6.6, colour=ink.DARK_VERMILLION, beside=5.0)]


def link_spot(link: Link | None) -> tuple[Spot, ...]:
    """Return what no name may cover of the weakest link."""
    if link is None:
        return ()
    return (Spot(*middle_of(link), 4.0),)


# -- where it lies ---------------------------------------------------------


def locator_of(drawn: AreaMap, shown: Box) -> Locator | None:
    """Return where a frame lies among the communes of the area, or in their region."""
    members = drawn.area.members
    among = extent(drawn, members)
    if among is None:
        return None
    title = text("The frame in the communes of the area")
    if max(among.width / shown.width, among.height / shown.height) < OVERVIEW:
        regions = drawn.assessed.regions
        among = extent(drawn, [*members, *(c for c in nearby(drawn) if c[:2] in regions)]) or among
        title = text("The frame in the region of {region}", region=drawn.assessed.region_name)
    layers = (
        Layer("locator-land", boundaries(drawn, nearby(drawn)), ink.REGION),
        Layer("locator-area", boundaries(drawn, members), ink.AREA),
    )
    return Locator(title, framed(among), layers, shown)

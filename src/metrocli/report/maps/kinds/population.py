"""The population: how densely people live, and how many each commune has by each reading."""

from collections.abc import Iterator
from functools import partial
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray

from metrocli.delimit.cartography import AreaMap
from metrocli.model import Member, Weighting
from metrocli.report.maps import ground, ink
from metrocli.report.maps.blocks.table import Table
from metrocli.report.maps.ink import Ink
from metrocli.report.maps.layer import Layer
from metrocli.report.maps.sheet import Sheet
from metrocli.report.maps.view import Name, View
from metrocli.report.maps.wording import head, sources
from metrocli.report.words import READINGS, Words, whole
from metrocli.text import Text, text

MOST_ROWS = 12
"""Communes that the table lists one by one; of more, the total, for the map has the others."""

HECTARE = 10_000
"""Square metres."""

ROUND = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
"""What the limits of classes begin with."""


def sheet(drawn: AreaMap) -> Sheet:
    """Return the sheet."""
    built, outline, borders = _densities(drawn), _outline(drawn), ground.borders(drawn)
    neighbours, *_ = ground.footprint_layers(drawn)
    view = View(
        extent=ground.framed(ground.heart(drawn)),
        layers=(*ground.land(drawn), neighbours, *built, outline, *borders),
        names=(*_names(drawn), *ground.other_names(drawn)),
        kept_free=(),
        legend=(*built, neighbours, outline, borders[-1]),
        beside=(_table(drawn), sources(drawn)),
        locator=partial(ground.locator_of, drawn),
    )
    return Sheet(
        text("{area}: population", area=drawn.area.name),
        head(drawn),
        view,
        schematic=drawn.result.schematic,
    )


def _outline(drawn: AreaMap) -> Layer:
    _, main = ground.patch_layers(drawn)
    return Layer("continuum-edge", main.shapes, ink.CONTINUUM_EDGE, text("Edge of the continuum"))


# -- density ---------------------------------------------------------------


def _densities(drawn: AreaMap) -> list[Layer]:
    """Return the footprints of the members by how densely people live on them."""
    ours = ground.of_members(drawn)
    shapes, people = drawn.footprints.geometries[ours], drawn.footprints.weights[ours]
    plain = Ink(fill=ink.UNCOUNTED, size=0.5)
    surface = shapely.area(shapes)
    if drawn.footprints.weighting is not Weighting.POPULATION or not (surface > 0).any():
        return [Layer("footprints", shapes, plain, text("Built-up"))]
    with np.errstate(invalid="ignore", divide="ignore"):
        density = np.where((surface > 0) & (people > 0), people / surface * HECTARE, 0.0)
    limits = limits_of(density[density > 0], people[density > 0], len(ink.DENSITIES))
    colours = ink.DENSITIES[-len(limits) :]
    classes = [
        Layer(
            f"density-{number}",
            shapes[(density > low) & (density <= high)],
            Ink(fill=colour),
            _class(low, high),
        )
        for number, ((low, high), colour) in enumerate(
            zip(pairwise([*limits, np.inf]), colours, strict=True)
        )
    ]
    return [Layer("empty", shapes[density == 0], plain, text("Without inhabitants")), *classes]


def limits_of(
    density: NDArray[np.float64], people: NDArray[np.float64], classes: int
) -> list[float]:
    """Return the lower limits of classes that hold about as many people each, rounded.

    Parameters
    ----------
    density : ndarray of float64, shape (n,)
        Inhabitants by hectare, positive.
    people : ndarray of float64, shape (n,)
        Inhabitants.
    classes : int
        Most of them.
    """
    if not len(density):
        return [0.0]
    order = np.argsort(density, kind="stable")
    below = np.cumsum(people[order])
    at = np.searchsorted(below, below[-1] * np.arange(1, classes) / classes)
    found = {_rounded(value) for value in density[order][at].tolist()}
    return [0.0, *sorted(found)]


def _rounded(value: float) -> float:
    power = 10.0 ** np.floor(np.log10(value))
    return float(min((m * power for m in ROUND), key=lambda limit: abs(limit - value)))


def _class(low: float, high: float) -> Text:
    if not low:
        return text("Up to {high:,g} inhabitants by hectare of footprint", high=high)
    if np.isinf(high):
        return text("Over {low:,g}", low=low)
    return text("Over {low:,g}, up to {high:,g}", low=low, high=high)


# -- figures ---------------------------------------------------------------


def _names(drawn: AreaMap) -> Iterator[Name]:
    """Yield the names of the members with their people, by the reading that counts."""
    figures = {m.code: m.population.by(drawn.result.reading) for m in drawn.assessed.members}
    for code, name in zip(drawn.area.members, ground.member_names(drawn, size=6.6), strict=True):
        yield Name((*name.lines, whole(figures.get(code))), name.x, name.y, name.ground, name.size)


def _table(drawn: AreaMap) -> Table:
    members, total = drawn.assessed.members, drawn.assessed.population
    listed = members if len(members) <= MOST_ROWS else ()
    rows: list[tuple[Words, ...]] = [_row(member) for member in listed]
    figures = (total.communal, total.urban, total.continuum)
    rows.append((text("Total"), *map(whole, figures)))
    title = text(
        "Inhabitants by reading; on the map: {reading}", reading=READINGS[drawn.result.reading]
    )
    return Table(title, (text("Commune"), *READINGS.values()), rows)


def _row(member: Member) -> tuple[Words, ...]:
    people = member.population
    return (member.name, *map(whole, (people.communal, people.urban, people.continuum)))

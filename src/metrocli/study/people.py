"""People of a census layer for footprints that have none: `[people]`."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from metrocli.errors import InvalidInputError
from metrocli.model import Code, Notice, Severity
from metrocli.study.boundaries import POLYGON
from metrocli.study.dasymetric import REACH, Located, Settlement, settle
from metrocli.study.footprints import counted, read_footprints
from metrocli.study.layers import Layer
from metrocli.study.schemas import Role, no_column
from metrocli.study.sections import PeopleSection
from metrocli.study.stack import FootprintLayer, Stack
from metrocli.text import text


@dataclass(frozen=True, eq=False)
class Housed:
    """Footprints that have been given people.

    Parameters
    ----------
    layers : tuple of FootprintLayer
        All with people; those that had their own have kept them.
    unhoused : mapping of str to float
        People of the census that no footprint of their commune could be given, by CUT.
    notices : tuple of Notice
        "people-moved" and "people-unhoused", with counts.
    """

    layers: tuple[FootprintLayer, ...]
    unhoused: Mapping[Code, float]
    notices: tuple[Notice, ...]


def read_people(
    layer: Layer,
    section: PeopleSection,
    vintage: str,
    boundaries: Mapping[Code, Any],
    only: Collection[Code] | None = None,
) -> FootprintLayer:
    """Turn a census layer into features with people; see `read_footprints`.

    Raises
    ------
    MissingInputError
        If it has no column of population, or nothing tells the communes.
    InvalidInputError
        If a feature is no polygon, or as `read_footprints` says.
    """
    census = read_footprints(layer, section, vintage, boundaries, only)
    if census.population is None:
        raise no_column(layer.table, Role.FOOTPRINT_POPULATION)
    flat = shapely.get_dimensions(census.geometries) < POLYGON
    if flat.any():
        raise InvalidInputError(
            text(
                "{source}, {id}: people are given by area, and this is a {kind}",
                source=census.source,
                id=str(census.ids[flat.argmax()]),
                kind=census.geometries[flat.argmax()].geom_type,
            ),
            text("Give a layer of polygons, such as census blocks or zones."),
        )
    return census


def house(layers: Sequence[FootprintLayer], census: FootprintLayer) -> Housed:
    """Give the people of a census layer to the footprints of the layers that have none.

    Parameters
    ----------
    layers : sequence of FootprintLayer
        Of the study; their order and that of their features changes nothing.
    census : FootprintLayer
        As `read_people` returns it.

    Raises
    ------
    InvalidInputError
        If every layer has people of its own.
    """
    empty = [layer for layer in layers if layer.population is None]
    if not empty:
        raise InvalidInputError(
            text("{source}: every layer of footprints has its own people", source=census.source),
            text("Leave out [people] or --people, or give footprints without population."),
        )
    people = np.zeros(len(census.ids)) if census.population is None else census.population
    settlement = _settle(empty, census, people)
    ends = np.cumsum([len(layer.ids) for layer in empty])[:-1]
    shares = iter(np.split(settlement.people, ends))
    given = tuple(
        replace(layer, population=next(shares)) if layer.population is None else layer
        for layer in layers
    )
    codes, commune = np.unique(census.communes[settlement.unhoused], return_inverse=True)
    lost = np.bincount(commune, people[settlement.unhoused], len(codes))
    unhoused = dict(zip(codes.tolist(), lost.tolist(), strict=True))
    return Housed(given, unhoused, _notices(census, settlement))


def _settle(
    layers: Sequence[FootprintLayer], census: FootprintLayer, people: NDArray[np.float64]
) -> Settlement:
    """Settle people in canonical order, so that no order of files decides who goes where."""
    homes, features = Stack.of(layers), Stack.of([census])
    home, feature = homes.canonical(), features.canonical()
    settled = settle(
        Located(features.communes[feature], features.geometries[feature]),
        people[feature],
        Located(homes.communes[home], homes.geometries[home]),
    )
    return Settlement(
        people=settled.people[np.argsort(home)],
        moved=settled.moved[np.argsort(feature)],
        unhoused=settled.unhoused[np.argsort(feature)],
    )


def _notices(census: FootprintLayer, settlement: Settlement) -> tuple[Notice, ...]:
    notices = []
    if settlement.moved.any():
        message = text(
            "{source}: the people of {features} without a footprint of their commune went to the "
            "nearest one, up to {reach:,.0f} m away",
            source=census.source,
            features=counted(census.population, settlement.moved),
            reach=REACH,
        )
        notices.append(Notice("people-moved", message, Severity.INFO))
    if settlement.unhoused.any():
        message = text(
            "{source}: the people of {features} without a footprint of their commune within "
            "{reach:,.0f} m are urban, but in no continuum",
            source=census.source,
            features=counted(census.population, settlement.unhoused),
            reach=REACH,
        )
        notices.append(Notice("people-unhoused", message))
    return tuple(notices)

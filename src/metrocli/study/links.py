"""Links: lines of a layer that join what they reach at both ends."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from metrocli.errors import InvalidInputError
from metrocli.model import Crossing, Geometries, Notice, Severity
from metrocli.study.columns import place
from metrocli.study.geometry import Planar, planar
from metrocli.study.layers import Layer, read_layer
from metrocli.study.numbers import counts
from metrocli.study.schemas import Role, find, plain
from metrocli.study.sections import LinksSection
from metrocli.study.words import words_of
from metrocli.text import Text, text

SORTS: Mapping[str, tuple[str, ...]] = {
    "bridge": ("bridge", "puente", "viaducto"),
    "rail-bridge": ("rail_bridge", "puente_ferroviario"),
    "footbridge": ("footbridge", "pasarela"),
    "tunnel": ("tunnel", "tunel"),
    "road": ("road", "camino", "ruta", "calle", "autopista"),
    "railway": ("railway", "ferrocarril", "via_ferrea", "tren"),
    "ferry": ("ferry", "transbordador", "balsa", "barcaza", "lancha"),
}
"""What links are, and the names that each is known by, in plain form (see `plain`)."""

FERRY = "ferry"

_BY_NAME = {name: sort for sort, names in SORTS.items() for name in names}

SHOWN = 5
"""Links that a notice names."""


@dataclass(frozen=True, eq=False)
class LinkRows:
    """The features of a layer of links, as it gives them.

    Parameters
    ----------
    layer : Layer
        Whose they are.
    names, sorts : tuple of str, length n
        A nameless one is called by its number; one of `SORTS`, or as it is written.
    gaps : ndarray of float64, shape (n,)
        From which on each joins, metres.
    nameless : tuple of bool, length n
        Which are.
    shapes : Planar
        Those that have a geometry.
    """

    layer: Layer
    names: tuple[str, ...]
    sorts: tuple[str, ...]
    gaps: NDArray[np.float64]
    nameless: tuple[bool, ...]
    shapes: Planar

    @property
    def rows(self) -> NDArray[np.intp]:
        """The positions of those that have a geometry."""
        return np.flatnonzero(self.shapes.present)

    def at(self, position: int) -> Text:
        """Return where one of them stands, as messages name it."""
        table = self.layer.table
        return text(
            "{source}, {place}",
            source=table.source,
            place=place(table.unit, [int(table.numbers[position])]),
        )


@dataclass(frozen=True, eq=False)
class Links:
    """The links of a layer.

    Parameters
    ----------
    layer : Layer
        As it was read.
    crossings : tuple of Crossing
        In its order.
    notices : tuple of Notice
        What was left out.
    """

    layer: Layer
    crossings: tuple[Crossing, ...]
    notices: tuple[Notice, ...]


def read_links(path: Path, section: LinksSection) -> Links:
    """Read the links of a layer.

    Parameters
    ----------
    path : Path
        Of a layer of lines.
    section : LinksSection
        Layer, columns, filter, gap and tolerance.

    Raises
    ------
    InputError
        Whatever is wrong with the file; if a feature is not one line with two ends, or a gap is no
        number or negative.
    """
    rows = read_rows(path, section)
    odd = [position for position, line in _lines(rows) if line is None]
    if odd:
        raise InvalidInputError(
            text("{place}: a link must be one line with two ends", place=rows.at(odd[0])),
            text("Draw it as a line from one side to the other; join its parts into one."),
        )
    crossings = crossings_of(rows, section)
    ferries = [crossing for crossing in crossings if crossing.sort == FERRY]
    notices = (*rows.layer.notices, *rows.shapes.notices)
    if not ferries or section.ferries:
        return Links(rows.layer, crossings, notices)
    message = text(
        "{source}: {count:,d} ferries were left out, such as {names}; ferries = true counts them",
        source=rows.layer.table.source,
        count=len(ferries),
        names=tuple(ferry.name for ferry in ferries[:SHOWN]),
    )
    kept = tuple(crossing for crossing in crossings if crossing.sort != FERRY)
    told = Notice("links-ferries-left-out", message, Severity.INFO)
    return Links(rows.layer, kept, (*notices, told))


def read_rows(path: Path, section: LinksSection) -> LinkRows:
    """Read the features of a layer of links as it gives them.

    Raises
    ------
    InputError
        Whatever is wrong with the file, or a gap that is no number or negative.
    """
    wanted = {
        Role.ELEMENT: section.element,
        Role.KIND: section.kind,
        Role.LINK_GAP: section.gap_column,
    }
    layer = read_layer(path, wanted, layer=section.layer, where=section.where)
    table = layer.table
    names = words_of(table, find(table, wanted, Role.ELEMENT))
    sorts = words_of(table, find(table, wanted, Role.KIND))
    column = find(table, wanted, Role.LINK_GAP)
    own = np.full(len(table), np.nan) if column is None else counts(column)
    return LinkRows(
        layer=layer,
        names=tuple(
            name or str(number) for name, number in zip(names, table.numbers.tolist(), strict=True)
        ),
        sorts=tuple(_BY_NAME.get(plain(word), word) for word in sorts),
        gaps=np.where(np.isnan(own), section.gap, own),
        nameless=tuple(not name for name in names),
        shapes=planar(layer),
    )


def crossings_of(rows: LinkRows, section: LinksSection) -> tuple[Crossing, ...]:
    """Return the features that are one line with two ends as links, in their order."""
    return tuple(
        Crossing(
            name=rows.names[position],
            sort=rows.sorts[position],
            gap=float(rows.gaps[position]),
            tolerance=section.tolerance,
            line=tuple((x, y) for x, y in shapely.get_coordinates(line).tolist()),
        )
        for position, line in _lines(rows)
        if line is not None
    )


def odd_rows(rows: LinkRows) -> NDArray[np.bool_]:
    """Return which features are not one line with two ends, for those that have a geometry."""
    odd = np.full(len(rows.names), False)
    odd[[position for position, line in _lines(rows) if line is None]] = True
    return odd


def _lines(rows: LinkRows) -> Iterator[tuple[int, shapely.Geometry | None]]:
    """Yield the position of each feature and its line; None if it is not one with two ends."""
    merged = shapely.line_merge(rows.shapes.geometries)
    single = shapely.get_type_id(merged) == shapely.GeometryType.LINESTRING
    open_ = single & ~shapely.is_closed(merged)
    for position, line, fits in zip(rows.rows.tolist(), merged, open_.tolist(), strict=True):
        yield position, line if fits else None


def unreached(crossings: Sequence[Crossing], geometries: Geometries) -> list[Crossing]:
    """Return the links that reach no footprint at one end, or at neither.

    Parameters
    ----------
    crossings : sequence of Crossing
        Of the study.
    geometries : ndarray of shapely geometries
        All its footprints; planar, metres.
    """
    tree = shapely.STRtree(geometries)

    def reaches(crossing: Crossing) -> bool:
        ends = shapely.points(crossing.ends)
        found = tree.query(ends, predicate="dwithin", distance=crossing.tolerance)[0]
        return set(found.tolist()) == {0, 1}

    return [crossing for crossing in crossings if not reaches(crossing)]

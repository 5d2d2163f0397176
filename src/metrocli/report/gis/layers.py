"""The layers that an area has in a GIS: what each holds, feature by feature."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from metrocli import planar
from metrocli.delimit.cartography import AreaMap
from metrocli.model import Code, Geometries, Link, Weighting
from metrocli.report.gis.looks import Look, Looks
from metrocli.text import Text, text

POLYGON = 2
"""Dimensions of polygons."""


@dataclass(frozen=True, eq=False)
class Layer:
    """A layer of a GIS.

    Parameters
    ----------
    name : str
        In the file; the same in every language.
    title : Text
        As the legend calls it.
    columns : mapping of str to sequence
        Attributes, one value a feature; names in Spanish, without accents, that a GIS takes.
    geometries : ndarray of shapely geometries, optional
        Planar, metres; None for a table.
    look : Look, optional
        How it is drawn; None for a table.
    """

    name: str
    title: Text
    columns: dict[str, Any]
    geometries: Geometries | None = None
    look: Look | None = None

    @property
    def frame(self) -> Any:
        """The layer as a table; with geometries, a GeoDataFrame in EPSG:4674."""
        import geopandas  # noqa: PLC0415 - heavy
        import pandas as pd  # noqa: PLC0415

        table = pd.DataFrame(self.columns)
        if self.geometries is None:
            return table
        degrees = planar.from_plane(self.geometries, planar.GEOGRAPHIC)
        return geopandas.GeoDataFrame(table, geometry=degrees, crs=planar.GEOGRAPHIC)


def layers_of(drawn: AreaMap) -> list[Layer]:
    """Return the layers of an area, the lowest first; those that would be empty are left out.

    Every feature says in ``esquematico`` whether its geometry is made up.
    """
    made = [layer for make in MAKERS for layer in make(drawn)]
    for layer in made:
        layer.columns["esquematico"] = [drawn.result.schematic] * _length(layer)
    return [layer for layer in made if _length(layer)]


def _length(layer: Layer) -> int:
    return len(next(iter(layer.columns.values())))


def _neighbours(drawn: AreaMap) -> Iterator[Layer]:
    codes = [code for code in drawn.neighbours if code in drawn.boundaries]
    communes = [drawn.communes[code] for code in codes]
    yield Layer(
        "vecinas",
        text("Neighbouring communes"),
        {
            "cut": codes,
            "comuna": [commune.name for commune in communes],
            "pob_comunal": [commune.population for commune in communes],
        },
        _boundaries(drawn, codes),
        Looks.NEIGHBOUR,
    )


def _members(drawn: AreaMap) -> Iterator[Layer]:
    members = [member for member in drawn.assessed.members if member.code in drawn.boundaries]
    codes = [member.code for member in members]
    yield Layer(
        "comunas",
        text("Communes of the area"),
        {
            "cut": codes,
            "comuna": [member.name for member in members],
            "region": [drawn.communes[code].region_name for code in codes],
            "pob_comunal": [member.population.communal for member in members],
            "pob_urbana": [member.population.urban for member in members],
            "pob_continuo": [member.population.continuum for member in members],
            "parte_en_continuo": [member.share_in_continuum for member in members],
        },
        _boundaries(drawn, codes),
        Looks.MEMBER,
    )


def _patches(drawn: AreaMap) -> Iterator[Layer]:
    count = len(drawn.outlines)
    rows = drawn.tree.rows
    patches = drawn.patches[rows]
    held = {
        "huellas": np.bincount(patches, minlength=count),
        **_weights(drawn, np.bincount(patches, drawn.footprints.weights[rows], minlength=count)),
        "comunas": _communes_of(drawn, count),
        "brecha_max_m": np.full(count, drawn.max_gap),
    }
    numbers = np.arange(count) + 1
    of_continuum = np.unique(drawn.patches[drawn.in_continuum])
    title = text("Patches at {gap:,g} m", gap=drawn.max_gap)
    yield Layer("manchas", title, {"mancha": numbers, **held}, drawn.outlines, Looks.PATCH)
    yield Layer(
        "continuo",
        text("Continuum"),
        {name: np.asarray(values)[of_continuum] for name, values in held.items()},
        drawn.outlines[of_continuum],
        Looks.CONTINUUM,
    )


def _footprints(drawn: AreaMap) -> Iterator[Layer]:
    rows = drawn.tree.rows
    footprints = drawn.footprints
    yield Layer(
        "huellas",
        text("Footprints"),
        {
            "id": footprints.ids[rows].tolist(),
            "cut": footprints.communes[rows].tolist(),
            **_weights(drawn, footprints.weights[rows]),
            "mancha": drawn.patches[rows] + 1,
            "en_continuo": drawn.in_continuum[rows],
        },
        footprints.geometries[rows],
        Looks.FOOTPRINT,
    )


def _weakest_link(drawn: AreaMap) -> Iterator[Layer]:
    link = drawn.assessed.weakest_link
    if link is None:
        return
    ends = [shapely.Point(end.x, end.y) for end in (link.a, link.b)]
    yield Layer(
        "eslabon",
        text("Weakest link"),
        {"brecha_m": [link.gap], **_ends(link)},
        np.array([shapely.LineString(link.corners)], dtype=object),
        Looks.LINK,
    )
    yield Layer(
        "eslabon_extremos",
        text("Ends of the weakest link"),
        {
            "huella": [link.a.id, link.b.id],
            "cut": [link.a.commune, link.b.commune],
            "brecha_m": [link.gap] * 2,
        },
        np.array(ends, dtype=object),
        Looks.LINK_END,
    )


def _conventions(drawn: AreaMap) -> Iterator[Layer]:
    barriers = drawn.study.barriers
    yield Layer(
        "barreras",
        text("Barriers"),
        {"nombre": barriers.names.tolist()},
        _edges(barriers.geometries),
        Looks.BARRIER,
    )
    links = drawn.study.conventions.links
    yield Layer(
        "enlaces",
        text("Links"),
        {
            "nombre": [crossing.name for crossing in links],
            "tipo": [crossing.sort for crossing in links],
            "brecha_m": [crossing.gap for crossing in links],
            "tolerancia_m": [crossing.tolerance for crossing in links],
        },
        np.array([shapely.LineString(crossing.line) for crossing in links], dtype=object),
        Looks.CROSSING,
    )


def _edges(shapes: Geometries) -> Geometries:
    """Return lines as they are, and the edges of polygons."""
    flat = shapely.get_dimensions(shapes) < POLYGON
    found: Geometries = np.where(flat, shapes, shapely.boundary(shapes))
    return found


def _shared(drawn: AreaMap) -> Iterator[Layer]:
    elements = drawn.assessed.shared
    yield Layer(
        "elementos_compartidos",
        text("Shared infrastructure and services"),
        {
            "tipo": [element.kind for element in elements],
            "nombre": [element.name for element in elements],
            "comunas": [",".join(element.communes) for element in elements],
            "fuente": [element.source for element in elements],
        },
    )


MAKERS: Sequence[Callable[[AreaMap], Iterator[Layer]]] = (
    _neighbours,
    _members,
    _patches,
    _footprints,
    _conventions,
    _weakest_link,
    _shared,
)
"""What makes the layers, from the lowest up."""


def _boundaries(drawn: AreaMap, codes: Sequence[Code]) -> Geometries:
    found: Geometries = np.array([drawn.boundaries[code] for code in codes], dtype=object)
    return found


def _weights(drawn: AreaMap, weights: Any) -> dict[str, Any]:
    """Return the column of inhabitants, where that is what the weights are."""
    inhabited = drawn.footprints.weighting is Weighting.POPULATION
    return {"habitantes": weights} if inhabited else {}


def _communes_of(drawn: AreaMap, count: int) -> list[str]:
    """Return the CUTs of the communes of each patch."""
    rows = drawn.tree.rows
    codes: list[set[str]] = [set() for _ in range(count)]
    pairs = zip(drawn.patches[rows].tolist(), drawn.footprints.communes[rows].tolist(), strict=True)
    for patch, code in pairs:
        codes[patch].add(code)
    return [",".join(sorted(found)) for found in codes]


def _ends(link: Link) -> dict[str, list[str]]:
    return {
        "huella_a": [link.a.id],
        "cut_a": [link.a.commune],
        "huella_b": [link.b.id],
        "cut_b": [link.b.commune],
    }

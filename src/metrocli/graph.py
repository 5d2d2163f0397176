"""The communes as a graph: who lies next to whom, how far apart they are built, what joins them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

import networkx as nx
import numpy as np
import shapely

from metrocli import planar
from metrocli.continuity.gapgraph import GapGraph, Pair
from metrocli.continuity.tree import gap_of
from metrocli.model import Code, Geometries, Link, Study, Weighting

CommuneGraph: TypeAlias = "nx.Graph[Code]"
"""Communes by CUT, joined where they touch or come near; see `commune_graph`."""

BORDER_TOLERANCE = 10.0
"""Metres that two official borders may lie apart or overlap and still be one border."""


def commune_graph(
    study: Study, graph: GapGraph, communes: Iterable[Code], *, majority: float
) -> CommuneGraph:
    """Return the communes of a study as a networkx graph.

    Parameters
    ----------
    study : Study
        Gives names, populations, boundaries and footprints.
    graph : GapGraph
        Of its footprints, with every pair of communes measured that is to have an edge.
    communes : iterable of str
        CUTs of the communes to draw; those with neither footprints nor boundaries are left out.
    majority : float
        Part of each commune's weight, in (0, 1], that a merge asks for.

    Returns
    -------
    networkx.Graph
        Nodes are CUTs, with ``name``, ``region``, ``region_name``, ``population_communal`` and
        ``population_urban`` (inhabitants), ``footprints`` (count), ``built_area_km2`` (of their
        union), ``lon`` and ``lat`` (degrees, EPSG:4674, of a point inside). Edges join communes
        that share a border or come together below the horizon, with ``merge_distance_m``,
        ``touch_distance_m``, ``border_gap_m`` and ``border_length_m`` (within `BORDER_TOLERANCE`),
        and of the weakest link ``link_gap_m`` and for each end ``link_a_id``, ``link_a_commune``,
        ``link_a_lon``, ``link_a_lat`` (and b), and ``via_kind`` and ``via`` (see `Tie`) where
        something else than the gap joins them. What is not known is absent.
    """
    result: CommuneGraph = nx.Graph(
        title=study.title, vintage=study.vintage, schematic=study.schematic, horizon_m=graph.horizon
    )
    drawn = sorted(set(communes) & {*graph.rows, *study.boundaries})
    for code in drawn:
        result.add_node(code, **_known(_node(study, graph, code)))
    places = {code: study.boundaries[code] for code in drawn if code in study.boundaries}
    borders = dict(_borders(places))
    near = {pair for pair in graph.pairs if set(pair) <= set(drawn)}
    for pair in sorted({*near, *borders}):
        joined = _continuity(graph, pair, majority) if pair in near else {}
        found = {**borders.get(pair, {}), **joined}
        result.add_edge(*pair, **_known(found))
    return result


def _node(study: Study, graph: GapGraph, code: Code) -> dict[str, Any]:
    commune = study.communes[code]
    rows = graph.rows.get(code, np.empty(0, np.int64))
    geometries = study.footprints.geometries[rows]
    urban = commune.urban_population
    if urban is None and len(rows) and study.footprints.weighting is Weighting.POPULATION:
        urban = float(study.footprints.weights[rows].sum())
    found = {
        "name": commune.name,
        "region": commune.region,
        "region_name": commune.region_name,
        "population_communal": commune.population,
        "population_urban": urban,
        "footprints": len(rows),
        "built_area_km2": built_area(geometries) / 1e6,
    }
    place = study.boundaries.get(code)
    if place is None:
        place = shapely.MultiPoint(shapely.centroid(geometries).tolist())
    point = shapely.point_on_surface(place)
    found["lon"], found["lat"] = planar.to_degrees(point.x, point.y)
    return found


def built_area(geometries: Geometries) -> float:
    """Return the area of the union of footprints, in square metres."""
    return float(shapely.area(shapely.disjoint_subset_union_all(geometries)))


def _continuity(graph: GapGraph, pair: Pair, majority: float) -> dict[str, Any]:
    tree = graph.tree(pair)
    merge = tree.merge(majority)
    return {
        "merge_distance_m": gap_of(merge),
        "touch_distance_m": gap_of(tree.touch()),
        **_link(tree.link(merge)),
    }


def _link(link: Link | None) -> dict[str, Any]:
    if link is None:
        return {}
    ends = {
        f"link_{letter}_{key}": value
        for letter, end in (("a", link.a), ("b", link.b))
        for key, value in (
            ("id", end.id),
            ("commune", end.commune),
            ("lon", end.lon),
            ("lat", end.lat),
        )
    }
    via = {} if link.via is None else {"via_kind": link.via.kind.value, "via": link.via.name}
    return {"link_gap_m": link.gap, **via, **ends}


def _borders(boundaries: Mapping[Code, Any]) -> Iterator[tuple[Pair, dict[str, float]]]:
    """Yield the pairs of communes that share a border, with its gap and length."""
    codes = sorted(boundaries)
    polygons = np.array([boundaries[code] for code in codes], dtype=object)
    if not len(polygons):
        return
    near = shapely.STRtree(polygons).query(polygons, predicate="dwithin", distance=BORDER_TOLERANCE)
    for p, q in near.T.tolist():
        if p < q:
            yield (
                (codes[p], codes[q]),
                {
                    "border_gap_m": float(shapely.distance(polygons[p], polygons[q])),
                    "border_length_m": shared_border(polygons[p], polygons[q]),
                },
            )


def shared_border(a: shapely.Geometry, b: shapely.Geometry) -> float:
    """Return the length of the border that two polygons share, in metres.

    Borders within `BORDER_TOLERANCE` of each other are one: real ones have slivers of some metres.
    The length is the mean of how much of each border runs along the other. At its ends a stretch
    runs on by the tolerance before it is out of reach, which is taken off; a corner thus counts 0.
    """
    return (_along(a, b) + _along(b, a)) / 2


def _along(a: shapely.Geometry, b: shapely.Geometry) -> float:
    # Only the part of b that comes near a is worth the buffer, which is what takes the time.
    margin = 2 * BORDER_TOLERANCE * np.array([-1, -1, 1, 1])
    near = shapely.clip_by_rect(shapely.boundary(b), *(shapely.bounds(a) + margin))
    reach = shapely.buffer(near, BORDER_TOLERANCE)
    stretches = shapely.get_parts(
        shapely.line_merge(shapely.intersection(shapely.boundary(a), reach))
    )
    overrun = np.where(shapely.is_closed(stretches), 0.0, 2 * BORDER_TOLERANCE)
    return float(np.maximum(0.0, shapely.length(stretches) - overrun).sum())


def _known(attributes: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in attributes.items() if value is not None}

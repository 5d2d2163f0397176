"""Brute force for gaps round barriers: a visibility graph of all pairs, in plain shapely.

Barriers are drawn as strips of a little width, footprints are widened by a little more, and every
corner, edge and footprint is compared with every other one. Lengths are right to `ROUGH`.
"""

from typing import TypeAlias

import networkx as nx
import numpy as np
import shapely
from hypothesis import assume
from hypothesis import strategies as st

from tests.continuity.territories import shapes

WIDTH = 1e-6
"""Metres from the middle of a strip to its edge."""

ROUGH = 1e-3
"""Metres."""


def ways(footprints: np.ndarray, barriers: np.ndarray) -> np.ndarray:
    """Return the length of the shortest way between every two footprints that crosses no barrier.

    Returns
    -------
    ndarray of float64, shape (n, n)
        Metres; infinite where there is no way.
    """
    strips = shapely.union_all(_strip(barriers, WIDTH))
    solid = shapely.union_all(_strip(barriers, WIDTH / 2))
    shapely.prepare(solid)
    edges = [_edges(shapely.difference(_rim(one), strips)) for one in footprints]
    count = len(footprints)
    corners = np.asarray(shapely.points(np.unique(shapely.get_coordinates(strips), axis=0)))
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(count))
    for i in range(count):
        for j in range(i):
            if shapely.intersects(footprints[i], footprints[j]):
                graph.add_edge(i, j, weight=0.0)
            else:
                _see(graph, solid, (i, edges[i]), (j, edges[j]))
    for k, corner in enumerate(corners):
        for i in range(count):
            _see(graph, solid, (count + k, np.array([corner])), (i, edges[i]))
        later = corners[k + 1 :]
        for m in np.flatnonzero(_clear(solid, shapely.shortest_line(corner, later))):
            length = shapely.distance(corner, later[m])
            graph.add_edge(count + k, count + k + 1 + int(m), weight=length)
    return np.array([_lengths(graph, i, count) for i in range(count)]).reshape(count, count)


def _strip(barriers: np.ndarray, width: float) -> np.ndarray:
    # Of a line that turns back upon itself, GEOS widens the corner out of all measure.
    lines = shapely.get_dimensions(barriers) == 1
    plain = np.where(lines, shapely.node(barriers), barriers)
    return shapely.buffer(plain, width, cap_style="square", join_style="mitre")


def _rim(footprint: shapely.Geometry) -> shapely.Geometry:
    """Return the edge of a footprint that reaches over the strips that it touches."""
    return shapely.boundary(shapely.buffer(footprint, 3 * WIDTH, quad_segs=1))


def _edges(lines: shapely.Geometry) -> np.ndarray:
    xy, line = shapely.get_coordinates(shapely.get_parts(lines), return_index=True)
    same = line[:-1] == line[1:]
    return np.asarray(shapely.linestrings(np.stack([xy[:-1][same], xy[1:][same]], axis=1)))


def _clear(solid: shapely.Geometry, lines: np.ndarray) -> np.ndarray:
    return ~shapely.intersects(solid, lines)


def _see(
    graph: "nx.Graph[int]",
    solid: shapely.Geometry,
    one: tuple[int, np.ndarray],
    other: tuple[int, np.ndarray],
) -> None:
    """Note the shortest line between the edges of two nodes that no barrier cuts."""
    lines = shapely.shortest_line(one[1][:, np.newaxis], other[1][np.newaxis]).reshape(-1)
    clear = lines[_clear(solid, lines)]
    if len(clear):
        graph.add_edge(one[0], other[0], weight=float(shapely.length(clear).min()))


def _lengths(graph: "nx.Graph[int]", start: int, count: int) -> list[float]:
    """Return the lengths of the ways from a footprint that pass through no other one."""
    through = graph.subgraph([start, *range(count, graph.number_of_nodes())])
    found = nx.single_source_dijkstra_path_length(through, start)
    lengths = []
    for end in range(count):
        ways = [
            found[near] + data["weight"]
            for near, data in graph[end].items()
            if near in found and (near >= count or near == start)
        ]
        lengths.append(0.0 if end == start else min(ways, default=np.inf))
    return lengths


TOUCHING = 1e-9
"""Metres."""

Scene: TypeAlias = tuple[np.ndarray, np.ndarray]
"""Footprints and barriers."""

_coordinate = st.integers(-4, 34)


@st.composite
def _barrier(draw: st.DrawFn) -> shapely.Geometry:
    corner = st.tuples(_coordinate, _coordinate)
    if draw(st.integers(0, 3)):
        corners = draw(st.lists(corner, min_size=2, max_size=5, unique=True))
        return shapely.LineString(corners)
    (x, y), width, height = draw(corner), draw(st.integers(1, 12)), draw(st.integers(1, 12))
    return shapely.box(x, y, x + width, y + height)


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    """Draw a few footprints and barriers on whole coordinates, which so touch time and again."""
    drawn = np.array(draw(st.lists(shapes(), min_size=2, max_size=6)), dtype=object)
    barriers = np.array(draw(st.lists(_barrier(), min_size=1, max_size=4)), dtype=object)
    assume(not _hangs_on_rounding(drawn, barriers))
    return drawn, barriers


def _hangs_on_rounding(footprints: np.ndarray, barriers: np.ndarray) -> bool:
    """Tell whether something only touches a stretch of a barrier that ends at a rounded point."""
    noded = shapely.union_all(
        np.where(shapely.get_dimensions(barriers) == 1, barriers, shapely.boundary(barriers))
    )
    drawn = set(map(tuple, shapely.get_coordinates(barriers).tolist()))
    rounded = [line for line in _edges(noded) if not drawn.issuperset(line.coords)]
    cut = [shapely.Point(end) for line in rounded for end in line.coords if end not in drawn]
    corners = shapely.points(shapely.get_coordinates(footprints))
    rims = shapely.union_all(shapely.boundary(footprints))
    meets = shapely.distance(corners, shapely.union_all(rounded)) < TOUCHING
    return bool(rounded) and bool(meets.any() or (shapely.distance(rims, cut) < TOUCHING).any())


def telling(lengths: np.ndarray, most: float) -> list[float]:
    """Return gaps up to some metres that are clearly between the lengths that occur."""
    finite = np.unique(np.append(lengths[np.isfinite(lengths)], 0.0))
    apart = np.flatnonzero(np.diff(finite) > 10 * ROUGH)
    middles = (finite[apart] + finite[apart + 1]) / 2
    return [gap for gap in [*middles.tolist(), float(finite[-1]) + 1.0] if gap < most]

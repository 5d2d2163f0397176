"""The commune graph as a file: GraphML, JSON node-link or GeoPackage, by the file's ending."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import networkx as nx
import shapely

from metrocli import planar
from metrocli.graph import CommuneGraph


def write_graphml(graph: CommuneGraph, path: Path) -> None:
    """Write GraphML, which Gephi, yEd and networkx read."""
    nx.write_graphml(graph, path, named_key_ids=True)


def write_json(graph: CommuneGraph, path: Path) -> None:
    """Write networkx's node-link JSON."""
    data = nx.node_link_data(graph, edges="edges")
    path.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def write_gpkg(graph: CommuneGraph, path: Path) -> None:
    """Write a GeoPackage: a layer of communes as points, one of weakest links as lines."""
    import geopandas  # noqa: PLC0415 - heavy, and only for this format

    mark = {"schematic": graph.graph["schematic"]}
    nodes = [{"cut": code, **data, **mark} for code, data in graph.nodes(data=True)]
    points = [shapely.Point(node["lon"], node["lat"]) for node in nodes]
    communes = geopandas.GeoDataFrame(nodes, geometry=points, crs=planar.GEOGRAPHIC)
    communes.to_file(path, layer="communes", driver="GPKG", engine="pyogrio")
    edges = [{"cut_a": a, "cut_b": b, **data, **mark} for a, b, data in graph.edges(data=True)]
    if edges:
        lines = [_line(graph, edge) for edge in edges]
        links = geopandas.GeoDataFrame(edges, geometry=lines, crs=planar.GEOGRAPHIC)
        links.to_file(path, layer="links", driver="GPKG", engine="pyogrio")


def _line(graph: CommuneGraph, edge: Mapping[str, Any]) -> shapely.LineString:
    """Return an edge's weakest link, or the line between its communes where it has none."""
    if "link_gap_m" in edge:
        return shapely.LineString(
            [(edge[f"link_{end}_lon"], edge[f"link_{end}_lat"]) for end in "ab"]
        )
    ends = (graph.nodes[edge["cut_a"]], graph.nodes[edge["cut_b"]])
    return shapely.LineString([(end["lon"], end["lat"]) for end in ends])


WRITERS: Mapping[str, Callable[[CommuneGraph, Path], None]] = {
    ".graphml": write_graphml,
    ".json": write_json,
    ".gpkg": write_gpkg,
}
"""By the ending of the file's name."""
